//! Settings for tokenising the texts of a corpus.

use super::{NgramRange, Tokenizer};

/// Settings for tokenising the texts of a corpus.
///
/// ```
/// use tasnif::text::TextSettings;
///
/// let settings = TextSettings {
///     stop_words: vec!["the".into()],
///     ..TextSettings::default()
/// };
/// assert!(!settings.keeps("the"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextSettings {
    /// Segments and normalises.
    pub tokenizer: Tokenizer,
    /// Normalised words, not stemmed, sorted, that are removed; default none.
    pub stop_words: Vec<String>,
    /// Lengths of the word n-grams that will be counted; default 1 to 2. A corpus for single words stores no
    /// word order and takes less memory.
    pub ngrams: NgramRange,
}

impl Default for TextSettings {
    fn default() -> Self {
        TextSettings {
            tokenizer: Tokenizer::default(),
            stop_words: Vec::new(),
            ngrams: NgramRange::WORDS_AND_PAIRS,
        }
    }
}

impl TextSettings {
    /// True when `token`, not yet stemmed, is not a stop word.
    pub fn keeps(&self, token: &str) -> bool {
        let found = self
            .stop_words
            .binary_search_by(|word| word.as_str().cmp(token));
        found.is_err()
    }

    /// The name of the first setting that leads to other tokens than `other`.
    pub(crate) fn difference(&self, other: &TextSettings) -> Option<&'static str> {
        if self.tokenizer != other.tokenizer {
            Some("tokenizer")
        } else if self.stop_words != other.stop_words {
            Some("stop_words")
        } else {
            None
        }
    }
}
