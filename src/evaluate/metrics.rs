//! Metrics as scikit-learn defines them (`sklearn.metrics`), with abstentions counted as wrong.

use serde::Serialize;

use super::outcome::Outcome;
use super::reliability::{ECE_BINS, expected_calibration_error, reliability};
use crate::corpus::Labels;

/// Smallest probability that enters a logarithm, as in scikit-learn's `log_loss`.
const SMALLEST_PROBABILITY: f64 = f64::EPSILON;

/// Counts of documents by truth and prediction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// Every label of truth or prediction, sorted.
    pub labels: Vec<String>,
    /// `matrix[truth][prediction]`.
    pub matrix: Vec<Vec<u64>>,
    /// Documents of each true label that were left unlabelled.
    pub unknown: Vec<u64>,
}

/// Metrics of one label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelMetrics {
    /// The label.
    pub label: String,
    /// Share of the documents given the label that have it; 0 when none was given it.
    pub precision: f64,
    /// Share of the documents that have the label that were given it; 0 when none has it.
    pub recall: f64,
    /// Harmonic mean of precision and recall; 0 when both are.
    pub f1: f64,
    /// Documents that have the label.
    pub support: u64,
}

/// Means over the labels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Average {
    /// Mean precision.
    pub precision: f64,
    /// Mean recall.
    pub recall: f64,
    /// Mean F1, not the F1 of mean precision and recall.
    pub f1: f64,
}

/// Everything that is measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Metrics {
    /// Documents.
    pub documents: u64,
    /// Share of documents given their own label.
    pub accuracy: f64,
    /// Plain means over the labels.
    #[serde(rename = "macro")]
    pub macro_average: Average,
    /// Means over the labels weighted by support.
    #[serde(rename = "weighted")]
    pub weighted_average: Average,
    /// Each label.
    pub labels: Vec<LabelMetrics>,
    /// Counts.
    pub confusion: Confusion,
    /// Mean of `−ln` of the probability of the true label.
    pub log_loss: f64,
    /// Mean Brier score, from 0 to 2 (Brier 1950).
    pub brier: f64,
    /// Expected calibration error over 15 bins of equal width (Naeini, Cooper, Hauskrecht 2015).
    pub ece: f64,
    /// Share of documents that were labelled.
    pub coverage: f64,
}

impl Metrics {
    /// Measures `outcomes`; all numbers are 0 when there are none.
    pub fn new(outcomes: &[Outcome]) -> Self {
        let confusion = Confusion::new(outcomes);
        let labels = confusion.label_metrics();
        let count = outcomes.len().max(1) as f64;
        let mean = |value: fn(&Outcome) -> f64| sum(outcomes.iter().map(value)) / count;
        let known = outcomes
            .iter()
            .filter(|outcome| outcome.predicted.is_some());
        Metrics {
            documents: outcomes.len() as u64,
            accuracy: confusion.correct() as f64 / count,
            macro_average: Average::new(&labels, |_| 1.0),
            weighted_average: Average::new(&labels, |label| label.support as f64),
            labels,
            confusion,
            log_loss: mean(|o| -libm::log(o.probability_of_truth.max(SMALLEST_PROBABILITY))),
            brier: mean(|outcome| outcome.brier),
            ece: expected_calibration_error(&reliability(outcomes, ECE_BINS)),
            coverage: known.count() as f64 / count,
        }
    }
}

impl Confusion {
    fn new(outcomes: &[Outcome]) -> Self {
        let truths = outcomes.iter().map(|outcome| &outcome.truth);
        let predictions = outcomes
            .iter()
            .filter_map(|outcome| outcome.predicted.as_ref());
        let labels: Labels = truths.chain(predictions).cloned().collect();
        let size = labels.len();
        let mut confusion = Confusion {
            matrix: vec![vec![0; size]; size],
            unknown: vec![0; size],
            labels: labels.names().to_vec(),
        };
        for outcome in outcomes {
            let Some(truth) = labels.index(&outcome.truth) else {
                continue; // Cannot be: every truth is a label.
            };
            match outcome
                .predicted
                .as_ref()
                .and_then(|name| labels.index(name))
            {
                Some(predicted) => confusion.matrix[truth][predicted] += 1,
                None => confusion.unknown[truth] += 1,
            }
        }
        confusion
    }

