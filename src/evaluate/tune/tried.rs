//! Candidates on their way through the rounds.

use std::ops::Range;

use super::score::{Scored, Summary};
use super::setting_names::named;
use super::space::Candidate;
use crate::model::{ScoredDocument, Trial};

/// A candidate and what came of it so far.
pub(super) struct Tried {
    pub candidate: Candidate,
    pub scored: Vec<Scored>,
    /// What few documents of earlier splits teach of probabilities in later ones.
    pub teaching: Vec<ScoredDocument>,
    pub summary: Option<Summary>,
}

impl Tried {
    pub(super) fn new(candidate: Candidate) -> Self {
        Tried {
            candidate,
            scored: Vec::new(),
            teaching: Vec::new(),
            summary: None,
        }
    }

    /// Keeps of a candidate that goes out what is told of it.
    pub(super) fn out(self) -> Self {
        Tried {
            summary: self.summary,
            ..Tried::new(self.candidate)
        }
    }
}

/// Lets candidates of the same terms stand together, otherwise in the order they had.
pub(super) fn together(tried: &mut [Tried]) {
    tried.sort_by_cached_key(|tried| {
        let features = &tried.candidate.settings.features;
        // Settings are plain numbers and names, which are always JSON.
        let features = serde_json::to_string(features).unwrap_or_default();
        (tried.candidate.variant, features)
    });
}

/// Stretches of candidates of the same terms.
pub(super) fn groups_of_terms(tried: &[Tried]) -> Vec<Range<usize>> {
    let same = |a: &Tried, b: &Tried| a.candidate.has_terms_of(&b.candidate);
    let mut start = 0;
    let groups = tried.chunk_by(same).map(|group| {
        start += group.len();
        start - group.len()..start
    });
    groups.collect()
}

/// What is kept of a candidate; nothing of one that was not scored.
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
