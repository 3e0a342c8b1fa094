//! Ranges of n-gram lengths, and character n-grams of a token.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// First character of every character n-gram in a vocabulary; no token contains it, so word and character
/// n-grams never collide.
pub const CHAR_NGRAM_MARK: char = '~';

/// Marks a word border in a character n-gram.
const BORDER: char = '_';

/// Maximum n-gram length of a range.
const LONGEST: usize = 16;

/// Minimum and maximum n-gram length, both included: at least 1 and at most 16.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NgramRange {
    low: usize,
    high: usize,
}

impl NgramRange {
    /// Single words.
    pub const WORDS: NgramRange = NgramRange { low: 1, high: 1 };

    /// Single words and pairs of adjacent words.
    pub const WORDS_AND_PAIRS: NgramRange = NgramRange { low: 1, high: 2 };

    /// A range from `low` to `high`, both included.
    ///
    /// # Errors
    /// When `low` is 0, `high` is below `low`, or `high` is above 16.
    pub fn new(low: usize, high: usize) -> Result<Self, String> {
        if low == 0 || high < low {
            return Err(format!(
                "the range {low}..{high} is empty; give the shortest length first, from 1, such as 1..2"
            ));
        }
        if high > LONGEST {
            return Err(format!("n-grams longer than {LONGEST} are not supported"));
        }
        Ok(NgramRange { low, high })
    }

    /// Minimum length.
    pub fn low(&self) -> usize {
        self.low
    }

    /// Maximum length.
    pub fn high(&self) -> usize {
        self.high
    }

    /// True when the range includes n-grams of `length`.
    pub fn contains(&self, length: usize) -> bool {
        (self.low..=self.high).contains(&length)
    }
}

impl fmt::Display for NgramRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.low, self.high)
    }
}

/// Reads `1..2`, or `2` for `2..2`.
impl FromStr for NgramRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is not a range of lengths such as 1..2");
        let (low, high) = text.split_once("..").unwrap_or((text, text));
        let low = low.trim().parse().map_err(|_| wrong())?;
        let high = high
            .trim()
            .trim_start_matches('=')
            .parse()
            .map_err(|_| wrong())?;
        NgramRange::new(low, high)
    }
}

impl TryFrom<String> for NgramRange {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<NgramRange> for String {
    fn from(range: NgramRange) -> String {
        range.to_string()
    }
}

/// Passes each character n-gram of `token` to `emit`, shortest first, from the start of the word.
///
/// Lengths count the border of the word as one character, as scikit-learn's `char_wb` does:
/// `مصر` has the trigrams `~_مص`, `~مصر` and `~صر_`.
pub fn for_each_char_ngram(token: &str, range: NgramRange, mut emit: impl FnMut(&str)) {
    let chars: Vec<char> = std::iter::once(BORDER)
        .chain(token.chars())
        .chain(std::iter::once(BORDER))
        .collect();
    let mut ngram = String::new();
    for length in range.low..=range.high.min(chars.len()) {
        for window in chars.windows(length) {
            ngram.clear();
            ngram.push(CHAR_NGRAM_MARK);
            ngram.extend(window);
            emit(&ngram);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_checked() {
        assert_eq!("1..2".parse(), NgramRange::new(1, 2));
        assert_eq!("3".parse(), NgramRange::new(3, 3));
        assert!("3..1".parse::<NgramRange>().unwrap_err().contains("empty"));
        assert!("0..1".parse::<NgramRange>().is_err());
        assert!("1..17".parse::<NgramRange>().is_err());
        assert!("a..b".parse::<NgramRange>().is_err());
    }

    #[test]
    fn character_ngrams_know_the_borders_of_the_word() {
        let mut found = Vec::new();
        let range = NgramRange::new(3, 4).unwrap();
        for_each_char_ngram("مصر", range, |ngram| found.push(ngram.to_owned()));
        assert_eq!(found, ["~_مص", "~مصر", "~صر_", "~_مصر", "~مصر_"]);
        let mut none = 0;
        for_each_char_ngram("و", NgramRange::new(4, 5).unwrap(), |_| none += 1);
        assert_eq!(none, 0);
    }
}
