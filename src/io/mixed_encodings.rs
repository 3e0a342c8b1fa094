//! Web pages that combine parts in UTF-8 and in a single-byte encoding.

use encoding_rs::Encoding;

/// Decodes valid UTF-8 as UTF-8, and all other bytes one by one.
pub(super) struct Mixed {
    other: &'static Encoding,
    /// An incomplete sequence at the end of the last piece.
    begun: Vec<u8>,
}

impl Mixed {
    /// UTF-8 and `other`; `None` when that is not a single-byte encoding, because its sequences could be
    /// confused with UTF-8.
    pub(super) fn with(other: &'static Encoding) -> Option<Self> {
        let begun = Vec::new();
        other.is_single_byte().then_some(Mixed { other, begun })
    }

    /// Appends the next bytes, decoded, to `text`; counts invalid bytes.
    pub(super) fn decode(&mut self, bytes: &[u8], last: bool, text: &mut Vec<u8>) -> u64 {
        let mut joined = std::mem::take(&mut self.begun);
        joined.extend_from_slice(bytes);
        let mut rest = joined.as_slice();
        let mut replaced = 0;
        while let Err(error) = std::str::from_utf8(rest) {
            let (valid, behind) = rest.split_at(error.valid_up_to());
            text.extend_from_slice(valid);
            let length = match error.error_len() {
                None if !last => {
                    self.begun = behind.to_vec();
                    return replaced;
                }
                length => length.unwrap_or(behind.len()),
            };
            let (other, behind) = behind.split_at(length);
            let (decoded, has_errors) = self.other.decode_without_bom_handling(other);
            text.extend_from_slice(decoded.as_bytes());
            replaced += u64::from(has_errors);
            rest = behind;
        }
        text.extend_from_slice(rest);
        replaced
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{GBK, WINDOWS_1252, WINDOWS_1256};

    use super::*;

    #[test]
    fn each_part_is_read_in_its_own_encoding() {
        let arabic = WINDOWS_1256.encode("قال الوزير").0;
        let bytes = [&arabic, " إن الحكومة ".as_bytes(), &arabic, b" \xD8"].concat();
        for size in 1..=bytes.len() {
            let mut mixed = Mixed::with(WINDOWS_1256).unwrap();
            let mut text = Vec::new();
            for piece in bytes.chunks(size) {
                assert_eq!(mixed.decode(piece, false, &mut text), 0);
            }
            assert_eq!(mixed.decode(&[], true, &mut text), 0);
            let text = String::from_utf8(text).unwrap();
            assert_eq!(text, "قال الوزير إن الحكومة قال الوزير ط", "{size}");
        }
    }

    #[test]
    fn bytes_that_stand_for_nothing_are_counted() {
        let greek = encoding_rs::ISO_8859_7;
        let mut text = Vec::new();
        let replaced = Mixed::with(greek)
            .unwrap()
            .decode(b"a\xAEb", true, &mut text);
        assert_eq!((replaced, text.as_slice()), (1, "a\u{FFFD}b".as_bytes()));
        assert!(Mixed::with(GBK).is_none() && Mixed::with(WINDOWS_1252).is_some());
    }
}
