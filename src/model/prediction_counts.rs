//! Counts of predictions over many documents: how a model sees them.

use serde::{Deserialize, Serialize};

use super::classifier::Prediction;

/// Number of bins of equal width of a share.
pub const SHARE_BINS: usize = 20;

/// Sums of shares are kept in steps of 2⁻³², so that they do not depend on the order of documents.
const STEPS: f64 = 4_294_967_296.0;

/// Maximum number of documents of sound counts: sums in steps of 2⁻³² stay below 2⁶⁴.
const MOST_DOCUMENTS: u64 = 1 << 31;

/// Shares of many documents, from 0 to 1: a histogram and their sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareCounts {
    /// Documents by bin; the last bin includes 1.
    pub bins: Vec<u64>,
    /// Sum of the shares in steps of 2⁻³².
    sum: u64,
}

impl Default for ShareCounts {
    fn default() -> Self {
        ShareCounts {
            bins: vec![0; SHARE_BINS],
            sum: 0,
        }
    }
}

impl ShareCounts {
    /// Counts a share; values outside of 0 to 1 are moved to its ends.
    pub fn add(&mut self, share: f64) {
        let share = share.clamp(0.0, 1.0);
        let bin = (share * SHARE_BINS as f64) as usize;
        self.bins[bin.min(SHARE_BINS - 1)] += 1;
        self.sum = self.sum.saturating_add((share * STEPS) as u64);
    }

    /// Number of shares.
    pub fn count(&self) -> u64 {
        self.bins.iter().sum()
    }

    /// Their mean; `None` without a share.
    pub fn mean(&self) -> Option<f64> {
        let count = self.count();
        (count > 0).then(|| self.sum as f64 / STEPS / count as f64)
    }

    /// Their standard deviation, from the middles of the bins; 0 without a share.
    pub fn deviation(&self) -> f64 {
        let count = self.count().max(1) as f64;
        let middle = |bin: usize| (bin as f64 + 0.5) / SHARE_BINS as f64;
        let bins = || self.bins.iter().enumerate();
        let mean = bins().map(|(bin, &n)| n as f64 * middle(bin)).sum::<f64>() / count;
        let squares =
            bins().map(|(bin, &n)| n as f64 * (middle(bin) - mean) * (middle(bin) - mean));
        libm::sqrt(squares.sum::<f64>() / count)
    }

    fn append(&mut self, other: &ShareCounts) {
        for (bin, more) in self.bins.iter_mut().zip(&other.bins) {
            *bin += more;
        }
        self.sum = self.sum.saturating_add(other.sum);
    }

    /// True if these are the shares of `documents` documents.
    fn is_sound(&self, documents: u64) -> bool {
        let count = self
            .bins
            .iter()
            .try_fold(0u64, |sum, &n| sum.checked_add(n));
        self.bins.len() == SHARE_BINS
            && count == Some(documents)
            && self.sum as f64 <= documents as f64 * STEPS
    }
}

/// What a model predicts for some documents, counted.
///
/// The counts of the documents that training held out are what it expects of documents like those of training.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PredictionCounts {
    /// Documents that are given each label, in the order of the model's labels.
    pub labels: Vec<u64>,
    /// Documents that stay unlabelled.
    pub unlabelled: u64,
    /// The share of known words of each document ([`Prediction::known_share`]).
    pub known: ShareCounts,
    /// The probability of the most probable label of each document; 0 if none of its words is known.
    pub probability: ShareCounts,
}

impl PredictionCounts {
    /// Counts for a model with this many labels, of no document.
    pub fn new(labels: usize) -> Self {
        PredictionCounts {
            labels: vec![0; labels],
            unlabelled: 0,
            known: ShareCounts::default(),
            probability: ShareCounts::default(),
        }
    }

    /// Counts a prediction.
    pub fn add(&mut self, prediction: &Prediction) {
        let probability = prediction
            .most_probable
            .map(|class| prediction.probabilities[class]);
        self.add_numbers(
            prediction.label,
            prediction.known_share,
            probability.unwrap_or(0.0),
        );
    }

    pub(super) fn add_numbers(&mut self, label: Option<usize>, known: f64, probability: f64) {
        match label {
            Some(label) => self.labels[label] += 1,
            None => self.unlabelled += 1,
        }
        self.known.add(known);
        self.probability.add(probability);
    }

    /// Adds the counts of other documents by the same model.
    pub fn append(&mut self, other: &PredictionCounts) {
        for (count, more) in self.labels.iter_mut().zip(&other.labels) {
            *count += more;
        }
        self.unlabelled += other.unlabelled;
        self.known.append(&other.known);
        self.probability.append(&other.probability);
    }

    /// Documents that are given a label.
    pub fn labelled(&self) -> u64 {
        self.labels.iter().sum()
    }

    /// Number of documents.
    pub fn documents(&self) -> u64 {
        self.labelled() + self.unlabelled
    }

    /// True if these are counts of a model with this many labels.
    pub(super) fn is_sound(&self, labels: usize) -> bool {
        let counts = self.labels.iter().chain([&self.unlabelled]);
        let documents = counts.copied().try_fold(0u64, u64::checked_add);
        let is_sound = |documents: u64| {
            documents <= MOST_DOCUMENTS
                && self.known.is_sound(documents)
                && self.probability.is_sound(documents)
        };
        self.labels.len() == labels && documents.is_some_and(is_sound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(shares: &[f64]) -> ShareCounts {
        let mut counts = ShareCounts::default();
        shares.iter().for_each(|&share| counts.add(share));
        counts
    }

    #[test]
    fn shares_are_counted_in_bins_and_summed() {
        let counts = counts(&[0.0, 0.049, 0.05, 0.5, 1.0, 2.0, f64::NAN]);
        assert_eq!(counts.count(), 7);
        assert_eq!((counts.bins[0], counts.bins[1], counts.bins[19]), (3, 1, 2));
        let mean = counts.mean().unwrap();
        assert!((mean - 2.599 / 7.0).abs() < 1e-8, "{mean}");
        assert_eq!(ShareCounts::default().mean(), None);
    }

    #[test]
    fn the_deviation_is_that_of_the_bins() {
        let deviation = counts(&[0.025, 0.975]).deviation();
        assert!((deviation - 0.475).abs() < 1e-12, "{deviation}");
        assert_eq!(ShareCounts::default().deviation(), 0.0);
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let mut whole = PredictionCounts::new(2);
        let mut parts = [PredictionCounts::new(2), PredictionCounts::new(2)];
        for n in 0..100 {
            let (label, share) = ((n % 3 < 2).then_some(n % 2), n as f64 / 100.0);
            whole.add_numbers(label, share, 1.0 - share);
            parts[n % 2].add_numbers(label, share, 1.0 - share);
        }
        let [mut first, second] = parts;
        first.append(&second);
        assert_eq!(first, whole);
        assert!(whole.is_sound(2) && !whole.is_sound(3));
    }

    #[test]
    fn counts_that_contradict_each_other_are_not_sound() {
        let mut counts = PredictionCounts::new(2);
        counts.add_numbers(Some(0), 1.0, 1.0);
        assert!(counts.is_sound(2));
        let broken: [fn(&mut PredictionCounts); 5] = [
            |c| c.unlabelled = u64::MAX,
            |c| c.labels[0] = 0,
            |c| c.known.bins = vec![1],
            |c| c.known.sum = u64::MAX,
            |c| c.probability.bins[0] = u64::MAX,
        ];
        for change in broken {
            let mut counts = counts.clone();
            change(&mut counts);
            assert!(!counts.is_sound(2), "{counts:?}");
        }
    }
}
