//! Which documents of a corpus are the same: by id if both have one, otherwise by text.

use std::collections::HashMap;

use super::refused;
use crate::corpus::{KeptCorpus, KeptDocument};
use crate::error::Result;

/// Finds documents of a corpus.
pub(super) struct Identities<'c> {
    corpus: &'c KeptCorpus,
    of_id: HashMap<&'c str, usize>,
    of_text: HashMap<u128, Vec<usize>>,
}

impl<'c> Identities<'c> {
    /// The documents of `corpus`, whose ids are distinct.
    pub(super) fn of(corpus: &'c KeptCorpus) -> Self {
        let mut of_id = HashMap::new();
        let mut of_text: HashMap<u128, Vec<usize>> = HashMap::new();
        for (number, document) in corpus.documents().enumerate() {
            if let Some(id) = document.id {
                of_id.insert(id, number);
            }
            of_text.entry(document.digest).or_default().push(number);
        }
        Identities {
            corpus,
            of_id,
            of_text,
        }
    }

    /// The number of the document with this id.
    pub(super) fn by_id(&self, id: &str) -> Option<usize> {
        self.of_id.get(id).copied()
    }

    /// The numbers of the documents that are the same as `document`: the one with its id; without such an id, those with
    /// its text, unless both have ids, which then differ.
    pub(super) fn same(&self, document: KeptDocument<'_>) -> Vec<usize> {
        if let Some(number) = document.id.and_then(|id| self.by_id(id)) {
            return vec![number];
        }
        let with_text = self.of_text.get(&document.digest);
        let numbers = with_text.into_iter().flatten().copied();
        let is_same =
            |&number: &usize| document.id.is_none() || self.corpus.document(number).id.is_none();
        numbers.filter(is_same).collect()
    }
}

/// Checks that no two documents of a corpus have the same id.
///
/// # Errors
/// Names the first id that occurs twice, and where.
pub(super) fn check_ids(corpus: &KeptCorpus) -> Result<()> {
    let mut first_of: HashMap<&str, KeptDocument<'_>> = HashMap::new();
    for document in corpus.documents() {
        let Some(id) = document.id else { continue };
        if let Some(first) = first_of.insert(id, document) {
            return Err(refused(format!(
                "the id \"{id}\" occurs twice: {} and {}; documents that a model keeps have different ids, or none: name the field of ids with `id_field`",
                first.place(),
                document.place()
            )));
        }
    }
    Ok(())
}
