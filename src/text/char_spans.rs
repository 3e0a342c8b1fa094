//! Places in a text, counted in characters.

use std::ops::Range;

/// Bytes between two places whose characters are counted beforehand.
const STEP: usize = 64;

/// Turns places in bytes, in which spans of this library are told, into places in characters, as other
/// languages count them.
///
/// ```
/// use tasnif::Tokenizer;
/// use tasnif::text::CharSpans;
///
/// let text = "قال: yes";
/// let tokens = Tokenizer::default().tokens(text);
/// let characters = CharSpans::new(text);
/// assert_eq!((tokens[1].start, tokens[1].end), (8, 11));
/// assert_eq!(characters.span(8..11), 5..8);
/// ```
#[derive(Debug, Clone)]
pub struct CharSpans<'t> {
    text: &'t str,
    /// Characters that begin before each multiple of [`STEP`] bytes.
    before: Vec<usize>,
}

impl<'t> CharSpans<'t> {
    /// Places in a text.
    pub fn new(text: &'t str) -> Self {
        let mut count = 0;
        let steps = text.as_bytes().chunks(STEP).map(|step| {
            let before = count;
            count += starts(step);
            before
        });
        CharSpans {
            before: steps.collect(),
            text,
        }
    }

    /// Number of characters before a byte; beyond the end of the text, of all.
    pub fn index(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let Some(last) = self.before.len().checked_sub(1) else {
            return 0;
        };
        let step = (byte / STEP).min(last);
        self.before[step] + starts(&self.text.as_bytes()[step * STEP..byte])
    }

    /// The characters of a stretch of bytes.
    pub fn span(&self, bytes: Range<usize>) -> Range<usize> {
        self.index(bytes.start)..self.index(bytes.end)
    }
}

/// Bytes that begin a character.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_characters_at_every_boundary() {
        for text in ["", "a", &"أب c😀".repeat(40)] {
            let places = CharSpans::new(text);
            let mut boundaries = text.char_indices().map(|(byte, _)| byte);
            assert!(
                (0..)
                    .zip(&mut boundaries)
                    .all(|(at, byte)| places.index(byte) == at)
            );
            assert_eq!(places.index(text.len() + 9), text.chars().count());
        }
    }
}
