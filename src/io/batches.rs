//! Inputs cut into batches of whole records.

use std::io::Read;
use std::sync::Arc;

use super::delimited;
use super::format::{InputFormat, InputOptions, Per};
use super::sources::Source;
use super::{html, json_lines, lines};
use crate::corpus::{Document, Place};
use crate::error::{Error, Result};

/// Bytes of records that one batch aims at.
const BATCH_BYTES: usize = 1 << 20;

/// Whole records of one source, not parsed yet.
#[derive(Debug)]
pub struct Batch {
    /// Place of the batch in the input, from 0.
    number: usize,
    source: Source,
    format: InputFormat,
    /// Line on which `bytes` start.
    first_line: u64,
    /// Offset of `bytes` in the decompressed source.
    offset: u64,
    bytes: Vec<u8>,
    /// Column names, for formats with a header row.
    header: Option<Arc<delimited::Columns>>,
}

/// The documents of a batch, and how many bad records were passed over.
#[derive(Debug, Default)]
pub struct Parsed {
    /// Good records, in input order.
    pub documents: Vec<Document>,
    /// Bad records passed over.
    pub skipped: u64,
}

impl Batch {
    /// Place of the batch in the input, from 0.
    pub fn number(&self) -> usize {
        self.number
    }

    pub(super) fn numbered(self, number: usize) -> Self {
        Batch { number, ..self }
    }

    /// Size in bytes, decompressed.
    pub fn bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Parses the records.
    ///
    /// # Errors
    /// At the first bad record, with its place and what was expected; with
    /// [`InputOptions::skip_bad`] only for errors that are not about one record.
    pub fn documents(&self, options: &InputOptions) -> Result<Parsed> {
        let mut parsed = Parsed::default();
        self.for_each_record(options, &mut |record| {
            match record.and_then(|record| self.labelled(record, options)) {
                Ok(document) if options.per == Per::Paragraph => {
                    parsed.documents.extend(document.paragraphs());
                }
                Ok(document) => parsed.documents.push(document),
                Err(error) if options.skip_bad && error.is_bad_record() => parsed.skipped += 1,
                Err(error) => return Err(error),
            }
            Ok(())
        })?;
        Ok(parsed)
    }

    fn for_each_record(
        &self,
        options: &InputOptions,
        take: &mut dyn FnMut(Result<Document>) -> Result<()>,
    ) -> Result<()> {
        let fields = &options.fields;
        match self.format {
            InputFormat::JsonLines => lines::for_each(self, |line, place| {
                take(json_lines::parse(line, place, fields))
            }),
            InputFormat::FastText => {
                lines::for_each(self, |line, place| take(lines::fasttext(line, place)))
            }
            InputFormat::Lines => {
                lines::for_each(self, |line, place| take(lines::plain(line, place)))
            }
            InputFormat::Csv | InputFormat::Tsv => {
                delimited::for_each(self, options.labelled, fields, take)
            }
            InputFormat::Text => take(self.text().map(|text| self.whole(text.to_owned()))),
            InputFormat::Html => take(self.text().map(|text| self.whole(html::article(text)))),
        }
    }

    /// The source's records are named after.
    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    pub(super) fn first_line(&self) -> u64 {
        self.first_line
    }

    pub(super) fn raw(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn format(&self) -> InputFormat {
        self.format
    }

    pub(super) fn header(&self) -> Option<&delimited::Columns> {
        self.header.as_deref()
    }

    /// The bytes as text.
    pub(super) fn text(&self) -> Result<&str> {
        utf8(&self.bytes, self.offset, &self.source)
    }

    fn whole(&self, text: String) -> Document {
        Document {
            id: self.source.id().to_owned(),
            label: None,
            text,
            place: Place {
                source: self.source.name().clone(),
                line: None,
            },
        }
    }

    /// Adds the folder's name as label where none is stated, and insists on one where needed.
    fn labelled(&self, mut document: Document, options: &InputOptions) -> Result<Document> {
        if document.label.is_none() && matches!(self.format, InputFormat::Text | InputFormat::Html)
        {
            document.label = self.source.folder().map(str::to_owned);
        }
        if options.labelled && document.label.as_deref().is_none_or(str::is_empty) {
            return Err(Error::record(
                &document.place,
                format!(
                    "the record has no label; expected {}",
                    self.label_advice(options)
                ),
            ));
        }
        Ok(document)
    }

    fn label_advice(&self, options: &InputOptions) -> String {
        match self.format {
            InputFormat::Text | InputFormat::Html => {
                "the file to lie in a folder named after its label".into()
            }
            InputFormat::Lines => "fastText lines (__label__X text)".into(),
            InputFormat::FastText => "the line to start with __label__X".into(),
            _ => format!(
                "a field \"{}\" that is not empty (--label-field names another)",
                options.fields.label
            ),
        }
    }
}

/// `bytes` as text; they stand at `offset` in `source`.
fn utf8<'b>(bytes: &'b [u8], offset: u64, source: &Source) -> Result<&'b str> {
    simdutf8::compat::from_utf8(bytes).map_err(|error| Error::NotUtf8 {
        source_name: source.name().to_string(),
        byte: offset + error.valid_up_to() as u64,
    })
}

