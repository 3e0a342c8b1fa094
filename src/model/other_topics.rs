//! How many documents may stay unlabelled so that texts of other topics also do, learned from topics that
//! were left out of training.

use serde::{Deserialize, Serialize};

use super::unknown::{Losses, quantile_of_sorted};

/// Share of the training documents that may always be below the threshold of similarity: most of the allowed
/// loss, because similarity detects other topics best (`docs/quality.md`).
const LEAST_LOST: f64 = 0.02;

/// Larger shares are tried in steps of this many thousandths.
const STEP: u32 = 5;

/// Share of the documents of left-out topics that should be detected. Models of all documents detect a few
/// percentage points more than the partial models from which it is learned.
const MOSTLY: f64 = 0.5;

/// A lost document (of a learned topic, but unlabelled) costs as much as this many documents of other topics
/// that are labelled.
const COST_OF_LOST: f64 = 2.0;

/// The similarities of documents when a topic was left out of training.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOutTopic {
    /// Of unseen documents of the other topics, ascending.
    known: Vec<f64>,
    /// Of the documents of the left-out topic.
    left_out: Vec<f64>,
}

impl LeftOutTopic {
    /// Similarities ([`Prediction::similarity`](super::Prediction::similarity)) in any order: of unseen
    /// documents of the learned topics, and of those of the left-out topic.
    pub fn new(mut known: Vec<f64>, left_out: Vec<f64>) -> Self {
        known.sort_by(f64::total_cmp);
        LeftOutTopic { known, left_out }
    }

    /// Share of the topic's documents below the threshold that loses the share `lost` of the others.
    fn told(&self, lost: f64) -> f64 {
        let threshold = quantile_of_sorted(&self.known, lost);
        let below = self.left_out.iter().filter(|&&s| s < threshold).count();
        below as f64 / self.left_out.len().max(1) as f64
    }
}

/// The effect of a threshold of similarity, measured with topics that were left out of training.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OtherTopics {
    /// Share of the documents of other topics that stay unlabelled, averaged over the left-out topics.
    pub unlabelled: f64,
    /// Share of the documents of learned topics that also stay unlabelled.
    pub lost: f64,
}

/// Whether topics have to be left out of training to learn how many documents may stay unlabelled, at most the
/// share `max_unknown`. Small shares are used as they are.
pub(crate) fn needs_left_out_topics(max_unknown: f64) -> bool {
    Losses::of(max_unknown).by_similarity > LEAST_LOST
}

impl OtherTopics {
    /// The smallest loss at which the share [`MOSTLY`] of documents of other topics is detected; if there is
    /// none up to `most`, the loss with the best trade-off.
    pub(super) fn learn(topics: &[LeftOutTopic], most: f64) -> Option<Self> {
        if topics.is_empty() {
            return None;
        }
        let at = |lost: f64| OtherTopics {
            unlabelled: topics.iter().map(|topic| topic.told(lost)).sum::<f64>()
                / topics.len() as f64,
            lost,
        };
        let mut best = at(LEAST_LOST.min(most));
        // Thousandths, so that 0.1 is 0.1.
        let steps = (1..).map(|step| (LEAST_LOST * 1e3 + f64::from(step * STEP)) / 1e3);
        for found in steps.take_while(|&lost| lost <= most).map(at) {
            if best.unlabelled >= MOSTLY {
                break;
            }
            if found.unlabelled >= MOSTLY || found.worth() > best.worth() {
                best = found;
            }
        }
        Some(best)
    }

    fn worth(&self) -> f64 {
        self.unlabelled - COST_OF_LOST * self.lost
    }

    /// True when both are shares from 0 to 1.
    pub(super) fn are_sound(&self) -> bool {
        [self.unlabelled, self.lost]
            .iter()
            .all(|share| (0.0..=1.0).contains(share))
    }
}

/// Share of the training documents that may be below the threshold of similarity, at most `most`.
pub(super) fn lost_by_similarity(topics: Option<&OtherTopics>, most: f64) -> f64 {
    topics.map_or(LEAST_LOST.min(most), |topics| topics.lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A topic of which `told(i)` thousandths are detected when `i` thousandths of the others are lost.
    fn topic(told: impl Fn(usize) -> usize) -> LeftOutTopic {
        let known = (0..1_000).map(|n| n as f64 / 1e3).collect();
        let below = |i: usize| told(i + 1) - told(i);
        let left_out = (0..1_000).flat_map(|i| vec![(i as f64 + 0.5) / 1e3; below(i)]);
        LeftOutTopic::new(known, left_out.collect())
    }

    fn learned(told: impl Fn(usize) -> usize, most: f64) -> (f64, f64) {
        let found = OtherTopics::learn(&[topic(told)], most).unwrap();
        (found.unlabelled, found.lost)
    }

    #[test]
    fn as_few_are_lost_as_tell_most_of_other_topics() {
        assert_eq!(learned(|i| (40 * i).min(1_000), 0.1), (0.8, 0.02));
        assert_eq!(learned(|i| (10 * i).min(1_000), 0.1), (0.5, 0.05));
        assert_eq!(learned(|i| (4 * i).min(1_000), 0.2), (0.5, 0.125));
    }

    #[test]
    fn no_more_are_lost_than_are_allowed_or_than_it_is_worth() {
        assert_eq!(learned(|i| (4 * i).min(1_000), 0.1), (0.4, 0.1));
        assert_eq!(learned(|i| (40 * i).min(1_000), 0.01), (0.4, 0.01));
        // One and a half times as many detected as lost: too few.
        assert_eq!(learned(|i| (3 * i / 2).min(1_000), 0.1), (0.03, 0.02));
        // The first ones are cheap, the others are not.
        assert_eq!(learned(|i| (6 * i).min(300).max(i), 0.1), (0.3, 0.05));
        assert_eq!(OtherTopics::learn(&[], 0.1), None);
        assert_eq!(lost_by_similarity(None, 0.1), 0.02);
        assert_eq!(lost_by_similarity(None, 0.0), 0.0);
    }
}
