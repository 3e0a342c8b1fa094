//! Reading of documents in memory.

use serde::Serialize;

use super::Reading;
use crate::corpus::Document;
use crate::error::{Error, Result};
use crate::io::{InputOptions, Source};

/// Name of the documents in messages.
const NAME: &str = "documents in memory.jsonl";

/// The fields of a document, under their default names.
#[derive(Serialize)]
struct Line<'d> {
    id: &'d str,
    text: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

impl Reading {
    /// Documents that are already in memory, with their ids, labels and dates. They are read like lines of
    /// JSON: text that was once decoded wrongly is repaired.
    ///
    /// ```
    /// use tasnif::Document;
    /// use tasnif::corpus::reading::Reading;
    /// use tasnif::jobs::{self, Environment, KeywordSettings};
    ///
    /// let documents = ["rain in the north", "rain in the south"];
    /// let documents = documents.map(|text| Document::new("a", text));
    /// let reading = Reading::of_documents(&documents)?;
    /// let environment = Environment::default();
    /// let found = jobs::keywords(&environment, vec![reading], &KeywordSettings::default())?;
    /// assert_eq!(found.documents, 2);
    /// # Ok::<(), tasnif::Error>(())
    /// ```
    ///
    /// # Errors
    /// When they cannot be written as JSON.
    pub fn of_documents(documents: &[Document]) -> Result<Self> {
        let mut lines = Vec::new();
        for document in documents {
            let line = Line {
                id: &document.id,
                text: &document.text,
                label: document.label.as_deref(),
                date: document.date.map(|date| date.to_string()),
            };
            serde_json::to_writer(&mut lines, &line)
                .map_err(|error| Error::Input(format!("document {}: {error}", document.id)))?;
            lines.push(b'\n');
        }
        let source = Source::of_bytes(NAME, lines);
        Ok(Reading::of_sources(vec![source], InputOptions::default()))
    }
}
