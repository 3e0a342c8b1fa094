//! The fit on class sums against linfa's own fit on the full matrix of documents.

use std::sync::Mutex;

use linfa::DatasetView;
use linfa::traits::{Fit as _, Predict as _};
use linfa_bayes::{MultinomialNb, MultinomialNbParams};
use ndarray::{Array1, Array2};
use serde_json::Value;
use tasnif::features::{ClassWeighting, Fit, Transformer, TransformerCache};
use tasnif::model::{Prior, train};
use tasnif::{Algorithm, Classifier, FeatureSettings, Model, ModelSettings, TokenizedCorpus};

use super::{assert_near, documents, plain_tfidf, sublinear_bigrams, training_corpus};

/// Weights are kept in 32 bits.
const SINGLE: f64 = 1e-6;

const ALPHA: f64 = 0.1;

/// Plain TF-IDF, and what is trained by default.
fn feature_settings() -> [FeatureSettings; 2] {
    let defaults = FeatureSettings {
        class_weighting: ClassWeighting::Entropy,
        ..sublinear_bigrams()
    };
    [plain_tfidf(), defaults]
}

fn trained(corpus: &TokenizedCorpus, features: FeatureSettings, algorithm: Algorithm) -> Model {
    let settings = ModelSettings {
        features,
        algorithm,
        alpha: ALPHA,
        // linfa knows no other prior.
        prior: Some(Prior::Empirical),
        balanced: false,
        refinement: None,
        calibrated: false,
        ..ModelSettings::default()
    };
    train(&corpus.all(), &settings).expect("the corpus trains")
}

/// One row a training document, and its label.
fn full_matrix(
    corpus: &TokenizedCorpus,
    settings: &FeatureSettings,
) -> (Array2<f64>, Array1<usize>) {
    let fit = Fit::new(&corpus.all(), settings).expect("the settings are possible");
    let rows = Mutex::new(Vec::new());
    fit.for_each_row(|label, row| {
        let row = (label, row.to_vec());
        rows.lock().expect("no thread panicked").push(row);
    })
    .unwrap();
    let rows = rows.into_inner().expect("no thread panicked");
    assert_eq!(rows.len(), corpus.len());
    let mut matrix = Array2::zeros((rows.len(), fit.features().vocabulary.len()));
    for (document, (_, row)) in rows.iter().enumerate() {
        for &(term, weight) in row {
            matrix[(document, term as usize)] = weight;
        }
    }
    let labels = rows.into_iter().map(|(label, _)| label).collect();
    (matrix, labels)
}

fn fit(matrix: &Array2<f64>, labels: &Array1<usize>) -> MultinomialNb<f64, usize> {
    let dataset = DatasetView::new(matrix.view(), labels.view());
    let parameters = MultinomialNbParams::new().alpha(ALPHA);
    parameters.fit(&dataset).expect("linfa takes the matrix")
}

/// What linfa keeps of `class` under `name`, through its serialised form.
fn parameter<'v>(fitted: &'v Value, class: usize, name: &str) -> &'v Value {
    &fitted["class_info"][class.to_string()][name]
}

fn log_probabilities(fitted: &MultinomialNb<f64, usize>, class: usize) -> Vec<f64> {
    let fitted = serde_json::to_value(fitted).expect("linfa serialises");
    let array = &parameter(&fitted, class, "feature_log_prob")["data"];
    serde_json::from_value(array.clone()).expect("numbers")
}

/// Compares our weights of `class` with linfa's log probabilities.
#[track_caller]
fn compare(model: &Model, class: usize, expected: &[f64]) {
    assert_eq!(model.features.vocabulary.len(), expected.len());
    for (term, &want) in expected.iter().enumerate() {
        let have = f64::from(model.weights_of(term)[class]);
        assert_near(have, want, SINGLE, model.features.vocabulary.term(term));
    }
}

#[test]
fn multinomial_parameters_are_those_of_the_full_matrix() {
    let corpus = training_corpus();
    for settings in feature_settings() {
        let model = trained(&corpus, settings.clone(), Algorithm::Multinomial);
        let (matrix, labels) = full_matrix(&corpus, &settings);
        let fitted = fit(&matrix, &labels);
        let serialised = serde_json::to_value(&fitted).expect("linfa serialises");
        for (class, log_prior) in model.log_priors().into_iter().enumerate() {
            compare(&model, class, &log_probabilities(&fitted, class));
            let prior = parameter(&serialised, class, "prior");
            let prior = prior.as_f64().expect("a number");
            assert_near(log_prior.exp(), prior, 1e-12, "prior");
        }
    }
}

/// linfa has no complement naive Bayes, but fitted on "this class or another" it has the log
/// probabilities of the other classes, which complement naive Bayes takes with a minus.
#[test]
fn complement_parameters_are_those_of_the_other_classes() {
    let corpus = training_corpus();
    for settings in feature_settings() {
        let model = trained(&corpus, settings.clone(), Algorithm::Complement);
        let (matrix, labels) = full_matrix(&corpus, &settings);
        for class in 0..model.labels.len() {
            let is_other = labels.mapv(|label| usize::from(label != class));
            let others = log_probabilities(&fit(&matrix, &is_other), 1);
            let negated: Vec<f64> = others.iter().map(|probability| -probability).collect();
            compare(&model, class, &negated);
        }
    }
}

#[test]
fn labels_are_those_that_linfa_predicts() {
    let corpus = training_corpus();
    let texts: Vec<String> = documents().into_iter().map(|d| d.text).collect();
    for settings in feature_settings() {
        let model = trained(&corpus, settings.clone(), Algorithm::Multinomial);
        let (matrix, labels) = full_matrix(&corpus, &settings);
        let predicted: Array1<usize> = fit(&matrix, &labels).predict(&rows_of(&model, &texts));
        let classifier = Classifier::new(model.clone());
        for (text, &expected) in texts.iter().zip(&predicted) {
            assert_eq!(classifier.classify(text).label, Some(expected), "{text}");
        }
    }
}

fn rows_of(model: &Model, texts: &[String]) -> Array2<f64> {
    let shared = TransformerCache::default();
    let mut transformer = Transformer::new(&model.features, &shared);
    let mut matrix = Array2::zeros((texts.len(), model.features.vocabulary.len()));
    for (document, text) in texts.iter().enumerate() {
        for (term, weight) in transformer.row(text).weights {
            matrix[(document, term as usize)] = weight;
        }
    }
    matrix
}
