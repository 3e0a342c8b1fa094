//! The outcome of one labelled document.

use crate::model::Prediction;

/// A document's true label and the model's prediction.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The label that the document has.
    pub truth: String,
    /// The most probable label; `None` when the model knows no term of the document.
    pub predicted: Option<String>,
    /// Whether the document is given that label: none of its numbers is below a threshold.
    pub labelled: bool,
    /// Predicted probability of the true label; 0 when the model does not know that label.
    pub probability_of_truth: f64,
    /// Probability of the most probable label.
    pub top_probability: f64,
    /// Sum over the classes of the squared difference between probability and truth.
    pub brier: f64,
}

impl Outcome {
    /// Compares a prediction with the label that a document has.
    pub fn new(truth: &str, prediction: &Prediction) -> Self {
        let labels = &prediction.labels;
        let of_truth = labels.index(truth);
        let squares = prediction.probabilities.iter().enumerate();
        let unknown_truth = if of_truth.is_none() { 1.0 } else { 0.0 };
        Outcome {
            truth: truth.to_owned(),
            predicted: prediction
                .most_probable
                .map(|label| labels.name(label).to_owned()),
            labelled: prediction.label.is_some(),
            probability_of_truth: of_truth.map_or(0.0, |label| prediction.probabilities[label]),
            top_probability: prediction.probabilities.iter().copied().fold(0.0, f64::max),
            brier: squares
                .map(|(label, probability)| {
                    let target = if of_truth == Some(label) { 1.0 } else { 0.0 };
                    (probability - target) * (probability - target)
                })
                .sum::<f64>()
                + unknown_truth,
        }
    }

    /// True when the most probable label is the true one.
    pub fn is_correct(&self) -> bool {
        self.predicted.as_ref() == Some(&self.truth)
    }

    /// Probability of the most probable label; 0 when no term is known.
    pub fn confidence(&self) -> f64 {
        match self.predicted {
            Some(_) => self.top_probability,
            None => 0.0,
        }
    }
}
