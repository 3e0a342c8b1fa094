//! Sort order of lines.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::str::FromStr;

use crate::text::{TokenBuffer, Tokenizer};

/// Number of context words that are compared.
const MOST_COMPARED: usize = 16;

/// Ends a word, and a part of a key. Every character of a token is above both, so comparing bytes is the same
/// as comparing lists of words.
const WORD_END: char = ' ';
const PART_END: char = '\n';

/// Sort key of lines. Words are compared in normalised form, by the Unicode code points of their characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SortKey {
    /// The words before the hit, from the nearest outwards (16 at most).
    Left,
    /// The words after the hit, from the nearest outwards (16 at most).
    Right,
    /// The n-th word before the hit: 1 is the nearest.
    LeftWord(NonZeroUsize),
    /// The n-th word after the hit: 1 is the nearest.
    RightWord(NonZeroUsize),
    /// The words of the hit; the hit as written if it has no word.
    Keyword,
    /// Position in the input.
    Position,
}

/// Reads `left`, `right`, `keyword`, `position`, and `1L` or `2R` for single words.
impl FromStr for SortKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "left" => Ok(SortKey::Left),
            "right" => Ok(SortKey::Right),
            "keyword" => Ok(SortKey::Keyword),
            "position" => Ok(SortKey::Position),
            _ => single_word(text).ok_or_else(|| {
                format!(
                    "no key \"{text}\"; there are left, right, keyword, position, and 1L, 2L, 1R and \
                     so on for single words"
                )
            }),
        }
    }
}

fn single_word(text: &str) -> Option<SortKey> {
    let (number, side) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number = number.parse().ok()?;
    match side {
        "L" | "l" => Some(SortKey::LeftWord(number)),
        "R" | "r" => Some(SortKey::RightWord(number)),
        _ => None,
    }
}

/// The keys up to the position in the input, which is unique for each line.
pub(super) fn deciding(keys: &[SortKey]) -> &[SortKey] {
    let position = keys.iter().position(|key| *key == SortKey::Position);
    &keys[..position.unwrap_or(keys.len())]
}

/// The key of a hit in `text`, whose words are `words`.
pub(super) fn key(
    keys: &[SortKey],
    tokenizer: &Tokenizer,
    text: &str,
    words: &TokenBuffer,
    hit: &Range<usize>,
) -> String {
    let before = words.spans().partition_point(|word| word.1 <= hit.start);
    let after = words.spans().partition_point(|word| word.0 < hit.end);
    let (left, right) = ((0..before).rev(), after..words.len());
    let mut key = String::new();
    for part in keys {
        match *part {
            SortKey::Left => push_words(&mut key, words, left.clone().take(MOST_COMPARED)),
            SortKey::Right => push_words(&mut key, words, right.clone().take(MOST_COMPARED)),
            SortKey::LeftWord(number) => {
                push_words(&mut key, words, left.clone().nth(number.get() - 1))
            }
            SortKey::RightWord(number) => {
                push_words(&mut key, words, right.clone().nth(number.get() - 1))
            }
            SortKey::Keyword => push_keyword(&mut key, tokenizer, &text[hit.clone()]),
            SortKey::Position => {}
        }
        key.push(PART_END);
    }
    key
}

fn push_words(key: &mut String, words: &TokenBuffer, indices: impl IntoIterator<Item = usize>) {
    for index in indices {
        key.push_str(words.token(index));
        key.push(WORD_END);
    }
}

fn push_keyword(key: &mut String, tokenizer: &Tokenizer, keyword: &str) {
    let mut words = TokenBuffer::default();
    tokenizer.read_unstemmed(keyword, &mut words);
    if words.is_empty() {
        key.push_str(keyword);
    }
    push_words(key, &words, 0..words.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read() {
        assert_eq!("left".parse(), Ok(SortKey::Left));
        assert_eq!("1L".parse(), Ok(SortKey::LeftWord(NonZeroUsize::MIN)));
        let twelve = NonZeroUsize::new(12).unwrap();
        assert_eq!("12r".parse(), Ok(SortKey::RightWord(twelve)));
        for wrong in ["", "L", "0L", "-1L", "1X", "1ل", "Left"] {
            assert!(wrong.parse::<SortKey>().is_err(), "{wrong}");
        }
    }
}
