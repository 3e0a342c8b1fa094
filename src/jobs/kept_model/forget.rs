//! Removes documents from a model, as if it had never learned from them.

use super::identities::Identities;
use super::problems::Problems;
use super::refused;
use crate::corpus::KeptCorpus;
use crate::error::Result;

/// What is done with documents to forget that are not in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum OnMissing {
    /// They are an error, and nothing changes: the default.
    #[default]
    Error,
    /// They are skipped.
    Skip,
}

/// Which documents are forgotten.
#[derive(Debug)]
#[non_exhaustive]
pub enum Forgetting {
    /// Those with these ids.
    Ids(Vec<String>),
    /// Those that are the same as these: by id if both have one, otherwise all with the same text.
    Documents(Box<KeptCorpus>),
}

/// Removes documents from those of a model, and returns how many.
///
/// # Errors
/// When documents are not in the model, unless they are skipped.
pub fn forget(corpus: &mut KeptCorpus, which: &Forgetting, on_missing: OnMissing) -> Result<u64> {
    let mut is_forgotten = vec![false; corpus.len()];
    let mut missing = Problems::default();
    let identities = Identities::of(corpus);
    match which {
        Forgetting::Ids(ids) => {
            for id in ids {
                match identities.by_id(id) {
                    Some(number) => is_forgotten[number] = true,
                    None => missing.add(format!("\"{id}\"")),
                }
            }
        }
        Forgetting::Documents(documents) => {
            for document in documents.documents() {
                let same = identities.same(document);
                if same.is_empty() {
                    missing.add(document);
                }
                same.into_iter()
                    .for_each(|number| is_forgotten[number] = true);
            }
        }
    }
    if on_missing == OnMissing::Error && !missing.is_empty() {
        return Err(refused(format!(
            "the model never learned from {}, and nothing was changed; skip such documents with `on_missing`",
            missing.shown()
        )));
    }
    corpus.retain(|number| !is_forgotten[number]);
    Ok(is_forgotten
        .into_iter()
        .filter(|&forgotten| forgotten)
        .count() as u64)
}
