//! When a document stays unlabelled.

use serde::{Deserialize, Serialize};

use super::calibration::ScoredDocument;

/// Share of the training documents that may fall below the threshold of known tokens.
const LOST_BY_KNOWN: f64 = 0.005;

/// Share of the training documents that may fall below the threshold of probability.
const LOST_BY_PROBABILITY: f64 = 0.005;

/// Share of the training documents that always may fall below the threshold of similarity: most of
/// what may be lost, because it tells other topics best (`docs/quality.md`).
const LEAST_LOST: f64 = 0.02;

/// Shares that are tried beyond it are this far apart, in thousandths.
const STEP: u32 = 5;

/// Share of the documents of topics that were left out of training that are to be told, by models of
/// a part of the documents. It makes half of them with all documents, which tell some points more:
/// 62 instead of 57 % on SANAD AlKhaleej, 58 instead of 43 % on AG news.
const MOSTLY: f64 = 0.45;

/// A document of a learned topic that stays unlabelled costs as much as so many of other topics that
/// are labelled.
const COST_OF_LOST: f64 = 3.0;

/// Most documents like those of training that may stay unlabelled so that other topics do, unless
/// the settings say another share.
pub const DEFAULT_MAX_UNKNOWN: f64 = 0.1;

/// Below this probability a label is more likely wrong than right; the learned threshold is never
/// higher.
const EVEN: f64 = 0.5;

/// What is left of the learned threshold of known tokens: the models that scored the documents had
/// learned fewer, and where the number of terms is limited, further documents crowd terms out.
const SLACK: f64 = 0.95;

/// A document of which so many words are known is like what was learned; the learned threshold is
/// never higher, even if the training documents have all their words from one list.
const FAMILIAR: f64 = 0.9;

/// A document stays unlabelled when one of its numbers is below the threshold; 0 never withholds a
/// label.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Thresholds {
    /// Least probability of the label.
    pub min_probability: f64,
    /// Least difference between the probability of the label and that of the runner-up.
    pub min_margin: f64,
    /// Least share of the document's tokens that take part in a known term.
    pub min_known: f64,
    /// Least similarity to the terms that speak for a label ([`Prediction::similarity`]). Stored only
    /// when set.
    ///
    /// [`Prediction::similarity`]: super::Prediction::similarity
    #[serde(default, skip_serializing_if = "is_zero")]
    pub min_similarity: f64,
}

fn is_zero(threshold: &f64) -> bool {
    *threshold == 0.0
}

impl Thresholds {
    /// Learns from documents and the probabilities that a model gave which had not seen them: few of
    /// them may be lost, and by similarity the share `lost`. The margin is left at 0: it says nearly
    /// the same as the probability.
    pub(super) fn learn(
        documents: &[ScoredDocument],
        probabilities: &[Vec<f64>],
        lost: f64,
    ) -> Self {
        let known = documents.iter().map(ScoredDocument::known_share).collect();
        let similarity = documents
            .iter()
            .map(|document| document.similarity)
            .collect();
        let largest = |p: &Vec<f64>| p.iter().copied().fold(0.0, f64::max);
        let highest = probabilities.iter().map(largest).collect();
        Thresholds {
            min_probability: quantile(highest, LOST_BY_PROBABILITY.min(lost)).min(EVEN),
            min_margin: 0.0,
            min_known: (SLACK * quantile(known, LOST_BY_KNOWN.min(lost))).min(FAMILIAR),
            min_similarity: quantile(similarity, lost),
        }
    }

    fn all(&self) -> [f64; 4] {
        [
            self.min_probability,
            self.min_margin,
            self.min_known,
            self.min_similarity,
        ]
    }

    /// True when each is a share from 0 to 1.
    pub(super) fn are_sound(&self) -> bool {
        self.all()
            .iter()
            .all(|threshold| (0.0..=1.0).contains(threshold))
    }
}

/// The similarities of documents when a topic had been left out of training.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOutTopic {
    /// Of documents of the other topics, which the model had not seen, ascending.
    known: Vec<f64>,
    /// Of the documents of the topic.
    left_out: Vec<f64>,
}

impl LeftOutTopic {
    /// Similarities ([`Prediction::similarity`](super::Prediction::similarity)) in any order: of
    /// unseen documents of the topics that were learned, and of those of the topic that was not.
    pub fn new(mut known: Vec<f64>, left_out: Vec<f64>) -> Self {
        known.sort_by(f64::total_cmp);
        LeftOutTopic { known, left_out }
    }

    /// Share of the topic's documents below the threshold that a share of the others is below.
    fn told(&self, lost: f64) -> f64 {
        let threshold = quantile_of_sorted(&self.known, lost);
        let below = self.left_out.iter().filter(|&&s| s < threshold).count();
        below as f64 / self.left_out.len().max(1) as f64
    }
}

