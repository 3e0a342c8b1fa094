//! Comparisons of classifiers and of samples against SciPy and statsmodels.

use serde::Deserialize;
use tasnif::stats::{TwoSamples, chi_squared_tail, mcnemar, signed_rank};

use super::{assert_near, parse};

#[derive(Deserialize)]
struct Expected {
    mcnemar: Vec<Counts>,
    wilcoxon: Vec<Differences>,
    samples: Vec<Samples>,
    chi_squared: Vec<Tail>,
}

#[derive(Deserialize)]
struct Counts {
    first: u64,
    second: u64,
    p: f64,
}

#[derive(Deserialize)]
struct Differences {
    differences: Vec<f64>,
    p: f64,
}

#[derive(Deserialize)]
struct Samples {
    first: Vec<u64>,
    second: Vec<u64>,
    p: f64,
}

#[derive(Deserialize)]
struct Tail {
    statistic: f64,
    degrees: usize,
    p: f64,
}

fn expected() -> Expected {
    parse(include_str!("comparison.json"))
}

/// Relative to the expected value: small p-values count, too.
fn assert_close(found: f64, expected: f64, what: &str) {
    assert!(expected > 0.0, "{what}");
    assert_near(found / expected, 1.0, 1e-9, what);
}

#[test]
fn mcnemars_test_is_that_of_statsmodels() {
    for Counts { first, second, p } in expected().mcnemar {
        assert_close(mcnemar(first, second), p, &format!("{first} {second}"));
    }
}

#[test]
fn the_signed_rank_test_is_that_of_scipy() {
    for Differences { differences, p } in expected().wilcoxon {
        assert_close(signed_rank(&differences), p, &format!("{differences:?}"));
    }
}

/// Demšar (2006), section 3.1.3: AUC of C4.5 with a tuned parameter minus that without on 14 data sets. The sum of the
/// ranks is 12 there, with differences of 0 split, and the critical value for a significance of 0.05 is 21.
#[test]
fn the_signed_rank_test_decides_as_in_the_example_of_demsar() {
    let differences = [
        0.005, -0.008, 0.017, 0.033, 0.006, -0.005, 0.007, 0.0, 0.063, 0.0, 0.022, 0.047, 0.009,
        0.021,
    ];
    let p = signed_rank(&differences);
    assert!((0.001..0.05).contains(&p), "{p}");
}

#[test]
fn samples_are_compared_as_by_scipy() {
    for Samples { first, second, p } in expected().samples {
        let samples = TwoSamples {
            first: &first,
            second: &second,
        };
        assert_close(samples.p_value(), p, &format!("{first:?}"));
    }
}

#[test]
fn tails_of_chi_squared_are_those_of_scipy() {
    for tail in expected().chi_squared {
        let found = chi_squared_tail(tail.statistic, tail.degrees);
        assert_close(
            found,
            tail.p,
            &format!("{} {}", tail.statistic, tail.degrees),
        );
    }
}
