//! The fewest words without which a text gets another label.
//!
//! Martens and Provost (2014, "Explaining data-driven document classifications") define such an
//! explanation: a minimal set of words whose removal changes the class. Like theirs the search is
//! greedy; it then tries smaller sets one by one, as far as its budget goes.

mod search;

use std::ops::Range;

use search::Search;

use super::classifier::Session;
use super::unknown::Abstention;

/// Longer texts are not searched: each trial reads all of a text.
const MOST_TOKENS: usize = 20_000;

/// Words without which a text gets another label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// The words as they are counted (normalised, base forms in place of word forms), in the order of
    /// the text.
    pub words: Vec<String>,
    /// Bytes of the first occurrence of each word.
    pub first_places: Vec<Range<usize>>,
    /// Bytes of every occurrence of these words in the text, in order.
    pub spans: Vec<Range<usize>>,
    /// The most probable label of the text without them.
    pub label: usize,
    /// Why the text without them is not given that label, if it is not.
    pub abstention: Option<Abstention>,
}

impl Session<'_> {
    /// Finds words whose removal, in all their occurrences, gives the text another label.
    ///
    /// The set is found greedily and none of its words can be left out of it (it is minimal; in texts of
    /// many thousand tokens this is tried as far as a budget goes). Smaller
    /// sets are then tried one by one: all of them in texts of a dozen different words, single words
    /// and pairs in texts of some 40; in longer ones it need not be the smallest. What is found is
    /// checked: the text is classified again with a space in the place of each of the words.
    ///
    /// `None` when no set of at most 64 words was found, when the text has no known term or more than
    /// 20,000 tokens. A text of which nothing known is left is not one with another label.
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

/// `text` with a space in the place of each of these stretches.
fn without(text: &str, spans: &[Range<usize>]) -> String {
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for span in spans {
        left.push_str(&text[from..span.start]);
        left.push(' ');
        from = span.end;
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
    }
}
