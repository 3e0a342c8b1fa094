//! Weights and probabilities against scikit-learn's `MultinomialNB` and `ComplementNB`.

use std::collections::BTreeMap;

use serde::Deserialize;
use tasnif::{
    Algorithm, Classifier, Model, ModelSettings, Prior, TokenizedCorpus, Tokenizer, train,
};

use super::{assert_near, documents, parse, plain_tfidf, sublinear_bigrams, training_corpus};

/// Weights are kept in 32 bits.
const SINGLE: f64 = 1e-6;

#[derive(Deserialize)]
struct File {
    cases: BTreeMap<String, Expected>,
    /// Weight of each term in each class, from plain counts.
    counts: Vec<[f64; 2]>,
}

#[derive(Deserialize)]
struct Expected {
    classes: Vec<String>,
    /// Weights in each class, by term.
    weights: BTreeMap<String, Vec<f64>>,
    /// Labels and probabilities of every document, the held-out one last.
    labels: Vec<String>,
    probabilities: Vec<Vec<f64>>,
}

/// Trains with both features and smoothings and compares with the cases of that name.
#[track_caller]
fn check(name: &str, algorithm: Algorithm, prior: Option<Prior>) {
    let file: File = parse(include_str!("naive_bayes.json"));
    let corpus = training_corpus();
    for (features_name, features) in [
        ("unigrams", plain_tfidf()),
        ("sublinear bigrams", sublinear_bigrams()),
    ] {
        for alpha in [0.1, 1.0] {
            let settings = ModelSettings {
                features: features.clone(),
                algorithm,
                alpha,
                prior,
            };
            let model = train(&corpus, &vec![true; corpus.len()], &settings);
            let case = format!("{name}, {features_name}, alpha {alpha:?}");
            let expected = &file.cases[&case];
            compare(&model.expect("the corpus trains"), expected, &case);
        }
    }
}

#[track_caller]
fn compare(model: &Model, expected: &Expected, case: &str) {
    assert_eq!(model.labels.names(), expected.classes);
    let vocabulary = &model.features.vocabulary;
    assert!(vocabulary.iter().eq(expected.weights.keys()));
    for (term, want) in expected.weights.values().enumerate() {
        assert_weights(model.weights_of(term), want, vocabulary.term(term));
    }
    let documents = documents();
    assert_eq!(documents.len(), expected.labels.len());
    let classifier = Classifier::new(model);
    for (index, document) in documents.iter().enumerate() {
        let prediction = classifier.classify(&document.text);
        let label = prediction.label.map(|label| model.labels.name(label));
        assert_eq!(label, Some(expected.labels[index].as_str()), "{case}");
        let want = &expected.probabilities[index];
        assert_eq!(prediction.probabilities.len(), want.len());
        for (&have, &want) in prediction.probabilities.iter().zip(want) {
            assert_near(have, want, SINGLE, case);
        }
    }
}

/// Relative to the weight, which is never 0 because no term has probability 1.
#[track_caller]
fn assert_weights(have: &[f32], want: &[f64], term: &str) {
    assert_eq!(have.len(), want.len());
    for (&have, &want) in have.iter().zip(want) {
        assert_near(f64::from(have), want, SINGLE * want.abs(), term);
    }
}

#[test]
fn multinomial_with_the_priors_of_the_corpus() {
    let (name, algorithm) = ("multinomial empirical", Algorithm::Multinomial);
    check(name, algorithm, Some(Prior::Empirical));
    check(name, algorithm, None);
}

#[test]
fn multinomial_with_equal_priors() {
    let prior = Some(Prior::Uniform);
    check("multinomial uniform", Algorithm::Multinomial, prior);
}

#[test]
fn complement() {
    let (name, algorithm) = ("complement uniform", Algorithm::Complement);
    check(name, algorithm, Some(Prior::Uniform));
    check(name, algorithm, None);
}

/// The documents whose counts are `[[1, 2, 0], [0, 1, 3]]`.
#[test]
fn weights_from_plain_counts() {
    let mut corpus = TokenizedCorpus::default();
    corpus
        .push(&Tokenizer::default(), "x y y", "first", |_| true)
        .unwrap();
    corpus
        .push(&Tokenizer::default(), "y z z z", "second", |_| true)
        .unwrap();
    let model = train(&corpus, &[true; 2], &super::textbook::settings()).expect("it trains");
    let expected = parse::<File>(include_str!("naive_bayes.json")).counts;
    assert_eq!(model.features.vocabulary.len(), expected.len());
    for (term, want) in expected.iter().enumerate() {
        assert_weights(model.weights_of(term), want, "counts");
    }
}
