//! A document and its place of origin.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::kept_fields::KeptFields;
use super::page::Page;
use super::written_date::WrittenDate;

/// The place of a record: a source and, for formats with lines, a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// File name as given by the user, or `standard input`.
    pub source: Arc<str>,
    /// Line of the record's start, from 1; `None` when the whole file is the record.
    pub line: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}", self.source),
            None => write!(f, "{}", self.source),
        }
    }
}

/// A text with a name and, for training and evaluation, a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// From the input's id field, the path of its file, or generated from the source and the record's position in it.
    pub id: String,
    /// Whether the id belongs to the document; no if it was generated from a position.
    pub has_own_id: bool,
    /// The class, if the input has one.
    pub label: Option<String>,
    /// The text.
    pub text: String,
    /// Date of writing or publication, if the input has one.
    pub date: Option<WrittenDate>,
    /// Value of the field that groups documents, if the field was requested and the input has it.
    pub group: Option<String>,
    /// The fields of its record that are copied to the output, if they were requested and there is a record.
    pub fields: Option<Box<KeptFields>>,
    /// Where it was read.
    pub place: Place,
    /// Metadata of a web page; `None` when the text does not come from one.
    pub page: Option<Page>,
    /// If the text was decoded wrongly before it was written and this was repaired: the encoding in which it
    /// was written, and the one with which it was decoded.
    pub misread: Option<(&'static str, &'static str)>,
    /// Whether the text is a whole file or standard input; false for a record of a table, of JSON or of
    /// lines.
    pub is_file: bool,
}

impl Document {
    /// A document that does not come from a file.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        let id = id.into();
        Document {
            place: Place {
                source: Arc::from(id.as_str()),
                line: None,
            },
            id,
            has_own_id: true,
            label: None,
            text: text.into(),
            page: None,
            misread: None,
            is_file: false,
            date: None,
            group: None,
            fields: None,
        }
    }

    /// The same document with a label.
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// One document per paragraph (text between blank lines), with ids `id#1`, `id#2`, …
    pub fn paragraphs(&self) -> Vec<Document> {
        self.paragraphs_at(&paragraph_ranges(&self.text))
    }

    /// One document for each range that has more than white space. The first has the id `id#1`, even if other
    /// ranges are skipped.
    pub(crate) fn paragraphs_at(&self, ranges: &[Range<usize>]) -> Vec<Document> {
        let texts = ranges.iter().map(|range| self.text[range.clone()].trim());
        let numbered = (1..).zip(texts).filter(|(_, text)| !text.is_empty());
        numbered
            .map(|(number, text)| self.paragraph(number, text))
            .collect()
    }

    /// The paragraph with a number, from 1; that of a page has its facts, not its blocks.
    pub(crate) fn paragraph(&self, number: usize, text: &str) -> Document {
        Document {
            id: format!("{}#{number}", self.id),
            has_own_id: self.has_own_id,
            label: self.label.clone(),
            text: text.to_owned(),
            date: self.date,
            group: self.group.clone(),
            fields: self.fields.clone(),
            place: self.place.clone(),
            page: self.page.as_ref().map(Page::without_blocks),
            misread: self.misread,
            is_file: self.is_file,
        }
    }
}

/// Byte ranges of the paragraphs of a text: whole lines between blank lines.
pub(crate) fn paragraph_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut at, mut start) = (0, None);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            ranges.extend(start.take().map(|start| start..at));
        } else {
            start.get_or_insert(at);
        }
        at += line.len();
    }
    ranges.extend(start.map(|start| start..at));
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_part_at_blank_lines() {
        let document = Document::new("a", "\n one\ntwo \n \t\n\nthree\n").with_label("x");
        let paragraphs = document.paragraphs();
        let found: Vec<_> = paragraphs
            .iter()
            .map(|p| (p.id.as_str(), p.text.as_str(), p.label.as_deref()))
            .collect();
        assert_eq!(
            found,
            [("a#1", "one\ntwo", Some("x")), ("a#2", "three", Some("x"))]
        );
        assert!(Document::new("b", " \n\n").paragraphs().is_empty());
    }

    #[test]
    fn paragraphs_keep_their_number_where_others_are_blank() {
        let mut document = Document::new("a", "one\n\ntwo\n\nthree");
        let ranges = paragraph_ranges(&document.text);
        assert_eq!(ranges, [0..4, 5..9, 10..15]);
        document.text = "one\n\n   \n\nthree".into();
        let left = document.paragraphs_at(&ranges);
        let ids: Vec<_> = left.iter().map(|left| left.id.as_str()).collect();
        assert_eq!(ids, ["a#1", "a#3"]);
    }
}
