//! Statistics of plain counts against SciPy, NLTK and statsmodels.

use serde::Deserialize;
use tasnif::stats::{
    Adjustment, Association, Contingency, Parts, chi_squared_p, fisher_exact, log_odds, log_ratio,
    simple_maths,
};

use super::parse;

/// How far numbers may lie apart, relative to their size.
const RELATIVE: f64 = 1e-9;

#[derive(Deserialize)]
struct Expected {
    keyness: Vec<Keyness>,
    association: Vec<Pair>,
    dispersion: Vec<Spread>,
    adjusted: Vec<Adjusted>,
}

#[derive(Deserialize)]
struct Keyness {
    table: [u64; 4],
    log_likelihood: f64,
    p: f64,
    chi_squared: f64,
    chi_squared_yates: f64,
    fisher: Option<f64>,
    log_ratio: [f64; 3],
    log_odds: [f64; 2],
    simple_maths: [f64; 2],
}

#[derive(Deserialize)]
struct Spread {
    counts: Vec<u64>,
    sizes: Vec<u64>,
    range: u64,
    juilland_d: f64,
    dp: f64,
    dp_norm: f64,
}

#[derive(Deserialize)]
struct Pair {
    pair: [u64; 4],
    pmi: f64,
    npmi: f64,
    log_likelihood: f64,
    t_score: f64,
    chi_squared: f64,
    log_dice: f64,
}

#[derive(Deserialize)]
struct Adjusted {
    p: Vec<f64>,
    holm: Vec<f64>,
    benjamini_hochberg: Vec<f64>,
}

fn expected() -> Expected {
    parse(include_str!("counts.json"))
}

/// Relative to the size, but for the last bits of numbers that are differences.
#[track_caller]
fn assert_close(have: f64, want: f64, what: &str) {
    let close = (have - want).abs() <= (RELATIVE * want.abs()).max(1e-15);
    assert!(close, "{what}: {have:e}, not {want:e}");
}

#[test]
fn keyness_is_that_of_scipy() {
    let cases = expected().keyness;
    assert_eq!(cases.len(), 15);
    for case in cases {
        let [a, target, b, reference] = case.table;
        let table = Contingency::of_parts(a, target, b, reference);
        let what = |name: &str| format!("{name} of {:?}", case.table);
        let g2 = table.log_likelihood();
        assert_close(g2, case.log_likelihood, &what("G2"));
        assert_relative(chi_squared_p(g2), case.p, &what("p"));
        assert_close(table.chi_squared(), case.chi_squared, &what("X2"));
        assert_close(
            table.chi_squared_yates(),
            case.chi_squared_yates,
            &what("Yates"),
        );
        if let Some(fisher) = case.fisher {
            assert_relative(fisher_exact(&table), fisher, &what("Fisher"));
        }
        let ratio = log_ratio(&table).unwrap();
        for (have, want) in [ratio.value, ratio.low, ratio.high]
            .iter()
            .zip(case.log_ratio)
        {
            assert_close(*have, want, &what("log ratio"));
        }
        let odds = log_odds(&table).unwrap();
        for (have, want) in [odds.value, odds.z].iter().zip(case.log_odds) {
            assert_close(*have, want, &what("log-odds"));
        }
        for (smoothing, want) in [1.0, 100.0].into_iter().zip(case.simple_maths) {
            let have = simple_maths(&table, smoothing).unwrap();
            assert_close(have, want, &what("simple maths"));
        }
    }
}

/// Small p-values too agree in their digits.
#[track_caller]
fn assert_relative(have: f64, want: f64, what: &str) {
    let close = (have - want).abs() <= RELATIVE * want;
    assert!(close, "{what}: {have:e}, not {want:e}");
}

#[test]
fn association_is_that_of_nltk() {
    let cases = expected().association;
    assert_eq!(cases.len(), 6);
    for case in cases {
        let [joint, first, second, total] = case.pair;
        let have = Association::of(&Contingency::of_pair(joint, first, second, total)).unwrap();
        for (have, want, name) in [
            (have.pmi, case.pmi, "PMI"),
            (have.npmi, case.npmi, "NPMI"),
            (have.log_likelihood.abs(), case.log_likelihood, "G2"),
            (have.t_score, case.t_score, "t"),
            (have.chi_squared.abs(), case.chi_squared, "X2"),
            (have.log_dice, case.log_dice, "logDice"),
        ] {
            assert_close(have, want, &format!("{name} of {:?}", case.pair));
        }
    }
}

#[test]
fn dispersion_follows_the_papers() {
    let cases = expected().dispersion;
    assert_eq!(cases.len(), 6);
    for case in cases {
        let parts = Parts::new(case.sizes.clone());
        let counts: Vec<(u32, u64)> = (0..).zip(case.counts.iter().copied()).collect();
        let have = parts.dispersion(&counts).unwrap();
        assert_eq!(have.range, case.range);
        for (have, want, name) in [
            (have.juilland_d.unwrap(), case.juilland_d, "Juilland's D"),
            (have.dp, case.dp, "DP"),
            (have.dp_norm.unwrap(), case.dp_norm, "normalised DP"),
        ] {
            let what = format!("{name} of {:?} in {:?}", case.counts, case.sizes);
            assert_close(have, want, &what);
        }
    }
}

#[test]
fn adjusted_p_values_are_those_of_statsmodels_and_scipy() {
    for case in expected().adjusted {
        for (adjustment, want) in [
            (Adjustment::Holm, case.holm),
            (Adjustment::BenjaminiHochberg, case.benjamini_hochberg),
        ] {
            let have = adjustment.adjust(&case.p);
            assert_eq!(have.len(), want.len());
            for (have, want) in have.iter().zip(want) {
                assert_relative(*have, want, &format!("{adjustment:?} of {:?}", case.p));
            }
        }
    }
}
