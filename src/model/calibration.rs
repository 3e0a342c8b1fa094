//! From scores to probabilities that hold: what the model's own probabilities are worth is learned
//! from documents that it had not seen.

use serde::{Deserialize, Serialize};

use super::isotonic::Isotonic;
use super::unknown::Thresholds;

/// Smallest and largest temperature that is looked at.
const TEMPERATURES: (f64, f64) = (1e-6, 1e6);

/// Steps of the golden section: the interval shrinks to less than 1e-9 of its logarithm.
const STEPS: usize = 70;

/// Most scores of nonconformity that a model keeps; the error of a quantile is below 1/1,000.
const MOST_QUANTILES: usize = 1_000;

/// Smallest probability that enters a logarithm, as in the metrics.
const SMALLEST_PROBABILITY: f64 = f64::EPSILON;

/// Isotonic calibration must lower the log-loss by this share, as judged by documents it was not
/// fitted to, to be taken instead of a temperature alone.
const WORTH_A_MAP: f64 = 0.01;

/// A document that was scored by a model that had not seen it.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoredDocument {
    /// Score of each class.
    pub scores: Vec<f64>,
    /// Index of its class.
    pub truth: usize,
    /// Its tokens.
    pub tokens: u64,
    /// Those of them that take part in a term that the model knew.
    pub known_tokens: u64,
}

/// How scores become probabilities, and when a document stays unlabelled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Documents from which it was learned.
    pub documents: u64,
    /// Divides scores before they become probabilities (Guo, Pleiss, Sun, Weinberger 2017).
    pub temperature: f64,
    /// What the probabilities are mapped to, where that is better than a temperature alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isotonic: Option<Isotonic>,
    /// When a document stays unlabelled.
    pub thresholds: Thresholds,
    /// Quantiles of `1 − p(true class)`, ascending, for label sets of a stated coverage.
    nonconformity: Vec<f64>,
}

impl Calibration {
    /// Learns from `documents`, in any order: the temperature and, if it is better, the isotonic map
    /// with the least log-loss; then thresholds and quantiles. Nothing from fewer than two documents.
    pub fn fit(mut documents: Vec<ScoredDocument>) -> Option<Self> {
        documents.retain(|document| document.known_tokens > 0);
        if documents.len() < 2 {
            return None;
        }
        sort(&mut documents);
        let temperature = temperature_of(&documents);
        let isotonic = isotonic_if_better(&documents, temperature);
        let mut calibration = Calibration {
            documents: documents.len() as u64,
            temperature,
            isotonic,
            thresholds: Thresholds::default(),
            nonconformity: Vec::new(),
        };
        let probabilities: Vec<Vec<f64>> = documents
            .iter()
            .map(|document| calibration.probabilities(&document.scores))
            .collect();
        calibration.thresholds = Thresholds::learn(&documents, &probabilities);
        let of_truth = documents.iter().zip(&probabilities);
        let nonconformity = of_truth.map(|(document, p)| 1.0 - p[document.truth]);
        calibration.nonconformity = quantiles(nonconformity.collect());
        Some(calibration)
    }

    /// Probability of each class.
    pub fn probabilities(&self, scores: &[f64]) -> Vec<f64> {
        let probabilities = softmax(scores, self.temperature);
        match &self.isotonic {
            Some(map) => map.apply(&probabilities),
            None => probabilities,
        }
    }

    /// The labels of a set that holds the true one with a probability of at least `coverage`, for
    /// documents like those of training: all whose `1 − p` is not above the quantile of split
    /// conformal prediction (Vovk, Gammerman, Shafer 2005; Sadinle, Lei, Wasserman 2019).
    pub fn label_set(&self, probabilities: &[f64], coverage: f64) -> Vec<usize> {
        let limit = self.largest_nonconformity(coverage);
        let classes = 0..probabilities.len();
        classes
            .filter(|&class| 1.0 - probabilities[class] <= limit)
            .collect()
    }

    /// The `⌈(n + 1) · coverage⌉`-th smallest of the `n` scores of nonconformity.
    fn largest_nonconformity(&self, coverage: f64) -> f64 {
        let documents = self.documents as f64;
        let rank = ((documents + 1.0) * coverage).ceil();
        if rank > documents {
            return f64::INFINITY;
        }
        let last = self.nonconformity.len() - 1;
        let index = ((rank - 1.0).max(0.0) / (documents - 1.0) * last as f64).ceil();
        self.nonconformity[(index as usize).min(last)]
    }

