//! Candidates during the rounds of the search.

use std::ops::Range;

use super::setting_names::named;
use super::space::Candidate;
use crate::evaluate::summary::{Scored, Summary};
use crate::model::{ScoredDocument, Trial};

/// A candidate and its results so far.
pub(super) struct Tried {
    pub candidate: Candidate,
    pub scored: Vec<Scored>,
    /// Documents of earlier splits for calibrating later ones, if there are few.
    pub teaching: Vec<ScoredDocument>,
    pub summary: Option<Summary>,
    /// Whether it stays in every round.
    pub is_kept: bool,
}

impl Tried {
    pub(super) fn new(candidate: Candidate) -> Self {
        Tried {
            candidate,
            scored: Vec::new(),
            teaching: Vec::new(),
            summary: None,
            is_kept: false,
        }
    }

    /// Keeps only the reported results of a candidate that drops out.
    pub(super) fn out(self) -> Self {
        Tried {
            summary: self.summary,
            ..Tried::new(self.candidate)
        }
    }
}

/// Sorts candidates with the same terms next to each other, otherwise in their previous order.
pub(super) fn together(tried: &mut [Tried]) {
    tried.sort_by_cached_key(|tried| {
        let features = &tried.candidate.settings.features;
        // Settings are only numbers and names, which are always JSON.
        let features = serde_json::to_string(features).unwrap_or_default();
        (tried.candidate.variant, features)
    });
}

/// Ranges of candidates with the same terms.
pub(super) fn groups_of_terms(tried: &[Tried]) -> Vec<Range<usize>> {
    let same = |a: &Tried, b: &Tried| a.candidate.has_terms_of(&b.candidate);
    let mut start = 0;
    let groups = tried.chunk_by(same).map(|group| {
        start += group.len();
        start - group.len()..start
    });
    groups.collect()
}

/// The trial of a candidate; `None` if it was not scored.
pub(super) fn trial(tried: &Tried) -> Option<Trial> {
    let summary = tried.summary.as_ref()?;
    Some(Trial {
        settings: named(&tried.candidate.settings),
        documents: summary.documents,
        accuracy: summary.accuracy,
        macro_f1: summary.macro_f1,
        log_loss: summary.log_loss,
    })
}
