//! Sources of any encoding, read as UTF-8.

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

/// Bytes that are decoded at a time.
const CHUNK_BYTES: usize = 1 << 16;

/// Most bytes for which room is made at once; for more, room grows as they come.
const RESERVED_BYTES: usize = 1 << 20;

/// UTF-8 as it is told when a source starts with its byte-order mark.
const MARKED_UTF_8: &str = "UTF-8 with a byte-order mark";

/// UTF-8 as it is told when a page has parts in it and others in another encoding.
const PARTLY_UTF_8: &str = "UTF-8, in part";

/// Byte-order marks of UTF-32, which the Encoding Standard does not have.
const UTF_32: [&[u8]; 2] = [b"\xFF\xFE\0\0", b"\0\0\xFE\xFF"];

/// What is wrong with bytes that are text in no encoding.
const NO_TEXT: &str = "it seems to be no text: it holds NUL bytes, and bytes that are not UTF-8; give \
                       files of text, or name the encoding with `encoding`";

/// Reads a source as UTF-8, whatever its encoding.
pub(super) struct TextReader {
    input: Input,
    source: Source,
    chosen: Option<Encoding>,
    lossy: bool,
    /// Parts of a page may be in UTF-8 and others in another encoding.
    may_mix: bool,
    /// Where it is known before reading.
    format: Option<InputFormat>,
    /// What a table's header may name, where the format is not known.
    header: Option<(Fields, Tables)>,
    state: State,
    /// Bytes of the source that were read.
    offset: u64,
    /// Those of them that were counted.
    counted: u64,
    conversions: Conversions,
    /// What is wrong with a source that is no text.
    problem: Option<String>,
}

/// Where bytes come from.
enum Input {
    /// They are there.
    Ready(Box<dyn Read + Send>),
    Arriving(Arriving),
}

enum State {
    /// Nothing is read.
    Start,
    /// Only ASCII is read: the encoding is open.
    Ascii,
    /// Handed on as it is: UTF-8, which is checked where it is parsed, or a table that is no text.
    AsItIs,
    Decoding(Box<Decoding>),
}

impl TextReader {
    /// Reads `input`, the decompressed content of `source`; what comes through a pipe counts as
    /// ended once `stop` is set.
    ///
    /// # Errors
    /// When the system has no thread left for a pipe.
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

    /// What is wrong with the source as a whole: it starts as a file of another kind does. Known once
    /// something was read; nothing of it is worth reading then.
    pub(super) fn take_problem(&mut self) -> Option<String> {
        self.problem.take()
    }

    /// Bytes of the source that were read since this was last asked.
    pub(super) fn take_count(&mut self) -> u64 {
        let before = std::mem::replace(&mut self.counted, self.offset);
        self.offset - before
    }

    /// What was found and done since this was last asked.
    pub(super) fn take_conversions(&mut self) -> Conversions {
        std::mem::take(&mut self.conversions)
    }

    /// Reads until `text` holds `length` bytes or a little more; true at the end of the source.
    ///
    /// # Errors
    /// When reading or decoding fails. Text that is UTF-8 from the start is not checked here.
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

    /// As [`TextReader::fill`], but of records that are lines or stand in an array and come through
    /// a pipe, hands on what is there.
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
                // What a short beginning does not settle is left to the same bytes as in a file.
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

    /// Whether `text`, of which what stands from `from` on is not decoded yet, is enough to tell
    /// its format, one of records that can be cut, and that it is UTF-8 or the encoding that was chosen.
    fn is_settled_by(&mut self, text: &[u8], from: usize) -> Result<bool> {
        let start = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        if self.is_table(start) {
            // What is read later does not show its header.
            self.format = Some(InputFormat::Csv);
        }
        let format = self.format_by(start);
        let holds_nul = memchr::memchr(0, &text[from..]).is_some();
        let verdict = self.verdict(text, from, false)?;
        let is_clear = self.chosen.is_some() || matches!(verdict, Verdict::Ascii | Verdict::Utf8);
        Ok(format.is_records() && is_clear && !holds_nul)
    }

    /// Whether `text` holds the lines that tell its format: a header is known by the row below it.
    fn holds_start(&self, text: &[u8]) -> bool {
        let lines = memchr::memchr_iter(b'\n', text.trim_ascii_start()).count();
        let is_open = self.header.is_some() && self.format_by(text) == InputFormat::Text;
        lines > usize::from(is_open)
    }

    /// Whether text of which no format is known starts as a table.
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

    /// Appends up to `want` bytes of the source, those that are there; true at its end.
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

    /// Settles the encoding, if that can be, by what was read from `from` on, and decodes that.
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
            // Pages state their encoding, and browsers replace what is not of it.
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

    /// The format that is given, or that the content is in.
    fn format_by(&self, start: &[u8]) -> InputFormat {
        self.format
            .unwrap_or_else(|| InputFormat::of_content(start))
    }

    /// The encoding that was chosen, or what was read from `from` on tells.
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

    /// Decodes from here on, what stands in `text` from `from` on first.
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

    /// Tells a byte-order mark of UTF-8 at the start of the source.
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
