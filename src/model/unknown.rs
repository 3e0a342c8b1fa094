//! When a document stays unlabelled.

use serde::{Deserialize, Serialize};

use super::calibration::ScoredDocument;

/// Share of the training documents that may be below the threshold of known words.
const LOST_BY_KNOWN: f64 = 0.005;

/// Share of the training documents that may be below the threshold of probability.
const LOST_BY_PROBABILITY: f64 = 0.005;

/// Share of the training documents that may have fewer content words than the threshold.
const LOST_BY_CONTENT: f64 = 0.0025;

/// Default maximum share of documents like those of training that may stay unlabelled. Documents that come later
/// differ more from those of training than these from each other: of test documents up to 0.03 do.
pub const DEFAULT_MAX_UNKNOWN: f64 = 0.015;

/// Below this probability a label is more likely wrong than right; the learned threshold is never higher.
const EVEN: f64 = 0.5;

/// Factor of the learned threshold of known words: the models that scored the documents knew fewer words, and
/// if the number of terms is limited, more documents displace terms.
const SLACK: f64 = 0.95;

/// A single content word does not tell the topic of a text. The learned threshold is never higher than this
/// number, and lower if training documents are shorter.
const FEW_CONTENT_WORDS: u64 = 2;

/// A document with this share of known words is like those of training; the learned threshold is never
/// higher, even if all words of the training documents come from one list.
const FAMILIAR: f64 = 0.9;

/// Shares of the training documents that may be below each threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Losses {
    by_known: f64,
    by_probability: f64,
    /// At most the remainder.
    pub by_similarity: f64,
}

impl Losses {
    /// Shares with the total `most`.
    pub(super) fn of(most: f64) -> Self {
        let by_known = LOST_BY_KNOWN.min(most / 6.0);
        let by_probability = LOST_BY_PROBABILITY.min(most / 6.0);
        Losses {
            by_known,
            by_probability,
            by_similarity: most - by_known - by_probability,
        }
    }
}

/// Why a document stays unlabelled; with several reasons, the first in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Abstention {
    /// It has no words.
    NoWords,
    /// Too small a share of its words is known, or too few words that are not in a stop list.
    FewKnownWords,
    /// Its words are too weak evidence for any label ([`Thresholds::min_similarity`]).
    UnlikeTraining,
    /// Its most probable label is not probable enough, or its lead over the next label is too small.
    LowProbability,
}

impl Abstention {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Abstention::NoWords => "no words",
            Abstention::FewKnownWords => "few known words",
            Abstention::UnlikeTraining => "unlike the training texts",
            Abstention::LowProbability => "low probability",
        }
    }
}

/// A document stays unlabelled when one of its numbers is below the threshold; 0 never withholds a label.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Thresholds {
    /// Minimum probability of the label.
    pub min_probability: f64,
    /// Minimum difference between the probability of the label and that of the runner-up.
    pub min_margin: f64,
    /// Minimum share of the document's words (tokens longer than one letter or digit) that belong to a known
    /// term.
    pub min_known: f64,
    /// Minimum similarity to the terms that support a label ([`Prediction::similarity`]). Stored only if set.
    ///
    /// [`Prediction::similarity`]: super::Prediction::similarity
    #[serde(default, skip_serializing_if = "is_zero")]
    pub min_similarity: f64,
    /// Minimum number of distinct known words that are not in a stop list. Stored only if set.
    ///
    /// [`Prediction::content_words`]: super::Prediction::content_words
    #[serde(skip_serializing_if = "is_none")]
    pub min_content_words: u64,
}

fn is_zero(threshold: &f64) -> bool {
    *threshold == 0.0
}

fn is_none(words: &u64) -> bool {
    *words == 0
}

/// The numbers of a text that decide, beside its probabilities, whether it is labelled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence {
    pub tokens: u64,
    /// Whether it has a known term.
    pub has_terms: bool,
    pub known_share: f64,
    pub similarity: f64,
    pub content_words: u64,
}

