//! Fisher's exact test.

use super::contingency::Contingency;
use super::deviance::{deviance, stirling_error};

/// Logarithm of 2π.
const LN_2_PI: f64 = 1.837_877_066_409_345_3;

/// Tables whose probability exceeds the observed one by less than this share count as equally probable, as in
/// R's `fisher.test`.
const TOLERANCE: f64 = 1e-7;

/// Terms below this share of the sum are ignored.
const NEGLIGIBLE: f64 = 1e-18;

/// Two-sided p-value of Fisher's exact test: the probability of all tables with the same sums that are at
/// most as probable as this one (Fisher 1935; SciPy's `fisher_exact`, R's `fisher.test`).
///
/// 1 if a row or column is empty. Exact for counts of any size: probabilities are computed as in Loader
/// (2000), which avoids the loss of precision of differences of log-gammas.
pub fn fisher_exact(table: &Contingency) -> f64 {
    if table.has_empty_side() {
        return 1.0;
    }
    let distribution = Hypergeometric::of(table);
    let observed = table.both;
    let limit = distribution.ln_pmf(observed) + libm::log1p(TOLERANCE);
    let mode = distribution.mode();
    if distribution.ln_pmf(mode) <= limit {
        return 1.0;
    }
    let p = if observed < mode {
        let above = distribution.first_above(mode, limit);
        distribution.at_most(observed) + above.map_or(0.0, |k| distribution.at_least(k))
    } else {
        let below = distribution.last_below(mode, limit);
        distribution.at_least(observed) + below.map_or(0.0, |k| distribution.at_most(k))
    };
    p.min(1.0)
}

/// Number of marked tokens among `drawn`, when `marked` of `total` are marked.
struct Hypergeometric {
    marked: u64,
    total: u64,
    drawn: u64,
}

impl Hypergeometric {
    fn of(table: &Contingency) -> Self {
        Hypergeometric {
            marked: table.rows().0,
            total: table.total(),
            drawn: table.columns().0,
        }
    }

    fn smallest(&self) -> u64 {
        (self.marked + self.drawn).saturating_sub(self.total)
    }

    fn largest(&self) -> u64 {
        self.marked.min(self.drawn)
    }

    fn mode(&self) -> u64 {
        let product = (u128::from(self.marked) + 1) * (u128::from(self.drawn) + 1);
        let mode = (product / (u128::from(self.total) + 2)) as u64;
        mode.clamp(self.smallest(), self.largest())
    }

    /// Logarithm of the probability of `k`, as a product of binomial ones (Loader 2000, section 6).
    fn ln_pmf(&self, k: u64) -> f64 {
        let (drawn, total) = (self.drawn as f64, self.total as f64);
        let share = drawn / total;
        let rest = (self.total - self.drawn) as f64 / total;
        let unmarked = self.total - self.marked;
        ln_binomial(k, self.marked, share, rest)
            + ln_binomial(self.drawn - k, unmarked, share, rest)
            - ln_binomial(self.drawn, self.total, share, rest)
    }

    /// Probability of `k + 1` divided by that of `k`.
    fn ratio(&self, k: u64) -> f64 {
        let rise = (self.marked - k) as f64 * (self.drawn - k) as f64;
        let unmarked_left = (self.total + k + 1) - self.marked - self.drawn;
        rise / ((k + 1) as f64 * unmarked_left as f64)
    }

    /// Probability of at most `k`, where `k` is not above the mode.
    fn at_most(&self, k: u64) -> f64 {
        let (mut term, mut sum) = (1.0, 1.0);
        for below in (self.smallest()..k).rev() {
            term /= self.ratio(below);
            sum += term;
            if term < sum * NEGLIGIBLE {
                break;
            }
        }
        libm::exp(self.ln_pmf(k)) * sum
    }

    /// Probability of at least `k`, where `k` is not below the mode.
    fn at_least(&self, k: u64) -> f64 {
        let (mut term, mut sum) = (1.0, 1.0);
        for from in k..self.largest() {
            term *= self.ratio(from);
            sum += term;
            if term < sum * NEGLIGIBLE {
                break;
            }
        }
        libm::exp(self.ln_pmf(k)) * sum
    }

    /// The first number above `mode` whose probability is at most `limit`.
    fn first_above(&self, mode: u64, limit: f64) -> Option<u64> {
        let (mut low, mut high) = (mode, self.largest());
        if self.ln_pmf(high) > limit {
            return None;
        }
        while high - low > 1 {
            let middle = low.midpoint(high);
            if self.ln_pmf(middle) <= limit {
                high = middle;
            } else {
                low = middle;
            }
        }
        Some(high)
    }

    /// The last number below `mode` whose probability is at most `limit`.
    fn last_below(&self, mode: u64, limit: f64) -> Option<u64> {
        let (mut low, mut high) = (self.smallest(), mode);
        if self.ln_pmf(low) > limit {
            return None;
        }
        while high - low > 1 {
            let middle = low.midpoint(high);
            if self.ln_pmf(middle) <= limit {
                low = middle;
            } else {
                high = middle;
            }
        }
        Some(low)
    }
}

/// Logarithm of the binomial probability of `k` successes in `n` trials, where `p + q` is 1
/// (Loader 2000).
fn ln_binomial(k: u64, n: u64, p: f64, q: f64) -> f64 {
    let (successes, trials) = (k as f64, n as f64);
    if k == 0 || k == n {
        // ln of q or p to the power of n; the smaller of p and q decides which formula is accurate.
        let (likely, unlikely) = if k == 0 { (q, p) } else { (p, q) };
        return trials
            * if unlikely < 0.5 {
                libm::log1p(-unlikely)
            } else {
                libm::log(likely)
            };
    }
    let failures = (n - k) as f64;
    let excess = successes * q - failures * p;
    stirling_error(trials)
        - stirling_error(successes)
        - stirling_error(failures)
        - deviance(successes, trials * p, excess)
        - deviance(failures, trials * q, -excess)
        - 0.5 * (LN_2_PI + libm::log(successes) + libm::log(failures / trials))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lady tasting tea (Fisher 1935): 34 of 70 tables.
    #[test]
    fn small_tables_are_those_counted_by_hand() {
        let cases = [
            ((3, 4, 1, 4), 34.0 / 70.0),
            ((4, 4, 0, 4), 2.0 / 70.0),
            ((2, 4, 2, 4), 1.0),
            ((0, 4, 0, 4), 1.0),
            ((1, 1, 0, 1), 1.0),
        ];
        for ((a, n, b, m), expected) in cases {
            let p = fisher_exact(&Contingency::of_parts(a, n, b, m));
            assert!((p - expected).abs() < 1e-14, "{a}/{n} {b}/{m}: {p}");
        }
    }

    #[test]
    fn both_parts_may_change_places() {
        let table = |a, n, b, m| fisher_exact(&Contingency::of_parts(a, n, b, m));
        let (there, back) = (table(30, 5_000, 80, 9_000), table(80, 9_000, 30, 5_000));
        assert!((there - back).abs() < 1e-13);
    }

    #[test]
    fn probabilities_too_small_for_a_number_are_0() {
        let table = Contingency::of_parts(9_000_000, 10_000_000, 10, 10_000_000);
        assert_eq!(fisher_exact(&table), 0.0);
    }
}
