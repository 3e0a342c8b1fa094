//! Skipped records, with reasons.

use super::record::Raw;
use crate::error::Error;

/// A record that was skipped.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BadRecord {
    /// File name as given by the user, or `standard input`.
    pub source: String,
    /// Line of the problem, from 1; `None` for formats without lines.
    pub line: Option<u64>,
    /// The problem and what was expected.
    pub problem: String,
    /// The record as written, with U+FFFD for bytes that are not UTF-8; `None` if it was not requested, or
    /// the format is not text.
    pub record: Option<String>,
}

impl BadRecord {
    pub(super) fn new(source: &str, error: &Error, raw: Raw<'_>, keep: bool) -> Self {
        let line = match error {
            Error::Record { place, .. } => place.line,
            _ => raw.line,
        };
        let kept = raw.bytes.filter(|_| keep);
        BadRecord {
            source: source.to_string(),
            line,
            problem: error.problem(),
            record: kept.map(|bytes| String::from_utf8_lossy(bytes).into_owned()),
        }
    }
}

impl std::fmt::Display for BadRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}", self.source, self.problem),
            None => write!(f, "{}: {}", self.source, self.problem),
        }
    }
}
