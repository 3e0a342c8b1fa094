//! Discriminative refinement: moves the weights of naive Bayes towards those of multinomial logistic
//! regression.
//!
//! Stochastic gradient descent on the log-loss over the training rows, one document at a time, with a step
//! size that falls linearly to 0; the final weights are the mean over all steps (Polyak and Juditsky 1992).
//! Only the number of epochs and the strength of the start regularise the weights. The order of documents is
//! determined by their content and the epoch number, and a single thread does the work, so the same documents
//! give the same bytes.

use serde::{Deserialize, Serialize};

use super::training_rows::TrainingRows;
use crate::error::{Error, Result};

/// Classes whose probability error is smaller than this are skipped.
const SMALLEST_ERROR: f64 = 1e-3;

/// If the largest error of a document is below this, it is not read again.
const CONVERGED: f64 = 0.01;

/// Step size of a class's bias relative to that of its weights: every document changes the bias, so it would
/// move most.
const BIAS_STEP: f64 = 0.1;

/// Maximum number of epochs: after a few dozen only the run time changes.
const MOST_EPOCHS: u32 = 1_000;

/// Settings of refinement.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Refinement {
    /// Number of passes over all documents; default 10.
    pub epochs: u32,
    /// Initial step size; default 5, for rows of unit length.
    pub learning_rate: f64,
    /// Factor of the naive Bayes scores at the start; default 0.3. At 0 they have no effect; the larger it
    /// is, the less is learned from documents that naive Bayes predicts correctly.
    pub start: f64,
    /// Factor of the naive Bayes scores that are added to the refined ones at the end (Wang and Manning 2012,
    /// "Baselines and bigrams"); default 0. Stored only if set.
    #[serde(skip_serializing_if = "is_zero")]
    pub blend: f64,
}

fn is_zero(blend: &f64) -> bool {
    *blend == 0.0
}

impl Default for Refinement {
    fn default() -> Self {
        Refinement::new(10)
    }
}

impl Refinement {
    /// Refinement over `epochs`, otherwise with the defaults.
    pub fn new(epochs: u32) -> Self {
        Refinement {
            epochs,
            learning_rate: 5.0,
            start: 0.3,
            blend: 0.0,
        }
    }

    /// Checks what the types do not enforce.
    pub(super) fn check(&self) -> Result<()> {
        if self.epochs > MOST_EPOCHS {
            return Err(Error::Settings(format!(
                "`refine` {} takes too long; give at most {MOST_EPOCHS} epochs, such as 10",
                self.epochs
            )));
        }
        if !(self.learning_rate.is_finite() && self.learning_rate > 0.0) {
            return Err(Error::Settings(format!(
                "`learning_rate` {} is no step; give a number above 0, such as 5",
                self.learning_rate
            )));
        }
        if !(self.start.is_finite() && self.start >= 0.0) {
            return Err(Error::Settings(format!(
                "`refine_start` {} is below 0; give 0 or a number above it, such as 0.3",
                self.start
            )));
        }
        if !(self.blend.is_finite() && self.blend >= 0.0) {
            return Err(Error::Settings(format!(
                "`refine_blend` {} is no share; give 0 or a number above it, such as 0.3",
                self.blend
            )));
        }
        Ok(())
    }
}

/// Terms and weights of a document.
trait Row: Iterator<Item = (usize, f32)> + Clone {}

impl<R: Iterator<Item = (usize, f32)> + Clone> Row for R {}

/// Current weights `[term * classes + class]` and biases, with what is needed for their mean.
struct Descent {
    weights: Vec<f32>,
    biases: Vec<f64>,
    /// Sum of all changes, each times the number of steps before it.
    weight_changes: Vec<f32>,
    bias_changes: Vec<f64>,
    steps: usize,
    /// Working memory: the evidence and the error of each class, and the errors of those that are not skipped.
    evidence: Vec<f32>,
    errors: Vec<f64>,
    active: Vec<(usize, f32)>,
}

/// Refines `weights` and `biases`, which come from naive Bayes, according to `refinement`; `log_priors` are
/// added to all scores and do not change.
pub(super) fn refine(
    rows: &TrainingRows,
    weights: Vec<f32>,
    biases: &[f64],
    log_priors: &[f64],
    refinement: &Refinement,
) -> (Vec<f32>, Vec<f64>) {
    let mut descent = Descent::new(weights, biases, log_priors, refinement.start);
    let steps = rows.len() * refinement.epochs as usize;
    let mut has_converged = vec![false; rows.len()];
    for epoch in 0..refinement.epochs {
        for index in rows.shuffled(u64::from(epoch)) {
            let index = index as usize;
            if has_converged[index] {
                descent.steps += 1;
                continue;
            }
            let left = (steps - descent.steps) as f64 / steps as f64;
            let (label, row) = rows.row(index);
            let error = descent.step(label, row, refinement.learning_rate * left);
            has_converged[index] = error < CONVERGED;
        }
    }
    descent.finish(log_priors)
}

