//! Weights and probabilities against scikit-learn's `MultinomialNB`, `ComplementNB` and
//! `BernoulliNB`.

use std::collections::BTreeMap;

use serde::Deserialize;
use tasnif::features::{Idf, Norm, Tf};
use tasnif::model::{Prior, train};
use tasnif::{Algorithm, Classifier, FeatureSettings, Model, ModelSettings, TokenizedCorpus};

use super::{
    assert_near, documents, ngrams, parse, plain_tfidf, sublinear_bigrams, training_corpus,
};

/// Weights are kept in 32 bits.
const SINGLE: f64 = 1e-6;

/// Biases are kept in 64 bits, but sums of balanced classes are rounded to steps of 2⁻³².
const BALANCED: f64 = 1e-9;

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
    /// Of each class; empty when the algorithm has none.
    biases: Vec<f64>,
    /// Labels and probabilities of every document, the held-out one last.
    labels: Vec<String>,
    probabilities: Vec<Vec<f64>>,
}

/// The features that an algorithm is compared with, by the names of the cases.
fn features_of(algorithm: Algorithm) -> [(&'static str, FeatureSettings); 2] {
    let presence = FeatureSettings {
        idf: Idf::None,
        norm: Norm::None,
        tf: Tf::Binary,
        ..plain_tfidf()
    };
    let of_bigrams = FeatureSettings {
        ngrams: ngrams("1..2"),
        ..presence.clone()
    };
    match algorithm {
        Algorithm::Bernoulli => [
            ("presence of unigrams", presence),
            ("presence of bigrams", of_bigrams),
        ],
        _ => [
            ("unigrams", plain_tfidf()),
            ("sublinear bigrams", sublinear_bigrams()),
        ],
    }
}

/// Trains with both features and smoothings and compares with the cases of that name.
#[track_caller]
fn check(name: &str, algorithm: Algorithm, prior: Option<Prior>) {
    let settings = ModelSettings {
        algorithm,
        prior,
        ..ModelSettings::default()
    };
    check_settings(name, &settings);
}

#[track_caller]
fn check_settings(name: &str, settings: &ModelSettings) {
    let file: File = parse(include_str!("naive_bayes.json"));
    let corpus = training_corpus();
    for (features_name, features) in features_of(settings.algorithm) {
        for alpha in [0.1, 1.0] {
            let settings = ModelSettings {
                features: features.clone(),
                alpha,
                ..settings.clone()
            };
            let model = train(&corpus.all(), &settings);
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
    assert_eq!(model.biases.len(), expected.biases.len());
    for (&have, &want) in model.biases.iter().zip(&expected.biases) {
        assert_near(have, want, BALANCED * want.abs(), case);
    }
    let documents = documents();
    assert_eq!(documents.len(), expected.labels.len());
    let classifier = Classifier::new(model.clone());
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

/// Relative to the weight; only Bernoulli's can be 0.
#[track_caller]
fn assert_weights(have: &[f32], want: &[f64], term: &str) {
    assert_eq!(have.len(), want.len());
    for (&have, &want) in have.iter().zip(want) {
        assert_near(f64::from(have), want, SINGLE * want.abs() + 1e-12, term);
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

#[test]
fn weight_normalised_complement() {
    let name = "complement weight-normalised";
    let algorithm = Algorithm::WeightNormalisedComplement;
    check(name, algorithm, Some(Prior::Uniform));
    check(name, algorithm, None);
}

#[test]
fn bernoulli() {
    let (empirical, uniform) = ("bernoulli empirical", "bernoulli uniform");
    check(empirical, Algorithm::Bernoulli, Some(Prior::Empirical));
    check(empirical, Algorithm::Bernoulli, None);
    check(uniform, Algorithm::Bernoulli, Some(Prior::Uniform));
}

#[test]
fn balanced_classes() {
    for (name, algorithm) in [
        ("multinomial balanced", Algorithm::Multinomial),
        ("complement balanced", Algorithm::Complement),
        ("bernoulli balanced", Algorithm::Bernoulli),
    ] {
        let settings = ModelSettings {
            algorithm,
            balanced: true,
            ..ModelSettings::default()
        };
        check_settings(name, &settings);
    }
}

/// The documents whose counts are `[[1, 2, 0], [0, 1, 3]]`.
#[test]
fn weights_from_plain_counts() {
    let mut corpus = TokenizedCorpus::default();
    corpus.push("x y y", "first").unwrap();
    corpus.push("y z z z", "second").unwrap();
    let model = train(&corpus.all(), &super::textbook::settings()).expect("it trains");
    let expected = parse::<File>(include_str!("naive_bayes.json")).counts;
    assert_eq!(model.features.vocabulary.len(), expected.len());
    for (term, want) in expected.iter().enumerate() {
        assert_weights(model.weights_of(term), want, "counts");
    }
}
