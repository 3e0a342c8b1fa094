//! Words of a text prepared for display on their own.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, bidi_class};

use super::general::is_control;

/// The zero-width joiners, which some languages use in spelling.
const JOINERS: [char; 2] = ['\u{200C}', '\u{200D}'];

/// A word without control characters and invisible characters that would change the direction of adjacent
/// text; joiners are kept.
pub(crate) fn shown(word: &str) -> Cow<'_, str> {
    kept(word, is_shown)
}

/// Like [`shown`], for text of several lines: line ends and tabs are also kept.
pub(crate) fn shown_lines(text: &str) -> Cow<'_, str> {
    kept(text, |c| matches!(c, '\n' | '\t') || is_shown(c))
}

fn is_shown(c: char) -> bool {
    JOINERS.contains(&c) || !(c.is_control() || is_control(c))
}

fn kept(text: &str, is_kept: impl Fn(char) -> bool) -> Cow<'_, str> {
    if text.chars().all(&is_kept) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|&c| is_kept(c)).collect())
    }
}

/// Whether a text has letters or digits of a right-to-left script, which may be reordered with adjacent text.
pub(crate) fn holds_right_to_left(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_or_hides_text_goes() {
        assert_eq!(shown("مِصر"), "مِصر");
        assert_eq!(shown("a\u{202E}b\u{AD}\u{7}\u{FEFF}"), "ab");
        assert_eq!(shown("می\u{200C}خوانم"), "می\u{200C}خوانم");
    }
}
