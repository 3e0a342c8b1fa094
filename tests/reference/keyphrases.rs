//! Keywords of a text against YAKE's own program.

use std::collections::BTreeMap;

use serde::Deserialize;
use tasnif::stats::keyphrases;
use tasnif::{StopList, Tokenizer};

use super::{assert_near, parse};

#[derive(Deserialize)]
struct Expected {
    stop_words: Vec<String>,
    text: String,
    keywords: BTreeMap<String, f64>,
}

#[test]
fn scores_are_those_of_yake() {
    let expected: Expected = parse(include_str!("keyphrases.json"));
    let tokenizer = Tokenizer::default();
    let stop_list = StopList::from_lines(&tokenizer, "reference", &expected.stop_words.join("\n"));
    let found = keyphrases(&expected.text, &tokenizer, &stop_list, 3);
    let terms: Vec<&str> = expected.keywords.keys().map(String::as_str).collect();
    let mut have: Vec<&str> = found.iter().map(|phrase| phrase.term.as_str()).collect();
    have.sort_unstable();
    assert_eq!(have, terms);
    for phrase in &found {
        let want = expected.keywords[&phrase.term];
        assert_near(phrase.yake, want, 1e-9 * want, &phrase.term);
    }
}
