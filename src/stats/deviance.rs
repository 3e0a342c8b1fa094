//! Parts of likelihoods, computed without loss of precision for large counts and small differences.

/// Half of the logarithm of 2π.
const HALF_LN_2_PI: f64 = 0.918_938_533_204_672_8;

/// `observed · ln(observed / expected) − excess`, where `excess` is `observed − expected`; never
/// negative.
///
/// Loader's deviance term: a series when both are close, because the difference of nearly equal numbers would
/// lose all digits (C. Loader 2000, "Fast and accurate computation of binomial probabilities", section 3).
pub(super) fn deviance(observed: f64, expected: f64, excess: f64) -> f64 {
    if observed <= 0.0 {
        return expected;
    }
    let sum = observed + expected;
    if excess.abs() >= 0.1 * sum {
        return observed * libm::log(observed / expected) - excess;
    }
    let v = excess / sum;
    let mut deviance = excess * v;
    let mut power = 2.0 * observed * v;
    for odd in (3..).step_by(2) {
        power *= v * v;
        let next = deviance + power / f64::from(odd);
        if next == deviance {
            break;
        }
        deviance = next;
    }
    deviance
}

/// The error of Stirling's formula, `ln n! − ln(√(2πn) (n/e)^n)`, for whole numbers (Loader 2000).
pub(super) fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        if n == 0.0 {
            return 0.0;
        }
        return libm::lgamma(n + 1.0) - (n + 0.5) * libm::log(n) + n - HALF_LN_2_PI;
    }
    let square = n * n;
    let series = 1.0 / 12.0
        - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / 1188.0 / square) / square) / square)
            / square;
    series / n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_the_deviance_meet() {
        for expected in [1.0, 12.5, 4000.0] {
            for share in [0.6, 0.817, 0.819, 1.0 + 1e-9, 1.221, 1.223, 2.0] {
                let observed: f64 = expected * share;
                let plain = observed * (observed / expected).ln() - (observed - expected);
                let ours = deviance(observed, expected, observed - expected);
                assert!(
                    (ours - plain).abs() <= 1e-12 * expected,
                    "{expected} {share}"
                );
                assert!(ours >= 0.0);
            }
        }
        assert_eq!(deviance(0.0, 7.0, -7.0), 7.0);
    }

    /// `log(factorial(n)) - log(sqrt(2 * pi * n) * (n / e) ** n)` with mpmath, 30 digits.
    #[test]
    fn stirlings_error_is_right_on_both_sides_of_the_border() {
        for (n, expected) in [
            (1.0, 0.081_061_466_795_327_26),
            (15.0, 0.005_554_733_551_962_801),
            (16.0, 0.005_207_655_919_609_64),
            (1000.0, 8.333_333_055_555_634e-5),
        ] {
            let error = (stirling_error(n) - expected).abs();
            assert!(error <= 1e-14, "{n}: {error:e}");
        }
    }
}
