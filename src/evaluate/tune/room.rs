//! For how many terms a model of a limited size has room, by an estimate.

use super::TextVariant;
use crate::model::Tuning;

/// Share of a limited size that the table of trials may take.
const SIZE_OF_TRIALS: f64 = 0.2;

/// Bytes of a trial beside its settings.
const TRIAL_BYTES: usize = 130;

/// Bytes of the settings, the places of arrays and the isotonic map.
const HEADER: usize = 4_000;

/// Bytes of what calibration keeps of a document, and the most documents of which it does.
const CONFORMITY: usize = 10;
const MOST_CONFORMITY: usize = 1_000;

/// Bytes of the word forms that are grouped, for each different word of the corpus.
const WORD_FORMS: usize = 8;

/// Bytes for a term: itself, its place in the table, its document frequency and class weight.
const TERM: usize = 24;

/// Bytes of a weight.
const WEIGHT: usize = 4;

/// Most terms of a model of a variant that is to have `bytes` bytes; 0 when what every model of it
/// has takes all of them.
pub(super) fn terms_within(bytes: u64, variant: &TextVariant) -> usize {
    let corpus = &variant.corpus;
    let forms = match variant.settings.features.clitics {
        true => WORD_FORMS * corpus.tokens().len(),
        false => 0,
    };
    let fixed = HEADER + CONFORMITY * corpus.len().min(MOST_CONFORMITY) + forms;
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    let left = bytes.saturating_sub(fixed + of_trials(bytes));
    left / (TERM + WEIGHT * corpus.classes().len())
}

fn of_trials(bytes: usize) -> usize {
    (bytes as f64 * SIZE_OF_TRIALS) as usize
}

/// The trials for which a model of at most `bytes` bytes has room, the best first.
pub(super) fn kept(tuning: &Tuning, bytes: Option<u64>) -> Tuning {
    let mut kept = tuning.clone();
    if let Some(bytes) = bytes {
        let mut left = of_trials(usize::try_from(bytes).unwrap_or(usize::MAX));
        let fits = |trial: &&crate::model::Trial| {
            let size = trial.settings.len() + TRIAL_BYTES;
            let fits = size <= left;
            left = left.saturating_sub(size);
            fits
        };
        let count = tuning.trials.iter().take_while(fits).count();
        kept.trials.truncate(count.max(1));
    }
    kept
}
