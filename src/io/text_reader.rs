//! Reads sources of any encoding as UTF-8.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use encoding_rs::UTF_8;

use super::arriving::Arriving;
use super::conversions::Conversions;
use super::cutting::BYTE_ORDER_MARK;
use super::detection::{Verdict, encoding_of, utf16};
use super::encoding::{Decoding, Encoding};
use super::foreign::Foreign;
use super::format::{Fields, InputFormat, InputOptions, Tables};
use super::separators::is_table;
use super::sources::Source;
use crate::error::{Error, Result};

/// Number of bytes that are decoded at a time.
const CHUNK_BYTES: usize = 1 << 16;

/// Maximum number of bytes that are reserved at once; for more, the buffer grows with the data.
const RESERVED_BYTES: usize = 1 << 20;

/// Name of UTF-8 when a source starts with its byte-order mark.
const MARKED_UTF_8: &str = "UTF-8 with a byte-order mark";

/// Name of UTF-8 when a page has parts in it and others in another encoding.
const PARTLY_UTF_8: &str = "UTF-8, in part";

/// Byte-order marks of UTF-32, which is not in the Encoding Standard.
const UTF_32: [&[u8]; 2] = [b"\xFF\xFE\0\0", b"\0\0\xFE\xFF"];

/// The problem with bytes that are not text in any encoding.
const NO_TEXT: &str = "it seems to be no text: it holds NUL bytes, and bytes that are not UTF-8; give \
                       files of text, or name the encoding with `encoding`";

/// Reads a source as UTF-8, whatever its encoding.
pub(super) struct TextReader {
    input: Input,
    source: Source,
    chosen: Option<Encoding>,
    lossy: bool,
    /// Whether a page may mix UTF-8 and another encoding.
    may_mix: bool,
    /// The format, if it is known before reading.
    format: Option<InputFormat>,
    /// Names for recognising a table's header, if the format is not known.
    header: Option<(Fields, Tables)>,
    state: State,
    /// Number of bytes of the source that were read.
    offset: u64,
    /// Number of those that were counted.
    counted: u64,
    conversions: Conversions,
    /// The problem with a source that is not text.
    problem: Option<String>,
}

/// The origin of bytes.
enum Input {
    /// Available without waiting.
    Ready(Box<dyn Read + Send>),
    Arriving(Arriving),
}

enum State {
    /// Nothing is read.
    Start,
    /// Only ASCII was read: the encoding is not determined yet.
    Ascii,
    /// Passed on unchanged: UTF-8, which is checked during parsing, or a table that is not text.
    AsItIs,
    Decoding(Box<Decoding>),
}

impl TextReader {
    /// Reads `input`, the decompressed content of `source`; input through a pipe counts as ended after `stop`
    /// is set.
    ///
    /// # Errors
    /// When the system cannot create a thread for a pipe.
    pub(super) fn new(
        source: &Source,
        input: Box<dyn Read + Send>,
        options: &InputOptions,
        stop: &Arc<AtomicBool>,
    ) -> Result<Self> {
        let input = if source.is_pipe() {
            let arriving = Arriving::new(input, stop);
            Input::Arriving(arriving.map_err(|error| source.error(error))?)
        } else {
            Input::Ready(input)
        };
        let format = options.format.or_else(|| source.format());
        Ok(TextReader {
            input,
            source: source.clone(),
            chosen: options.encoding,
            lossy: options.lossy,
            may_mix: false,
            header: format
                .is_none()
                .then(|| (options.fields.clone(), options.tables.clone())),
            format,
            state: State::Start,
            offset: 0,
            counted: 0,
            conversions: Conversions::default(),
            problem: None,
        })
    }

    /// The problem with the source as a whole: its start is that of a file of another kind. Available after
    /// the first bytes were read; the source is then not worth reading.
    pub(super) fn take_problem(&mut self) -> Option<String> {
        self.problem.take()
    }

    /// Number of bytes of the source that were read since the last call.
    pub(super) fn take_count(&mut self) -> u64 {
        let before = std::mem::replace(&mut self.counted, self.offset);
        self.offset - before
    }

    /// Conversions since the last call.
    pub(super) fn take_conversions(&mut self) -> Conversions {
        std::mem::take(&mut self.conversions)
    }

    /// Reads until `text` has `length` bytes or slightly more; true at the end of the source.
    ///
    /// # Errors
    /// When reading or decoding fails. UTF-8 at the start of a source is not validated here.
    pub(super) fn fill(&mut self, text: &mut Vec<u8>, length: usize) -> Result<bool> {
        match self.state {
            State::Start | State::Ascii => {
                let from = text.len();
                let at_end = self.read(text, length - from)?;
                self.decide(text, from, at_end)
            }
            State::AsItIs => self.read(text, length - text.len()),
            State::Decoding(_) => self.fill_decoded(text, length),
        }
    }

