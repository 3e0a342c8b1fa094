//! How results are said: as a table for people, as CSV, JSON and JSON Lines for programs.
//!
//! Commands produce [`Record`]s; [`ReportWriter`] writes them in the format that was asked for.

mod number;
mod row;
mod writer;

pub use number::{counted, decimals, percent, thousands};
pub use row::Row;
pub use writer::{Record, ReportFormat, ReportWriter};
