//! Label sets that contain the true label with a given probability: split conformal prediction.

use serde::{Deserialize, Serialize};

/// Maximum number of probabilities in a model; the error of a rank is below 1/1,000.
const MOST_KEPT: usize = 1_000;

/// Decimal places that are kept.
const DIGITS: f64 = 1e6;

/// Probabilities that were predicted for the true labels of documents, ascending, evenly spaced by rank.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Conformity(Vec<f64>);

impl Conformity {
    /// Keeps some of the probabilities of true labels, predicted by models that had not seen the documents.
    pub(super) fn new(mut of_truth: Vec<f64>) -> Self {
        // Rounded down, so that a set is rather too large than too small, and the file is short.
        of_truth
            .iter_mut()
            .for_each(|p| *p = (*p * DIGITS).floor() / DIGITS);
        of_truth.sort_by(f64::total_cmp);
        if of_truth.len() <= MOST_KEPT {
            return Conformity(of_truth);
        }
        let last = of_truth.len() - 1;
        let ranks = (0..MOST_KEPT).map(|kept| kept * last / (MOST_KEPT - 1));
        Conformity(ranks.map(|rank| of_truth[rank]).collect())
    }

    /// The minimum probability of labels in a set: the set of all labels at or above it contains the true one
    /// with a probability of at least `coverage`, for documents like the `documents` from which this was
    /// learned.
    ///
    /// With `1 − p` as nonconformity it is 1 less the `⌈(n + 1) · coverage⌉`-th smallest of the `n`
    /// scores (Vovk, Gammerman, Shafer 2005, "Algorithmic learning in a random world"; Sadinle, Lei,
    /// Wasserman 2019, "Least ambiguous set-valued classifiers with bounded error levels").
    pub(super) fn least_probability(&self, documents: u64, coverage: f64) -> f64 {
        // Rounding errors must not change a whole number to the next.
        let rank = ((documents as f64 + 1.0) * coverage - 1e-9).ceil();
        if rank <= 0.0 {
            return f64::INFINITY; // No label is needed.
        }
        if rank > documents as f64 {
            return 0.0; // Too few documents to rule a label out.
        }
        let below = documents - rank as u64;
        let last = self.0.len() - 1;
        let index = u128::from(below) * last as u128 / u128::from(documents - 1);
        self.0[index as usize]
    }

    /// True when the numbers are valid for this many documents.
    pub(super) fn is_sound(&self, documents: u64) -> bool {
        self.0.len() >= 2
            && self.0.len() as u64 == documents.min(MOST_KEPT as u64)
            && self.0.is_sorted()
            && self.0.iter().all(|p| (0.0..=1.0).contains(p))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Probabilities 0.001, 0.002, … of `documents` documents, in descending order.
    fn of(documents: u32) -> Conformity {
        Conformity::new((1..=documents).rev().map(|n| f64::from(n) / 1e3).collect())
    }

    #[test]
    fn the_rank_is_that_of_the_formula() {
        // Of 99 documents, 95 must be covered: the largest 95 probabilities.
        let conformity = of(99);
        for (coverage, least) in [
            (0.95, 0.005),
            (0.9, 0.01),
            (0.07, 0.093),
            (0.94001, 0.005),
            (0.01, 0.099),
            (0.99, 0.001),
        ] {
            assert_eq!(
                conformity.least_probability(99, coverage),
                least,
                "{coverage}"
            );
        }
    }

    #[test]
    fn all_labels_or_none_at_the_ends() {
        let conformity = of(99);
        assert_eq!(conformity.least_probability(99, 1.0), 0.0);
        assert_eq!(conformity.least_probability(99, 0.995), 0.0);
        assert_eq!(conformity.least_probability(99, 0.0), f64::INFINITY);
    }

    #[test]
    fn what_is_kept_of_many_documents_is_never_above_the_rank() {
        for documents in [1_000, 1_001, 5_000, 123_457] {
            let all = (0..documents).map(|n| n as f64 / documents as f64);
            let conformity = Conformity::new(all.collect());
            assert!(conformity.is_sound(documents));
            for coverage in [0.5, 0.9, 0.95, 0.99, 0.999] {
                let exact = (documents + 1) as f64 * coverage;
                let exact = (documents - exact.ceil() as u64) as f64 / documents as f64;
                let have = conformity.least_probability(documents, coverage);
                assert!(have <= exact && exact - have < 0.002, "{have} {exact}");
            }
        }
    }

    #[test]
    fn damaged_numbers_are_told() {
        assert!(Conformity(vec![0.1, 0.1]).is_sound(2));
        assert!(!Conformity(vec![0.1, 0.2]).is_sound(3));
        assert!(!Conformity(vec![0.1]).is_sound(1));
        assert!(!Conformity(Vec::new()).is_sound(0));
        assert!(!Conformity(vec![0.2, 0.1]).is_sound(2));
        assert!(!Conformity(vec![0.2, 1.1]).is_sound(2));
        assert!(!Conformity(vec![0.2, f64::NAN]).is_sound(2));
    }
}
