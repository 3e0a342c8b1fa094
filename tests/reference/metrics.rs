//! Metrics against `sklearn.metrics`, calibration error against numpy.

use std::collections::BTreeMap;

use serde::Deserialize;
use tasnif::evaluate::Average;
use tasnif::{Metrics, Outcome, Prediction};

use super::{assert_near, parse};

const EXACT: f64 = 1e-12;

#[derive(Deserialize)]
struct Expected {
    labels: Vec<String>,
    truth: Vec<String>,
    predicted: Vec<Option<String>>,
    probabilities: Vec<Vec<f64>>,
    accuracy: f64,
    #[serde(rename = "macro")]
    macro_average: Means,
    #[serde(rename = "weighted")]
    weighted_average: Means,
    by_label: ByLabel,
    confusion: Vec<Vec<u64>>,
    unknown: Vec<u64>,
    log_loss: f64,
    brier: f64,
    ece: f64,
    coverage: f64,
}

#[derive(Deserialize)]
struct Means {
    precision: f64,
    recall: f64,
    f1: f64,
}

#[derive(Deserialize)]
struct ByLabel {
    precision: Vec<f64>,
    recall: Vec<f64>,
    f1: Vec<f64>,
    support: Vec<u64>,
}

impl Expected {
    fn outcomes(&self) -> Vec<Outcome> {
        assert_eq!(self.truth.len(), self.predicted.len());
        assert_eq!(self.truth.len(), self.probabilities.len());
        let outcome = |document: usize| {
            let name = self.predicted[document].as_ref();
            let prediction = Prediction {
                label: name.map(|name| self.index(name)),
                abstention: None,
                most_probable: name.map(|name| self.index(name)),
                scores: self.probabilities[document].clone(),
                probabilities: self.probabilities[document].clone(),
                labels: self.labels.iter().cloned().collect(),
                tokens: 1,
                known_tokens: 1,
                content_words: 1,
                known_share: 1.0,
                similarity: 1.0,
            };
            Outcome::new(&self.truth[document], &prediction)
        };
        (0..self.truth.len()).map(outcome).collect()
    }

    fn index(&self, label: &String) -> usize {
        let position = self.labels.iter().position(|have| have == label);
        position.expect("predictions are labels")
    }
}

#[track_caller]
fn check(name: &str) {
    let cases: BTreeMap<String, Expected> = parse(include_str!("metrics.json"));
    let expected = &cases[name];
    let metrics = Metrics::new(&expected.outcomes());
    assert_eq!(metrics.documents, expected.truth.len() as u64);
    assert_eq!(metrics.confusion.labels, expected.labels);
    assert_eq!(metrics.confusion.matrix, expected.confusion);
    assert_eq!(metrics.confusion.unknown, expected.unknown);
    for (have, want, what) in [
        (metrics.accuracy, expected.accuracy, "accuracy"),
        (metrics.log_loss, expected.log_loss, "log loss"),
        (metrics.brier, expected.brier, "Brier score"),
        (metrics.ece, expected.ece, "calibration error"),
        (metrics.coverage, expected.coverage, "coverage"),
    ] {
        assert_near(have, want, EXACT, what);
    }
    check_average(&metrics.macro_average, &expected.macro_average, "macro");
    check_average(
        &metrics.weighted_average,
        &expected.weighted_average,
        "weighted",
    );
    check_labels(&metrics, expected);
}

#[track_caller]
fn check_average(have: &Average, want: &Means, what: &str) {
    assert_near(have.precision, want.precision, EXACT, what);
    assert_near(have.recall, want.recall, EXACT, what);
    assert_near(have.f1, want.f1, EXACT, what);
}

#[track_caller]
fn check_labels(metrics: &Metrics, expected: &Expected) {
    assert_eq!(metrics.labels.len(), expected.labels.len());
    let want = &expected.by_label;
    for (index, have) in metrics.labels.iter().enumerate() {
        assert_eq!(have.label, expected.labels[index]);
        assert_eq!(have.support, want.support[index], "{}", have.label);
        assert_near(have.precision, want.precision[index], EXACT, &have.label);
        assert_near(have.recall, want.recall[index], EXACT, &have.label);
        assert_near(have.f1, want.f1[index], EXACT, &have.label);
    }
}

#[test]
fn every_document_is_labelled() {
    check("all labelled");
}

#[test]
fn some_documents_are_left_unlabelled() {
    check("with abstentions");
}

#[test]
fn three_labels_and_six_documents() {
    check("small");
}
