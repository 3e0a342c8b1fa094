//! Wilcoxon's signed-rank test: is one of two classifiers better over several data sets?

use std::cmp::Ordering;

/// With more differences than this the normal approximation is used; it is close long before.
const MOST_EXACT: usize = 200;

/// The two-sided p-value of Wilcoxon's signed-rank test (1945) that paired differences are symmetric around 0.
///
/// Demšar (2006, "Statistical comparisons of classifiers over multiple data sets") recommends it for two classifiers
/// on several data sets: differences of accuracy on different data sets cannot be averaged. Equal sizes share the
/// mean of their ranks; differences of 0 are left out, as Wilcoxon did. The distribution of the rank sum over all
/// signs is computed exactly for up to 200 differences, otherwise approximated by a normal distribution. 1 without a
/// difference.
///
/// ```
/// use tasnif::stats::signed_rank;
///
/// // All of five differences have one sign: 2 of 2⁵ assignments are as extreme.
/// assert_eq!(signed_rank(&[0.1, 0.2, 0.3, 0.4, 0.5]), 0.0625);
/// ```
pub fn signed_rank(differences: &[f64]) -> f64 {
    let is_used = |difference: &&f64| **difference != 0.0 && difference.is_finite();
    let mut used: Vec<f64> = differences.iter().filter(is_used).copied().collect();
    used.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
    let ranks = doubled_ranks(&used);
    let positive = used.iter().zip(&ranks).filter(|(d, _)| **d > 0.0);
    let positive: u64 = positive.map(|(_, &rank)| rank).sum();
    let all: u64 = ranks.iter().sum();
    let smaller = positive.min(all - positive);
    match ranks.len() {
        0 => 1.0,
        1..=MOST_EXACT => exact(&ranks, smaller),
        _ => approximate(&ranks, smaller),
    }
}

/// Twice the ranks of differences that are sorted by size; equal sizes have the mean of their ranks.
fn doubled_ranks(sorted: &[f64]) -> Vec<u64> {
    let mut ranks = Vec::with_capacity(sorted.len());
    for ties in sorted.chunk_by(|a, b| a.abs().total_cmp(&b.abs()) == Ordering::Equal) {
        let (first, last) = (ranks.len() + 1, ranks.len() + ties.len());
        ranks.extend(ties.iter().map(|_| (first + last) as u64));
    }
    ranks
}

/// Twice the probability of a rank sum of at most `smaller`, if each sign is as likely as the other.
fn exact(ranks: &[u64], smaller: u64) -> f64 {
    let mut probabilities = vec![0.0; smaller as usize + 1];
    probabilities[0] = 1.0;
    for &rank in ranks {
        for sum in (0..probabilities.len()).rev() {
            let with = sum.checked_sub(rank as usize);
            let with = with.map_or(0.0, |before| probabilities[before]);
            probabilities[sum] = (probabilities[sum] + with) / 2.0;
        }
    }
    (2.0 * probabilities.iter().sum::<f64>()).min(1.0)
}

fn approximate(ranks: &[u64], smaller: u64) -> f64 {
    let mean = ranks.iter().sum::<u64>() as f64 / 2.0;
    let squares = ranks.iter().map(|&rank| rank as f64 * rank as f64);
    let deviation = libm::sqrt(squares.sum::<f64>()) / 2.0;
    let z = (mean - smaller as f64) / deviation;
    libm::erfc(z / std::f64::consts::SQRT_2).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_order_do_not_matter() {
        let differences = [0.3, -0.1, 0.2, 0.2, 0.0, -0.4, 0.25];
        let p = signed_rank(&differences);
        let mut turned = differences.map(|d| -d);
        assert_eq!(signed_rank(&turned), p);
        turned.reverse();
        assert_eq!(signed_rank(&turned), p);
    }

    #[test]
    fn nothing_differs_without_a_difference() {
        assert_eq!(signed_rank(&[]), 1.0);
        assert_eq!(signed_rank(&[0.0; 9]), 1.0);
        assert_eq!(signed_rank(&[f64::NAN]), 1.0);
    }

    #[test]
    fn the_approximation_meets_the_exact_value() {
        let difference = |n: i32| f64::from(n) * if n % 3 == 0 { -1.0 } else { 1.0 };
        let differences: Vec<f64> = (1..=MOST_EXACT as i32).map(difference).collect();
        let ranks = doubled_ranks(&differences);
        let sum = ranks.iter().sum::<u64>() / 2 - 2_500;
        let (exact, approximate) = (exact(&ranks, sum), approximate(&ranks, sum));
        assert!((exact - approximate).abs() < 0.002, "{exact} {approximate}");
    }
}
