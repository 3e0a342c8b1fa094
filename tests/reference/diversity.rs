//! Diversity against lexicalrichness and numpy.

use std::collections::BTreeMap;

use serde::Deserialize;
use tasnif::Diversity;

use super::{assert_near, parse};

#[derive(Deserialize)]
struct Case {
    words: Vec<u64>,
    window: usize,
    ttr: f64,
    mattr: f64,
    mtld: f64,
    zipf_exponent: f64,
}

#[test]
fn measures_are_those_of_lexicalrichness() {
    let cases: Vec<Case> = parse(include_str!("diversity.json"));
    assert_eq!(cases.len(), 4);
    for case in cases {
        let mut numbers = BTreeMap::new();
        let numbered = case.words.iter().map(|word| {
            let next = numbers.len() as u32;
            *numbers.entry(word).or_insert(next)
        });
        let words: Vec<u32> = numbered.collect();
        let found = Diversity::of(&words, case.window);
        for (have, want, name) in [
            (found.ttr, case.ttr, "TTR"),
            (found.mattr, case.mattr, "MATTR"),
            (found.mtld, case.mtld, "MTLD"),
            (found.zipf_exponent, case.zipf_exponent, "Zipf"),
        ] {
            assert_near(have.unwrap(), want, 1e-9 * want, name);
        }
    }
}