impl Descent {
    fn new(mut weights: Vec<f32>, biases: &[f64], log_priors: &[f64], start: f64) -> Self {
        weights
            .iter_mut()
            .for_each(|weight| *weight *= start as f32);
        let bias = |class: usize| biases.get(class).copied().unwrap_or(0.0);
        let priors = log_priors.iter().enumerate();
        Descent {
            biases: priors
                .map(|(class, prior)| start * (prior + bias(class)))
                .collect(),
            weight_changes: vec![0.0; weights.len()],
            bias_changes: vec![0.0; log_priors.len()],
            weights,
            steps: 0,
            evidence: vec![0.0; log_priors.len()],
            errors: Vec::new(),
            active: Vec::new(),
        }
    }

    /// Learns from one document; returns its largest error.
    fn step(&mut self, label: usize, row: impl Row, rate: f64) -> f64 {
        self.score(row.clone());
        self.errors[label] -= 1.0;
        self.active.clear();
        // All errors add up to 0, so that of the true class is the largest.
        let largest = -self.errors[label];
        let before = self.steps as f64;
        for (class, &error) in self.errors.iter().enumerate() {
            if error.abs() < SMALLEST_ERROR {
                continue;
            }
            let change = -rate * error;
            self.biases[class] += BIAS_STEP * change;
            self.bias_changes[class] += BIAS_STEP * change * before;
            self.active.push((class, change as f32));
        }
        self.move_weights(row, before as f32);
        self.steps += 1;
        largest
    }

    /// Probability of each class, in `errors`.
    fn score(&mut self, row: impl Row) {
        let classes = self.biases.len();
        self.evidence.fill(0.0);
        for (term, weight) in row {
            let of_term = &self.weights[term * classes..][..classes];
            for (sum, &of_class) in self.evidence.iter_mut().zip(of_term) {
                *sum += weight * of_class;
            }
        }
        self.errors.clear();
        let scores = self.biases.iter().zip(&self.evidence);
        let scores = scores.map(|(bias, &evidence)| bias + f64::from(evidence));
        self.errors.extend(scores);
        let largest = self
            .errors
            .iter()
            .copied()
            .fold(f64::NEG_INFINITY, f64::max);
        let mut total = 0.0;
        for score in &mut self.errors {
            *score = libm::exp(*score - largest);
            total += *score;
        }
        self.errors.iter_mut().for_each(|p| *p /= total);
    }

    fn move_weights(&mut self, row: impl Row, before: f32) {
        let classes = self.biases.len();
        for (term, weight) in row {
            let at = term * classes;
            let of_term = &mut self.weights[at..at + classes];
            let changes = &mut self.weight_changes[at..at + classes];
            for &(class, change) in &self.active {
                of_term[class] += weight * change;
                changes[class] += weight * change * before;
            }
        }
    }

