//! Splits inputs into batches.

use std::fmt;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::batches::Batch;
use super::delimited;
use super::format::{Fields, InputFormat, InputOptions, Tables};
use super::inputs::Inputs;
use super::json_parts::{self, Part};
use super::line_ends;
use super::parquet::{self, RowGroup};
use super::rows::whole_rows;
use super::separators::{is_headed, is_table};
use super::sources::Source;
use super::text_reader::TextReader;
use super::unpacking::UnpackingLimit;
use crate::error::Result;

/// Target size of a batch in bytes.
const BATCH_BYTES: usize = 1 << 20;

pub(super) const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Splits sources into batches, in order.
pub struct Batches {
    inputs: Inputs,
    options: InputOptions,
    open: Option<Open>,
    stop: Arc<AtomicBool>,
}

/// A source that is being read.
struct Open {
    source: Source,
    format: InputFormat,
    input: TextReader,
    /// Bytes that were read but are not in a batch yet.
    rest: Vec<u8>,
    next_line: u64,
    offset: u64,
    at_end: bool,
    /// Whether a batch was returned.
    handed_out: bool,
    /// Whether an empty file is a document, because files are documents; nothing can be learned from it.
    is_document_when_empty: bool,
    header: Option<Arc<delimited::Columns>>,
    /// Position of `rest` in a JSON array.
    part: Part,
    /// Row groups of a table that are not in a batch yet.
    rows: std::vec::IntoIter<RowGroup>,
    /// Whether it is read as one text, although its first line names the text column.
    is_headed: bool,
    /// A problem of the source as a whole that is not in a batch yet.
    problem: Option<String>,
    limit: UnpackingLimit,
}

