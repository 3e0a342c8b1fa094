//! A cleaned document as a row or JSON object.

use serde::Serialize;

use super::CleanedColumns;
use crate::jobs::clean::{CleanedDocument, RemovedText};
use crate::report::{Kept, Record};

/// A cleaned document, without the fields of its record.
#[derive(Debug, Serialize)]
pub(super) struct CleanedRow {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// That of the record, with its offset.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// Detected script and language of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    script: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    /// Language and date declared by a web page.
    #[serde(skip_serializing_if = "Option::is_none")]
    page_language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    /// `None` if the text is among the fields of the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// Whether `removed` would have been too much, so nothing was removed.
    kept_whole: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<Vec<Removed>>,
    /// Whether the row starts with the record's fields, which identify the document.
    #[serde(skip)]
    is_record: bool,
    /// Whether the text comes from a web page, which may have a title, a language and a date.
    #[serde(skip)]
    is_page: bool,
}

/// A line that was removed.
#[derive(Debug, Serialize)]
struct Removed {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    rule: &'static str,
    text: String,
}

impl From<RemovedText> for Removed {
    fn from(removed: RemovedText) -> Self {
        Removed {
            line: removed.line,
            rule: removed.rule.name(),
            text: removed.text,
        }
    }
}

impl CleanedRow {
    /// The row of a document, and the fields of its record, which contain its text if they have a field for
    /// it.
    pub(super) fn new(
        cleaned: CleanedDocument,
        mut kept: Option<Kept>,
        settings: &CleanedColumns,
    ) -> (Option<Kept>, Self) {
        let document = cleaned.document;
        let is_page = document.page.is_some();
        let page = document.page.unwrap_or_default();
        let stands_in_record = kept
            .as_mut()
            .is_some_and(|kept| kept.replace_text(&settings.text_field, &document.text));
        let removed = || cleaned.removed.into_iter().map(Removed::from).collect();
        let row = CleanedRow {
            script: cleaned.language.map(|language| language.script),
            language: cleaned.language.map(|language| language.code),
            date: document.date.map(|date| date.to_string()),
            id: document.id,
            label: document.label,
            title: (!page.title.is_empty()).then_some(page.title),
            page_language: page.language,
            published: page.published,
            text: (!stands_in_record).then_some(document.text),
            kept_whole: cleaned.kept_whole,
            removed: settings.with_removed.then(removed),
            is_record: kept.is_some(),
            is_page,
        };
        (kept, row)
    }

    /// Names and cells, the same for all records, and for all documents that are not records.
    fn named_cells(&self) -> Vec<(&'static str, String)> {
        let stated = |value: &Option<String>| value.clone().unwrap_or_default();
        let found = |value: Option<&str>| value.unwrap_or_default().to_owned();
        let mut cells = vec![("id", self.id.clone())];
        if !self.is_record {
            cells.push(("label", stated(&self.label)));
        }
        if !self.is_record || self.is_page {
            cells.push(("title", stated(&self.title)));
        }
        if !self.is_record {
            cells.push(("date", stated(&self.date)));
        }
        cells.push(("script", found(self.script)));
        cells.push(("language", found(self.language)));
        if !self.is_record || self.is_page {
            cells.push(("page_language", stated(&self.page_language)));
            cells.push(("published", stated(&self.published)));
        }
        cells.extend(self.text.clone().map(|text| ("text", text)));
        cells.push(("kept_whole", self.kept_whole.to_string()));
        let removed = self.removed.as_ref();
        // As in JSON: a list does not fit into a cell in another form.
        let removed = removed.map(|lines| serde_json::to_string(lines).unwrap_or_default());
        cells.extend(removed.map(|removed| ("removed", removed)));
        cells
    }
}

impl Record for CleanedRow {
    fn columns(&self) -> Vec<String> {
        let cells = self.named_cells().into_iter();
        cells.map(|(name, _)| name.to_owned()).collect()
    }

    fn cells(&self) -> Vec<String> {
        let cells = self.named_cells().into_iter();
        cells.map(|(_, cell)| cell).collect()
    }
}
