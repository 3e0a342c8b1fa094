//! Positions in a text, counted in characters.

use std::ops::Range;

/// Bytes between two positions with precomputed character counts.
const STEP: usize = 64;

/// Converts byte positions, which the spans of this library use, to character positions, as other languages
/// count them.
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
    /// Number of characters that start before each multiple of [`STEP`] bytes.
    before: Vec<usize>,
}

impl<'t> CharSpans<'t> {
    /// Positions in a text.
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

    /// Number of characters before a byte; beyond the end of the text, all characters.
    pub fn index(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let Some(last) = self.before.len().checked_sub(1) else {
            return 0;
        };
        let step = (byte / STEP).min(last);
        self.before[step] + starts(&self.text.as_bytes()[step * STEP..byte])
    }

    /// The character range of a byte range.
    pub fn span(&self, bytes: Range<usize>) -> Range<usize> {
        self.index(bytes.start)..self.index(bytes.end)
    }
}

/// Number of bytes that start a character.
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
