//! Do two samples come from one distribution over some categories, and how far are they apart?

use super::chi_squared::chi_squared_tail;

/// Categories in which fewer observations than this are expected in one of the samples are joined: Cochran's rule
/// (1954) for the approximation by chi-squared.
const FEWEST_EXPECTED: f64 = 5.0;

/// Two samples of counts by category.
///
/// ```
/// use tasnif::stats::TwoSamples;
///
/// let samples = TwoSamples { first: &[100, 100], second: &[60, 40] };
/// assert!((samples.stability_index() - 0.0397).abs() < 1e-4);
/// assert!(samples.p_value() > 0.05);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TwoSamples<'c> {
    /// Counts of the first sample by category.
    pub first: &'c [u64],
    /// Counts of the second sample by category, in the same order.
    pub second: &'c [u64],
}

impl TwoSamples<'_> {
    /// The p-value of Pearson's chi-squared test of homogeneity. Categories with fewer than five expected observations
    /// in one of the samples are joined, the smallest with the next larger ones. 1 if fewer than two categories remain.
    pub fn p_value(&self) -> f64 {
        let (first, second) = self.sizes();
        if first == 0 || second == 0 {
            return 1.0;
        }
        let joined = self.joined();
        let all = first as f64 + second as f64;
        let cells = joined.iter().map(|&(a, b)| {
            let both = a as f64 + b as f64;
            let excess = a as f64 - both * first as f64 / all;
            // The two cells of a category deviate equally, in opposite directions.
            excess * excess / both * (all / first as f64 + all / second as f64)
        });
        chi_squared_tail(cells.sum(), joined.len().saturating_sub(1))
    }

    /// The population stability index: Σ (p − q) ln(p / q) over the shares of the categories in both samples, the
    /// symmetric Kullback-Leibler divergence (Jeffreys 1946). Half an observation is added to each category, so that no
    /// share is 0. Rules of thumb in credit scoring, where the name comes from, call up to 0.1 small and from 0.25
    /// large (Siddiqi 2006).
    pub fn stability_index(&self) -> f64 {
        let categories = self.first.len().min(self.second.len()) as f64;
        let (first, second) = self.sizes();
        let share = |count: u64, all: u64| (count as f64 + 0.5) / (all as f64 + categories / 2.0);
        let pairs = self.first.iter().zip(self.second);
        let terms = pairs.map(|(&a, &b)| {
            let (p, q) = (share(a, first), share(b, second));
            (p - q) * libm::log(p / q)
        });
        terms.sum::<f64>().max(0.0)
    }

    /// Number of observations of each sample.
    fn sizes(&self) -> (u64, u64) {
        (self.first.iter().sum(), self.second.iter().sum())
    }

    /// The counts of the categories; small ones are joined.
    fn joined(&self) -> Vec<(u64, u64)> {
        let (first, second) = self.sizes();
        let smaller = first.min(second) as f64 / (first as f64 + second as f64);
        let pairs = self.first.iter().copied().zip(self.second.iter().copied());
        let mut pairs: Vec<(u64, u64)> = pairs.filter(|(a, b)| a + b > 0).collect();
        pairs.sort_unstable_by_key(|&(a, b)| (a + b, a));
        let is_enough = |(a, b): (u64, u64)| (a + b) as f64 * smaller >= FEWEST_EXPECTED;
        let mut joined: Vec<(u64, u64)> = Vec::new();
        let mut open = (0, 0);
        for (a, b) in pairs {
            open = (open.0 + a, open.1 + b);
            if is_enough(open) {
                joined.push(std::mem::take(&mut open));
            }
        }
        match joined.last_mut() {
            Some(last) => *last = (last.0 + open.0, last.1 + open.1),
            None => joined.push(open),
        }
        joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_shares_are_not_apart() {
        let samples = TwoSamples {
            first: &[10, 20, 30],
            second: &[100, 200, 300],
        };
        assert!(samples.p_value() > 0.999_999);
        assert!(samples.stability_index() < 0.001);
    }

    #[test]
    fn small_categories_are_joined_and_none_is_lost() {
        let samples = TwoSamples {
            first: &[1, 0, 2, 50, 0, 100],
            second: &[0, 1, 3, 40, 0, 120],
        };
        let joined = samples.joined();
        assert_eq!(joined, [(53, 44), (100, 120)]);
        let few = TwoSamples {
            first: &[1, 2],
            second: &[2, 1],
        };
        assert_eq!((few.joined().len(), few.p_value()), (1, 1.0));
    }

    #[test]
    fn empty_samples_say_nothing() {
        for (first, second) in [(&[][..], &[][..]), (&[0, 0], &[3, 4]), (&[3, 4], &[0, 0])] {
            assert_eq!(TwoSamples { first, second }.p_value(), 1.0);
        }
    }
}