impl fmt::Debug for Batches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batches")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl Batches {
    /// Reads `sources` in order with the formats of `options`.
    pub fn new(sources: Vec<Source>, options: &InputOptions) -> Self {
        Batches {
            inputs: Inputs::new(sources, options.format.is_some(), options.max_unpacked),
            options: options.clone(),
            open: None,
            stop: Arc::default(),
        }
    }

    /// When it is set, reading no longer waits: input through a pipe counts as ended.
    pub(super) fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// The next batch, or `None` when all sources are read.
    ///
    /// # Errors
    /// When a source cannot be opened, read or decompressed, or lacks a needed column.
    pub fn next_batch(&mut self) -> Result<Option<Batch>> {
        loop {
            if self.open.is_none() {
                let Some((source, input)) = self.inputs.next()? else {
                    return Ok(None);
                };
                let several = self.inputs.are_several();
                self.open = Some(Open::new(
                    source,
                    input,
                    &self.options,
                    several,
                    &self.stop,
                )?);
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
    fn new(
        source: Source,
        input: Box<dyn Read + Send>,
        options: &InputOptions,
        several: bool,
        stop: &Arc<AtomicBool>,
    ) -> Result<Self> {
        let mut open = Open {
            input: TextReader::new(&source, input, options, stop)?,
            format: InputFormat::Text,
            rest: Vec::new(),
            next_line: 1,
            offset: 0,
            at_end: false,
            handed_out: false,
            is_document_when_empty: false,
            header: None,
            part: Part::first(),
            rows: Vec::new().into_iter(),
            is_headed: false,
            problem: None,
            limit: options.max_unpacked,
            source,
        };
        open.fill_soon(BATCH_BYTES)?;
        open.problem = open.input.take_problem();
        if open.problem.is_some() {
            open.rest.clear();
            open.at_end = true;
            return Ok(open);
        }
        open.drop_byte_order_mark();
        open.format = options.format.unwrap_or_else(|| open.recognise(options));
        let is_open = options.format.is_none() && open.source.format().is_none();
        if is_open && open.format == InputFormat::Text {
            open.is_headed = is_headed(&open.rest, &options.fields, &options.tables);
        }
        open.is_document_when_empty = several
            && !options.labelled
            && matches!(open.format, InputFormat::Text | InputFormat::Html);
        if matches!(open.format, InputFormat::Csv | InputFormat::Tsv) {
            open.read_header(&options.fields, &options.tables)?;
        }
        if open.format == InputFormat::Parquet {
            open.fill_table()?;
            let file = std::mem::take(&mut open.rest);
            open.rows = parquet::row_groups(file, &open.source, options)?.into_iter();
        }
        Ok(open)
    }

    fn drop_byte_order_mark(&mut self) {
        if self.rest.starts_with(BYTE_ORDER_MARK) {
            self.rest.drain(..BYTE_ORDER_MARK.len());
            self.offset = BYTE_ORDER_MARK.len() as u64;
        }
    }

    /// The format by the ending; without an ending, or to distinguish fastText lines from text, by the
    /// content.
    fn recognise(&self, options: &InputOptions) -> InputFormat {
        let by_content = InputFormat::of_content(&self.rest);
        match self.source.format() {
            Some(InputFormat::Text) if by_content == InputFormat::FastText => by_content,
            Some(InputFormat::Json) if json_parts::is_lines(&self.rest) => InputFormat::JsonLines,
            Some(format) => format,
            None if by_content == InputFormat::Text
                && is_table(&self.rest, &options.fields, &options.tables) =>
            {
                InputFormat::Csv
            }
            None => by_content,
        }
    }

    /// Finds the columns of a table, and removes its header from `rest`.
    fn read_header(&mut self, fields: &Fields, tables: &Tables) -> Result<()> {
        if tables.no_header && tables.delimiter.is_none() {
            // The rows determine the separator, independently of how they arrive.
            self.fill(BATCH_BYTES)?;
        }
        let dialect = delimited::dialect(&self.rest, self.format, fields, tables);
        self.pass(delimited::statement_length(&self.rest));
        while !self.at_end && whole_rows(&self.rest, dialect).is_none() {
            self.check_length()?;
            self.fill_soon(self.record_bytes(self.rest.len().max(BATCH_BYTES) * 2))?;
        }
        let (bytes, line, source) = (&self.rest, self.next_line, &self.source);
        let found = delimited::columns(bytes, dialect, line, self.offset, source, fields, tables)?;
        if let Some((columns, header)) = found {
            self.pass(header);
            self.header = Some(Arc::new(columns));
        }
        Ok(())
    }

    /// Skips the first `length` bytes of `rest`.
    fn pass(&mut self, length: usize) {
        self.next_line += line_ends::count(&self.rest[..length]);
        self.offset += length as u64;
        self.rest.drain(..length);
    }

    /// Reads until `rest` has `length` bytes or slightly more, or the input ends.
    fn fill(&mut self, length: usize) -> Result<()> {
        if !self.at_end && self.rest.len() < length {
            self.at_end = self.input.fill(&mut self.rest, length)?;
        }
        Ok(())
    }

    /// Like [`Open::fill`], but for input through a pipe only reads the bytes that have arrived.
    fn fill_soon(&mut self, length: usize) -> Result<()> {
        if !self.at_end && self.rest.len() < length {
            self.at_end = self.input.fill_soon(&mut self.rest, length)?;
        }
        Ok(())
    }

    /// Reads a whole table. A plain file may have any size; unpacked content is limited.
    fn fill_table(&mut self) -> Result<()> {
        let plain = self.source.content_bytes().unwrap_or(0);
        self.fill_up_to(self.limit.bytes().max(plain), "the table")
    }

    /// Reads all remaining bytes, which must not exceed `most`.
    fn fill_up_to(&mut self, most: u64, what: &str) -> Result<()> {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        self.fill(most.saturating_add(1))?;
        match self.rest.len() > most {
            true => Err(self.source.error(self.limit.is_exceeded_by(what))),
            false => Ok(()),
        }
    }

    fn next_batch(&mut self) -> Result<Option<Batch>> {
        let length = if self.format.is_records() {
            self.whole_records()?
        } else {
            self.fill_rest()?;
            self.rest.len()
        };
        let rows = self.rows.next();
        let is_empty = length == 0 && rows.is_none();
        // A source without records also has one batch, so that it can be named.
        if is_empty && self.handed_out {
            return Ok(None);
        }
        let batch = self.batch(length, rows);
        self.handed_out = true;
        Ok(Some(Batch {
            is_empty: is_empty && !self.is_document_when_empty,
            ..batch
        }))
    }

    /// Returns the first `length` bytes of `rest`, or rows, as a batch.
    fn batch(&mut self, length: usize, rows: Option<RowGroup>) -> Batch {
        let rest = self.rest.split_off(length);
        let bytes = std::mem::replace(&mut self.rest, rest);
        let mut batch = Batch {
            number: 0,
            source: self.source.clone(),
            format: self.format,
            first_line: self.next_line,
            offset: self.offset,
            header: self.header.clone(),
            part: (self.format == InputFormat::Json)
                .then(|| self.part.take(&bytes, self.at_end && self.rest.is_empty())),
            rows,
            is_first: !self.handed_out,
            is_empty: false,
            problem: self.problem.take(),
            bytes,
            read: self.input.take_count(),
            conversions: self.input.take_conversions(),
        };
        if std::mem::take(&mut self.is_headed) {
            let name = self.source.name().clone();
            batch.conversions.headed_texts.push(name);
        }
        self.next_line += line_ends::count(&batch.bytes);
        self.offset += batch.bytes.len() as u64;
        batch
    }

    /// Reads the rest of a file that is one document.
    fn fill_rest(&mut self) -> Result<()> {
        if self.format == InputFormat::Parquet {
            return Ok(());
        }
        self.fill_up_to(self.limit.bytes(), "the document")
    }

    /// Bytes to read when searching for the end of a record: `want`, but hardly more than the maximum of a
    /// record.
    fn record_bytes(&self, want: usize) -> usize {
        let most = usize::try_from(self.limit.bytes()).unwrap_or(usize::MAX);
        want.min(most.saturating_add(1)).max(BATCH_BYTES)
    }

    /// An error when `rest` contains no end of a record and exceeds the maximum of a record.
    fn check_length(&self) -> Result<()> {
        if self.rest.len() as u64 <= self.limit.bytes() {
            return Ok(());
        }
        let what = match self.format {
            InputFormat::Json => format!("the JSON value at line {}", self.part.at.line),
            InputFormat::Csv | InputFormat::Tsv => format!("the row at line {}", self.next_line),
            _ => format!("line {}", self.next_line),
        };
        Err(self.source.error(self.limit.is_exceeded_by(&what)))
    }

    /// Length of whole lines or elements in `rest`; reads on until there is one.
    fn whole_records(&mut self) -> Result<usize> {
        let mut searched = 0;
        loop {
            // The bytes from the start of the input may be enough.
            if searched > 0 || self.handed_out || self.rest.is_empty() {
                self.fill_soon(self.record_bytes(searched * 2))?;
            }
            if self.at_end {
                return Ok(self.rest.len());
            }
            let end = match self.format {
                InputFormat::Json => self.part.cut(&self.rest),
                _ => match &self.header {
                    Some(columns) => columns.whole_rows(&self.rest),
                    None => {
                        // A CR at the end of the searched bytes may be a line end.
                        let from = searched.saturating_sub(1);
                        line_ends::whole_lines(&self.rest[from..]).map(|end| from + end)
                    }
                },
            };
            if let Some(end) = end {
                return Ok(end);
            }
            self.check_length()?;
            searched = self.rest.len();
        }
    }
}