    fn correct(&self) -> u64 {
        (0..self.labels.len())
            .map(|label| self.matrix[label][label])
            .sum()
    }

    fn label_metrics(&self) -> Vec<LabelMetrics> {
        let names = self.labels.iter().enumerate();
        names
            .map(|(label, name)| {
                let correct = self.matrix[label][label];
                let given: u64 = self.matrix.iter().map(|row| row[label]).sum();
                let support = self.matrix[label].iter().sum::<u64>() + self.unknown[label];
                let (precision, recall) = (share(correct, given), share(correct, support));
                LabelMetrics {
                    label: name.clone(),
                    precision,
                    recall,
                    f1: harmonic_mean(precision, recall),
                    support,
                }
            })
            .collect()
    }
}

impl Average {
    fn new(labels: &[LabelMetrics], weight: impl Fn(&LabelMetrics) -> f64) -> Self {
        let total: f64 = labels.iter().map(&weight).sum();
        let mean = |value: fn(&LabelMetrics) -> f64| {
            let sum: f64 = labels
                .iter()
                .map(|label| value(label) * weight(label))
                .sum();
            if total > 0.0 { sum / total } else { 0.0 }
        };
        Average {
            precision: mean(|label| label.precision),
            recall: mean(|label| label.recall),
            f1: mean(|label| label.f1),
        }
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

fn harmonic_mean(a: f64, b: f64) -> f64 {
    if a + b > 0.0 {
        2.0 * a * b / (a + b)
    } else {
        0.0
    }
}

/// The sum of `values`, which does not depend on their order.
pub(super) fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.into_iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(truth: &str, predicted: Option<&str>, probability: f64) -> Outcome {
        Outcome {
            truth: truth.into(),
            predicted: predicted.map(str::to_owned),
            probability_of_truth: probability,
            top_probability: probability.max(1.0 - probability),
            brier: 2.0 * (1.0 - probability) * (1.0 - probability),
        }
    }

    /// Expected values: tests/reference/metrics.py (scikit-learn 1.9).
    #[test]
    fn metrics_are_scikit_learns() {
        let metrics = Metrics::new(&[
            outcome("a", Some("a"), 0.9),
            outcome("a", Some("b"), 0.4),
            outcome("b", Some("b"), 0.7),
            outcome("b", Some("b"), 0.6),
            outcome("b", Some("a"), 0.2),
            outcome("c", Some("b"), 0.3),
        ]);
        let near = |have: f64, want: f64| assert!((have - want).abs() < 1e-12, "{have} {want}");
        assert_eq!(metrics.confusion.matrix, [[1, 1, 0], [1, 2, 0], [0, 1, 0]]);
        near(metrics.accuracy, 0.5);
        near(metrics.macro_average.precision, 1.0 / 3.0);
        near(metrics.macro_average.recall, 0.388_888_888_888_888_9);
        near(metrics.macro_average.f1, 0.357_142_857_142_857_1);
        near(metrics.weighted_average.f1, 0.452_380_952_380_952_4);
        near(metrics.coverage, 1.0);
    }

    #[test]
    fn abstaining_is_wrong_but_not_a_label() {
        let metrics = Metrics::new(&[outcome("a", None, 0.5), outcome("a", Some("a"), 0.8)]);
        assert_eq!(metrics.confusion.labels, ["a"]);
        assert_eq!(metrics.confusion.unknown, [1]);
        assert_eq!((metrics.accuracy, metrics.coverage), (0.5, 0.5));
        assert_eq!(metrics.labels[0].recall, 0.5);
        assert_eq!(Metrics::new(&[]).accuracy, 0.0);
    }
}
