//! Sources of any encoding, read as UTF-8.

use std::io::Read;

use encoding_rs::UTF_8;

use super::conversions::Conversions;
use super::cutting::BYTE_ORDER_MARK;
use super::detection::{Verdict, encoding_of, utf16};
use super::encoding::{Decoding, Encoding};
use super::format::{InputFormat, InputOptions};
use super::sources::Source;
use crate::error::{Error, Result};

/// Bytes that are decoded at a time.
const CHUNK_BYTES: usize = 1 << 16;

/// Most bytes for which room is made at once; for more, room grows as they come.
const RESERVED_BYTES: usize = 1 << 20;

/// UTF-8 as it is told when a source starts with its byte-order mark.
const MARKED_UTF_8: &str = "UTF-8 with a byte-order mark";

/// Byte-order marks of UTF-32, which the Encoding Standard does not have.
const UTF_32: [&[u8]; 2] = [b"\xFF\xFE\0\0", b"\0\0\xFE\xFF"];

/// Reads a source as UTF-8, whatever its encoding.
pub(super) struct TextReader {
    input: Box<dyn Read + Send>,
    source: Source,
    chosen: Option<Encoding>,
    lossy: bool,
    /// Where it is known before reading.
    format: Option<InputFormat>,
    state: State,
    /// Bytes of the source that were read.
    offset: u64,
    /// Those of them that were counted.
    counted: u64,
    conversions: Conversions,
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
    /// Reads `input`, the decompressed content of `source`.
    pub(super) fn new(
        source: &Source,
        input: Box<dyn Read + Send>,
        options: &InputOptions,
    ) -> Self {
        TextReader {
            input,
            source: source.clone(),
            chosen: options.encoding,
            lossy: options.lossy,
            format: options.format.or_else(|| source.format()),
            state: State::Start,
            offset: 0,
            counted: 0,
            conversions: Conversions::default(),
        }
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

    /// Appends `want` bytes of the source; true when there were fewer.
    fn read(&mut self, bytes: &mut Vec<u8>, want: usize) -> Result<bool> {
        if want <= RESERVED_BYTES {
            bytes.reserve_exact(want);
        }
        let read = self.input.by_ref().take(want as u64).read_to_end(bytes);
        let count = read.map_err(|error| self.source.error(error))?;
        self.offset += count as u64;
        Ok(count < want)
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
            let replaced = decoding.decode(bytes, at_end, text)?;
            if replaced > 0 {
                let count = self.conversions.replaced.entry(decoding.name());
                *count.or_default() += replaced;
            }
        }
        Ok(())
    }

    /// Settles the encoding, if that can be, by what was read from `from` on, and decodes that.
    fn decide(&mut self, text: &mut Vec<u8>, from: usize, mut at_end: bool) -> Result<bool> {
        let format = self.format;
        if format.unwrap_or_else(|| InputFormat::of_content(text)) == InputFormat::Parquet {
            self.state = State::AsItIs;
            return Ok(at_end);
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
        if encoding == UTF_8 && !self.lossy {
            self.state = State::AsItIs;
        } else {
            self.start(encoding, text, from, at_end)?;
        }
        Ok(at_end)
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
        let head = (self.format == Some(InputFormat::Html)).then_some(text);
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
            .found(is_found);
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