/// Cuts sources into batches, in order.
pub struct Batches {
    sources: std::vec::IntoIter<Source>,
    options: InputOptions,
    open: Option<Open>,
}

/// A source being read.
struct Open {
    source: Source,
    format: InputFormat,
    input: Box<dyn Read + Send>,
    /// Bytes read and not handed out yet.
    rest: Vec<u8>,
    next_line: u64,
    offset: u64,
    at_end: bool,
    /// Whether a batch was handed out.
    handed_out: bool,
    /// An empty file is a document when files are documents; nothing can be learned from it.
    is_document_when_empty: bool,
    header: Option<Arc<delimited::Columns>>,
}

impl Batches {
    /// Reads `sources` in their order with the formats of `options`.
    pub fn new(sources: Vec<Source>, options: &InputOptions) -> Self {
        Batches {
            sources: sources.into_iter(),
            options: options.clone(),
            open: None,
        }
    }

    /// The next batch, or `None` when all sources are read.
    ///
    /// # Errors
    /// When a source cannot be opened, read or decompressed, or lacks a needed column.
    pub fn next_batch(&mut self) -> Result<Option<Batch>> {
        loop {
            if self.open.is_none() {
                let Some(source) = self.sources.next() else {
                    return Ok(None);
                };
                self.open = Some(Open::new(source, &self.options)?);
            }
            let batch = match &mut self.open {
                Some(open) => open.next_batch()?,
                None => None,
            };
            match batch {
                Some(batch) => return Ok(Some(batch)),
                None => self.open = None,
            }
        }
    }
}

impl Open {
    fn new(source: Source, options: &InputOptions) -> Result<Self> {
        let format = options.format;
        let mut open = Open {
            input: source.open()?,
            format: InputFormat::Text,
            rest: Vec::new(),
            next_line: 1,
            offset: 0,
            at_end: false,
            handed_out: false,
            is_document_when_empty: false,
            header: None,
            source,
        };
        open.fill(BATCH_BYTES)?;
        if open.rest.starts_with("\u{FEFF}".as_bytes()) {
            open.rest.drain(..3);
            open.offset = 3;
        }
        open.format = format.unwrap_or_else(|| match open.source.format() {
            Some(InputFormat::Text) | None => InputFormat::of_content(&open.rest),
            Some(format) => format,
        });
        // A JSON object at the start of a .txt file is text all the same.
        if format.is_none()
            && open.format == InputFormat::JsonLines
            && open.source.format() == Some(InputFormat::Text)
        {
            open.format = InputFormat::Text;
        }
        open.is_document_when_empty =
            !options.labelled && matches!(open.format, InputFormat::Text | InputFormat::Html);
        if matches!(open.format, InputFormat::Csv | InputFormat::Tsv) {
            open.fill(usize::MAX)?;
        }
        if matches!(open.format, InputFormat::Csv | InputFormat::Tsv) && !open.rest.is_empty() {
            utf8(&open.rest, open.offset, &open.source)?;
            open.header = Some(Arc::new(delimited::columns(
                &open.rest,
                open.format,
                open.source.name(),
                &options.fields,
            )?));
        }
        Ok(open)
    }

    /// Reads until `rest` holds `length` bytes or the input ends.
    fn fill(&mut self, length: usize) -> Result<()> {
        if !self.at_end && self.rest.len() < length {
            let want = (length - self.rest.len()) as u64;
            if length <= BATCH_BYTES {
                self.rest.reserve_exact(length - self.rest.len());
            }
            let count = self
                .input
                .by_ref()
                .take(want)
                .read_to_end(&mut self.rest)
                .map_err(|error| self.source.error(error))?;
            self.at_end = (count as u64) < want;
        }
        Ok(())
    }

    fn next_batch(&mut self) -> Result<Option<Batch>> {
        let length = if self.format.is_lines() {
            self.whole_lines()?
        } else {
            self.fill(usize::MAX)?;
            self.rest.len()
        };
        if length == 0 && (self.handed_out || !self.is_document_when_empty) {
            return Ok(None);
        }
        self.handed_out = true;
        let rest = self.rest.split_off(length);
        let bytes = std::mem::replace(&mut self.rest, rest);
        let batch = Batch {
            number: 0,
            source: self.source.clone(),
            format: self.format,
            first_line: self.next_line,
            offset: self.offset,
            header: self.header.clone(),
            bytes,
        };
        self.next_line += memchr::memchr_iter(b'\n', &batch.bytes).count() as u64;
        self.offset += batch.bytes.len() as u64;
        Ok(Some(batch))
    }

    /// Length of whole lines in `rest`, reading on until there is one.
    fn whole_lines(&mut self) -> Result<usize> {
        let mut want = BATCH_BYTES;
        loop {
            self.fill(want)?;
            if self.at_end {
                return Ok(self.rest.len());
            }
            if let Some(at) = memchr::memrchr(b'\n', &self.rest) {
                return Ok(at + 1);
            }
            want = self.rest.len() * 2;
        }
    }
}
