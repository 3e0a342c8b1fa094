//! Choosing a label for a text.

use std::sync::OnceLock;

use super::fit::Model;
use crate::features::{Row, Transformer};

/// What a model says of one text.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// Index of the most probable class, the first on ties; `None` when the text has no known
    /// term.
    pub label: Option<usize>,
    /// Probability of each class, in the order of the model's labels.
    pub probabilities: Vec<f64>,
    /// Tokens of the text.
    pub tokens: u64,
    /// Tokens that take part in a term that the model knows.
    pub known_tokens: u64,
}

impl Prediction {
    /// Classes and probabilities, most probable first, ties in label order.
    pub fn ranked(&self) -> Vec<(usize, f64)> {
        let mut ranked: Vec<_> = self.probabilities.iter().copied().enumerate().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        ranked
    }
}

/// Classifies texts with a model; share it between threads and take a [`Classifier::session`] on
/// each.
pub struct Classifier<'m> {
    pub(super) model: &'m Model,
    log_priors: Vec<f64>,
    term_weights: OnceLock<Vec<f64>>,
}

impl<'m> Classifier<'m> {
    /// Prepares `model` for classification.
    pub fn new(model: &'m Model) -> Self {
        Classifier {
            model,
            log_priors: model.log_priors(),
            term_weights: OnceLock::new(),
        }
    }

    /// Working memory for texts one after the other.
    pub fn session(&self) -> Session<'_> {
        Session {
            classifier: self,
            transformer: Transformer::new(&self.model.features, &self.term_weights),
        }
    }

    /// Classifies one text.
    pub fn classify(&self, text: &str) -> Prediction {
        self.session().classify(text)
    }

    /// Log score of each class: what the terms add, plus what stands before a word is read.
    pub(super) fn scores(&self, weights: &[(u32, f64)]) -> Vec<f64> {
        let mut scores = self.evidence(weights);
        for (score, log_prior) in scores.iter_mut().zip(self.log_priors()) {
            *score += log_prior;
        }
        scores
    }

    /// Log score of each class before a word is read.
    pub(super) fn log_priors(&self) -> &[f64] {
        &self.log_priors
    }

    /// What terms add to the log score of each class: a sum over terms, so that what one term adds
    /// can be told alone.
    pub(super) fn evidence(&self, weights: &[(u32, f64)]) -> Vec<f64> {
        let mut evidence = vec![0.0; self.log_priors.len()];
        let classes = evidence.len();
        let class_weights = &*self.model.weights;
        for &(term, weight) in weights {
            let start = term as usize * classes;
            let of_term = &class_weights[start..start + classes];
            for (sum, &class_weight) in evidence.iter_mut().zip(of_term) {
                *sum += weight * f64::from(class_weight);
            }
        }
        evidence
    }
}

/// Working memory of one thread.
pub struct Session<'c> {
    pub(super) classifier: &'c Classifier<'c>,
    pub(super) transformer: Transformer<'c>,
}

impl Session<'_> {
    /// Classifies one text.
    pub fn classify(&mut self, text: &str) -> Prediction {
        let row = self.transformer.row(text);
        self.predict(row)
    }

    /// Classifies a text that was tokenised by the model's settings before.
    pub(crate) fn classify_tokens<'t>(
        &mut self,
        tokens: impl Iterator<Item = &'t str>,
    ) -> Prediction {
        let row = self.transformer.row_of(tokens);
        self.predict(row)
    }

    pub(super) fn predict(&self, row: Row) -> Prediction {
        let scores = self.classifier.scores(&row.weights);
        Prediction {
            label: (!row.weights.is_empty()).then(|| first_largest(&scores)),
            probabilities: probabilities(scores),
            tokens: row.tokens,
            known_tokens: row.known_tokens,
        }
    }
}

pub(super) fn first_largest(scores: &[f64]) -> usize {
    let mut best = 0;
    for (index, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = index;
        }
    }
    best
}

/// Normalised exponentials; the largest is taken out first, so that long texts stay finite.
fn probabilities(mut scores: Vec<f64>) -> Vec<f64> {
    let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for score in &mut scores {
        *score = libm::exp(*score - largest);
    }
    let total: f64 = scores.iter().sum();
    for score in &mut scores {
        *score /= total;
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_go_to_the_first_and_large_scores_stay_finite() {
        assert_eq!(first_largest(&[1.0, 3.0, 3.0]), 1);
        assert_eq!(probabilities(vec![-5000.0, -5000.0]), [0.5, 0.5]);
        assert_eq!(probabilities(vec![5000.0, 0.0]), [1.0, 0.0]);
    }
}
