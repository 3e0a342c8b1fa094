//! A cleaned document as a row or JSON object.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::CleanedColumns;
use crate::corpus::{PageFact, PageFacts};
use crate::jobs::clean::{CleanedDocument, RemovedText};
use crate::report::{Kept, Record};

/// A cleaned document, without the fields of its record.
#[derive(Debug, Serialize)]
pub(super) struct CleanedRow {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    /// Whether the row starts with the record's fields, which identify the document.
    #[serde(skip)]
    is_record: bool,
    /// What a web page states about its article.
    #[serde(flatten)]
    page: Option<Stated>,
    /// Date of the record or the page, with its offset.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// Detected script and language of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    script: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    /// `None` if the text is among the fields of the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// Whether `removed` would have been too much, so nothing was removed.
    kept_whole: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<Vec<Removed>>,
}

/// The facts of a web page as members of an object.
#[derive(Debug)]
struct Stated(PageFacts);

impl Stated {
    /// Where each fact was found, as one JSON object.
    fn sources(&self) -> BTreeMap<&'static str, &'static str> {
        let facts = self.0.iter();
        facts
            .map(|(kind, fact)| (kind.name(), fact.source.name()))
            .collect()
    }
}

impl Serialize for Stated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        for (kind, fact) in self.0.iter() {
            members.serialize_entry(kind.name(), &fact.value)?;
        }
        members.serialize_entry("found_in", &self.sources())?;
        members.end()
    }
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
            page: document.page.map(|page| Stated(page.facts)),
            text: (!stands_in_record).then_some(document.text),
            kept_whole: cleaned.kept_whole,
            removed: settings.with_removed.then(removed),
            is_record: kept.is_some(),
        };
        (kept, row)
    }

    /// Names and cells, the same for all records, and for all documents that are not records.
    fn named_cells(&self) -> Vec<(&'static str, String)> {
        let stated = |value: &Option<String>| value.clone().unwrap_or_default();
        let found = |value: Option<&str>| value.unwrap_or_default().to_owned();
        let has_facts = !self.is_record || self.page.is_some();
        let mut cells = vec![("id", self.id.clone())];
        if !self.is_record {
            cells.push(("label", stated(&self.label)));
        }
        if !self.is_record {
            cells.push(("date", stated(&self.date)));
        }
        cells.push(("script", found(self.script)));
        cells.push(("language", found(self.language)));
        if has_facts {
            let facts = self.page.as_ref().map(|page| &page.0);
            let fact = |kind| found(facts.and_then(|facts| facts.text(kind)));
            cells.extend(PageFact::ALL.map(|kind| (kind.name(), fact(kind))));
            let sources = self.page.as_ref().map(|page| json(&page.sources()));
            cells.push(("found_in", sources.unwrap_or_default()));
        }
        cells.extend(self.text.clone().map(|text| ("text", text)));
        cells.push(("kept_whole", self.kept_whole.to_string()));
        let removed = self.removed.as_ref();
        // As in JSON: a list does not fit into a cell in another form.
        let removed = removed.map(json);
        cells.extend(removed.map(|removed| ("removed", removed)));
        cells
    }
}

/// Texts and numbers as JSON.
fn json(value: &impl Serialize) -> String {
    // Only fails for maps whose keys are not texts.
    serde_json::to_string(value).unwrap_or_default()
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
