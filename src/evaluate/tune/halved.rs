//! Splits whose tested documents are halved.

use crate::corpus::TokenizedCorpus;
use crate::error::Result;
use crate::evaluate::folds::spread;
use crate::evaluate::{Groups, Split};

/// A split; what one half of its tested documents teaches of probabilities is used for the other, so
/// that no document tells how sure a candidate may be of itself.
pub(super) struct Halved {
    pub split: Split,
    /// Of each tested document, in order, whether it is in the second half.
    pub is_second: Vec<bool>,
}

impl Halved {
    /// Halves each of `splits`, parting no group.
    pub(super) fn all(
        splits: Vec<Split>,
        corpus: &TokenizedCorpus,
        groups: &Groups,
        seed: u64,
    ) -> Result<Vec<Self>> {
        // With the seed of the folds, halves would follow them.
        let half_of = spread(corpus, groups, |_| true, 2, seed.wrapping_add(1))?;
        let halved = |split: Split| Halved {
            is_second: split
                .tested
                .iter()
                .map(|&d| half_of[d] == Some(1))
                .collect(),
            split,
        };
        Ok(splits.into_iter().map(halved).collect())
    }
}
