//! Estimates how many terms fit into a model of a limited size.

use super::TextVariant;
use crate::model::Tuning;

/// Share of the size limit for the trials.
const SIZE_OF_TRIALS: f64 = 0.2;

/// Bytes of a trial without its settings.
const TRIAL_BYTES: usize = 130;

/// Bytes of the settings, the positions of arrays and the isotonic map.
const HEADER: usize = 4_000;

/// Bytes that calibration stores per document, and the maximum number of such documents.
const CONFORMITY: usize = 10;
const MOST_CONFORMITY: usize = 1_000;

/// Bytes of grouped word forms per distinct word of the corpus.
const WORD_FORMS: usize = 8;

/// Bytes per term: the term, its position in the table, its document frequency and class weight.
const TERM: usize = 24;

/// Bytes of a weight.
const WEIGHT: usize = 4;

/// Maximum number of terms of a model of a variant with at most `bytes` bytes; 0 when the fixed parts of a
/// model take all of them.
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

/// The trials that fit into a model of at most `bytes` bytes, the best first.
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
