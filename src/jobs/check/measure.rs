//! What is compared, and when a change is large enough to act on.

use crate::corpus::Labels;
use crate::model::{PredictionCounts, ShareCounts};
use crate::stats::{Adjustment, Contingency, TwoSamples, fisher_exact};

/// p-values below this, adjusted for the number of measures, are more than chance.
const SIGNIFICANCE: f64 = 0.01;

/// Changes of a distribution below this stability index are small (Siddiqi 2006), however many documents show them.
pub(super) const LARGE_INDEX: f64 = 0.1;

/// Changes of a share below this difference of arcsines are small, between small (0.2) and medium (0.5) by Cohen (1988):
/// thresholds are learned from the same held-out documents, of which therefore fewer stay unlabelled than of others.
pub(super) const LARGE_H: f64 = 0.3;

/// What of texts is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Measure {
    /// The shares of the labels among labelled documents.
    Labels,
    /// The share of documents that stay unlabelled.
    Unlabelled,
    /// The shares of known words of the documents.
    KnownWords,
    /// The probabilities of the most probable labels.
    Probability,
}

impl Measure {
    /// All measures, in the order of output.
    pub const ALL: [Measure; 4] = [
        Measure::Labels,
        Measure::Unlabelled,
        Measure::KnownWords,
        Measure::Probability,
    ];

    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Labels => "labels",
            Measure::Unlabelled => "unlabelled",
            Measure::KnownWords => "known words",
            Measure::Probability => "probability",
        }
    }
}

/// A measure of texts, compared with what is expected.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedMeasure {
    /// What is compared.
    pub measure: Measure,
    /// The expected share or mean share, from 0 to 1; `None` for labels.
    pub expected: Option<f64>,
    /// The share or mean share in the checked texts; `None` for labels and without documents.
    pub observed: Option<f64>,
    /// The size of the change: of a distribution the stability index ([`TwoSamples::stability_index`]), of the share of
    /// unlabelled documents Cohen's h, 2 arcsin √p − 2 arcsin √q.
    pub change: f64,
    /// The change from which texts are not like those of training.
    pub limit: f64,
    /// p-value that both are samples of the same texts: of the chi-squared test of homogeneity, or of Fisher's exact test.
    pub p: f64,
    /// The p-value, adjusted by Holm's method for the number of measures.
    pub p_adjusted: f64,
    /// True if the change is at least the limit, is more than chance, and is for the worse: more unlabelled documents,
    /// fewer known words, lower probabilities, or any other shares of labels.
    pub is_changed: bool,
}

/// Compares every measure.
pub(super) fn measures(
    expected: &PredictionCounts,
    observed: &PredictionCounts,
) -> Vec<CheckedMeasure> {
    let mut measures = Measure::ALL.map(|measure| compared(measure, expected, observed));
    let p = measures.each_ref().map(|measure| measure.p);
    for (measure, p_adjusted) in measures.iter_mut().zip(Adjustment::Holm.adjust(&p)) {
        measure.p_adjusted = p_adjusted;
        measure.is_changed &= p_adjusted < SIGNIFICANCE && measure.change >= measure.limit;
    }
    measures.into()
}

/// A measure, compared; `is_changed` is whether it is for the worse.
fn compared(
    measure: Measure,
    expected: &PredictionCounts,
    observed: &PredictionCounts,
) -> CheckedMeasure {
    match measure {
        Measure::Labels => {
            let samples = (&*expected.labels, &*observed.labels);
            distribution(measure, samples, [None; 2], true)
        }
        Measure::Unlabelled => unlabelled(expected, observed),
        Measure::KnownWords => shares(measure, &expected.known, &observed.known),
        Measure::Probability => shares(measure, &expected.probability, &observed.probability),
    }
}

fn shares(measure: Measure, expected: &ShareCounts, observed: &ShareCounts) -> CheckedMeasure {
    let means = [expected.mean(), observed.mean()];
    let samples = (&*expected.bins, &*observed.bins);
    distribution(measure, samples, means, means[1] < means[0])
}

fn distribution(
    measure: Measure,
    (first, second): (&[u64], &[u64]),
    [expected, observed]: [Option<f64>; 2],
    is_worse: bool,
) -> CheckedMeasure {
    let samples = TwoSamples { first, second };
    let p = samples.p_value();
    CheckedMeasure {
        measure,
        expected,
        observed,
        change: samples.stability_index(),
        limit: LARGE_INDEX,
        p,
        p_adjusted: p,
        is_changed: is_worse,
    }
}

fn unlabelled(expected: &PredictionCounts, observed: &PredictionCounts) -> CheckedMeasure {
    let share = |counts: &PredictionCounts| {
        let documents = counts.documents();
        (documents > 0).then(|| counts.unlabelled as f64 / documents as f64)
    };
    let shares = [share(expected), share(observed)];
    let [usual, now] = shares.map(|share| arcsine(share.unwrap_or(0.0)));
    let change = now - usual;
    let p = fisher_exact(&Contingency::of_parts(
        observed.unlabelled,
        observed.documents(),
        expected.unlabelled,
        expected.documents(),
    ));
    CheckedMeasure {
        measure: Measure::Unlabelled,
        expected: shares[0],
        observed: shares[1],
        change,
        limit: LARGE_H,
        p,
        p_adjusted: p,
        is_changed: change > 0.0,
    }
}

/// 2 arcsin √p: differences of it are Cohen's h.
pub(super) fn arcsine(share: f64) -> f64 {
    2.0 * libm::asin(libm::sqrt(share))
}

/// The share of a label among labelled documents.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelShare {
    /// The label.
    pub label: String,
    /// Documents that are given the label: expected and observed.
    pub documents: [u64; 2],
    /// Their share of the labelled documents, from 0 to 1; 0 without any.
    pub shares: [f64; 2],
}

impl LabelShare {
    fn change(&self) -> f64 {
        (self.shares[1] - self.shares[0]).abs()
    }
}

/// The shares of all labels, largest change first.
pub(super) fn label_shares(
    labels: &Labels,
    expected: &PredictionCounts,
    observed: &PredictionCounts,
) -> Vec<LabelShare> {
    let all = [expected.labelled(), observed.labelled()];
    let names = labels.names().iter().enumerate();
    let share = |(class, label): (usize, &String)| {
        let documents = [expected.labels[class], observed.labels[class]];
        LabelShare {
            label: label.clone(),
            documents,
            shares: [0, 1].map(|i| documents[i] as f64 / all[i].max(1) as f64),
        }
    };
    let mut shares: Vec<LabelShare> = names.map(share).collect();
    // Stable: equal changes stay in label order.
    shares.sort_by(|a, b| b.change().total_cmp(&a.change()));
    shares
}
