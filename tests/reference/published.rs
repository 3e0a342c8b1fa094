//! Worked examples from the literature, and the fightin' words algorithm as it is published.

use std::collections::BTreeMap;

use tasnif::stats::{Association, Contingency, Parts, Sign, key_terms};
use tasnif::{KeynessMeasure, KeynessSettings, TermSettings, Terms};

use super::{assert_near, parse, training_corpus};

/// Dispersion of something with these counts in parts of these sizes.
fn dispersion(counts: &[u64], sizes: &[u64]) -> tasnif::stats::Dispersion {
    let counts: Vec<(u32, u64)> = (0..).zip(counts.iter().copied()).collect();
    let parts = Parts::new(sizes.to_vec());
    parts.dispersion(&counts).expect("it occurs")
}

/// Carroll (1970), "An alternative to Juilland's usage coefficient for lexical frequencies", ETS
/// Research Bulletin 1970(2), p. 14, as the tests of Wordless cite it: five equal parts.
#[test]
fn juillands_d_is_that_of_carroll() {
    let found = dispersion(&[0, 4, 3, 2, 1], &[100; 5]);
    assert_near(found.juilland_d.unwrap(), 0.6464, 5e-5, "D");
}

/// Lijffijt and Gries (2012), "Correction to Stefan Th. Gries' 'Dispersions and adjusted frequencies
/// in corpora’", p. 148: three equal parts with two thirds, one third and nothing.
#[test]
fn normalised_dp_is_that_of_lijffijt_and_gries() {
    let found = dispersion(&[2, 1, 0], &[30; 3]);
    assert_near(found.dp, 1.0 / 3.0, 1e-12, "DP");
    assert_near(found.dp_norm.unwrap(), 0.5, 1e-12, "normalised DP");
    assert_near(dispersion(&[3, 3, 3], &[30; 3]).dp, 0.0, 1e-12, "DP");
}

/// The corpus of Gries (2008, p. 406; 2020, section 5.2), with the numbers that the tests of scattertext
/// (`test_dispersion.py`) have for it: range, Juilland's D, DP and normalised DP of four letters.
#[test]
fn dispersion_in_the_corpus_of_gries_is_that_of_scattertext() {
    let texts = [
        "b a m n i b e u p",
        "b a s a t b e w q n",
        "b c a g a b e s t a",
        "b a g h a b e a a t",
        "b a h a a b e a x a t",
    ];
    let words = texts.map(|text| text.split(' ').collect::<Vec<_>>());
    let sizes = words.clone().map(|words| words.len() as u64);
    assert_eq!(sizes, [9, 10, 10, 10, 11]);
    for (letter, range, d, dp, dp_norm) in [
        ("b", 5, 0.968, 0.02, 0.024),
        ("i", 1, 0.0, 0.82, 1.0),
        ("q", 1, 0.0, 0.8, 0.976),
        ("x", 1, 0.0, 0.78, 0.951),
    ] {
        let count = |words: &Vec<&str>| words.iter().filter(|&&word| word == letter).count();
        let counts: Vec<u64> = words.iter().map(|words| count(words) as u64).collect();
        let found = dispersion(&counts, &sizes);
        assert_eq!(found.range, range);
        assert_near(found.juilland_d.unwrap(), d, 5e-4, letter);
        assert_near(found.dp, dp, 5e-4, letter);
        assert_near(found.dp_norm.unwrap(), dp_norm, 5e-4, letter);
    }
}

/// What Rychlý (2008), "A lexicographer-friendly association score", says of logDice: at most
/// 14; 0 where the two come together once in 16,000 (2¹⁴) occurrences of either; a point more is twice
/// as often; the size of the corpus does not matter.
#[test]
fn log_dice_is_as_rychly_says() {
    let log_dice = |joint, first, second, total| {
        let table = Contingency::of_pair(joint, first, second, total);
        Association::of(&table).unwrap().log_dice
    };
    assert_near(log_dice(70, 70, 70, 1_000), 14.0, 1e-12, "most");
    assert_near(log_dice(1, 16_384, 16_384, 1_000_000), 0.0, 1e-12, "zero");
    let once = log_dice(5, 4_000, 900, 1_000_000);
    assert_near(
        log_dice(10, 4_000, 900, 1_000_000),
        once + 1.0,
        1e-12,
        "twice",
    );
    assert_near(log_dice(5, 4_000, 900, 80_000_000), once, 1e-12, "corpus");
}

/// Made by `log_odds.py`: log-odds and z-score of each word of each label.
type Expected = BTreeMap<String, BTreeMap<String, [f64; 2]>>;

#[test]
fn log_odds_are_those_of_fightin_words() {
    let expected: Expected = parse(include_str!("log_odds.json"));
    assert_eq!(expected.len(), 3);
    let mut corpus = training_corpus();
    let found = corpus.find_terms(&TermSettings {
        all_tokens: true,
        ..TermSettings::default()
    });
    let terms = Terms::count(&corpus.all(), found.unwrap()).unwrap();
    let settings = KeynessSettings {
        measure: KeynessMeasure::LogOdds,
        sign: Sign::Both,
        ..KeynessSettings::default()
    };
    for (label, class) in terms.classes() {
        let found = &key_terms(&terms, &[class], &settings).unwrap()[0];
        let expected = &expected[label];
        assert_eq!(found.len(), expected.len());
        for term in found {
            let odds = term.keyness.log_odds.unwrap();
            let word = &term.text.term;
            let [value, z] = expected[word];
            assert_near(odds.value, value, 1e-12, word);
            assert_near(odds.z, z, 1e-12, word);
        }
    }
}
