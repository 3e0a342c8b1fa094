//! One JSON object per line.

use super::format::Fields;
use super::json_record::{JsonRecord, reason};
use super::lines::Line;
use super::record::Record;
use crate::corpus::Place;
use crate::error::{Error, Result};

/// Reads the fields named in `fields` and skips all others.
pub(super) fn parse(line: Line<'_>, place: Place, fields: &Fields) -> Result<Record> {
    JsonRecord::parse(line.text, fields)
        .map_err(|error| problem(&error))
        .and_then(|record| record.at(&place, || line.id(), fields))
        .map_err(|problem| Error::record(&place, problem))
}

/// The parser's message with the column, because the place already names the line.
fn problem(error: &serde_json::Error) -> String {
    let (column, reason) = (error.column(), reason(error));
    format!("expected a JSON object on one line, but at column {column}: {reason}")
}
