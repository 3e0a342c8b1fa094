//! Our numbers against those of scikit-learn, linfa, SciPy, NLTK, a textbook and papers.
//!
//! The expected numbers are the JSON files of this folder; the scripts of the same names compute
//! them from `corpus.jsonl` and say how they are run. No expected number comes from our own code.

mod comparison;
mod counts;
mod diversity;
mod document_test;
mod features;
mod keyphrases;
mod linfa;
mod metrics;
mod naive_bayes;
mod ngrams;
mod published;
mod textbook;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use tasnif::features::{ClassWeighting, DfBound, Idf, Norm, TermSelection, Tf};
use tasnif::text::HamzaSeats;
use tasnif::{FeatureSettings, MinDf, NgramRange, Profile, TokenizedCorpus, Tokenizer};

/// One line of `corpus.jsonl`; a document without a label is held out.
#[derive(Deserialize)]
struct Document {
    label: Option<String>,
    text: String,
}

/// All documents, the held-out one last, as the scripts have them.
fn documents() -> Vec<Document> {
    let lines = include_str!("corpus.jsonl").lines();
    let documents: Vec<Document> = lines.map(parse).collect();
    let labelled = |document: &Document| document.label.is_some();
    assert!(documents.is_sorted_by_key(|document| !labelled(document)));
    assert_eq!(documents.iter().filter(|d| labelled(d)).count(), 12);
    assert_eq!(documents.len(), 13);
    documents
}

/// The documents that have a label.
fn training_corpus() -> TokenizedCorpus {
    let mut corpus = TokenizedCorpus::default();
    for document in documents() {
        if let Some(label) = document.label {
            corpus.push(&document.text, &label).unwrap();
        }
    }
    corpus
}

/// `TfidfVectorizer()` in our words.
fn plain_tfidf() -> FeatureSettings {
    FeatureSettings {
        profile: Profile::AUTO,
        hamza_seats: HamzaSeats::Keep,
        stem: None,
        ngrams: ngrams("1"),
        char_ngrams: None,
        stop_words: Vec::new(),
        clitics: false,
        tf: Tf::Raw,
        idf: Idf::Smooth,
        class_weighting: ClassWeighting::None,
        norm: Norm::L2,
        min_df: MinDf::Bound(DfBound::Count(1)),
        max_df: DfBound::Share(1.0),
        max_features: None,
        selection: TermSelection::DocumentFrequency,
    }
}

/// `TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))` in our words.
fn sublinear_bigrams() -> FeatureSettings {
    FeatureSettings {
        tf: Tf::Sublinear,
        ngrams: ngrams("1..2"),
        ..plain_tfidf()
    }
}

fn ngrams(range: &str) -> NgramRange {
    range.parse().expect("a range")
}

fn parse<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("the file is what its script prints")
}

/// Whether two numbers differ by less than `tolerance`; never true of a NaN.
fn near(have: f64, want: f64, tolerance: f64) -> bool {
    (have - want).abs() < tolerance
}

#[track_caller]
fn assert_near(have: f64, want: f64, tolerance: f64, what: &str) {
    assert!(near(have, want, tolerance), "{what}: {have}, not {want}");
}

/// The premise of every comparison: both sides see the same tokens.
#[test]
fn the_corpus_is_split_at_white_space() {
    for document in documents() {
        let tokens = Tokenizer::default().tokens(&document.text);
        let tokens: Vec<_> = tokens.iter().map(|token| token.text.as_str()).collect();
        let words: Vec<_> = document.text.split(' ').collect();
        assert_eq!(tokens, words);
    }
}
