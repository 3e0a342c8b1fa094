//! Results of scores on held-out documents.

use super::Scored;
use crate::evaluate::metrics::sum;
use crate::model::{first_largest, reserved_probability, rough_temperature};

/// A test document and its scores.
pub(super) struct TestDocument<'v> {
    /// Its label, as its number in the model.
    pub truth: usize,
    /// The score of each label.
    pub scores: Vec<f64>,
    /// The class in the corpus of each label.
    pub class_of: &'v [u32],
}

/// Predictions and probabilities at the best temperature.
pub(super) fn results(tested: &[TestDocument<'_>]) -> Vec<Scored> {
    let documents = tested.iter().map(|d| (d.scores.as_slice(), d.truth));
    let temperature = rough_temperature(&documents.collect::<Vec<_>>());
    let results = tested.iter().map(|document| Scored {
        truth: document.class_of[document.truth],
        predicted: Some(document.class_of[first_largest(&document.scores)]),
        probability_of_truth: reserved_probability(&document.scores, temperature, document.truth),
    });
    results.collect()
}

/// Log-loss over all documents at the best temperature.
pub(super) fn log_loss(tested: &[TestDocument<'_>]) -> f64 {
    let losses = results(tested).into_iter();
    sum(losses.map(|scored| -libm::log(scored.probability_of_truth)))
}
