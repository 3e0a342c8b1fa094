//! Metrics as defined by scikit-learn (`sklearn.metrics`). Every document counts with its most probable
//! label, whether it is labelled or not; a document without a known term counts as an error.

use serde::Serialize;

use super::outcome::Outcome;
use super::reliability::{ECE_BINS, expected_calibration_error, reliability};
use crate::corpus::Labels;

/// Lower bound of probabilities in logarithms, as in scikit-learn's `log_loss`.
pub(super) const SMALLEST_PROBABILITY: f64 = f64::EPSILON;

/// Counts of documents by truth and prediction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// Every true or predicted label, sorted.
    pub labels: Vec<String>,
    /// `matrix[truth][prediction]`.
    pub matrix: Vec<Vec<u64>>,
    /// Documents of each true label without a known term.
    pub unknown: Vec<u64>,
}

/// Metrics of one label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelMetrics {
    /// The label.
    pub label: String,
    /// Share of the documents predicted as the label that have it; 0 when there are none.
    pub precision: f64,
    /// Share of the documents with the label that are predicted as it; 0 when there are none.
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

/// All metrics.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Metrics {
    /// Number of documents.
    pub documents: u64,
    /// Share of documents with a correct prediction.
    pub accuracy: f64,
    /// Plain means over the labels.
    #[serde(rename = "macro")]
    pub macro_average: Average,
    /// Means over the labels weighted by support.
    #[serde(rename = "weighted")]
    pub weighted_average: Average,
    /// Each label.
    pub labels: Vec<LabelMetrics>,
    /// The confusion matrix.
    pub confusion: Confusion,
    /// Mean of `−ln` of the probability of the true label.
    pub log_loss: f64,
    /// Mean Brier score, from 0 to 2 (Brier 1950).
    pub brier: f64,
    /// Expected calibration error over 15 bins of equal width (Naeini, Cooper, Hauskrecht 2015).
    pub ece: f64,
    /// Share of documents that are labelled: none of their numbers is below a threshold.
    pub coverage: f64,
    /// Share of the labelled documents with a correct label; `None` when none is labelled.
    pub labelled_accuracy: Option<f64>,
    /// Accuracy of the documents with the highest probabilities.
    pub accuracy_at_coverage: Vec<AccuracyAtCoverage>,
}

/// Accuracy on the documents with the most confident predictions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AccuracyAtCoverage {
    /// Share of all documents: those with the highest probabilities.
    pub coverage: f64,
    /// Share of these with a correct prediction.
    pub accuracy: f64,
    /// Smallest of their probabilities.
    pub min_probability: f64,
}

/// Shares of the documents for which accuracy is given, in per cent.
const COVERAGES: [u64; 9] = [100, 99, 98, 95, 90, 80, 70, 60, 50];

impl Metrics {
    /// Computes the metrics of `outcomes`; all numbers are 0 when there are none.
    pub fn new(outcomes: &[Outcome]) -> Self {
        let confusion = Confusion::new(outcomes);
        let labels = confusion.label_metrics();
        let count = outcomes.len().max(1) as f64;
        let mean = |value: fn(&Outcome) -> f64| sum(outcomes.iter().map(value)) / count;
        let labelled = outcomes.iter().filter(|outcome| outcome.labelled);
        let (labelled, correct) = labelled.fold((0, 0), |(all, correct), outcome| {
            (all + 1, correct + u64::from(outcome.is_correct()))
        });
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
            coverage: labelled as f64 / count,
            labelled_accuracy: (labelled > 0).then(|| share(correct, labelled)),
            accuracy_at_coverage: accuracy_at_coverage(outcomes),
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

/// Among documents with equal probability, errors come first: the order of documents must not improve the
/// numbers.
fn accuracy_at_coverage(outcomes: &[Outcome]) -> Vec<AccuracyAtCoverage> {
    let mut ranked: Vec<(f64, bool)> = outcomes
        .iter()
        .map(|outcome| (outcome.confidence(), outcome.is_correct()))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let at = |percent: u64| {
        let count = (ranked.len() as u64 * percent).div_ceil(100) as usize;
        let surest = &ranked[..count];
        let correct = surest.iter().filter(|document| document.1).count();
        surest
            .last()
            .map(|&(min_probability, _)| AccuracyAtCoverage {
                coverage: percent as f64 / 100.0,
                accuracy: share(correct as u64, count as u64),
                min_probability,
            })
    };
    COVERAGES.into_iter().filter_map(at).collect()
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

/// The sum of `values`, independent of their order; never −0.
pub(crate) fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.into_iter().fold(0.0, |sum, value| sum + value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(truth: &str, predicted: Option<&str>, probability: f64) -> Outcome {
        Outcome {
            truth: truth.into(),
            predicted: predicted.map(str::to_owned),
            labelled: predicted.is_some(),
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
    fn no_sum_is_below_zero() {
        for outcomes in [vec![], vec![outcome("a", Some("a"), 1.0); 3]] {
            let metrics = Metrics::new(&outcomes);
            for value in [metrics.log_loss, metrics.brier, metrics.ece] {
                assert_eq!((value, value.is_sign_negative()), (0.0, false));
            }
        }
    }

    #[test]
    fn a_withheld_label_still_counts_as_most_probable() {
        let withheld = Outcome {
            labelled: false,
            ..outcome("a", Some("a"), 0.6)
        };
        let metrics = Metrics::new(&[
            withheld,
            outcome("a", Some("a"), 0.9),
            outcome("b", Some("a"), 0.2),
            outcome("b", None, 0.5),
        ]);
        assert_eq!((metrics.accuracy, metrics.coverage), (0.5, 0.5));
        assert_eq!(metrics.labelled_accuracy, Some(0.5));
        let at = |coverage: f64| {
            let mut all = metrics.accuracy_at_coverage.iter();
            let at = all.find(|at| at.coverage == coverage).unwrap();
            (at.accuracy, at.min_probability)
        };
        // Rounded up: 3 of 4 documents at 70 %; without a known term the probability is 0.
        assert_eq!(at(0.5), (0.5, 0.8));
        assert_eq!(at(0.7), (2.0 / 3.0, 0.6));
        assert_eq!(at(1.0), (0.5, 0.0));
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
