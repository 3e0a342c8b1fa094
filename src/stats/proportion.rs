//! Confidence intervals of proportions.

use super::effect::Z_95;

/// The 95 % confidence interval of a proportion by Wilson (1927): the values that the score test does not
/// reject.
///
/// From 0 to 1 without trials. The interval is always within 0 and 1, and not empty for 0 or all successes.
///
/// ```
/// let (low, high) = tasnif::stats::wilson_interval(15, 148);
/// assert_eq!((format!("{low:.4}"), format!("{high:.4}")), ("0.0624".into(), "0.1605".into()));
/// ```
pub fn wilson_interval(successes: u64, trials: u64) -> (f64, f64) {
    if trials == 0 {
        return (0.0, 1.0);
    }
    let n = trials as f64;
    let share = successes.min(trials) as f64 / n;
    let square = Z_95 * Z_95;
    let middle = share + square / (2.0 * n);
    let margin = Z_95 * libm::sqrt(share * (1.0 - share) / n + square / (4.0 * n * n));
    let scale = 1.0 + square / n;
    // Rounding must not move a share outside its own interval.
    let low = ((middle - margin) / scale).clamp(0.0, share);
    let high = ((middle + margin) / scale).clamp(share, 1.0);
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
    #[test]
    fn intervals_are_those_of_newcombe() {
        for (successes, trials, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let found = wilson_interval(successes, trials);
            let far = (found.0 - low).abs().max((found.1 - high).abs());
            assert!(far < 6e-5, "{successes}/{trials} {found:?}");
        }
    }

    #[test]
    fn shares_lie_in_their_interval() {
        assert_eq!(wilson_interval(0, 0), (0.0, 1.0));
        for trials in [1, 7, 1_000, u64::MAX] {
            for successes in [0, trials / 2, trials] {
                let (low, high) = wilson_interval(successes, trials);
                let share = successes as f64 / trials as f64;
                assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
            }
        }
    }
}
