//! Encodings, and conversion of any of them to UTF-8.

use std::str::FromStr;
use std::sync::Arc;

use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE};

use super::detection::utf8_run;
use super::mixed_encodings::Mixed;
use crate::error::{Error, Result};

/// Buffer size for text of unknown length.
const ROOM: usize = 1 << 16;

/// A text encoding of the WHATWG Encoding Standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// Its name in the standard.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The encoding for a source that starts with `start`: for UTF-16, a byte-order mark decides which of the
    /// two it is.
    pub(super) fn of_source(self, start: &[u8]) -> &'static encoding_rs::Encoding {
        let is_utf16 = |encoding| encoding == UTF_16LE || encoding == UTF_16BE;
        match encoding_rs::Encoding::for_bom(start) {
            Some((marked, _)) if is_utf16(marked) && is_utf16(self.0) => marked,
            _ => self.0,
        }
    }
}

impl FromStr for Encoding {
    type Err = String;

    /// By any of its labels in the standard, in upper or lower case.
    fn from_str(label: &str) -> Result<Self, String> {
        let encoding = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes());
        encoding.map(Encoding).ok_or_else(|| {
            format!(
                "no encoding \"{label}\"; there are utf-8, utf-16le, utf-16be, windows-1256, \
                 windows-1252, iso-8859-6 and the others of the WHATWG Encoding Standard"
            )
        })
    }
}

/// Decodes the bytes of one source in pieces.
pub(super) struct Decoding {
    decoder: Decoder,
    source_name: Arc<str>,
    /// Offset in the source of the next bytes.
    offset: u64,
    lossy: bool,
    /// Whether the encoding was detected, not chosen: then later UTF-8 must not be decoded with it.
    is_found: bool,
    /// Whether later UTF-8 is decoded as UTF-8.
    may_mix: bool,
    mixed: Option<Mixed>,
    text: String,
}

impl Decoding {
    /// A decoder for the source from `offset` on.
    pub(super) fn new(
        encoding: &'static encoding_rs::Encoding,
        source_name: Arc<str>,
        offset: u64,
    ) -> Self {
        Decoding {
            decoder: encoding.new_decoder_without_bom_handling(),
            source_name,
            offset,
            lossy: false,
            is_found: false,
            may_mix: false,
            mixed: None,
            text: String::new(),
        }
    }

    /// Replaces invalid bytes by U+FFFD.
    pub(super) fn lossy(self, lossy: bool) -> Self {
        Decoding { lossy, ..self }
    }

    /// Rejects text that continues in UTF-8, as needed for a detected encoding.
    pub(super) fn found(self, is_found: bool) -> Self {
        Decoding { is_found, ..self }
    }

    /// Continues in both encodings if a text continues in UTF-8, as web pages do.
    pub(super) fn mixing(self, may_mix: bool) -> Self {
        Decoding { may_mix, ..self }
    }

    /// Whether UTF-8 was found in addition to the encoding.
    pub(super) fn is_mixed(&self) -> bool {
        self.mixed.is_some()
    }

