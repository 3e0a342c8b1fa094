//! Word n-grams of a vocabulary as token ids, found without building strings, and its character n-grams.

use hashbrown::HashTable;

use crate::corpus::tokens::token_table::TokenTable;
use crate::features::counting::ngram_key::{self, NONE, key};
use crate::text::{CHAR_NGRAM_MARK, TokenBuffer};

/// The n-grams of a vocabulary.
///
/// A word n-gram is identified by the number of the n-gram without its last token, and that token.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon {
    tokens: TokenTable,
    /// Term of each token, or [`NONE`].
    token_terms: Vec<u32>,
    /// N-grams of length 2 and up.
    longer: Vec<Length>,
    /// Character n-grams, which follow one another in the vocabulary.
    char_ngrams: TokenTable,
    /// Term of the first of them.
    first_char_ngram: u32,
}

/// N-grams of one length.
#[derive(Debug, Clone, Default)]
struct Length {
    numbers: HashTable<(u64, u32)>,
    /// Term of each n-gram, or [`NONE`].
    terms: Vec<u32>,
}

impl Lexicon {
    /// Reads the terms of a vocabulary, in order.
    pub(crate) fn new<'v>(terms: impl Iterator<Item = &'v str>) -> Self {
        let mut lexicon = Lexicon {
            tokens: TokenTable::default(),
            token_terms: Vec::new(),
            longer: Vec::new(),
            char_ngrams: TokenTable::default(),
            first_char_ngram: 0,
        };
        for (term, text) in (0..).zip(terms) {
            if !text.starts_with(CHAR_NGRAM_MARK) {
                lexicon.insert(text, term);
            } else if lexicon.char_ngrams.insert(text) == 0 {
                lexicon.first_char_ngram = term;
            }
        }
        lexicon
    }

    /// Term of a character n-gram, with its mark.
    #[inline]
    pub(crate) fn char_ngram(&self, ngram: &str) -> Option<u32> {
        let number = self.char_ngrams.get(ngram)?;
        Some(self.first_char_ngram + number)
    }

    fn insert(&mut self, text: &str, term: u32) {
        let mut words = text.split(' ');
        let mut ngram = self.insert_token(words.next().unwrap_or_default());
        let mut terms = &mut self.token_terms;
        for (index, word) in words.enumerate() {
            // Written out, because a call would borrow the whole lexicon.
            let token = self.tokens.insert(word);
            if self.longer.len() == index {
                self.longer.push(Length::default());
            }
            let length = &mut self.longer[index];
            ngram = length.insert(key(ngram, token));
            terms = &mut length.terms;
        }
        terms[ngram as usize] = term;
        self.token_terms.resize(self.tokens.len(), NONE);
    }

    fn insert_token(&mut self, token: &str) -> u32 {
        let number = self.tokens.insert(token);
        self.token_terms.resize(self.tokens.len(), NONE);
        number
    }

    /// Number of the token at `index` of `tokens`, or [`NONE`].
    #[inline]
    pub(crate) fn token(&self, tokens: &TokenBuffer, index: usize) -> u32 {
        self.tokens.get_from(tokens, index).unwrap_or(NONE)
    }

    /// Term of a token, or [`NONE`].
    #[inline]
    pub(crate) fn token_term(&self, token: u32) -> u32 {
        if token == NONE {
            NONE
        } else {
            self.token_terms[token as usize]
        }
    }

    /// The n-gram of `length` (at least 2) that extends `shorter` by `token`: its number and its term, each
    /// [`NONE`] if it does not exist.
    #[inline]
    pub(crate) fn longer(&self, length: usize, shorter: u32, token: u32) -> (u32, u32) {
        if shorter == NONE || token == NONE {
            return (NONE, NONE);
        }
        let Some(ngrams) = self.longer.get(length - 2) else {
            return (NONE, NONE);
        };
        let key = key(shorter, token);
        let found = ngrams
            .numbers
            .find(ngram_key::hash(key), |have| have.0 == key);
        found.map_or((NONE, NONE), |&(_, number)| {
            (number, ngrams.terms[number as usize])
        })
    }
}

impl Length {
    fn insert(&mut self, key: u64) -> u32 {
        let next = self.terms.len() as u32;
        let entry = self.numbers.entry(
            ngram_key::hash(key),
            |have| have.0 == key,
            |have| ngram_key::hash(have.0),
        );
        let number = entry.or_insert((key, next)).get().1;
        if number == next {
            self.terms.push(NONE);
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_found_by_their_tokens() {
        let lexicon = Lexicon::new(["a", "a b", "a b c", "d e", "~a", "~b"].into_iter());
        let token = |text| {
            let mut tokens = TokenBuffer::default();
            tokens.push(text, 0..0);
            lexicon.token(&tokens, 0)
        };
        assert_eq!(lexicon.token_term(token("a")), 0);
        assert_eq!(lexicon.token_term(token("b")), NONE);
        assert_eq!((token("z"), token("~a")), (NONE, NONE));
        let chars = ["~a", "~b", "~c", "a"].map(|ngram| lexicon.char_ngram(ngram));
        assert_eq!(chars, [Some(4), Some(5), None, None]);
        let (pair, term) = lexicon.longer(2, token("a"), token("b"));
        assert_eq!(term, 1);
        assert_eq!(lexicon.longer(3, pair, token("c")).1, 2);
        assert_eq!(lexicon.longer(2, token("d"), token("e")).1, 3);
        assert_eq!(lexicon.longer(2, token("b"), token("a")), (NONE, NONE));
        assert_eq!(lexicon.longer(4, pair, token("c")), (NONE, NONE));
    }
}
