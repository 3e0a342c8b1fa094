//! Prepares labels for drawing.

use unicode_bidi::{BidiClass, bidi_class};

/// Longer texts are cut before shaping; no label has space for more.
const MAX_CHARS: usize = 400;

/// More marks on one letter than any script needs would overlap the lines above and below.
const MAX_MARKS: usize = 4;

/// Replaces a label without visible characters.
const NOTHING: &str = "—";

/// Cleans a label: controls and bidi controls are removed, white space becomes single spaces, and an empty
/// label becomes a dash.
pub(super) fn clean_label(text: &str) -> String {
    let cleaned = clean(text);
    if cleaned.is_empty() {
        return NOTHING.to_owned();
    }
    cleaned
}

/// Cleans a title or caption, which may be empty.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned = String::new();
    let (mut space, mut marks) = (false, 0);
    for c in text.chars().filter(|&c| is_shown(c)).take(MAX_CHARS) {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if marks > MAX_MARKS {
            continue;
        }
        if space && !cleaned.is_empty() {
            cleaned.push(' ');
        }
        space = false;
        cleaned.push(c);
    }
    cleaned
}

/// Whether a character is a mark on the preceding letter.
pub(super) fn is_mark(c: char) -> bool {
    bidi_class(c) == BidiClass::NSM
}

fn is_shown(c: char) -> bool {
    c.is_whitespace() || !(c.is_control() || is_stray_format(c))
}

/// Format characters that would reverse, break or hide text; the joiners U+200C and U+200D are kept, because
/// Persian spelling uses them.
fn is_stray_format(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_stray_bidi_characters_go() {
        assert_eq!(
            clean("\u{202E}a\u{0}b\u{200F}\tc\n\u{2066}d\u{2069} "),
            "ab c d"
        );
    }

    #[test]
    fn joiners_and_harakat_stay() {
        assert_eq!(clean("می‌خواهم مُحَمَّد"), "می‌خواهم مُحَمَّد");
    }

    #[test]
    fn stacked_marks_are_limited() {
        let stacked = format!("a{}", "\u{301}".repeat(50));
        assert_eq!(clean(&stacked).chars().count(), 1 + MAX_MARKS);
    }

    #[test]
    fn long_and_empty_labels() {
        assert_eq!(clean(&"ا".repeat(10_000)).chars().count(), MAX_CHARS);
        assert_eq!(clean_label(" \u{200E}"), NOTHING);
        assert_eq!(clean(" "), "");
    }
}