    /// Name of the encoding.
    pub(super) fn name(&self) -> &'static str {
        self.decoder.encoding().name()
    }

    /// Appends the next bytes of the source, decoded, to `text`; counts replaced sequences.
    ///
    /// # Errors
    /// At bytes that are invalid in the encoding.
    pub(super) fn decode(
        &mut self,
        mut bytes: &[u8],
        last: bool,
        text: &mut Vec<u8>,
    ) -> Result<u64> {
        self.check_change(bytes)?;
        if let Some(mixed) = &mut self.mixed {
            self.offset += bytes.len() as u64;
            return Ok(mixed.decode(bytes, last, text));
        }
        let mut replaced = 0;
        loop {
            let (result, read) = self.decode_some(bytes, last);
            text.extend_from_slice(self.text.as_bytes());
            bytes = &bytes[read..];
            match result {
                DecoderResult::InputEmpty => return Ok(replaced),
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(length, after) => {
                    self.check_lossy(u64::from(length) + u64::from(after))?;
                    text.extend_from_slice("\u{FFFD}".as_bytes());
                    replaced += 1;
                }
            }
        }
    }

    /// Decodes into the buffer; returns the number of bytes read.
    fn decode_some(&mut self, bytes: &[u8], last: bool) -> (DecoderResult, usize) {
        let bound = self
            .decoder
            .max_utf8_buffer_length_without_replacement(bytes.len());
        self.text.clear();
        self.text.reserve(bound.unwrap_or(ROOM));
        let (result, read) =
            self.decoder
                .decode_to_string_without_replacement(bytes, &mut self.text, last);
        self.offset += read as u64;
        (result, read)
    }

    /// Rejects an invalid sequence that starts `back` bytes before the offset, unless it may be replaced.
    fn check_lossy(&self, back: u64) -> Result<()> {
        if self.lossy {
            return Ok(());
        }
        Err(Error::Undecodable {
            place: self.source_name.to_string(),
            byte: self.offset - back,
            encoding: self.name(),
        })
    }

    /// Rejects text in UTF-8 or, if encodings may be mixed, decodes it as UTF-8 from here on.
    fn check_change(&mut self, bytes: &[u8]) -> Result<()> {
        let changes = self.is_found && self.mixed.is_none();
        match utf8_run(bytes).filter(|_| changes) {
            Some(_) if self.may_mix => {
                self.mixed = Mixed::with(self.decoder.encoding());
                Ok(())
            }
            Some(at) => Err(Error::EncodingChanges {
                source_name: self.source_name.to_string(),
                byte: self.offset + at as u64,
                before: self.name(),
            }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{UTF_8, WINDOWS_1256};

    use super::*;

    /// Decodes in pieces of `size` bytes.
    fn decode(mut decoding: Decoding, bytes: &[u8], size: usize) -> Result<(String, u64)> {
        let mut text = Vec::new();
        let mut replaced = 0;
        for piece in bytes.chunks(size) {
            replaced += decoding.decode(piece, false, &mut text)?;
        }
        replaced += decoding.decode(&[], true, &mut text)?;
        Ok((String::from_utf8(text).unwrap(), replaced))
    }

    fn of(encoding: &'static encoding_rs::Encoding) -> Decoding {
        Decoding::new(encoding, "a.txt".into(), 10)
    }

    #[test]
    fn labels_of_the_standard_are_known() {
        let name = |label: &str| label.parse().map(Encoding::name);
        assert_eq!(name("cp1256"), Ok("windows-1256"));
        assert_eq!(name("UTF-16"), Ok("UTF-16LE"));
        assert_eq!(name("Latin1"), Ok("windows-1252"));
        for label in ["", "arabic?", "hz-gb-2312"] {
            let message = name(label).unwrap_err();
            assert!(message.contains("windows-1256"), "{message}");
        }
    }

    #[test]
    fn pieces_may_cut_characters() {
        let text = "مصر 🌍 – Cairo";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for size in 1..utf16.len() {
            let decoded = decode(of(UTF_16BE), &utf16, size).unwrap();
            assert_eq!(decoded, (text.to_owned(), 0), "{size}");
        }
    }

    #[test]
    fn malformed_sequences_are_named_or_replaced() {
        // A low surrogate alone, and half a character at the end.
        let bytes = b"a\0\0\xDCb\0c";
        for size in 1..=bytes.len() {
            let error = decode(of(UTF_16LE), bytes, size).unwrap_err().to_string();
            assert!(
                error.starts_with("a.txt: byte 12 is not UTF-16LE"),
                "{error}"
            );
            let decoded = decode(of(UTF_16LE).lossy(true), bytes, size).unwrap();
            assert_eq!(decoded, ("a\u{FFFD}b\u{FFFD}".to_owned(), 2), "{size}");
            let error = decode(of(UTF_8), b"ab\xD8\xA7\xD8 c", size).unwrap_err();
            let start = "a.txt: byte 14 is not UTF-8";
            assert!(error.to_string().starts_with(start), "{error}");
        }
    }

    #[test]
    fn utf8_further_on_is_refused_where_the_encoding_was_found() {
        let bytes = [&WINDOWS_1256.encode("قال ").0[..], "الوزير".as_bytes()].concat();
        let error = decode(of(WINDOWS_1256).found(true), &bytes, 99).unwrap_err();
        assert!(error.to_string().contains("byte 14"), "{error}");
        assert!(decode(of(WINDOWS_1256), &bytes, 99).is_ok());
    }
}
