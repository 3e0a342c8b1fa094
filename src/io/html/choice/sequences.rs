//! Sequences of words, which identify places of a text.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

/// Words of a sequence.
const LENGTH: usize = 4;

/// Hashes of sequences of words.
#[derive(Debug, Default)]
pub(super) struct Sequences(FxHashSet<u64>);

impl Sequences {
    pub(super) fn of(text: &str) -> Self {
        let mut all = Sequences::default();
        all.add(text);
        all
    }

    /// Adds all sequences of a text; one with fewer words has none.
    pub(super) fn add(&mut self, text: &str) {
        self.0.extend(hashes(text));
    }

    /// The share of the sequences of a text that are among these; 0 for a text without any.
    pub(super) fn share_of(&self, text: &str) -> f64 {
        if self.0.is_empty() {
            return 0.0;
        }
        let hashes = hashes(text);
        let known = hashes.iter().filter(|hash| self.0.contains(hash)).count();
        known as f64 / hashes.len().max(1) as f64
    }
}

fn hashes(text: &str) -> Vec<u64> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let hash = |words: &[&str]| {
        let mut hasher = FxHasher::default();
        words.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(LENGTH).map(hash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_counts_sequences_of_four_words() {
        let known = Sequences::of("One, two three four five.");
        assert_eq!(known.share_of("one two"), 0.0);
        assert_eq!(known.share_of("One two three four"), 1.0);
        assert_eq!(known.share_of("two three four five six"), 0.5);
        assert_eq!(Sequences::of("").share_of("One two three four"), 0.0);
    }
}
