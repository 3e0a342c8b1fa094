//! The table of settings that were tried.

use serde::Serialize;

use super::failure::Failure;
use super::output::OutputArguments;
use crate::model::{Trial, Tuning};
use crate::report::{Record, ReportFormat, ReportWriter, decimals, percent};

/// Rows of a table for a person.
const SHOWN: usize = 12;

/// A trial as a record.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct TrialRow<'t>(pub &'t Trial);

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

/// Writes what was tried, best first; a table for a person only the first rows.
pub(super) fn write_trials(tuning: &Tuning, output: &OutputArguments) -> Result<(), Failure> {
    let mut out = output.open()?;
    let format = output.format();
    let most = match format {
        ReportFormat::Table => SHOWN,
        _ => usize::MAX,
    };
    let mut writer = ReportWriter::new(&mut out, format);
    for trial in tuning.trials.iter().take(most) {
        writer.write(&TrialRow(trial))?;
    }
    writer.finish()?;
    out.commit()
}
