//! Splits whose test sets are split into halves.

use crate::corpus::TokenizedCorpus;
use crate::evaluate::folds::spread;
use crate::evaluate::{Groups, Split};

/// A split. The probabilities of each half of the test set are calibrated on the other half, so that no
/// document influences its own calibration.
pub(super) struct SplitHalves {
    pub split: Split,
    /// For each test document, in order, whether it is in the second half.
    pub is_second: Vec<bool>,
}

impl SplitHalves {
    /// Splits each test set of `splits` into halves, without separating groups.
    pub(super) fn all(
        splits: Vec<Split>,
        corpus: &TokenizedCorpus,
        groups: &Groups,
        seed: u64,
    ) -> Vec<Self> {
        // With the seed of the folds, the halves would correlate with them.
        let half_of = spread(corpus, groups, |_| true, 2, seed.wrapping_add(1));
        let halved = |split: Split| SplitHalves {
            is_second: split
                .tested
                .iter()
                .map(|&d| half_of[d] == Some(1))
                .collect(),
            split,
        };
        splits.into_iter().map(halved).collect()
    }
}
