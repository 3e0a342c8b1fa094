//! McNemar's test: are two classifiers wrong equally often on the same documents?

use std::f64::consts::{LN_2, PI};

use super::deviance::{deviance, stirling_error};

/// The two-sided p-value of McNemar's test (1947), exact for any counts: if both classifiers are wrong equally
/// often, each has half of the documents that only one of them labels correctly, so `first` follows a binomial
/// distribution with a probability of ½.
///
/// `first` documents are correct only by the first classifier, `second` only by the second. The value is 1 without
/// any.
///
/// ```
/// use tasnif::stats::mcnemar;
///
/// let p = mcnemar(1, 5);
/// assert!((p - 2.0 * (1.0 + 6.0) / 64.0).abs() < 1e-12);
/// assert_eq!(mcnemar(0, 0), 1.0);
/// ```
pub fn mcnemar(first: u64, second: u64) -> f64 {
    if first == second {
        return 1.0;
    }
    let fewer = first.min(second);
    let all = first as f64 + second as f64;
    // The largest term of the tail is 1 here; C(n, k − 1) / C(n, k) = k / (n − k + 1).
    let (mut term, mut tail) = (1.0, 1.0);
    for k in (1..=fewer).rev() {
        term *= k as f64 / (all - k as f64 + 1.0);
        let next = tail + term;
        if next == tail {
            break;
        }
        tail = next;
    }
    (2.0 * libm::exp(ln_probability(fewer as f64, all)) * tail).min(1.0)
}

/// `ln(C(n, k) / 2ⁿ)` for whole numbers with k < n, without subtracting large logarithms of factorials (Loader 2000,
/// section 3).
fn ln_probability(k: f64, n: f64) -> f64 {
    if k == 0.0 {
        return -n * LN_2;
    }
    let (rest, half) = (n - k, n / 2.0);
    let errors = stirling_error(n) - stirling_error(k) - stirling_error(rest);
    let deviances = deviance(k, half, k - half) + deviance(rest, half, rest - half);
    errors - deviances + 0.5 * libm::log(n / (2.0 * PI * k * rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_classifiers_does_not_matter() {
        for (first, second) in [(0, 3), (7, 20), (1_000, 900)] {
            assert_eq!(mcnemar(first, second), mcnemar(second, first));
        }
        assert_eq!(mcnemar(50, 50), 1.0);
    }

    #[test]
    fn huge_counts_give_a_probability() {
        for (first, second) in [(u64::MAX, 0), (u64::MAX, 1 << 40), (1 << 30, (1 << 30) - 1)] {
            let p = mcnemar(first, second);
            assert!((0.0..=1.0).contains(&p), "{first} {second}: {p}");
        }
    }
}
