//! The text of the article that a page states for search engines.

use std::collections::HashSet;

use crate::io::html::page_blocks::Block;

/// Words of a sequence that identifies a place of the text.
const SEQUENCE: usize = 4;

/// Minimum share of the sequences of a block that must be in the text.
const KNOWN: f64 = 0.7;

/// The sequences of words of a stated text.
#[derive(Debug, Default)]
pub(in crate::io::html) struct Stated {
    sequences: HashSet<String>,
}

impl Stated {
    pub(in crate::io::html) fn of(text: &str) -> Self {
        Stated {
            sequences: sequences(text).into_iter().collect(),
        }
    }

    /// True for a block that is in the text.
    pub(in crate::io::html) fn has(&self, block: &Block) -> bool {
        if self.sequences.is_empty() {
            return false;
        }
        let sequences = sequences(&block.text);
        let known = sequences
            .iter()
            .filter(|words| self.sequences.contains(*words));
        !sequences.is_empty() && known.count() as f64 >= KNOWN * sequences.len() as f64
    }
}

/// All sequences of words; a shorter text has none.
fn sequences(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words
        .windows(SEQUENCE)
        .map(|words| words.join(" "))
        .collect()
}
