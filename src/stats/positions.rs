//! Positions of given terms in texts.

use std::collections::HashMap;

use crate::text::{TokenBuffer, Tokenizer};

/// Finds given terms, each of one or several adjacent words, in texts read by a tokenizer.
///
/// Terms are normalised like the text, so مصر also finds مِصر.
#[derive(Debug)]
pub struct TermPositions<'t> {
    tokenizer: &'t Tokenizer,
    /// The tokens of each term.
    terms: Vec<Vec<String>>,
    /// The term of each token that is counted as another.
    bases: HashMap<String, String>,
    /// The terms that start with each token.
    beginning: HashMap<String, Vec<usize>>,
}

impl<'t> TermPositions<'t> {
    /// Prepares to find `terms`; words are counted as in `bases`. A term without a word is never found.
    pub fn new(tokenizer: &'t Tokenizer, bases: HashMap<String, String>, terms: &[String]) -> Self {
        let terms = terms.iter().map(|term| tokens(tokenizer, &bases, term));
        let terms: Vec<Vec<String>> = terms.collect();
        let mut beginning: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, tokens) in terms.iter().enumerate() {
            if let Some(first) = tokens.first() {
                beginning.entry(first.clone()).or_default().push(index);
            }
        }
        TermPositions {
            tokenizer,
            terms,
            bases,
            beginning,
        }
    }

    /// The first term without a word, if any.
    pub fn without_word(&self) -> Option<usize> {
        self.terms.iter().position(Vec::is_empty)
    }

    /// Passes each occurrence in `text` to `found`: the term's index, and the number of words before it;
    /// returns the number of words of the text.
    pub fn find(&self, text: &str, mut found: impl FnMut(usize, usize)) -> usize {
        let tokens = tokens(self.tokenizer, &self.bases, text);
        for (at, token) in tokens.iter().enumerate() {
            let terms = self.beginning.get(token).into_iter().flatten();
            for &term in terms.filter(|&&term| tokens[at..].starts_with(&self.terms[term])) {
                found(term, at);
            }
        }
        tokens.len()
    }
}

/// The tokens of a text, stemmed if the tokenizer stems, or the tokens as which they are counted.
fn tokens(tokenizer: &Tokenizer, bases: &HashMap<String, String>, text: &str) -> Vec<String> {
    let mut buffer = TokenBuffer::default();
    tokenizer.read(text, &mut buffer);
    let base = |token: &str| bases.get(token).map_or(token, String::as_str).to_owned();
    buffer.iter().map(base).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_phrases_are_found_as_they_are_normalised() {
        let tokenizer = Tokenizer::default();
        let terms = ["مصر", "Oil price", "oil", "!"].map(str::to_owned);
        let positions = TermPositions::new(&tokenizer, HashMap::new(), &terms);
        let mut found = Vec::new();
        let words = positions.find("the OIL price in مِصر, oil", |term, at| {
            found.push((term, at));
        });
        assert_eq!(words, 6);
        assert_eq!(found, [(1, 1), (2, 1), (0, 4), (2, 5)]);
        assert_eq!(positions.without_word(), Some(3));
    }
}
