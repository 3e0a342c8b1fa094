//! Detection of encodings.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};

/// Bytes at the start of a source that are examined for UTF-16 without a byte-order mark.
const PATTERN_BYTES: usize = 1 << 12;

/// Minimum number of byte pairs in a pattern.
const PATTERN_PAIRS: usize = 3;

/// Bytes at the start of a page in which its encoding may be declared.
const HEAD_BYTES: usize = 1 << 12;

/// Bytes that are passed to the detector, which is slow.
const SAMPLE_BYTES: usize = 1 << 16;

/// Minimum number of non-ASCII bytes for the detector to guess.
const GUESSED_BYTES: usize = 6;

/// Number of consecutive two-byte sequences of Arabic letters that no text in another encoding has.
const RUN: usize = 4;

/// What bytes show about their encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// ASCII only: later bytes will decide.
    Ascii,
    /// UTF-8.
    Utf8,
    /// Another encoding.
    Found(&'static Encoding),
    /// Not UTF-8, and too few bytes to decide.
    Unclear,
}

/// UTF-16 at the start of a source: detected by its byte-order mark, or by the high bytes of Latin and Arabic
/// letters, where every other byte is 0 or 6.
pub(super) fn utf16(start: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(start) {
        Some((encoding, _)) => return (encoding != UTF_8).then_some(encoding),
        None => memchr::memchr2(0, 6, &start[..start.len().min(PATTERN_BYTES)])?,
    };
    let pairs = start.chunks_exact(2).take(PATTERN_BYTES / 2);
    let count = pairs.len();
    let is_high = |byte: u8| matches!(byte, 0 | 6);
    let first = pairs.clone().filter(|pair| is_high(pair[0])).count();
    let second = pairs.filter(|pair| is_high(pair[1])).count();
    // Dashes, presentation forms and similar characters have other high bytes, but they are few.
    let are_high = |count_of: usize, other: usize| count_of * 4 >= count * 3 && other * 8 <= count;
    if count < PATTERN_PAIRS {
        None
    } else if are_high(second, first) {
        Some(UTF_16LE)
    } else {
        are_high(first, second).then_some(UTF_16BE)
    }
}

/// The encoding of `bytes`, which start at the start of a source or after only ASCII; `head` is the start of
/// a page, which may declare its encoding. More bytes follow unless it is `at_end`.
pub(super) fn encoding_of(bytes: &[u8], head: Option<&[u8]>, at_end: bool) -> Verdict {
    if bytes.is_ascii() {
        return Verdict::Ascii;
    }
    let Err(error) = simdutf8::compat::from_utf8(bytes) else {
        return Verdict::Utf8;
    };
    let is_ascii_before = bytes[..error.valid_up_to()].is_ascii();
    match error.error_len() {
        // An incomplete character at the end.
        None if !is_ascii_before => Verdict::Utf8,
        None if !at_end => Verdict::Unclear,
        _ => not_utf8(bytes, head).map_or(Verdict::Unclear, Verdict::Found),
    }
}

fn not_utf8(bytes: &[u8], head: Option<&[u8]>) -> Option<&'static Encoding> {
    let ascii = bytes.iter().take_while(|byte| byte.is_ascii()).count();
    // A few ASCII bytes before a letter show the detector how its word starts.
    let bytes = &bytes[ascii.saturating_sub(2)..];
    let bytes = &bytes[..utf8_run(bytes).unwrap_or(bytes.len()).min(SAMPLE_BYTES)];
    if Encoding::for_bom(bytes).is_some() || is_mostly_utf8(bytes) {
        return None;
    }
    if let Some(declared) = head.and_then(declared) {
        return Some(declared);
    }
    if bytes.iter().filter(|byte| !byte.is_ascii()).count() < GUESSED_BYTES {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    (guess == WINDOWS_1256).then_some(guess)
}

/// True for UTF-8 with a few invalid sequences.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk
            .valid()
            .bytes()
            .filter(|byte| !byte.is_ascii())
            .count();
        invalid += chunk.invalid().len();
    }
    valid >= invalid
}

/// Position of a word of Arabic letters in UTF-8.
pub(super) fn utf8_run(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    let mut pairs = 0;
    while at + 1 < bytes.len() {
        if matches!((bytes[at], bytes[at + 1]), (0xD8..=0xDB, 0x80..=0xBF)) {
            at += 2;
            pairs += 1;
            if pairs == RUN {
                return Some(at - 2 * RUN);
            }
        } else {
            at += 1;
            pairs = 0;
        }
    }
    None
}

/// The encoding that a `<meta>` tag of a page declares; declarations of UTF-8 and UTF-16 are ignored, because
/// these are detected from the bytes.
fn declared(page: &[u8]) -> Option<&'static Encoding> {
    let head = page[..page.len().min(HEAD_BYTES)].to_ascii_lowercase();
    memchr::memmem::find_iter(&head, b"<meta").find_map(|at| {
        let tag = &head[at..];
        let tag = &tag[..memchr::memchr(b'>', tag)?];
        let value = &tag[memchr::memmem::find(tag, b"charset")? + b"charset".len()..];
        let value = value.trim_ascii_start().strip_prefix(b"=")?;
        let is_around = |byte: &u8| byte.is_ascii_whitespace() || b"\"'".contains(byte);
        let value = &value[value.iter().take_while(|byte| is_around(byte)).count()..];
        let is_end = |byte: &u8| is_around(byte) || b";/".contains(byte);
        let end = value.iter().position(is_end).unwrap_or(value.len());
        let encoding = Encoding::for_label_no_replacement(&value[..end])?;
        (encoding.is_ascii_compatible() && encoding != UTF_8).then_some(encoding)
    })
}

