//! Labels texts on all threads.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use self_cell::self_cell;
use tasnif::jobs::label_sets::LabelSets;
use tasnif::{Classifier, Progress, Session, Thresholds};

use crate::long_call::Watch;
use crate::predictions::Collected;

/// Texts that a thread takes at a time.
const PIECE: usize = 32;

self_cell!(
    /// A session with its classifier.
    pub struct OwnedSession {
        owner: Arc<Classifier>,
        #[not_covariant]
        dependent: Session,
    }
);

/// How texts are labelled.
pub struct Labelling {
    pub thresholds: Thresholds,
    pub sets: Option<LabelSets>,
    /// How many of the most probable labels are ranked.
    pub top: usize,
}

impl Labelling {
    /// Labels one text.
    pub fn add(&self, session: &mut Session<'_>, text: &str, collected: &mut Collected) {
        let repaired = tasnif::io::repaired(text);
        let text = repaired.as_ref().map_or(text, |(text, ..)| text);
        let prediction = session.classify(text).with_thresholds(&self.thresholds);
        let set = self.sets.as_ref().map(|sets| sets.set(&prediction));
        collected.push(&prediction, set, self.top);
    }
}

/// Labels a batch on all threads; results are in the order of the texts.
pub fn classify_batch(
    texts: &[&str],
    sessions: &mut [OwnedSession],
    how: &Labelling,
    watch: &Watch,
) -> tasnif::Result<Collected> {
    let next = AtomicUsize::new(0);
    let work = |session: &mut OwnedSession| {
        let mut found = Vec::new();
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            let Some(texts) = texts.chunks(PIECE).nth(piece) else {
                return Ok(found);
            };
            if watch.is_cancelled() {
                return Err(tasnif::Error::Cancelled);
            }
            let mut collected = Collected::default();
            session.with_dependent_mut(|_, session| {
                texts
                    .iter()
                    .for_each(|text| how.add(session, text, &mut collected));
            });
            watch.add(texts.len() as u64);
            found.push((piece, collected));
        }
    };
    let found: tasnif::Result<Vec<_>> = sessions.par_iter_mut().map(work).collect();
    let mut found: Vec<(usize, Collected)> = found?.into_iter().flatten().collect();
    found.sort_unstable_by_key(|(piece, _)| *piece);
    let mut all = Collected::default();
    found
        .into_iter()
        .for_each(|(_, collected)| all.append(collected));
    Ok(all)
}
