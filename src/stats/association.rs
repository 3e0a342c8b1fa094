//! Association measures of two words.

use super::contingency::Contingency;

/// Rychlý's offset, which makes most scores positive; the maximum score.
const LOG_DICE_SCALE: f64 = 14.0;

/// Association measures of two words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Association {
    /// Pointwise mutual information in bits: log₂(O / E) (Church and Hanks 1990).
    pub pmi: f64,
    /// PMI divided by −log₂ of the pair's probability: from −1 to 1 (Bouma 2009).
    pub npmi: f64,
    /// Signed log-likelihood ratio; see [`Contingency::log_likelihood`].
    pub log_likelihood: f64,
    /// t-score: (O − E) / √O (Church et al. 1991).
    pub t_score: f64,
    /// Signed chi-squared; see [`Contingency::chi_squared`].
    pub chi_squared: f64,
    /// logDice: 14 + log₂(2 · O / (first + second)) (Rychlý 2008). For pairs in windows, `first` and `second`
    /// are the occurrences of the words, as in Sketch Engine, not of their pairs.
    pub log_dice: f64,
}

impl Association {
    /// The measures of two words that occur together; `None` when they do not.
    pub fn of(table: &Contingency) -> Option<Self> {
        if table.both == 0 {
            return None;
        }
        let joint = table.both as f64;
        let total = table.total() as f64;
        let (first, second) = (table.rows().0 as f64, table.columns().0 as f64);
        let pmi = libm::log2(joint / first * (total / second));
        let surprise = -libm::log2(joint / total);
        Some(Association {
            pmi,
            // If all pairs are this pair: fully associated.
            npmi: if surprise > 0.0 { pmi / surprise } else { 1.0 },
            log_likelihood: table.log_likelihood(),
            t_score: (joint - table.expected()) / libm::sqrt(joint),
            chi_squared: table.chi_squared(),
            log_dice: log_dice(table.both, table.rows().0, table.columns().0),
        })
    }
}

/// logDice of words that occur together `joint` times.
pub(super) fn log_dice(joint: u64, first: u64, second: u64) -> f64 {
    LOG_DICE_SCALE + libm::log2(2.0 * joint as f64 / (first + second) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_only_come_together_score_highest() {
        let found = Association::of(&Contingency::of_pair(4, 4, 4, 1024)).unwrap();
        assert_eq!((found.pmi, found.npmi, found.log_dice), (8.0, 1.0, 14.0));
        let all = Association::of(&Contingency::of_pair(3, 3, 3, 3)).unwrap();
        assert_eq!((all.pmi, all.npmi, all.log_likelihood), (0.0, 1.0, 0.0));
        assert_eq!(Association::of(&Contingency::of_pair(0, 4, 4, 9)), None);
    }

    #[test]
    fn words_that_avoid_each_other_score_below_0() {
        let found = Association::of(&Contingency::of_pair(1, 50, 50, 100)).unwrap();
        for score in [
            found.pmi,
            found.npmi,
            found.log_likelihood,
            found.t_score,
            found.chi_squared,
        ] {
            assert!(score < 0.0, "{found:?}");
        }
    }
}
