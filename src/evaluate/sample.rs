//! A sample of many documents, drawn by content.

use serde::{Deserialize, Serialize};

use super::groups::{Digest, Groups};
use crate::corpus::{Selection, TokenizedCorpus};
use crate::error::Result;

/// Seed of samples; folds have another, so that a sample does not decide in which order its documents are tested.
const SEED: u64 = 2;

/// Which documents belong to a sample. The content of a document decides, and how many documents there are in all: so
/// samples of the parts of a corpus are, together, the sample of the corpus. Copies are in it together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// The largest key of a document in the sample.
    largest_key: u64,
}

impl Sample {
    /// About `most` of this many documents: all of them, if there are no more.
    pub fn of(documents: u64, most: u64) -> Self {
        let largest_key = match documents <= most {
            true => u64::MAX,
            // Below 2⁶⁴, because it is a share of it.
            false => ((u128::from(most) << 64) / u128::from(documents)) as u64,
        };
        Sample { largest_key }
    }

    /// Whether all documents are in the sample.
    pub fn is_all(&self) -> bool {
        self.largest_key == u64::MAX
    }

    /// The documents of a corpus that are in the sample.
    ///
    /// # Errors
    /// When a temporary file cannot be read.
    pub(crate) fn documents<'c>(&self, corpus: &'c TokenizedCorpus) -> Result<Selection<'c>> {
        if self.is_all() {
            return Ok(corpus.all());
        }
        Ok(self.among(&corpus.all(), &Groups::copies(corpus)?))
    }

    /// Those of some documents that are in the sample.
    pub(super) fn among<'c>(&self, documents: &Selection<'c>, groups: &Groups) -> Selection<'c> {
        let digests = groups.digests(SEED);
        let corpus = documents.corpus();
        corpus.select(|document| documents.contains(document) && self.holds(digests[document]))
    }

    fn holds(&self, digest: Digest) -> bool {
        (digest >> 64) as u64 <= self.largest_key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(numbers: impl Iterator<Item = usize>) -> TokenizedCorpus {
        let mut corpus = TokenizedCorpus::default();
        for number in numbers {
            let pushed = corpus.push(&format!("text {number}"), "a");
            pushed.expect("memory holds a few words");
        }
        corpus
    }

    #[test]
    fn a_sample_has_about_as_many_documents_as_asked() {
        let all = corpus(0..2_000);
        for (most, expected) in [(2_000, 2_000..2_001), (500, 430..570), (100, 65..135)] {
            let found = Sample::of(2_000, most).documents(&all).unwrap().len();
            assert!(expected.contains(&found), "{most}: {found}");
        }
    }

    #[test]
    fn samples_of_parts_are_together_that_of_all() {
        let sample = Sample::of(1_000, 200);
        let of = |corpus: &TokenizedCorpus| sample.documents(corpus).unwrap().len();
        let parts = [corpus(0..300), corpus(300..301), corpus(301..1_000)];
        let together: usize = parts.iter().map(of).sum();
        assert_eq!(together, of(&corpus((0..1_000).rev())));
        let twice = corpus((0..1_000).chain(0..1_000));
        assert_eq!(of(&twice), 2 * together);
    }
}
