//! Stop lists: frequent words that are uninformative about topics.

mod built_in;
mod corpus_languages;

use std::collections::BTreeSet;

use super::token_buffer::TokenBuffer;
use super::tokenizer::Tokenizer;

pub use built_in::{BuiltInList, WordGroup};
pub use corpus_languages::CorpusLanguages;

/// Sets of words, normalised by the tokenizer of the text that they filter, but not stemmed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StopList {
    parts: Vec<Part>,
}

/// The words of one list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    source: StopListSource,
    words: BTreeSet<String>,
}

/// Source of stop words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StopListSource {
    /// A built-in list.
    BuiltIn(BuiltInList),
    /// A user's list, by its file name.
    Own(String),
}

impl StopList {
    /// A built-in list.
    pub fn built_in(tokenizer: &Tokenizer, list: BuiltInList) -> Self {
        let words = list.words();
        let words = words.iter().map(String::as_str);
        Self::new(tokenizer, StopListSource::BuiltIn(list), words)
    }

    /// The lists of Arabic and English.
    pub fn arabic_and_english(tokenizer: &Tokenizer) -> Self {
        let mut list = Self::built_in(tokenizer, BuiltInList::Arabic);
        list.add(Self::built_in(tokenizer, BuiltInList::English));
        list
    }

    /// The words of a file called `name`: one word per line; empty lines and lines that start with `#` are
    /// ignored.
    pub fn from_lines(tokenizer: &Tokenizer, name: &str, lines: &str) -> Self {
        let lines = lines.lines().map(str::trim);
        let words = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self::new(tokenizer, StopListSource::Own(name.to_owned()), words)
    }

    /// Words that are normalised already.
    pub(crate) fn of_normalised(words: &[String]) -> Self {
        let part = Part {
            source: StopListSource::Own("stop words".into()),
            words: words.iter().cloned().collect(),
        };
        StopList { parts: vec![part] }
    }

    fn new<'w>(
        tokenizer: &Tokenizer,
        source: StopListSource,
        words: impl Iterator<Item = &'w str>,
    ) -> Self {
        let words = words.filter_map(|word| only_token(tokenizer, word));
        let part = Part {
            source,
            words: words.collect(),
        };
        StopList { parts: vec![part] }
    }

    /// Adds the words of another list; a list that was already added changes nothing.
    pub fn add(&mut self, other: StopList) {
        for part in other.parts {
            if !self.parts.contains(&part) {
                self.parts.push(part);
            }
        }
    }

    /// True when the normalised `token`, not yet stemmed, is in a list.
    pub fn contains(&self, token: &str) -> bool {
        self.parts.iter().any(|part| part.words.contains(token))
    }

    /// The lists that contain one of `tokens`, in the order in which they were added.
    pub fn sources_of<'t>(&self, tokens: impl Iterator<Item = &'t str>) -> Vec<StopListSource> {
        let mut used = vec![false; self.parts.len()];
        for token in tokens {
            for (used, part) in used.iter_mut().zip(&self.parts) {
                *used = *used || part.words.contains(token);
            }
        }
        let parts = self.parts.iter().zip(used).filter(|(_, used)| *used);
        parts.map(|(part, _)| part.source.clone()).collect()
    }

    /// Number of distinct words.
    pub fn len(&self) -> usize {
        self.words().len()
    }

    /// True when all lists are empty.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.words.is_empty())
    }

    /// The normalised words, sorted.
    pub fn words(&self) -> BTreeSet<&str> {
        let words = self.parts.iter().flat_map(|part| &part.words);
        words.map(String::as_str).collect()
    }
}

/// The token of `word` if it is a single one; an entry of several tokens cannot match any.
fn only_token(tokenizer: &Tokenizer, word: &str) -> Option<String> {
    let mut tokens = TokenBuffer::default();
    tokenizer.read_unstemmed(word, &mut tokens);
    (tokens.len() == 1).then(|| tokens.token(0).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Profile;

    #[test]
    fn lists_are_normalised_like_the_text() {
        let list = StopList::arabic_and_english(&Tokenizer::new(Profile::AUTO));
        for token in [
            "الي",
            "علي",
            "عليها",
            "وعليه",
            "فانه",
            "هذه",
            "the",
            "don't",
        ] {
            assert!(list.contains(token), "{token}");
        }
        for token in ["وزير", "مصر", "إلى", "government", "won", "million"] {
            assert!(!list.contains(token), "{token}");
        }
    }

    #[test]
    fn a_list_of_ones_own_passes_over_comments() {
        let list = StopList::from_lines(&Tokenizer::default(), "own", "# own\nمصرَ\n\nWHO\n");
        assert_eq!(list.words().into_iter().collect::<Vec<_>>(), ["who", "مصر"]);
    }

    #[test]
    fn lists_add_up_and_tell_which_was_needed() {
        let tokenizer = Tokenizer::default();
        let mut list = StopList::arabic_and_english(&tokenizer);
        let before = list.len();
        list.add(StopList::built_in(&tokenizer, BuiltInList::Arabic));
        assert_eq!(list.len(), before);
        list.add(StopList::from_lines(&tokenizer, "own.txt", "مصر\nفي"));
        assert_eq!(list.len(), before + 1);
        let arabic = StopListSource::BuiltIn(BuiltInList::Arabic);
        let own = StopListSource::Own("own.txt".into());
        assert_eq!(list.sources_of(["من", "مصر"].into_iter()), [arabic, own]);
        assert_eq!(list.sources_of(["كتاب"].into_iter()), []);
    }
}
