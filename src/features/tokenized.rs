//! A corpus as sequences of token numbers: read once, counted as often as needed.

use std::ops::Range;

use super::token_table::TokenTable;
use crate::text::Tokenizer;

/// Tokenised documents, each with a class.
///
/// Four bytes a token; n-grams, document frequencies and rows of any subset of the documents are
/// counted from it without reading text again.
#[derive(Debug, Clone, Default)]
pub struct TokenizedCorpus {
    tokens: TokenTable,
    classes: TokenTable,
    numbers: Vec<u32>,
    ends: Vec<usize>,
    class_of: Vec<u32>,
}

impl TokenizedCorpus {
    /// Adds a document; tokens for which `keep` is false are left out.
    pub fn push(
        &mut self,
        tokenizer: &Tokenizer,
        text: &str,
        label: &str,
        keep: impl Fn(&str) -> bool,
    ) {
        tokenizer.for_each(text, |token, _| {
            if keep(token) {
                self.numbers.push(self.tokens.insert(token));
            }
        });
        self.ends.push(self.numbers.len());
        self.class_of.push(self.classes.insert(label));
    }

    /// Adds all documents of `other` after the own ones.
    pub fn append(&mut self, other: &TokenizedCorpus) {
        let tokens: Vec<u32> = other.tokens.iter().map(|t| self.tokens.insert(t)).collect();
        let classes: Vec<u32> = other
            .classes
            .iter()
            .map(|c| self.classes.insert(c))
            .collect();
        let before = self.numbers.len();
        let numbers = other.numbers.iter().map(|&number| tokens[number as usize]);
        self.numbers.extend(numbers);
        self.ends.extend(other.ends.iter().map(|end| before + end));
        let class_of = other.class_of.iter().map(|&class| classes[class as usize]);
        self.class_of.extend(class_of);
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when there is no document.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Number of tokens in all documents.
    pub fn token_count(&self) -> usize {
        self.numbers.len()
    }

    /// The distinct tokens.
    pub fn tokens(&self) -> &TokenTable {
        &self.tokens
    }

    /// The distinct labels, in the order of their first appearance.
    pub fn classes(&self) -> &TokenTable {
        &self.classes
    }

    /// Number of the label of `document` in [`TokenizedCorpus::classes`].
    pub fn class_of(&self, document: usize) -> u32 {
        self.class_of[document]
    }

    /// Where the tokens of `document` stand among all tokens.
    pub fn span(&self, document: usize) -> Range<usize> {
        let start = if document == 0 {
            0
        } else {
            self.ends[document - 1]
        };
        start..self.ends[document]
    }

    /// Token numbers of `document`, in order.
    pub fn document(&self, document: usize) -> &[u32] {
        &self.numbers[self.span(document)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(documents: &[(&str, &str)]) -> TokenizedCorpus {
        let mut corpus = TokenizedCorpus::default();
        for (text, label) in documents {
            corpus.push(&Tokenizer::default(), text, label, |token| token != "the");
        }
        corpus
    }

    fn words(corpus: &TokenizedCorpus, document: usize) -> Vec<&str> {
        let numbers = corpus.document(document).iter();
        numbers
            .map(|&number| corpus.tokens().token(number))
            .collect()
    }

    #[test]
    fn appending_is_reading_one_after_the_other() {
        let mut joined = corpus(&[("a b the a", "x")]);
        joined.append(&corpus(&[("b c", "y"), ("", "x")]));
        assert_eq!(joined.len(), 3);
        assert_eq!(joined.token_count(), 5);
        assert_eq!(words(&joined, 0), ["a", "b", "a"]);
        assert_eq!(words(&joined, 1), ["b", "c"]);
        assert!(words(&joined, 2).is_empty());
        assert_eq!(joined.classes().token(joined.class_of(2)), "x");
    }
}
