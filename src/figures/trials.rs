//! The trials of a choice of settings.

use super::{Captions, Cell, DataTable, Figure, Language};
use crate::charts::{self, ScoredShare, TrialScores, Trials};
use crate::model::Trial;
use crate::stats::wilson_interval;

/// Trials, best first; the first one was chosen. At most `top` are shown.
///
/// Settings are shown as the trials have them.
pub fn trials(all: &[Trial], top: usize, language: Language) -> Figure {
    let shown = &all[..top.min(all.len())];
    let scored = shown.iter().enumerate();
    let scored = scored.map(|(place, trial)| TrialScores {
        settings: match trial.settings.as_str() {
            "" => language.default_settings(),
            settings => settings.to_owned(),
        },
        accuracy: accuracy(trial),
        log_loss: trial.log_loss,
        is_chosen: place == 0,
    });
    let data = Trials {
        trials: scored.collect(),
        names: language.chosen_and_others(),
        axes: [
            language.with_interval(&language.accuracy_axis()),
            language.log_loss(),
        ],
    };
    let documents = all.iter().map(|trial| trial.documents).max();
    let captions = Captions {
        language,
        title: language.trials_title(),
        subtitle: language.trials_shown(shown.len(), all.len(), documents.unwrap_or(0)),
    };
    let table = table(shown, &data);
    Figure::new(data, charts::trials, captions, table)
}

/// The accuracy of a trial and its confidence interval.
fn accuracy(trial: &Trial) -> ScoredShare {
    // The share came from a whole number of documents.
    let correct = libm::round(trial.accuracy * trial.documents as f64) as u64;
    ScoredShare {
        value: trial.accuracy,
        interval: wilson_interval(correct, trial.documents),
    }
}

fn table(trials: &[Trial], data: &Trials) -> DataTable {
    let rows = trials.iter().zip(&data.trials).map(|(trial, scores)| {
        let cells: [Cell; 7] = [
            trial.settings.as_str().into(),
            trial.documents.into(),
            trial.accuracy.into(),
            scores.accuracy.interval.0.into(),
            scores.accuracy.interval.1.into(),
            trial.macro_f1.into(),
            trial.log_loss.into(),
        ];
        cells
    });
    let columns = [
        "settings",
        "documents",
        "accuracy",
        "accuracy_low",
        "accuracy_high",
        "macro_f1",
        "log_loss",
    ];
    DataTable::new(columns, rows)
}