    /// Like [`TextReader::fill`], but for lines or array elements from a pipe, passes on the bytes that have
    /// arrived.
    ///
    /// # Errors
    /// As [`TextReader::fill`].
    pub(super) fn fill_soon(&mut self, text: &mut Vec<u8>, length: usize) -> Result<bool> {
        let is_start = matches!(self.state, State::Start);
        match self.state {
            _ if matches!(self.input, Input::Ready(_)) => self.fill(text, length),
            State::Start | State::Ascii => {
                let from = text.len();
                let mut at_end = self.read_soon(text, length - from)?;
                while is_start && !at_end && !self.holds_start(text) && text.len() < length {
                    at_end = self.read_soon(text, length - text.len())?;
                }
                // If a short start does not decide, the same bytes as in a file are used.
                if !at_end && text.len() < length && !self.is_settled_by(text, from)? {
                    at_end = self.read(text, length - text.len())?;
                }
                self.decide(text, from, at_end)
            }
            State::AsItIs => self.read_soon(text, length - text.len()),
            State::Decoding(_) => {
                let mut chunk = Vec::new();
                let at_end = self.read_soon(&mut chunk, CHUNK_BYTES)?;
                self.decode(&chunk, at_end, text)?;
                Ok(at_end)
            }
        }
    }

    /// Whether `text`, which is not decoded from `from` on, is enough to detect a format of records that can
    /// be split, and that it is UTF-8 or the chosen encoding.
    fn is_settled_by(&mut self, text: &[u8], from: usize) -> Result<bool> {
        let start = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        if self.is_table(start) {
            // Later reads do not contain its header.
            self.format = Some(InputFormat::Csv);
        }
        let format = self.format_by(start);
        let holds_nul = memchr::memchr(0, &text[from..]).is_some();
        let verdict = self.verdict(text, from, false)?;
        let is_clear = self.chosen.is_some() || matches!(verdict, Verdict::Ascii | Verdict::Utf8);
        Ok(format.is_records() && is_clear && !holds_nul)
    }

    /// Whether `text` has the lines that determine its format: a header is recognised by the row below it.
    fn holds_start(&self, text: &[u8]) -> bool {
        let lines = memchr::memchr_iter(b'\n', text.trim_ascii_start()).count();
        let is_open = self.header.is_some() && self.format_by(text) == InputFormat::Text;
        lines > usize::from(is_open)
    }

    /// Whether text of unknown format starts like a table.
    fn is_table(&self, start: &[u8]) -> bool {
        let header = self.header.as_ref();
        self.format_by(start) == InputFormat::Text
            && header.is_some_and(|(fields, tables)| is_table(start, fields, tables))
    }

    /// Appends `want` bytes of the source; true when there were fewer.
    fn read(&mut self, bytes: &mut Vec<u8>, want: usize) -> Result<bool> {
        if want <= RESERVED_BYTES {
            bytes.reserve_exact(want);
        }
        let before = bytes.len();
        let at_end = match &mut self.input {
            Input::Ready(input) => {
                let read = input.by_ref().take(want as u64).read_to_end(bytes);
                read.map(|count| count < want)
            }
            Input::Arriving(input) => input.read(bytes, want),
        };
        self.offset += (bytes.len() - before) as u64;
        at_end.map_err(|error| self.source.error(error))
    }

    /// Appends up to `want` bytes of the source, as far as available; true at its end.
    fn read_soon(&mut self, bytes: &mut Vec<u8>, want: usize) -> Result<bool> {
        let Input::Arriving(input) = &mut self.input else {
            return self.read(bytes, want);
        };
        let before = bytes.len();
        let at_end = input.read_soon(bytes, want);
        self.offset += (bytes.len() - before) as u64;
        at_end.map_err(|error| self.source.error(error))
    }

    fn fill_decoded(&mut self, text: &mut Vec<u8>, length: usize) -> Result<bool> {
        let mut chunk = Vec::new();
        let mut at_end = false;
        while !at_end && text.len() < length {
            chunk.clear();
            at_end = self.read(&mut chunk, CHUNK_BYTES)?;
            self.decode(&chunk, at_end, text)?;
        }
        Ok(at_end)
    }

