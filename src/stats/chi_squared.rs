//! The chi-squared distribution.

/// Number of terms after which a series is ended; it converges long before for arguments near its mean.
const MOST_TERMS: u32 = 10_000;

/// Probability that chi-squared with `degrees` of freedom is at least `statistic`: the regularised upper incomplete
/// gamma function Q(degrees / 2, statistic / 2), by its series below the mean and by Legendre's continued fraction
/// above it (DLMF 8.11.4 and 8.9.2). 1 without degrees of freedom.
///
/// ```
/// use tasnif::stats::chi_squared_tail;
///
/// // Exact for two degrees of freedom: e^(−x / 2).
/// assert!((chi_squared_tail(4.0, 2) - libm::exp(-2.0)).abs() < 1e-15);
/// ```
pub fn chi_squared_tail(statistic: f64, degrees: usize) -> f64 {
    let (a, x) = (degrees as f64 / 2.0, statistic / 2.0);
    if degrees == 0 || x.is_nan() || x <= 0.0 {
        return 1.0;
    }
    if x.is_infinite() {
        return 0.0;
    }
    let factor = libm::exp(a * libm::log(x) - x - libm::lgamma(a));
    let tail = match x < a + 1.0 {
        true => 1.0 - factor * lower_series(a, x),
        false => factor * upper_fraction(a, x),
    };
    tail.clamp(0.0, 1.0)
}

/// Σ xⁿ / (a (a + 1) … (a + n)).
fn lower_series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    for n in 1..MOST_TERMS {
        term *= x / (a + f64::from(n));
        let next = sum + term;
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

/// 1 / (x + 1 − a − 1 (1 − a) / (x + 3 − a − …)), from the front by Lentz's algorithm.
fn upper_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / f64::MIN_POSITIVE;
    let mut d = 1.0 / b;
    let mut fraction = d;
    for n in 1..MOST_TERMS {
        let n = f64::from(n);
        let numerator = -n * (n - a);
        b += 2.0;
        d = 1.0 / not_zero(numerator * d + b);
        c = not_zero(b + numerator / c);
        let change = d * c;
        fraction *= change;
        if (change - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction
}

fn not_zero(number: f64) -> f64 {
    match number.abs() < f64::MIN_POSITIVE {
        true => f64::MIN_POSITIVE,
        false => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::chi_squared_p;

    #[test]
    fn one_degree_is_the_normal_distribution() {
        for x in [1e-9, 0.1, 1.0, 3.841_458_820_694_124, 10.0, 500.0] {
            let (tail, p) = (chi_squared_tail(x, 1), chi_squared_p(x));
            assert!((tail - p).abs() <= 1e-13 * p, "{x}: {tail} {p}");
        }
    }

    #[test]
    fn tails_are_probabilities_that_fall() {
        for degrees in [1, 2, 9, 51, 4_000] {
            let mut last = 1.0;
            for step in 0..400 {
                let tail = chi_squared_tail(f64::from(step) * degrees as f64 / 50.0, degrees);
                assert!((0.0..=1.0).contains(&tail));
                assert!(tail <= last + 1e-12, "{degrees} {step}");
                last = tail;
            }
            assert!(last < 0.01);
        }
        assert_eq!(chi_squared_tail(5.0, 0), 1.0);
        assert_eq!(chi_squared_tail(f64::NAN, 3), 1.0);
        assert_eq!(chi_squared_tail(f64::INFINITY, 3), 0.0);
    }
}
