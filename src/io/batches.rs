//! Batches of whole records, and their documents.

use std::sync::Arc;

use super::bad_record::BadRecord;
use super::conversions::Conversions;
use super::delimited;
use super::format::{InputFormat, InputOptions, Keep, Pages, Per};
use super::json_members::members;
use super::json_parts::Part;
use super::page_fields::with_facts;
use super::parquet::RowGroup;
use super::record::{Raw, Record, Take};
use super::site_blocks::PageReading;
use super::sources::Source;
use super::unpacking::UnpackingLimit;
use super::{dates, html, json_array, json_lines, lines, misread_letters, mojibake, office};
use crate::corpus::{Document, PageFact, Place};
use crate::error::{Error, Result};

/// Whole, unparsed records of one source.
#[derive(Debug)]
pub struct Batch {
    /// Number of the batch in the input, from 0.
    pub(super) number: usize,
    pub(super) source: Source,
    pub(super) format: InputFormat,
    /// First line of `bytes`.
    pub(super) first_line: u64,
    /// Offset of `bytes` in the decompressed source.
    pub(super) offset: u64,
    pub(super) bytes: Vec<u8>,
    /// Number of bytes of the decompressed source that were read for it.
    pub(super) read: u64,
    /// Conversions during reading.
    pub(super) conversions: Conversions,
    /// Column names, for formats with a header row.
    pub(super) header: Option<Arc<delimited::Columns>>,
    /// Position of `bytes` in a JSON array.
    pub(super) part: Option<Part>,
    /// Rows of a table format that is not text; `bytes` are then empty.
    pub(super) rows: Option<RowGroup>,
    /// Whether it is the first batch of its source.
    pub(super) is_first: bool,
    /// Whether it represents a source without records.
    pub(super) is_empty: bool,
    /// A problem of its source as a whole; it then has no records.
    pub(super) problem: Option<String>,
}

/// Dates that could not be parsed.
#[derive(Debug, Default)]
pub struct BadDates {
    /// Number of all of them.
    pub count: u64,
    /// Number of those whose day and month are ambiguous.
    pub ambiguous: u64,
    /// The first of the ambiguous ones.
    pub example: Option<String>,
}

impl BadDates {
    pub(super) fn count(&mut self, text: String, is_ambiguous: bool) {
        self.count += 1;
        if is_ambiguous {
            self.ambiguous += 1;
            self.example.get_or_insert(text);
        }
    }

    /// Adds those of the next batch.
    pub fn add(&mut self, next: BadDates) {
        self.count += next.count;
        self.ambiguous += next.ambiguous;
        self.example = self.example.take().or(next.example);
    }
}

/// The documents of a batch, and its skipped bad records.
#[derive(Debug, Default)]
pub struct Parsed {
    /// Good records, in input order.
    pub documents: Vec<Document>,
    /// Skipped bad records, in input order.
    pub bad: Vec<BadRecord>,
    /// Conversions from bytes to text.
    pub conversions: Conversions,
    /// Dates that could not be parsed, if [`InputOptions::count_dates`] is set.
    pub bad_dates: BadDates,
    /// One bit for each name of several text fields that some record has; see [`Fields::missing_texts`].
    ///
    /// [`Fields::missing_texts`]: super::Fields::missing_texts
    pub found_texts: u64,
}

impl Parsed {
    /// Repairs a text that was decoded wrongly before it was written, and counts it.
    fn repaired(&mut self, mut document: Document) -> Document {
        let has_nul = memchr::memchr(0, document.text.as_bytes()).is_some();
        self.conversions.with_nul += u64::from(has_nul);
        if let Some((text, written, read)) = repaired(&document.text) {
            document.text = text;
            document.misread = Some((written, read));
        }
        if let Some(encodings) = document.misread {
            *self.conversions.repaired.entry(encodings).or_default() += 1;
        }
        document
    }
}

