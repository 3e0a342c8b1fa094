//! A record as its format states it.

use crate::corpus::Document;
use crate::error::Result;

/// A document whose date is not read yet.
#[derive(Debug)]
pub(super) struct Record {
    pub document: Document,
    /// The date as the record writes it.
    pub date: Option<String>,
    /// What is wrong with the label, where one is needed.
    pub label_problem: Option<String>,
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

impl From<Document> for Record {
    fn from(document: Document) -> Self {
        Record {
            document,
            date: None,
            label_problem: None,
        }
    }
}
