//! A cleaned document as it is written.

use serde::Serialize;

use crate::corpus::{Document, Page};
use crate::report::Kept;
use crate::report::Record;
use crate::text::{RemovedLine, Rule, language};

/// A cleaned document.
#[derive(Debug, Serialize)]
pub(super) struct CleanedDocument {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Of the record, with the offset that is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// Script and language of the text, as found.
    #[serde(skip_serializing_if = "Option::is_none")]
    script: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    /// Language and date as a web page states them.
    #[serde(skip_serializing_if = "Option::is_none")]
    page_language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    /// None where the text stands among the fields of the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whether `removed` would have been too much, and did not go.
    pub kept_whole: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed: Option<Vec<Removed>>,
    /// The fields of the record.
    #[serde(skip)]
    pub kept: Option<Kept>,
    /// Whether the row starts with fields, which say what the document is.
    #[serde(skip)]
    is_record: bool,
    /// Whether the text comes out of a web page, which may have a title, a language and a date.
    #[serde(skip)]
    is_page: bool,
}

/// A line that went.
#[derive(Debug, Serialize)]
pub(super) struct Removed {
    /// In the text, from 1; none for a line of a web page outside the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    pub rule: &'static str,
    pub text: String,
}

impl CleanedDocument {
    pub(super) fn new(
        mut document: Document,
        cleaned: Option<(String, Vec<RemovedLine>, bool)>,
    ) -> Self {
        let kept = Kept::of(&mut document);
        let is_page = document.page.is_some();
        let page = document.page.unwrap_or_default();
        let Page {
            title,
            language: page_language,
            published,
            left_out,
        } = page;
        let untouched = || (document.text.clone(), Vec::new(), false);
        let (text, removed, kept_whole) = cleaned.unwrap_or_else(untouched);
        let outside = left_out.into_iter().map(|text| Removed {
            line: None,
            rule: Rule::Page.name(),
            text,
        });
        let removed = outside.chain(removed.into_iter().map(|line| Removed {
            line: Some(line.line),
            rule: line.rule.name(),
            text: line.text,
        }));
        CleanedDocument {
            script: None,
            language: None,
            date: document.date.map(|date| date.to_string()),
            id: document.id,
            label: document.label,
            title: (!title.is_empty()).then_some(title),
            page_language,
            published,
            text: Some(text),
            kept_whole,
            removed: Some(removed.collect()),
            is_record: kept.is_some(),
            is_page,
            kept,
        }
    }

    /// Tells script and language by the text.
    pub(super) fn find_language(&mut self) {
        let written_in = language(self.text.as_deref().unwrap_or_default());
        self.script = written_in.map(|language| language.script);
        self.language = written_in.map(|language| language.code);
    }

    /// Puts the text in the place of the record's field `name`, if it has that.
    pub(super) fn put_text_into(&mut self, name: &str) {
        if let (Some(kept), Some(text)) = (&mut self.kept, &self.text)
            && kept.replace_text(name, text)
        {
            self.text = None;
        }
    }
}

impl CleanedDocument {
    /// Names and cells, the same for all records, and for all documents that are none.
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
        // As in JSON: a list does not fit into a cell otherwise.
        let removed = removed.map(|lines| serde_json::to_string(lines).unwrap_or_default());
        cells.extend(removed.map(|removed| ("removed", removed)));
        cells
    }
}

impl Record for CleanedDocument {
    fn columns(&self) -> Vec<String> {
        let cells = self.named_cells().into_iter();
        cells.map(|(name, _)| name.to_owned()).collect()
    }

    fn cells(&self) -> Vec<String> {
        let cells = self.named_cells().into_iter();
        cells.map(|(_, cell)| cell).collect()
    }
}