/// A text that was decoded wrongly before it was written, repaired; the encoding in which it was written, and the one
/// with which it was decoded. `None` for other texts.
///
/// Records of all formats are repaired in this way when they are read.
///
/// ```
/// let (text, written, read) = tasnif::io::repaired("Ù…ØµØ± ÙˆØ³ÙˆØ±ÙŠØ§ ÙˆØ§Ù„Ø¹Ø±Ø§Ù‚").unwrap();
/// assert_eq!((&*text, written, read), ("مصر وسوريا والعراق", "UTF-8", "windows-1252"));
/// assert_eq!(tasnif::io::repaired("مصر"), None);
/// ```
pub fn repaired(text: &str) -> Option<(String, &'static str, &'static str)> {
    let (mut text, written, read) = misread(text)?;
    // Some texts were decoded wrongly twice.
    while let Some((again, ..)) = misread(&text) {
        text = again;
    }
    Some((text, written, read))
}

/// The text before it was decoded wrongly, its original encoding, and the one with which it was decoded.
fn misread(text: &str) -> Option<(String, &'static str, &'static str)> {
    let of_utf8 = mojibake::repaired(text).map(|(text, read)| (text, "UTF-8", read));
    of_utf8.or_else(|| {
        let text = misread_letters::repaired(text)?;
        Some((text, "windows-1256", "windows-1252"))
    })
}

impl Batch {
    /// Number of the batch in the input, from 0.
    pub fn number(&self) -> usize {
        self.number
    }

    pub(super) fn numbered(self, number: usize) -> Self {
        Batch { number, ..self }
    }

    /// True for the first batch of its source.
    pub fn is_first(&self) -> bool {
        self.is_first
    }

    /// Name of its source in messages.
    pub fn source_name(&self) -> &Arc<str> {
        self.source.name()
    }

    /// Number of bytes of the decompressed source that were read for it.
    pub fn bytes(&self) -> u64 {
        self.rows.as_ref().map_or(self.read, RowGroup::bytes)
    }

    /// Parses the records.
    ///
    /// # Errors
    /// At the first bad record, with its place and what was expected; with [`InputOptions::skip_bad`] only
    /// for errors that do not concern a single record.
    pub fn documents(&self, options: &InputOptions) -> Result<Parsed> {
        self.documents_of(options, PageReading::Single)
    }

    /// As [`Batch::documents`]; of web pages, what the reading finds.
    pub(crate) fn documents_of(
        &self,
        options: &InputOptions,
        pages: PageReading<'_>,
    ) -> Result<Parsed> {
        let mut parsed = Parsed {
            conversions: self.conversions.clone(),
            ..Parsed::default()
        };
        self.for_each_record(options, &mut |record, raw| {
            let document = record.map(|mut record| {
                parsed.found_texts |= record.found_texts;
                let label = StatedLabel {
                    problem: record.label_problem.take(),
                    row: record.row,
                };
                (dated(record, options, &mut parsed.bad_dates), label)
            });
            let document = match document {
                Ok((document, label)) if self.is_page(&document, options) => {
                    match html::out_of_page(document, pages) {
                        Ok(document) => {
                            let bad_dates = &mut parsed.bad_dates;
                            Ok((with_facts(document, options, bad_dates), label))
                        }
                        Err(unread) if unread.is_bad_record() => {
                            parsed.conversions.unread_pages.push(unread.to_string());
                            return Ok(());
                        }
                        Err(error) => Err(error),
                    }
                }
                document => document,
            };
            let document = document.and_then(|(document, label)| {
                let document = self.labelled(document, label, options)?;
                Ok(self.with_fields(document, raw, &options.keep))
            });
            match document.map(|document| parsed.repaired(document)) {
                Ok(document) if options.per == Per::Paragraph => {
                    parsed.documents.extend(document.paragraphs());
                }
                Ok(document) => parsed.documents.push(document),
                Err(error) if options.skip_bad && error.is_bad_record() => {
                    let source = self.source.name();
                    let bad = BadRecord::new(source, &error, raw, options.keep_bad);
                    parsed.bad.push(bad);
                }
                Err(error) => return Err(error),
            }
            Ok(())
        })?;
        if !options.count_dates {
            parsed.bad_dates = BadDates::default();
        }
        Ok(parsed)
    }

