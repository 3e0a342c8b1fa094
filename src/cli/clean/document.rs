//! A cleaned document as it is written.

use serde::Serialize;

use crate::corpus::{Document, Page};
use crate::text::{RemovedLine, Rule, language};

/// A cleaned document.
#[derive(Debug, Serialize)]
pub(super) struct CleanedDocument {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Of the record, in UTC.
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
    pub text: String,
    /// Whether `removed` would have been too much, and did not go.
    pub kept_whole: bool,
    pub removed: Vec<Removed>,
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
        document: Document,
        cleaned: Option<(String, Vec<RemovedLine>, bool)>,
    ) -> Self {
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
            text,
            kept_whole,
            removed: removed.collect(),
        }
    }

    /// Tells script and language by the text.
    pub(super) fn find_language(&mut self) {
        let written_in = language(&self.text);
        self.script = written_in.map(|language| language.script);
        self.language = written_in.map(|language| language.code);
    }
}
