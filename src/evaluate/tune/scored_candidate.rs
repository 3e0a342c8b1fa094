//! Candidates during the rounds of the search.

use std::ops::Range;

use super::setting_names::named;
use super::space::Candidate;
use crate::evaluate::summary::{Scored, Summary};
use crate::model::{ScoredDocument, Trial};

/// A candidate and its results so far.
pub(super) struct ScoredCandidate {
    pub candidate: Candidate,
    pub scored: Vec<Scored>,
    /// Documents of earlier splits for calibrating later ones, if there are few.
    pub teaching: Vec<ScoredDocument>,
    pub summary: Option<Summary>,
    /// Whether it stays in every round.
    pub is_kept: bool,
}

impl ScoredCandidate {
    pub(super) fn new(candidate: Candidate) -> Self {
        ScoredCandidate {
            candidate,
            scored: Vec::new(),
            teaching: Vec::new(),
            summary: None,
            is_kept: false,
        }
    }

    /// Keeps only the reported results of a candidate that drops out.
    pub(super) fn out(self) -> Self {
        ScoredCandidate {
            summary: self.summary,
            ..ScoredCandidate::new(self.candidate)
        }
    }
}

/// The index of the candidate that is chosen by accuracy, of those that are sorted by it.
///
/// Of hundreds of candidates the first is often so by luck. So all count whose accuracy is below that of the first by no more
/// than a standard error of the difference on the same documents, and not below what training chooses; the one with
/// the smallest log-loss is chosen.
pub(super) fn chosen_by_accuracy(sorted: &[ScoredCandidate]) -> usize {
    let start = sorted.iter().find(|tried| tried.is_kept);
    let least = start
        .and_then(|start| start.summary)
        .map_or(0.0, |s| s.accuracy);
    let is_near = |tried: &ScoredCandidate| {
        let accuracy = tried.summary.map_or(0.0, |summary| summary.accuracy);
        accuracy >= least && is_within_a_standard_error(&sorted[0], tried)
    };
    let loss = |index: &usize| sorted[*index].summary.map_or(f64::INFINITY, |s| s.log_loss);
    let near = (0..sorted.len()).filter(|&index| is_near(&sorted[index]));
    near.min_by(|a, b| loss(a).total_cmp(&loss(b)))
        .unwrap_or_default()
}

/// Whether two candidates were scored on the same documents, and the first is correct on no more of them than the second
/// and a standard error: the root of the number of documents on which one of them is correct.
fn is_within_a_standard_error(first: &ScoredCandidate, second: &ScoredCandidate) -> bool {
    if first.scored.len() != second.scored.len() {
        return false;
    }
    let is_correct = |scored: &Scored| scored.predicted == Some(scored.truth);
    let (mut lost, mut differing) = (0i64, 0u64);
    for (a, b) in first.scored.iter().zip(&second.scored) {
        let (a, b) = (is_correct(a), is_correct(b));
        lost += i64::from(a) - i64::from(b);
        differing += u64::from(a != b);
    }
    lost as f64 <= (differing as f64).sqrt()
}

/// Sorts candidates with the same terms next to each other, otherwise in their previous order.
pub(super) fn together(tried: &mut [ScoredCandidate]) {
    tried.sort_by_cached_key(|tried| {
        let features = &tried.candidate.settings.features;
        // Settings are only numbers and names, which are always JSON.
        let features = serde_json::to_string(features).unwrap_or_default();
        (tried.candidate.variant, features)
    });
}

/// Ranges of candidates with the same terms.
pub(super) fn groups_of_terms(tried: &[ScoredCandidate]) -> Vec<Range<usize>> {
    let same = |a: &ScoredCandidate, b: &ScoredCandidate| a.candidate.has_terms_of(&b.candidate);
    let mut start = 0;
    let groups = tried.chunk_by(same).map(|group| {
        start += group.len();
        start - group.len()..start
    });
    groups.collect()
}

/// The trial of a candidate; `None` if it was not scored.
pub(super) fn trial(tried: &ScoredCandidate) -> Option<Trial> {
    let summary = tried.summary.as_ref()?;
    Some(Trial {
        settings: named(&tried.candidate.settings),
        documents: summary.documents,
        accuracy: summary.accuracy,
        macro_f1: summary.macro_f1,
        log_loss: summary.log_loss,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ModelSettings;

    /// A candidate that is correct on some of 100 documents.
    fn tried(correct: impl Fn(usize) -> bool, probability: f64) -> ScoredCandidate {
        let scored = (0..100).map(|document| Scored {
            truth: 0,
            predicted: Some(u32::from(!correct(document))),
            probability_of_truth: probability,
        });
        let scored: Vec<Scored> = scored.collect();
        let summary = Summary::new(&scored, 2);
        ScoredCandidate {
            scored,
            summary: Some(summary),
            ..ScoredCandidate::new(Candidate {
                variant: 0,
                settings: ModelSettings::default(),
            })
        }
    }

    #[test]
    fn of_candidates_that_differ_by_chance_the_probabilities_decide() {
        let first = || tried(|document| document < 90, 0.5);
        // Wrong on 3 and correct on 2 others; 1 is less than the root of 5.
        let near = || tried(|document| (3..92).contains(&document), 0.6);
        // Wrong on 4 more.
        let worse = || tried(|document| document < 86, 0.9);
        assert_eq!(chosen_by_accuracy(&[first(), near(), worse()]), 1);
        assert_eq!(chosen_by_accuracy(&[first(), worse()]), 0);
        let mut start = first();
        start.is_kept = true;
        assert_eq!(chosen_by_accuracy(&[start, near()]), 0);
    }

    #[test]
    fn candidates_of_other_documents_are_not_compared() {
        let mut fewer = tried(|_| true, 0.9);
        fewer.scored.truncate(50);
        assert_eq!(chosen_by_accuracy(&[tried(|_| true, 0.5), fewer]), 0);
    }
}