#[cfg(test)]
mod tests {
    use encoding_rs::{EUC_KR, WINDOWS_1252};

    use super::*;

    const ARABIC: &str = "أعلن البنك المركزي، أمس، رفع سعر الفائدة 2% في ظل ارتفاع التضخم.";

    fn utf16_bytes(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    fn windows_1256(text: &str) -> Vec<u8> {
        WINDOWS_1256.encode(text).0.into_owned()
    }

    #[test]
    fn utf16_with_and_without_mark() {
        for text in [ARABIC, "Oil prices fell – again", "مصر\n"] {
            for text in [text.to_owned(), format!("\u{FEFF}{text}")] {
                let little = utf16_bytes(&text, u16::to_le_bytes);
                assert_eq!(utf16(&little), Some(UTF_16LE), "{text}");
                assert_eq!(utf16(&little[..little.len() - 1]), Some(UTF_16LE), "{text}");
                let big = utf16_bytes(&text, u16::to_be_bytes);
                assert_eq!(utf16(&big), Some(UTF_16BE), "{text}");
            }
        }
    }

    #[test]
    fn nul_bytes_in_utf8_are_not_utf16() {
        for text in [
            "",
            "a",
            "\0\0\0\0\0\0\0\0",
            "one\0two\0three\0",
            "مصر\0\0مصر\0\0",
            "\u{FEFF}a\0b\0",
            "a\u{6}b",
        ] {
            assert_eq!(utf16(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn ascii_utf8_and_windows_1256() {
        let of = |bytes: &[u8]| encoding_of(bytes, None, true);
        let found = Verdict::Found(WINDOWS_1256);
        assert_eq!(of(b"{\"text\": \"x\"}\0"), Verdict::Ascii);
        assert_eq!(of(ARABIC.as_bytes()), Verdict::Utf8);
        // An incomplete sequence at the end of the read bytes.
        assert_eq!(of(&ARABIC.as_bytes()[..ARABIC.len() - 2]), Verdict::Utf8);
        assert_eq!(of(b"x\xD8"), Verdict::Unclear);
        assert_eq!(of(&windows_1256(ARABIC)), found);
        for text in [
            "قال الوزير",
            "مصر والسودان",
            "ظل النظام",
            "هل تعلم ماذا قال؟",
        ] {
            let json = format!("{{\"label\": \"x\", \"text\": \"{text}\"}}\n");
            assert_eq!(of(&windows_1256(&json)), found, "{text}");
        }
    }

    #[test]
    fn damaged_utf8_and_other_encodings_are_unclear() {
        let damaged = ARABIC.as_bytes();
        for at in 0..damaged.len() - 1 {
            let cut = [&damaged[..at], b"\xFF", &damaged[at..]].concat();
            assert_eq!(encoding_of(&cut, None, true), Verdict::Unclear, "{at}");
        }
        for bytes in [
            &b"\xFF"[..],
            b"caf\xE9",
            b"na\xEFve fa\xE7ade, d\xE9j\xE0 vu",
            b"\x93x\x94",
            b"\xC7\xE1",
        ] {
            assert_eq!(
                encoding_of(bytes, None, true),
                Verdict::Unclear,
                "{bytes:?}"
            );
        }
        let russian = encoding_rs::WINDOWS_1251.encode("Привет, как дела").0;
        assert_eq!(encoding_of(&russian, None, true), Verdict::Unclear);
    }

    #[test]
    fn a_change_to_utf8_is_found() {
        let arabic = windows_1256(ARABIC);
        assert_eq!(utf8_run(&arabic), None);
        let both = [&arabic[..], b"\n", ARABIC.as_bytes()].concat();
        let word = arabic.len() + 1;
        assert_eq!(utf8_run(&both), Some(word));
        assert_eq!(encoding_of(&both, None, true), Verdict::Found(WINDOWS_1256));
    }

    #[test]
    fn pages_declare_their_encoding() {
        for (meta, encoding) in [
            ("<META charset=\"windows-1252\">", Some(WINDOWS_1252)),
            ("<meta charset = 'latin1'/>", Some(WINDOWS_1252)),
            ("<meta name=x><meta charset=cp1256>", Some(WINDOWS_1256)),
            (
                "<meta http-equiv=content-type content=\"text/html; charset=euc-kr\">",
                Some(EUC_KR),
            ),
            ("<meta charset=utf-8>", None),
            ("<meta charset=utf-16le>", None),
            ("<meta charset=none>", None),
            ("<meta charset", None),
            ("<p>charset=cp1256", None),
        ] {
            assert_eq!(declared(meta.as_bytes()), encoding, "{meta}");
        }
        let page = b"<meta charset=latin1>caf\xE9";
        let found = encoding_of(page, Some(page), true);
        assert_eq!(found, Verdict::Found(WINDOWS_1252));
    }
}
