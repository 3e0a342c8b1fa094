//! Distinct words: a token with its surface form.

use twox_hash::XxHash3_128;

use crate::corpus::tokens::token_table::TokenTable;
use crate::text::TokenBuffer;

/// The end of a list of words with the same surface form.
const NONE: u32 = u32::MAX;

/// A token and its surface form, as numbers of their strings.
#[derive(Debug, Clone, Copy)]
struct Word {
    token: u32,
    form: u32,
    /// The next word with the same surface form: nearly always there is none.
    next: u32,
}

/// Distinct words, numbered from 0 in the order of their first appearance.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    tokens: TokenTable,
    forms: TokenTable,
    words: Vec<Word>,
    /// A hash of the token of each word.
    hashes: Vec<u64>,
    /// The first word of each surface form.
    first_of: Vec<u32>,
}

impl Words {
    /// The number of a token with its surface form, which is added if it is new.
    pub(super) fn insert(&mut self, token: &str, form: &str) -> u32 {
        let form = self.forms.insert(form);
        self.find(form, token)
            .unwrap_or_else(|| self.add(form, token))
    }

    /// The number of the word at `index` of the tokens of `text`, which is added if it is new.
    pub(super) fn insert_from(&mut self, text: &str, tokens: &TokenBuffer, index: usize) -> u32 {
        let form = self.forms.insert_stretch(text, tokens.span(index));
        let token = tokens.token(index);
        self.find(form, token)
            .unwrap_or_else(|| self.add(form, token))
    }

    fn find(&self, form: u32, token: &str) -> Option<u32> {
        let mut word = self.first_of.get(form as usize).copied()?;
        while word != NONE && self.token(word) != token {
            word = self.words[word as usize].next;
        }
        (word != NONE).then_some(word)
    }

    fn add(&mut self, form: u32, token: &str) -> u32 {
        let number = self.words.len() as u32;
        self.hashes
            .push(XxHash3_128::oneshot(token.as_bytes()) as u64);
        let token = self.tokens.insert(token);
        if form as usize == self.first_of.len() {
            self.first_of.push(NONE);
        }
        let first = &mut self.first_of[form as usize];
        let next = std::mem::replace(first, number);
        self.words.push(Word { token, form, next });
        number
    }

    /// Number of words.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The token of a word.
    pub(super) fn token(&self, word: u32) -> &str {
        self.tokens.token(self.token_number(word))
    }

    /// The surface form of a word.
    pub(super) fn form(&self, word: u32) -> &str {
        self.forms.token(self.words[word as usize].form)
    }

    /// The number of the token of a word in [`Words::tokens`].
    pub(super) fn token_number(&self, word: u32) -> u32 {
        self.words[word as usize].token
    }

    /// A hash (XXH3, 64 bits) of the token of a word.
    pub(super) fn hash(&self, word: u32) -> u64 {
        self.hashes[word as usize]
    }

    /// The distinct tokens, without the surface forms.
    pub(super) fn into_tokens(self) -> TokenTable {
        self.tokens
    }

    /// The distinct tokens.
    pub(super) fn tokens(&self) -> &TokenTable {
        &self.tokens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_may_belong_to_several_tokens() {
        let mut words = Words::default();
        let pairs = [("a", "A"), ("b", "A"), ("a", "a"), ("c", "A")];
        let numbers = pairs.map(|(token, form)| words.insert(token, form));
        assert_eq!(numbers, [0, 1, 2, 3]);
        assert_eq!(
            pairs.map(|(token, form)| words.insert(token, form)),
            numbers
        );
        let read = numbers.map(|word| (words.token(word), words.form(word)));
        assert_eq!(read, pairs);
        assert_eq!((words.len(), words.tokens().len()), (4, 3));
    }
}
