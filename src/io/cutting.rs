//! Inputs cut into batches.

use std::sync::Arc;

use super::batches::{Batch, utf8};
use super::delimited;
use super::format::{Fields, InputFormat, InputOptions};
use super::sources::Source;
use super::text_reader::TextReader;
use crate::error::Result;

/// Bytes of records that one batch aims at.
const BATCH_BYTES: usize = 1 << 20;

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Cuts sources into batches, in order.
pub struct Batches {
    /// Among several files, an empty one is a document all the same.
    several: bool,
    sources: std::vec::IntoIter<Source>,
    options: InputOptions,
    open: Option<Open>,
}

/// A source being read.
struct Open {
    source: Source,
    format: InputFormat,
    input: TextReader,
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
            several: sources.len() > 1,
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
                self.open = Some(Open::new(source, &self.options, self.several)?);
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
    fn new(source: Source, options: &InputOptions, several: bool) -> Result<Self> {
        let mut open = Open {
            input: TextReader::new(&source, options)?,
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
        open.drop_byte_order_mark();
        open.format = options.format.unwrap_or_else(|| open.recognise());
        open.is_document_when_empty = several
            && !options.labelled
            && matches!(open.format, InputFormat::Text | InputFormat::Html);
        if matches!(open.format, InputFormat::Csv | InputFormat::Tsv) {
            open.read_header(&options.fields)?;
        }
        Ok(open)
    }

    fn drop_byte_order_mark(&mut self) {
        if self.rest.starts_with(BYTE_ORDER_MARK) {
            self.rest.drain(..BYTE_ORDER_MARK.len());
            self.offset = BYTE_ORDER_MARK.len() as u64;
        }
    }

    /// The format by the ending; without one, and to tell fastText's lines from text, by the content.
    fn recognise(&self) -> InputFormat {
        let by_content = InputFormat::of_content(&self.rest);
        match self.source.format() {
            Some(InputFormat::Text) if by_content == InputFormat::FastText => by_content,
            Some(format) => format,
            None => by_content,
        }
    }

    /// Reads a table as a whole, since quoted fields may span lines, and finds its columns.
    fn read_header(&mut self, fields: &Fields) -> Result<()> {
        self.fill(usize::MAX)?;
        if !self.rest.is_empty() {
            utf8(&self.rest, self.offset, &self.source)?;
            let columns = delimited::columns(&self.rest, self.format, self.source.name(), fields)?;
            self.header = Some(Arc::new(columns));
        }
        Ok(())
    }

    /// Reads until `rest` holds `length` bytes or a little more, or the input ends.
    fn fill(&mut self, length: usize) -> Result<()> {
        if !self.at_end && self.rest.len() < length {
            self.at_end = self.input.fill(&mut self.rest, length)?;
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
            read: self.input.take_count(),
            conversions: self.input.take_conversions(),
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