impl Thresholds {
    /// The reason to leave a text with these probabilities unlabelled.
    pub(super) fn withheld(
        &self,
        evidence: &Evidence,
        probabilities: &[f64],
    ) -> Option<Abstention> {
        if evidence.tokens == 0 {
            Some(Abstention::NoWords)
        } else if !evidence.has_terms
            || evidence.known_share < self.min_known
            || evidence.content_words < self.min_content_words
        {
            Some(Abstention::FewKnownWords)
        } else if evidence.similarity < self.min_similarity {
            Some(Abstention::UnlikeTraining)
        } else {
            (!self.are_reached_by(probabilities)).then_some(Abstention::LowProbability)
        }
    }

    /// Whether the most probable label is probable enough.
    fn are_reached_by(&self, probabilities: &[f64]) -> bool {
        let largest_two = probabilities
            .iter()
            .fold((0.0, 0.0), |(first, second), &p| {
                if p > first {
                    (p, first)
                } else {
                    (first, p.max(second))
                }
            });
        let (first, second): (f64, f64) = largest_two;
        first >= self.min_probability && first - second >= self.min_margin
    }

    /// Learns from documents and the highest probability of each, predicted by a model that had not seen it:
    /// few of them may be lost. The margin stays 0, because it adds little to the probability.
    pub(super) fn learn(documents: &[ScoredDocument], highest: Vec<f64>, lost: &Losses) -> Self {
        let known = documents
            .iter()
            .map(|document| document.known_share)
            .collect();
        let similarity = documents
            .iter()
            .map(|document| document.similarity)
            .collect();
        let content = documents.iter().map(|d| d.content_words as f64).collect();
        let content = quantile(content, LOST_BY_CONTENT) as u64;
        Thresholds {
            min_content_words: content.min(FEW_CONTENT_WORDS),
            min_probability: quantile(highest, lost.by_probability).min(EVEN),
            min_margin: 0.0,
            min_known: (SLACK * quantile(known, lost.by_known)).min(FAMILIAR),
            min_similarity: quantile(similarity, lost.by_similarity),
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

/// The quantile of `values` at `share`: about this share of them is below it.
fn quantile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    quantile_of_sorted(&values, share)
}

/// Like [`quantile`], for values in ascending order.
pub(super) fn quantile_of_sorted(values: &[f64], share: f64) -> f64 {
    let rank = (values.len() as f64 * share) as usize;
    values.get(rank).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOSSES: Losses = Losses {
        by_known: 0.005,
        by_probability: 0.005,
        by_similarity: 0.02,
    };

    #[test]
    fn no_more_than_the_share_is_lost_in_all() {
        let lost = Losses::of(0.1);
        assert_eq!((lost.by_known, lost.by_probability), (0.005, 0.005));
        for most in [0.0, 0.003, 0.02, 0.1, 1.0] {
            let lost = Losses::of(most);
            let all = lost.by_known + lost.by_probability + lost.by_similarity;
            assert!((all - most).abs() < 1e-12, "{lost:?}");
        }
    }

    fn document(known_tokens: u64) -> ScoredDocument {
        ScoredDocument {
            scores: vec![0.0, 0.0],
            truth: 0,
            tokens: 1_000,
            known_tokens,
            known_share: known_tokens as f64 / 1e3,
            similarity: known_tokens as f64 / 1e3,
            content_words: known_tokens.min(8),
        }
    }

    #[test]
    fn few_of_the_documents_that_taught_the_thresholds_are_below_them() {
        let documents: Vec<_> = (1..=1_000).rev().map(|n| document(n / 4)).collect();
        let highest: Vec<f64> = (1..=1_000).map(|n| 0.2 + f64::from(n) / 1e4).collect();
        let thresholds = Thresholds::learn(&documents, highest.clone(), &LOSSES);
        assert_eq!(thresholds.min_margin, 0.0);
        let below = |p: &&f64| **p < thresholds.min_probability;
        assert_eq!(highest.iter().filter(below).count(), 5);
        let below = |d: &&ScoredDocument| d.similarity < thresholds.min_similarity;
        let lost = documents.iter().filter(below).count();
        assert!((17..=20).contains(&lost), "{lost}");
        let below = |d: &&ScoredDocument| d.known_share < thresholds.min_known;
        let lost = documents.iter().filter(below).count();
        assert!(lost <= 5, "{lost}");
        assert_eq!(thresholds.min_known, 0.95 * 0.001);
    }

    #[test]
    fn learned_thresholds_never_ask_for_certainty() {
        let thresholds = Thresholds::learn(&[document(1_000)], vec![1.0], &LOSSES);
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