/// What a threshold of similarity is worth, measured with topics that were left out of training.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OtherTopics {
    /// Share of the documents of other topics that stay unlabelled, the mean over those left out.
    pub unlabelled: f64,
    /// Share of the documents of learned topics that stay unlabelled with them.
    pub lost: f64,
}

impl OtherTopics {
    /// The smallest loss at which [`MOSTLY`] all documents of other topics are told; where there is none
    /// up to `most`, the one that is worth most.
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

/// Share of the training documents that may fall below the threshold of similarity, of at most `most`.
pub(super) fn lost_by_similarity(topics: Option<&OtherTopics>, most: f64) -> f64 {
    topics.map_or(LEAST_LOST.min(most), |topics| topics.lost)
}

impl ScoredDocument {
    /// Share of its tokens that are known; 0 without tokens.
    fn known_share(&self) -> f64 {
        self.known_tokens as f64 / self.tokens.max(1) as f64
    }
}

/// The value below which `share` of `values` lie.
fn quantile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    quantile_of_sorted(&values, share)
}

fn quantile_of_sorted(values: &[f64], share: f64) -> f64 {
    let rank = (values.len() as f64 * share) as usize;
    values.get(rank).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(known_tokens: u64) -> ScoredDocument {
        ScoredDocument {
            scores: vec![0.0, 0.0],
            truth: 0,
            tokens: 1_000,
            known_tokens,
            similarity: known_tokens as f64 / 1e3,
        }
    }

    #[test]
    fn few_of_the_documents_that_taught_the_thresholds_are_below_them() {
        let documents: Vec<_> = (1..=1_000).rev().map(|n| document(n / 4)).collect();
        let probabilities: Vec<_> = (1..=1_000)
            .map(|n| vec![0.2 + f64::from(n) / 1e4, 0.1])
            .collect();
        let thresholds = Thresholds::learn(&documents, &probabilities, 0.02);
        assert_eq!(thresholds.min_margin, 0.0);
        let below = |p: &&Vec<f64>| p[0] < thresholds.min_probability;
        assert_eq!(probabilities.iter().filter(below).count(), 5);
        let below = |d: &&ScoredDocument| d.similarity < thresholds.min_similarity;
        let lost = documents.iter().filter(below).count();
        assert!((17..=20).contains(&lost), "{lost}");
        let below = |d: &&ScoredDocument| d.known_share() < thresholds.min_known;
        let lost = documents.iter().filter(below).count();
        assert!(lost <= 5, "{lost}");
        assert_eq!(thresholds.min_known, 0.95 * 0.001);
    }

    /// A topic of which `told(i)` thousandths are told when `i` thousandths of the others are lost.
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
        assert_eq!(learned(|i| (10 * i).min(1_000), 0.1), (0.45, 0.045));
        assert_eq!(learned(|i| (4 * i).min(1_000), 0.2), (0.46, 0.115));
    }

    #[test]
    fn no_more_are_lost_than_are_allowed_or_than_it_is_worth() {
        assert_eq!(learned(|i| (4 * i).min(1_000), 0.1), (0.4, 0.1));
        assert_eq!(learned(|i| (40 * i).min(1_000), 0.01), (0.4, 0.01));
        // Twice as many told as lost: too few.
        assert_eq!(learned(|i| 2 * i.min(500), 0.1), (0.04, 0.02));
        // The first ones are cheap, further ones are not.
        assert_eq!(learned(|i| (6 * i).min(300).max(i), 0.1), (0.3, 0.05));
        assert_eq!(OtherTopics::learn(&[], 0.1), None);
        assert_eq!(lost_by_similarity(None, 0.1), 0.02);
        assert_eq!(lost_by_similarity(None, 0.0), 0.0);
    }

    #[test]
    fn learned_thresholds_never_ask_for_certainty() {
        let thresholds = Thresholds::learn(&[document(1_000)], &[vec![0.0, 1.0]], 0.02);
        assert_eq!(
            (thresholds.min_probability, thresholds.min_known),
            (0.5, 0.9)
        );
        assert!(thresholds.are_sound());
    }

    #[test]
    fn thresholds_that_are_no_shares_are_told() {
        for wrong in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            let none = Thresholds::default();
            for thresholds in [
                Thresholds {
                    min_probability: wrong,
                    ..none
                },
                Thresholds {
                    min_margin: wrong,
                    ..none
                },
                Thresholds {
                    min_known: wrong,
                    ..none
                },
                Thresholds {
                    min_similarity: wrong,
                    ..none
                },
            ] {
                assert!(!thresholds.are_sound(), "{thresholds:?}");
            }
        }
    }
}
