//! The test of documents against SciPy's median test and Fisher's exact test.

use std::collections::BTreeMap;

use serde::Deserialize;
use tasnif::stats::{Adjustment, KeynessTest, Sign, key_terms};
use tasnif::{KeynessSettings, TermSettings, Terms, TokenizedCorpus};

use super::{assert_near, parse};

#[derive(Deserialize)]
struct Expected {
    documents: Vec<(String, String)>,
    labels: BTreeMap<String, BTreeMap<String, OfWord>>,
}

#[derive(Deserialize)]
struct OfWord {
    above: (u64, u64),
    p: f64,
}

#[test]
fn documents_above_the_median_are_those_of_scipy() {
    let expected: Expected = parse(include_str!("document_test.json"));
    let mut corpus = TokenizedCorpus::default();
    for (label, text) in &expected.documents {
        let pushed = corpus.push(text, label);
        pushed.unwrap();
    }
    let found = corpus.find_terms(&TermSettings::default()).unwrap();
    let terms = Terms::count(&corpus.all(), found).unwrap();
    let settings = KeynessSettings {
        test: KeynessTest::Documents,
        adjustment: Adjustment::None,
        sign: Sign::Both,
        ..KeynessSettings::default()
    };
    let mut compared = 0;
    for (label, class) in terms.classes() {
        let expected = &expected.labels[label];
        for term in &key_terms(&terms, &[class], &settings).unwrap()[0] {
            let word = &expected[&term.text.term];
            assert_eq!(term.above_median, Some(word.above), "{}", term.text.term);
            assert_near(term.p, word.p, 1e-12, &term.text.term);
            compared += 1;
        }
    }
    assert_eq!(compared, 50);
}