    fn for_each_record(&self, options: &InputOptions, take: &mut Take<'_>) -> Result<()> {
        let fields = &options.fields;
        if let Some(problem) = &self.problem {
            return take(Err(Error::record(&self.place(), problem)), Raw::default());
        }
        if self.is_empty {
            return Ok(());
        }
        match self.format {
            InputFormat::JsonLines => lines::for_each(self, |line, place, raw| {
                let record = line.and_then(|line| json_lines::parse(line, place, fields));
                take(record, raw)
            }),
            InputFormat::FastText => lines::for_each(self, |line, place, raw| {
                let document = line.and_then(|line| lines::fasttext(line, place));
                take(document.map(Record::from), raw)
            }),
            InputFormat::Lines => lines::for_each(self, |line, place, raw| {
                let document = line.map(|line| lines::plain(line, place));
                take(document.map(Record::from), raw)
            }),
            InputFormat::Json => match &self.part {
                Some(part) => json_array::for_each(self, part, fields, take),
                None => Ok(()),
            },
            InputFormat::Parquet => match &self.rows {
                Some(rows) => rows.for_each(self, &options.keep, take),
                None => Ok(()),
            },
            InputFormat::Csv | InputFormat::Tsv => {
                delimited::for_each(self, options.labelled, fields, take)
            }
            InputFormat::Text | InputFormat::Html => {
                let document = self.text().map(|text| self.whole(text.to_owned()));
                take(document.map(Record::from), self.whole_raw())
            }
            InputFormat::Docx => take(self.document(office::word, options), self.whole_raw()),
            InputFormat::Odt => take(
                self.document(office::open_document, options),
                self.whole_raw(),
            ),
        }
    }

    /// True for a document that is a web page from which the article is extracted.
    fn is_page(&self, document: &Document, options: &InputOptions) -> bool {
        match options.pages {
            Pages::AsTheyAre => false,
            Pages::Articles => self.format == InputFormat::Html,
            Pages::Everywhere => {
                self.format == InputFormat::Html
                    || (document.page.is_none() && holds_tags(&document.text))
            }
        }
    }

    /// The source's records are named after.
    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    pub(super) fn first_line(&self) -> u64 {
        self.first_line
    }

