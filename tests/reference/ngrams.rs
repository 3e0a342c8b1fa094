//! Association of n-grams against NLTK.

use std::collections::BTreeMap;

use serde::Deserialize;
use tasnif::stats::{
    NgramAssociation, NgramCollocation, NgramCollocationSettings, ngram_collocations,
};
use tasnif::{FeatureSettings, TermSettings, Terms, TokenizedCorpus};

use super::{documents, ngrams, parse};

#[derive(Deserialize)]
struct Expected {
    corpus: Vec<Ngram>,
    large: Vec<Measures>,
}

#[derive(Deserialize)]
struct Ngram {
    ngram: String,
    documents: u64,
    #[serde(flatten)]
    measures: Measures,
}

#[derive(Deserialize)]
struct Measures {
    windows: Vec<u64>,
    pmi: f64,
    log_likelihood: f64,
    t_score: f64,
    chi_squared: f64,
    raw: f64,
}

fn expected() -> Expected {
    parse(include_str!("ngrams.json"))
}

/// To 1e-9 of their size; numbers that are 0 but for the rounding of either side are equal.
#[track_caller]
fn assert_measures(have: &NgramAssociation, windows: &[u64], want: &Measures, what: &str) {
    assert_eq!(windows, want.windows, "{what}");
    let raw = *windows.last().expect("an n-gram has windows") as f64 / windows[0] as f64;
    for (have, want, name) in [
        (have.pmi, want.pmi, "PMI"),
        (have.log_likelihood, want.log_likelihood, "G2"),
        (have.t_score, want.t_score, "t"),
        (have.chi_squared, want.chi_squared, "X2"),
        (raw, want.raw, "raw frequency"),
    ] {
        let close = (have - want).abs() <= (1e-9 * want.abs()).max(1e-14);
        assert!(close, "{name} of {what}: {have:e}, not {want:e}");
    }
}

/// All n-grams of the corpus, by their words.
fn found(length: usize) -> BTreeMap<String, NgramCollocation> {
    let range = ngrams(&length.to_string());
    let settings = FeatureSettings {
        ngrams: range,
        ..FeatureSettings::default()
    };
    let mut corpus = TokenizedCorpus::new(settings.text(), Default::default());
    for document in documents() {
        if let Some(label) = document.label {
            corpus.push(&document.text, &label).unwrap();
        }
    }
    let found = corpus.find_terms(&TermSettings {
        all_tokens: true,
        ngrams: range,
        ..TermSettings::default()
    });
    let terms = Terms::count(&corpus.all(), found.unwrap()).unwrap();
    let settings = NgramCollocationSettings {
        length,
        ..NgramCollocationSettings::default()
    };
    let found = ngram_collocations(&terms, &settings).unwrap();
    let scores = |found: &NgramCollocation| found.association.log_likelihood;
    assert!(found.is_sorted_by(|a, b| scores(a) >= scores(b)));
    let found = found.into_iter();
    found
        .map(|found| (found.text.term.clone(), found))
        .collect()
}

#[test]
fn ngrams_of_the_corpus_have_nltks_measures() {
    let expected = expected().corpus;
    for length in 2..=4 {
        let found = found(length);
        let mut seen = 0;
        for want in expected
            .iter()
            .filter(|want| want.ngram.split(' ').count() == length)
        {
            let have = &found[&want.ngram];
            assert_eq!(have.documents, want.documents, "{}", want.ngram);
            assert_measures(
                &have.association,
                &have.windows,
                &want.measures,
                &want.ngram,
            );
            seen += 1;
        }
        assert_eq!(found.len(), seen);
        assert!(seen > 50, "{seen}");
    }
}

#[test]
fn large_corpora_have_nltks_measures() {
    let expected = expected().large;
    assert_eq!(expected.len(), 4);
    for want in expected {
        let have = NgramAssociation::of(&want.windows).unwrap();
        assert_measures(&have, &want.windows, &want, &format!("{:?}", want.windows));
    }
}
