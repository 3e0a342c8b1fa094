//! Effect sizes: how much more frequent a term is in one part than in another.

use super::contingency::Contingency;

/// 97.5 % quantile of the normal distribution: 95 % of it are within ± this value.
pub(super) const Z_95: f64 = 1.959_963_984_540_054;

/// Replaces a count of 0 where a ratio needs a positive count (Hardie 2014).
const INSTEAD_OF_ZERO: f64 = 0.5;

/// A log ratio with its 95 % confidence interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogRatio {
    /// Binary logarithm of the ratio of relative frequencies: 1 is twice as frequent.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// Log ratio (Hardie 2014, "Log Ratio – an informal introduction"): the binary logarithm of
/// (target count / target tokens) / (reference count / reference tokens).
///
/// A count of 0 is replaced by 0.5, as Hardie does: in a small reference this can be a higher rate than the
/// target's, and the sign then differs from that of G². The interval is that of the relative risk (Katz et
/// al. 1978), from the same counts: ln RR ± 1.96 √(1/a − 1/n₁ + 1/b − 1/n₂). `None` when a part has no token.
pub fn log_ratio(table: &Contingency) -> Option<LogRatio> {
    let (target, reference) = table.columns();
    if target == 0 || reference == 0 {
        return None;
    }
    let (in_target, in_reference) = (adjusted(table.both), adjusted(table.first_only));
    let (target, reference) = (target as f64, reference as f64);
    let ln_ratio = libm::log(in_target / target) - libm::log(in_reference / reference);
    let variance = 1.0 / in_target - 1.0 / target + 1.0 / in_reference - 1.0 / reference;
    let margin = Z_95 * libm::sqrt(variance.max(0.0));
    let in_bits = |natural: f64| natural / std::f64::consts::LN_2;
    Some(LogRatio {
        value: in_bits(ln_ratio),
        low: in_bits(ln_ratio - margin),
        high: in_bits(ln_ratio + margin),
    })
}

fn adjusted(count: u64) -> f64 {
    if count == 0 {
        INSTEAD_OF_ZERO
    } else {
        count as f64
    }
}

/// A log-odds ratio and its distance from 0 in standard errors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogOdds {
    /// Natural logarithm of the ratio of odds.
    pub value: f64,
    /// The same divided by its standard error.
    pub z: f64,
}

/// Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, equations
/// 15, 18 and 22, with the variance 1/(y₁ + α) + 1/(y₂ + α)).
///
/// The prior of a term is its count in both parts together, and the total prior is their number of tokens. So a
/// term that is rare everywhere gets a value near 0, and the log-odds of a term with a small share of all tokens
/// stay within ± ln 4, for parts of equal size within ± ln 2. `None` when the term or a part is empty, or no
/// other term occurs.
pub fn log_odds(table: &Contingency) -> Option<LogOdds> {
    let (prior, others) = table.rows();
    let (target, reference) = table.columns();
    if prior == 0 || others == 0 || target == 0 || reference == 0 {
        return None;
    }
    let (prior, others) = (prior as f64, others as f64);
    let ln_odds =
        |count: u64, rest: u64| libm::log((count as f64 + prior) / (rest as f64 + others));
    let value = ln_odds(table.both, table.second_only) - ln_odds(table.first_only, table.neither);
    let variance = 1.0 / (table.both as f64 + prior) + 1.0 / (table.first_only as f64 + prior);
    Some(LogOdds {
        value,
        z: value / libm::sqrt(variance),
    })
}

/// Simple maths (Kilgarriff 2009): (target per million + k) / (reference per million + k), where `smoothing`,
/// above 0, is k: a large one prefers frequent terms. `None` when a part has no token.
pub fn simple_maths(table: &Contingency, smoothing: f64) -> Option<f64> {
    let (target, reference) = table.columns();
    let in_target = per_million(table.both, target)?;
    let in_reference = per_million(table.first_only, reference)?;
    Some((in_target + smoothing) / (in_reference + smoothing))
}

/// Occurrences per million tokens; `None` without tokens.
pub fn per_million(count: u64, tokens: u64) -> Option<f64> {
    (tokens > 0).then(|| count as f64 * 1e6 / tokens as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_as_frequent_is_1_and_zero_counts_half() {
        let ratio = |a, b| log_ratio(&Contingency::of_parts(a, 1000, b, 1000)).unwrap();
        assert!((ratio(40, 20).value - 1.0).abs() < 1e-15);
        assert!((ratio(4, 0).value - 3.0).abs() < 1e-15);
        assert_eq!(ratio(0, 0).value, 0.0);
        assert!(ratio(40, 20).low > 0.0 && ratio(4, 3).low < 0.0);
    }

    /// Worked by hand: (2a + b) / (a + 2b) is 2 if b is 0, and the sizes of the parts at most double it.
    #[test]
    fn the_prior_bounds_log_odds() {
        let odds = |a, n1, b, n2| {
            log_odds(&Contingency::of_parts(a, n1, b, n2))
                .unwrap()
                .value
        };
        let ln_2 = std::f64::consts::LN_2;
        assert!((odds(9, 1_000_000_000, 0, 1_000_000_000) - ln_2).abs() < 1e-7);
        assert!((odds(0, 1_000_000_000, 9, 1_000_000_000) + ln_2).abs() < 1e-7);
        assert!((odds(9, 1_000_000, 0, 1_000_000_000_000) - 2.0 * ln_2).abs() < 1e-4);
    }

    #[test]
    fn the_half_of_a_small_reference_can_turn_the_sign() {
        let table = Contingency::of_parts(40, 1_000_000, 0, 1_000);
        assert!(table.log_likelihood() > 0.0);
        assert!(log_ratio(&table).unwrap().value < 0.0);
    }

    #[test]
    fn empty_parts_have_no_ratio() {
        let table = Contingency::of_parts(1, 10, 0, 0);
        assert_eq!(log_ratio(&table), None);
        assert_eq!(log_odds(&table), None);
        assert_eq!(simple_maths(&table, 1.0), None);
        assert_eq!(log_odds(&Contingency::of_parts(0, 5, 0, 5)), None);
        assert_eq!(log_odds(&Contingency::of_parts(5, 5, 5, 5)), None);
    }

    /// Kilgarriff (2009, table 1): per million 10 and 0, smoothing of 1, 10 and 100.
    #[test]
    fn simple_maths_follows_its_smoothing() {
        let table = Contingency::of_parts(10, 1_000_000, 0, 1_000_000);
        let scores = [1.0, 10.0, 100.0].map(|k| simple_maths(&table, k).unwrap());
        assert_eq!(scores, [11.0, 2.0, 1.1]);
    }
}