    fn decode(&mut self, bytes: &[u8], at_end: bool, text: &mut Vec<u8>) -> Result<()> {
        if let State::Decoding(decoding) = &mut self.state {
            let was_mixed = decoding.is_mixed();
            let replaced = decoding.decode(bytes, at_end, text)?;
            let becomes_mixed = decoding.is_mixed() && !was_mixed;
            if replaced > 0 {
                let count = self.conversions.replaced.entry(decoding.name());
                *count.or_default() += replaced;
            }
            if becomes_mixed {
                self.found(PARTLY_UTF_8);
            }
        }
        Ok(())
    }

    /// Determines the encoding, if possible, from the bytes from `from` on, and decodes them.
    fn decide(&mut self, text: &mut Vec<u8>, from: usize, mut at_end: bool) -> Result<bool> {
        if matches!(self.state, State::Start) {
            let foreign = Foreign::of_content(&text[from..], self.format);
            let expected = self.format.map_or("text", InputFormat::kind);
            self.problem = foreign.map(|foreign| foreign.problem(expected));
        }
        let format = self.format_by(text);
        if self.problem.is_some() || format.is_binary() {
            self.state = State::AsItIs;
            return Ok(at_end);
        }
        if format == InputFormat::Html {
            // Pages declare their encoding, and browsers replace invalid bytes.
            self.lossy = true;
            self.may_mix = true;
        }
        self.find_mark(&text[from..]);
        let mut verdict = self.verdict(text, from, at_end)?;
        if verdict == Verdict::Unclear && !at_end {
            at_end = self.read(text, CHUNK_BYTES)?;
            verdict = self.verdict(text, from, at_end)?;
        }
        let encoding = match verdict {
            Verdict::Ascii => {
                self.state = State::Ascii;
                return Ok(at_end);
            }
            Verdict::Utf8 | Verdict::Unclear => UTF_8,
            Verdict::Found(encoding) => encoding,
        };
        let is_start = matches!(self.state, State::Start);
        if is_start
            && verdict == Verdict::Unclear
            && !self.lossy
            && memchr::memchr(0, &text[from..]).is_some()
        {
            self.problem = Some(NO_TEXT.into());
        }
        if encoding == UTF_8 && !self.lossy {
            self.state = State::AsItIs;
        } else {
            self.start(encoding, text, from, at_end)?;
        }
        Ok(at_end)
    }

    /// The given format, or that of the content.
    fn format_by(&self, start: &[u8]) -> InputFormat {
        self.format
            .unwrap_or_else(|| InputFormat::of_content(start))
    }

    /// The chosen encoding, or the one that the bytes from `from` on show.
    fn verdict(&self, text: &[u8], from: usize, at_end: bool) -> Result<Verdict> {
        let bytes = &text[from..];
        if let Some(chosen) = self.chosen {
            return Ok(Verdict::Found(chosen.of_source(bytes)));
        }
        if matches!(self.state, State::Start) {
            if UTF_32.iter().any(|mark| bytes.starts_with(mark)) {
                return Err(Error::Input(format!(
                    "{}: the file is UTF-32, which is not read; convert it to UTF-8, for example with iconv",
                    self.source.name()
                )));
            }
            if let Some(encoding) = utf16(bytes) {
                return Ok(Verdict::Found(encoding));
            }
        }
        let head = (self.format_by(text) == InputFormat::Html).then_some(text);
        Ok(encoding_of(bytes, head, at_end))
    }

    /// Starts decoding here, first the bytes in `text` from `from` on.
    fn start(
        &mut self,
        encoding: &'static encoding_rs::Encoding,
        text: &mut Vec<u8>,
        from: usize,
        at_end: bool,
    ) -> Result<()> {
        let bytes = text.split_off(from);
        let offset = self.offset - bytes.len() as u64;
        let is_found = self.chosen.is_none() && encoding != UTF_8;
        if is_found {
            self.found(encoding.name());
        }
        let decoding = Decoding::new(encoding, self.source.name().clone(), offset)
            .lossy(self.lossy)
            .found(is_found)
            .mixing(self.may_mix);
        self.state = State::Decoding(Box::new(decoding));
        self.decode(&bytes, at_end, text)
    }

    /// Detects a UTF-8 byte-order mark at the start of the source.
    fn find_mark(&mut self, bytes: &[u8]) {
        let is_open = self.chosen.is_none() && matches!(self.state, State::Start);
        if is_open && bytes.starts_with(BYTE_ORDER_MARK) {
            self.found(MARKED_UTF_8);
        }
    }

    fn found(&mut self, encoding: &'static str) {
        let found = self.conversions.found.entry(encoding);
        found.or_default().push(self.source.name().clone());
    }
}
