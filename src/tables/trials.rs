//! The table of trials.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::{Choice, Trial, Tuning};
use crate::report::{Record, ReportFormat, ReportWriter, counted, decimals, percent};
use crate::text::shown;

/// Number of rows in a table for people.
const SHOWN: usize = 12;

/// A trial as a record.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct TrialRow<'t>(pub &'t Trial);

impl TrialRow<'_> {
    fn cells_of(&self, share: fn(f64) -> String, number: fn(f64) -> String) -> Vec<String> {
        vec![
            self.0.documents.to_string(),
            share(self.0.accuracy),
            number(self.0.macro_f1),
            number(self.0.log_loss),
            self.0.settings.clone(),
        ]
    }
}

impl Record for TrialRow<'_> {
    fn columns(&self) -> Vec<String> {
        ["documents", "accuracy", "macro_f1", "log_loss", "settings"]
            .map(str::to_owned)
            .to_vec()
    }

    fn cells(&self) -> Vec<String> {
        self.cells_of(|n| n.to_string(), |n| n.to_string())
    }

    fn shown(&self) -> Vec<String> {
        self.cells_of(percent, decimals)
    }

    fn is_numeric(&self, column: usize) -> bool {
        column < 4
    }
}

/// The summary of a search for settings, without its trials.
#[derive(Debug, Serialize)]
pub struct TuningSummary<'t> {
    metric: &'t str,
    folds: usize,
    seed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_by: Option<&'t str>,
    /// Number of trials.
    trials: usize,
}

impl<'t> TuningSummary<'t> {
    /// The summary of a search.
    pub fn of(tuning: &'t Tuning) -> Self {
        TuningSummary {
            metric: &tuning.metric,
            folds: tuning.folds,
            seed: tuning.seed,
            split: tuning.split.as_deref(),
            group_by: tuning.group_by.as_deref(),
            trials: tuning.trials.len(),
        }
    }

    /// The summary as a sentence.
    pub fn shown(&self) -> String {
        let parts = match self.split {
            Some(split) => format!("{} by {split}", counted(self.folds as u64, "split")),
            None => format!("{}, seed {}", counted(self.folds as u64, "fold"), self.seed),
        };
        let group = self
            .group_by
            .map(|what| format!(", grouped by {}", shown(what)));
        format!(
            "for {} on {parts}{}; {} kept",
            self.metric,
            group.unwrap_or_default(),
            counted(self.trials as u64, "trial")
        )
    }
}

/// What training chose by held-out documents, without its trials.
#[derive(Debug, Serialize)]
pub struct ChoiceSummary<'c> {
    #[serde(skip)]
    settings: &'c str,
    /// Number of candidates.
    candidates: usize,
    /// Number of held-out documents.
    documents: u64,
    /// Results of the chosen candidate.
    #[serde(flatten)]
    chosen: HeldOutResult,
    /// Results of naive Bayes with the default settings, if it was tried and not chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<HeldOutResult>,
}

/// Results on held-out documents.
#[derive(Debug, Clone, Copy, Serialize)]
struct HeldOutResult {
    accuracy: f64,
    log_loss: f64,
}

impl HeldOutResult {
    fn of(trial: &Trial) -> Self {
        HeldOutResult {
            accuracy: trial.accuracy,
            log_loss: trial.log_loss,
        }
    }

    fn shown(self) -> String {
        let (accuracy, loss) = (percent(self.accuracy), decimals(self.log_loss));
        format!("accuracy {accuracy}, log-loss {loss}")
    }
}

impl<'c> ChoiceSummary<'c> {
    /// The summary of a choice; `None` if it has no trial.
    pub fn of(choice: &'c Choice) -> Option<Self> {
        let (chosen, others) = choice.trials.split_first()?;
        let default = others.iter().find(|trial| trial.settings.is_empty());
        Some(ChoiceSummary {
            settings: &chosen.settings,
            candidates: choice.trials.len(),
            documents: chosen.documents,
            chosen: HeldOutResult::of(chosen),
            default: default.map(HeldOutResult::of),
        })
    }

    /// The chosen settings that are not the defaults, by name.
    pub fn settings(&self) -> &str {
        match self.settings {
            "" => "the default settings",
            settings => settings,
        }
    }

    /// The summary as a sentence.
    pub fn shown(&self) -> String {
        let default = self
            .default
            .map(|default| format!(" (by default settings {})", default.shown()));
        format!(
            "the best of {} on {}, {}{}",
            counted(self.candidates as u64, "candidate"),
            counted(self.documents, "held-out document"),
            self.chosen.shown(),
            default.unwrap_or_default()
        )
    }
}

/// Writes the trials, best first; a table for people has only the first rows.
pub fn write_trials(trials: &[Trial], format: ReportFormat, out: &mut dyn Write) -> io::Result<()> {
    let most = match format {
        ReportFormat::Table => SHOWN,
        _ => usize::MAX,
    };
    let mut writer = ReportWriter::new(out, format);
    for trial in trials.iter().take(most) {
        writer.write(&TrialRow(trial))?;
    }
    writer.finish()?;
    Ok(())
}