    /// Position of its bytes in the decompressed source.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    pub(super) fn raw(&self) -> &[u8] {
        &self.bytes
    }

    /// The batch as one record.
    fn whole_raw(&self) -> Raw<'_> {
        Raw {
            bytes: Some(&self.bytes),
            line: None,
        }
    }

    pub(super) fn header(&self) -> Option<&delimited::Columns> {
        self.header.as_deref()
    }

    /// The bytes as text.
    pub(super) fn text(&self) -> Result<&str> {
        utf8(&self.bytes, self.offset, self.source.name())
    }

    /// The document with the requested fields of its record.
    fn with_fields(&self, mut document: Document, raw: Raw<'_>, keep: &Keep) -> Document {
        if *keep == Keep::None {
            return document;
        }
        let text = raw.bytes.and_then(|bytes| std::str::from_utf8(bytes).ok());
        let found = match (self.format, text) {
            (InputFormat::JsonLines | InputFormat::Json, Some(json)) => Some(members(json)),
            (InputFormat::Csv | InputFormat::Tsv, Some(row)) => {
                self.header().and_then(|columns| columns.kept(row))
            }
            _ => None,
        };
        document.fields = found.map(Box::new).or(document.fields);
        if let (Some(fields), Keep::Named(names)) = (&mut document.fields, keep) {
            fields.retain(|name| names.iter().any(|kept| kept == name));
        }
        document
    }

    /// A word-processor document with the text that `read` finds in it.
    fn document(
        &self,
        read: impl Fn(&[u8], Document, UnpackingLimit) -> Result<Document>,
        options: &InputOptions,
    ) -> Result<Record> {
        let document = self.whole(String::new());
        Ok(read(&self.bytes, document, options.max_unpacked)?.into())
    }

    fn whole(&self, text: String) -> Document {
        Document {
            misread: None,
            is_file: true,
            id: self.source.id().to_owned(),
            has_own_id: true,
            label: None,
            text,
            date: None,
            group: None,
            place: self.place(),
            fields: None,
            page: None,
        }
    }

    /// The place of its source, without a line.
    fn place(&self) -> Place {
        Place {
            source: self.source.name().clone(),
            line: None,
        }
    }

    /// Adds the folder's name as label if none is given, and requires a label if needed.
    fn labelled(
        &self,
        mut document: Document,
        stated: StatedLabel,
        options: &InputOptions,
    ) -> Result<Document> {
        let bad = |place: &Place, problem: String| {
            let row = stated.row.map(|row| format!("row {row}: "));
            Error::record(place, row.unwrap_or_default() + &problem)
        };
        if let Some(problem) = stated.problem.filter(|_| options.labelled) {
            return Err(bad(&document.place, problem));
        }
        let of_page = document.page.as_ref();
        let of_page = of_page.and_then(|_| PageFact::named(&options.fields.label));
        if document.label.is_none() && of_page.is_none() && self.format.is_whole_files() {
            document.label = self.source.folder().map(str::to_owned);
        }
        let label = document.label.as_mut();
        if let Some(label) = label.filter(|label| label.trim().len() < label.len()) {
            *label = label.trim().to_owned();
        }
        if options.labelled && document.label.as_deref().is_none_or(str::is_empty) {
            let advice = match of_page {
                Some(fact) => format!("the page to state its {}", fact.name()),
                None => self.label_advice(options),
            };
            let problem = match document.label {
                Some(_) => format!(
                    "the label is empty; write it into the field \"{}\", or pass over records without a label with `skip_bad`",
                    options.fields.label
                ),
                None => format!("the record has no label; expected {advice}"),
            };
            return Err(bad(&document.place, problem));
        }
        Ok(document)
    }

    fn label_advice(&self, options: &InputOptions) -> String {
        match self.format {
            format if format.is_whole_files() => {
                "the file to lie in a folder named after its label".into()
            }
            InputFormat::Lines => "fastText lines (__label__X text)".into(),
            InputFormat::FastText => "the line to start with __label__X".into(),
            _ => format!(
                "a field \"{}\" that is not empty (`label_field` names another)",
                options.fields.label
            ),
        }
    }
}

/// The label in a record.
struct StatedLabel {
    /// The problem with it.
    problem: Option<String>,
    /// Number of the row, if records have no lines.
    row: Option<u64>,
}

/// Whether a text contains something like a tag or a comment of HTML.
fn holds_tags(text: &str) -> bool {
    let bytes = text.as_bytes();
    let follows = |at: usize| bytes.get(at + 1).copied().unwrap_or_default();
    memchr::memchr_iter(b'<', bytes)
        .any(|at| follows(at).is_ascii_alphabetic() || matches!(follows(at), b'!' | b'/'))
}

/// Parses the record's date; `bad` counts dates that cannot be parsed.
fn dated(record: Record, options: &InputOptions, bad: &mut BadDates) -> Document {
    let mut document = record.document;
    if let Some(text) = record.date {
        match dates::parse(&text, options.date_format.as_ref()) {
            Ok(date) => document.date = Some(date),
            Err(reason) => bad.count(text, reason == dates::Unread::Ambiguous),
        }
    }
    document
}

/// `bytes` as text; they start at `offset` of a source, in `place`.
pub(super) fn utf8<'b>(
    bytes: &'b [u8],
    offset: u64,
    place: &impl std::fmt::Display,
) -> Result<&'b str> {
    simdutf8::compat::from_utf8(bytes).map_err(|error| Error::Undecodable {
        place: place.to_string(),
        byte: offset + error.valid_up_to() as u64,
        encoding: "UTF-8",
    })
}