    /// The means over all steps, with the log priors subtracted from the biases.
    fn finish(self, log_priors: &[f64]) -> (Vec<f32>, Vec<f64>) {
        let steps = self.steps.max(1);
        let weights = self.weights.into_iter().zip(self.weight_changes);
        let weights = weights.map(|(weight, changes)| weight - changes / steps as f32);
        let biases = self.biases.into_iter().zip(self.bias_changes);
        let biases = biases.map(|(bias, changes)| bias - changes / steps as f64);
        let without_priors = biases.zip(log_priors).map(|(bias, prior)| bias - prior);
        (weights.collect(), without_priors.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::training_rows::tests::of_two_terms;
    use super::*;

    /// Rows of overlapping classes, so that the best weights are finite.
    const ROWS: [[f32; 2]; 4] = [[1.0, 0.0], [0.8, 0.6], [0.6, 0.8], [0.0, 1.0]];
    const LABELS: [usize; 12] = [0, 0, 1, 1, 2, 2, 0, 1, 0, 1, 2, 0];

    fn rows() -> TrainingRows {
        let rows: Vec<_> = LABELS.into_iter().zip(ROWS.into_iter().cycle()).collect();
        of_two_terms(&rows)
    }

    fn probabilities(weights: &[f32], intercepts: &[f64], row: [f32; 2]) -> Vec<f64> {
        let classes = 0..intercepts.len();
        let scores = classes.map(|class| {
            let evidence = row[0] * weights[class] + row[1] * weights[intercepts.len() + class];
            intercepts[class] + f64::from(evidence)
        });
        super::super::temperature::softmax(&scores.collect::<Vec<_>>(), 1.0)
    }

    /// Expected values: tests/reference/refine.py (scikit-learn 1.9).
    #[test]
    fn refinement_ends_at_logistic_regression() {
        let expected = [
            [0.6627, 0.0221, 0.3152],
            [0.3534, 0.2228, 0.4238],
            [0.3133, 0.4439, 0.2428],
            [0.3373, 0.6446, 0.0181],
        ];
        let refinement = Refinement {
            learning_rate: 2.0,
            ..Refinement::new(MOST_EPOCHS)
        };
        let priors = [0.3, -0.2, 0.1];
        let (weights, biases) = refine(&rows(), vec![1.0; 6], &[], &priors, &refinement);
        let intercepts: Vec<f64> = biases.iter().zip(priors).map(|(b, p)| b + p).collect();
        for (row, expected) in ROWS.into_iter().zip(expected) {
            let have = probabilities(&weights, &intercepts, row);
            for (have, want) in have.iter().zip(expected) {
                assert!((have - want).abs() < 0.05, "{row:?}: {have} {want}");
            }
        }
    }

    #[test]
    fn a_step_goes_down_the_gradient_of_the_log_loss() {
        let weights = vec![0.5, -0.25, 0.125, 0.75, 0.0, -0.5];
        let intercepts = [0.1, 0.2, -0.3];
        let (row, label, rate) = ([0.6, 0.8], 1, 0.01);
        let loss = |weights: &[f32], intercepts: &[f64]| {
            -libm::log(probabilities(weights, intercepts, row)[label])
        };
        let mut descent = Descent::new(weights.clone(), &intercepts, &[0.0; 3], 1.0);
        descent.step(label, [(0, row[0]), (1, row[1])].into_iter(), rate);
        for at in 0..6 {
            let moved = |by: f32| {
                let mut weights = weights.clone();
                weights[at] += by;
                loss(&weights, &intercepts)
            };
            let gradient = (moved(0.01) - moved(-0.01)) / 0.02;
            let step = f64::from(descent.weights[at] - weights[at]) / -rate;
            assert!((step - gradient).abs() < 1e-4, "{at}: {step} {gradient}");
        }
        for class in 0..3 {
            let moved = |by: f64| {
                let mut intercepts = intercepts;
                intercepts[class] += by;
                loss(&weights, &intercepts)
            };
            let gradient = (moved(1e-4) - moved(-1e-4)) / 2e-4;
            let step = (descent.biases[class] - intercepts[class]) / -rate / BIAS_STEP;
            assert!((step - gradient).abs() < 1e-4, "{class}: {step} {gradient}");
        }
    }

    #[test]
    fn what_is_kept_is_the_mean_of_all_steps() {
        let mut descent = Descent::new(vec![0.0; 4], &[], &[0.5, 0.25], 0.0);
        let (mut weights, mut biases) = ([0.0; 4], [0.0; 2]);
        for n in 0..10 {
            let row = [(0, 0.6), (1, n as f32 / 10.0)];
            descent.step(n % 2, row.into_iter(), 1.0);
            for (sum, weight) in weights.iter_mut().zip(&descent.weights) {
                *sum += f64::from(*weight) / 10.0;
            }
            for (sum, bias) in biases.iter_mut().zip(&descent.biases) {
                *sum += bias / 10.0;
            }
        }
        let (have, have_biases) = descent.finish(&[0.5, 0.25]);
        for (have, want) in have.iter().zip(weights) {
            assert!((f64::from(*have) - want).abs() < 1e-6, "{have} {want}");
        }
        for ((have, want), prior) in have_biases.iter().zip(biases).zip([0.5, 0.25]) {
            assert!((have + prior - want).abs() < 1e-12, "{have} {want}");
        }
    }

    #[test]
    fn without_documents_or_at_strength_1_the_start_is_kept() {
        let (weights, biases) = refine(
            &of_two_terms(&[]),
            vec![0.5; 4],
            &[0.25, 1.0],
            &[-1.0, -2.0],
            &Refinement {
                start: 1.0,
                ..Refinement::new(3)
            },
        );
        assert_eq!(weights, [0.5; 4]);
        assert_eq!(biases, [0.25, 1.0]);
    }

    #[test]
    fn impossible_settings_are_refused() {
        let refinement = Refinement::new(3);
        assert!(refinement.check().is_ok());
        for learning_rate in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let wrong = Refinement {
                learning_rate,
                ..refinement
            };
            assert!(wrong.check().is_err(), "{learning_rate}");
        }
        for start in [-0.1, f64::NAN, f64::INFINITY] {
            let wrong = Refinement {
                start,
                ..refinement
            };
            assert!(wrong.check().is_err(), "{start}");
        }
        assert!(Refinement::new(MOST_EPOCHS).check().is_ok());
        assert!(Refinement::new(MOST_EPOCHS + 1).check().is_err());
    }
}
