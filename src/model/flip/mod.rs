//! The smallest set of words whose removal changes the label of a text.
//!
//! Martens and Provost (2014, "Explaining data-driven document classifications") define such an explanation:
//! a minimal set of words whose removal changes the class. Like theirs, the search is greedy; it then tries
//! smaller sets one by one, within its budget.

mod search;

use std::ops::Range;

use search::Search;

use super::classifier::Session;
use super::unknown::Abstention;

/// Longer texts are not searched: each trial reads the whole text.
const MOST_TOKENS: usize = 20_000;

/// Words whose removal changes the label of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// The words as they are counted (normalised, base forms if word forms are grouped), in text order.
    pub words: Vec<String>,
    /// Byte range of the first occurrence of each word.
    pub first_places: Vec<Range<usize>>,
    /// Byte ranges of every occurrence of these words in the text, in order.
    pub spans: Vec<Range<usize>>,
    /// The most probable label of the text without them.
    pub label: usize,
    /// Why the text without them is not given that label, if it is not.
    pub abstention: Option<Abstention>,
}

impl Session<'_> {
    /// Finds words whose removal, in all occurrences, changes the label of the text.
    ///
    /// The set is found greedily and is minimal: all of its words are needed (in texts of many thousand
    /// tokens this is checked within a budget). Smaller sets are then tried one by one: all of them in texts
    /// of a dozen distinct words, single words and pairs in texts of some 40; in longer texts the result may
    /// not be the smallest set. The result is verified: the text is classified again with a space in place of
    /// each of the words.
    ///
    /// `None` when no set of at most 64 words was found, or when the text has no known term or more than
    /// 20,000 tokens. If nothing known remains of a text, this does not count as another label.
    pub fn flip(&mut self, text: &str) -> Option<Flip> {
        let spanned = self.transformer.spanned_row(text);
        if spanned.terms.is_empty() || spanned.tokens.len() > MOST_TOKENS {
            return None;
        }
        let mut search = Search::new(self, spanned);
        let words = search.smallest()?;
        let flip = search.flip(&words)?;
        let left = without(text, &flip.spans);
        let prediction = self.classify(&left);
        (prediction.most_probable == Some(flip.label)).then_some(Flip {
            abstention: prediction.abstention,
            ..flip
        })
    }
}

/// `text` with each of these ranges replaced by a space. Words that one letter stands for, as in ﷺ, have the same
/// range.
fn without(text: &str, spans: &[Range<usize>]) -> String {
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for span in spans {
        if span.start >= from {
            left.push_str(&text[from..span.start]);
            left.push(' ');
        }
        from = from.max(span.end);
    }
    left + &text[from..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_takes_the_place_of_each_word() {
        assert_eq!(without("a-b c", &[0..1, 2..3]), " -  c");
        assert_eq!(without("مصر", &[]), "مصر");
        assert_eq!(without("aﷺb", &[1..4, 1..4]), "a b");
    }
}