    /// True when the numbers can be used.
    pub(super) fn is_sound(&self) -> bool {
        let quantiles = &self.nonconformity;
        self.temperature.is_finite()
            && self.temperature > 0.0
            && self.documents >= 2
            && quantiles.len() >= 2
            && quantiles.iter().all(|q| q.is_finite())
            && quantiles.is_sorted()
            && self.isotonic.as_ref().is_none_or(Isotonic::is_sound)
            && self.thresholds.are_sound()
    }
}

/// Normalised exponentials of `scores` over `temperature`; the largest is taken out first, so that
/// long texts stay finite.
pub(crate) fn softmax(scores: &[f64], temperature: f64) -> Vec<f64> {
    let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let exponentials = scores
        .iter()
        .map(|score| libm::exp((score - largest) / temperature));
    let mut probabilities: Vec<f64> = exponentials.collect();
    let total: f64 = probabilities.iter().sum();
    probabilities.iter_mut().for_each(|p| *p /= total);
    probabilities
}

fn log_loss<'d>(
    documents: impl Iterator<Item = &'d ScoredDocument>,
    probabilities: impl Fn(&[f64]) -> Vec<f64>,
) -> f64 {
    let of_truth = documents.map(|document| probabilities(&document.scores)[document.truth]);
    of_truth
        .map(|p| -libm::log(p.max(SMALLEST_PROBABILITY)))
        .sum()
}

/// Puts documents in an order of their content, in which sums run: whatever the order they came in.
fn sort(documents: &mut [ScoredDocument]) {
    documents.sort_by(|a, b| {
        let scores = a.scores.iter().zip(&b.scores);
        let mut scores = scores.map(|(a, b)| a.total_cmp(b));
        let differ = scores.find(|order| order.is_ne());
        differ.unwrap_or(a.truth.cmp(&b.truth))
    });
}

/// The temperature at which `documents`, in any order, have the least log-loss.
pub(crate) fn best_temperature(mut documents: Vec<ScoredDocument>) -> f64 {
    sort(&mut documents);
    temperature_of(&documents)
}

/// The temperature with the least log-loss, by golden section on its logarithm: the loss is convex
/// in the inverse of the temperature, so it has one valley.
fn temperature_of(documents: &[ScoredDocument]) -> f64 {
    let loss = |log_temperature: f64| {
        let temperature = libm::exp(log_temperature);
        log_loss(documents.iter(), |scores| softmax(scores, temperature))
    };
    let golden = (libm::sqrt(5.0) - 1.0) / 2.0;
    let (mut low, mut high) = (libm::log(TEMPERATURES.0), libm::log(TEMPERATURES.1));
    let (mut left, mut right) = (high - golden * (high - low), low + golden * (high - low));
    let (mut at_left, mut at_right) = (loss(left), loss(right));
    for _ in 0..STEPS {
        if at_left <= at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - golden * (high - low);
            at_left = loss(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + golden * (high - low);
            at_right = loss(right);
        }
    }
    libm::exp((low + high) / 2.0)
}

/// An isotonic map, if one fitted to every second document is better for the others.
fn isotonic_if_better(documents: &[ScoredDocument], temperature: f64) -> Option<Isotonic> {
    let half = |odd: usize| documents.iter().skip(odd).step_by(2);
    let plain = |scores: &[f64]| softmax(scores, temperature);
    let pairs = |documents: &mut dyn Iterator<Item = &ScoredDocument>| {
        let mut pairs = Vec::new();
        for document in documents {
            let probabilities = plain(&document.scores).into_iter().enumerate();
            pairs.extend(probabilities.map(|(class, p)| (p, class == document.truth)));
        }
        pairs
    };
    let mut mapped = 0.0;
    for odd in [0, 1] {
        let map = Isotonic::fit(pairs(&mut half(1 - odd)))?;
        mapped += log_loss(half(odd), |scores| map.apply(&plain(scores)));
    }
    let unmapped = log_loss(documents.iter(), plain);
    if mapped < unmapped * (1.0 - WORTH_A_MAP) {
        Isotonic::fit(pairs(&mut documents.iter()))
    } else {
        None
    }
}

/// At most [`MOST_QUANTILES`] of `values`, evenly spaced by rank, ascending.
fn quantiles(mut values: Vec<f64>) -> Vec<f64> {
    // Rounded up, so that a set is rather too large than too small, and short in the file.
    values
        .iter_mut()
        .for_each(|value| *value = (*value * 1e6).ceil() / 1e6);
    values.sort_by(f64::total_cmp);
    if values.len() <= MOST_QUANTILES {
        return values;
    }
    let last = values.len() - 1;
    let ranks = (0..MOST_QUANTILES).map(|i| (i * last).div_ceil(MOST_QUANTILES - 1));
    ranks.map(|rank| values[rank]).collect()
}
