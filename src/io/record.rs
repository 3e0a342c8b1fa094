//! A record as its format states it.

use crate::corpus::Document;

/// A document whose date is not read yet.
#[derive(Debug)]
pub(super) struct Record {
    pub document: Document,
    /// The date as the record writes it.
    pub date: Option<String>,
}

impl From<Document> for Record {
    fn from(document: Document) -> Self {
        Record {
            document,
            date: None,
        }
    }
}
