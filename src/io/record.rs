//! A record as parsed from its format.

use crate::corpus::Document;
use crate::error::Result;

/// A document whose date is not parsed yet.
#[derive(Debug)]
pub(super) struct Record {
    pub document: Document,
    /// One bit for each of several text fields that the record has, in the order of the names.
    pub found_texts: u64,
    /// The date as written in the record.
    pub date: Option<String>,
    /// The problem with the label, if one is needed.
    pub label_problem: Option<String>,
    /// Number of its row, from 1, if records have no lines.
    pub row: Option<u64>,
}

/// A record as written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Raw<'b> {
    /// `None` when the format is not text.
    pub bytes: Option<&'b [u8]>,
    /// Its first line, from 1.
    pub line: Option<u64>,
}

/// Takes records, including bad ones, one after another.
pub(super) type Take<'t> = dyn FnMut(Result<Record>, Raw<'_>) -> Result<()> + 't;

/// Several texts as one, with a blank line between them; blank ones are left out.
pub(super) fn join_texts(texts: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut joined = String::new();
    for text in texts {
        if text.as_ref().trim().is_empty() {
            continue;
        }
        if !joined.is_empty() {
            joined.push_str("\n\n");
        }
        joined.push_str(text.as_ref());
    }
    joined
}

impl From<Document> for Record {
    fn from(document: Document) -> Self {
        Record {
            found_texts: u64::MAX,
            document,
            date: None,
            label_problem: None,
            row: None,
        }
    }
}
