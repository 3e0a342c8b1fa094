//! How does a result become rows? Columns of each capability, for every format of a report.

mod cleaned;
mod concordance;
mod explanations;

pub(crate) use cleaned::{CleanedColumns, CleanedWriter};
pub(crate) use concordance::LineWriter;
pub(crate) use explanations::{ExplanationWriter, PageStyle};
