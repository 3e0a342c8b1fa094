//! Which fields of records pass through.

use super::Global;
use super::failure::Failure;
use super::output::{Destination, say};
use crate::io::Keep;
use crate::report::{KeptColumns, ReportFormat};

/// Which fields of a record pass through.
#[derive(clap::Args, Debug, Clone)]
pub(super) struct KeepArgument {
    /// Fields of JSON, CSV and Parquet records that are written before the results: all, none, or
    /// names such as title,url. Nothing of a record is overwritten: a result whose name the record
    /// already has gets a number (probability_2). Tables for a terminal show results only
    #[arg(
        long,
        value_name = "FIELDS",
        default_value = "all",
        help_heading = "Output"
    )]
    keep: Keep,
}

impl KeepArgument {
    /// What is kept of records whose rows have this format.
    pub(super) fn of(&self, format: ReportFormat) -> Keep {
        match format {
            ReportFormat::Table => Keep::None,
            _ => self.keep.clone(),
        }
    }
}

/// Ends rows with kept fields, and says what is to be said of these.
pub(super) fn finish_rows(rows: KeptColumns<Destination>, global: &Global) -> Result<(), Failure> {
    let (out, notices) = rows.finish()?;
    out.commit()?;
    notices.iter().for_each(|notice| say(global, notice));
    Ok(())
}
