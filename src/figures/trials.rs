//! The trials of a choice of settings.

use super::{Captions, Cell, DataTable, Figure, Language};
use crate::charts::{self, ScoredShare, TrialScores, Trials};
use crate::model::Trial;
use crate::stats::wilson_interval;

/// Trials, best first; the first one was chosen. At most `top` are shown.
///
/// `named` gives the settings of a trial, whose names are in backticks, the names that readers know.
pub fn trials(
    all: &[Trial],
    top: usize,
    language: Language,
    named: impl Fn(&str) -> String,
) -> Figure {
    let shown = &all[..top.min(all.len())];
    let common = common(shown);
    let scored = shown.iter().enumerate();
    let scored = scored.map(|(place, trial)| TrialScores {
        settings: match others(trial, &common).as_str() {
            "" if common.is_empty() => language.default_settings(),
            "" => language.no_other_settings(),
            settings => named(settings),
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
        subtitle: language.with_settings(
            &language.trials_shown(shown.len(), all.len(), documents.unwrap_or(0)),
            &named(&common.join(" ")),
        ),
    };
    let table = table(shown, &data, named);
    Figure::new(data, charts::trials, captions, table)
}

/// The settings of a trial, one by one: each starts with its name in backticks.
fn parts(trial: &Trial) -> Vec<&str> {
    let settings = trial.settings.as_str();
    let starts = settings.match_indices(" `").map(|(at, _)| at);
    let mut parts = Vec::new();
    let mut from = 0;
    for at in starts {
        parts.push(&settings[from..at]);
        from = at + 1;
    }
    parts.extend(Some(&settings[from..]).filter(|rest| !rest.is_empty()));
    parts
}

/// The settings that all of several trials have.
fn common(trials: &[Trial]) -> Vec<&str> {
    let [first, others @ ..] = trials else {
        return Vec::new();
    };
    if others.is_empty() {
        return Vec::new();
    }
    let is_common = |part: &&str| others.iter().all(|trial| parts(trial).contains(part));
    parts(first).into_iter().filter(is_common).collect()
}

/// The settings of a trial that are not common.
fn others(trial: &Trial, common: &[&str]) -> String {
    let parts = parts(trial).into_iter();
    let others: Vec<&str> = parts.filter(|part| !common.contains(part)).collect();
    others.join(" ")
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

fn table(trials: &[Trial], data: &Trials, named: impl Fn(&str) -> String) -> DataTable {
    let rows = trials.iter().zip(&data.trials).map(|(trial, scores)| {
        let cells: [Cell; 7] = [
            named(&trial.settings).as_str().into(),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(settings: &str) -> Trial {
        Trial {
            settings: settings.into(),
            documents: 10,
            accuracy: 0.5,
            macro_f1: 0.5,
            log_loss: 1.0,
        }
    }

    #[test]
    fn settings_that_all_trials_have_are_separated() {
        let settings = [
            "`alpha` 0.5 `refine` 5 `stem`",
            "`refine` 5",
            "`max_df` 1 `refine` 5",
        ];
        let trials = settings.map(trial);
        assert_eq!(parts(&trials[0]), ["`alpha` 0.5", "`refine` 5", "`stem`"]);
        let common_of_all = common(&trials);
        assert_eq!(common_of_all, ["`refine` 5"]);
        assert_eq!(others(&trials[1], &common_of_all), "");
        assert_eq!(others(&trials[0], &common_of_all), "`alpha` 0.5 `stem`");
        assert!(common(&[trial("`refine` 5")]).is_empty());
        assert!(common(&[trial("`refine` 5"), trial("")]).is_empty());
    }
}
