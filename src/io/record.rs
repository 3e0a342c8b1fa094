//! A record as its format states it.

use crate::corpus::Document;
use crate::error::Result;

/// A document whose date is not read yet.
#[derive(Debug)]
pub(super) struct Record {
    pub document: Document,
    /// A bit for each name of several texts that the record has, in the order of the names.
    pub found_texts: u64,
    /// The date as the record writes it.
    pub date: Option<String>,
    /// What is wrong with the label, where one is needed.
    pub label_problem: Option<String>,
    /// Number of its row, from 1, where records have no lines.
    pub row: Option<u64>,
}

/// A record as it is written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Raw<'b> {
    /// `None` when the format is not text.
    pub bytes: Option<&'b [u8]>,
    /// Line on which it starts, from 1.
    pub line: Option<u64>,
}

/// Takes records, bad ones too, one after the other.
pub(super) type Take<'t> = dyn FnMut(Result<Record>, Raw<'_>) -> Result<()> + 't;

/// Several texts as one, with a blank line between them; those that are blank are left out.
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
