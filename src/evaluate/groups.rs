//! Groups of documents that folds must not separate, because they would leak information.

use std::collections::HashMap;

use rayon::prelude::*;
use twox_hash::XxHash3_128;

use super::disjoint_sets::DisjointSets;
use super::near_duplicates::near_duplicates;
use crate::corpus::TokenizedCorpus;
use crate::error::{Error, Result};

/// Digest of a document's tokens.
pub(crate) type Digest = u128;

/// A grouping of the documents of a corpus; documents without similar ones are groups of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// The first document of each document's group.
    first_of: Vec<u32>,
    /// A digest of the tokens of each document.
    digests: Vec<Digest>,
    /// The relation between the documents of a group, for messages.
    what: &'static str,
}

impl Groups {
    /// Documents with the same tokens.
    ///
    /// # Errors
    /// When a temporary file cannot be read.
    pub fn copies(corpus: &TokenizedCorpus) -> Result<Self> {
        let digests = digests(corpus)?;
        Ok(Groups {
            first_of: copies(&digests).into_firsts(),
            digests,
            what: "copies of one",
        })
    }

    /// Documents whose token sets have a Jaccard coefficient of at least
    /// [`NEAR_DUPLICATE`](super::NEAR_DUPLICATE), directly or through others; includes copies.
    ///
    /// # Errors
    /// When a temporary file cannot be read.
    pub fn near_duplicates(corpus: &TokenizedCorpus) -> Result<Self> {
        Ok(Groups {
            first_of: near_duplicates(corpus)?,
            digests: digests(corpus)?,
            what: "near-duplicates of one",
        })
    }

    /// Documents with the same value, such as an author or a site; includes copies. There is one value per
    /// document. Documents without a value are grouped only with their copies.
    ///
    /// # Errors
    /// When a temporary file cannot be read.
    pub fn by_value(corpus: &TokenizedCorpus, values: &[Option<String>]) -> Result<Self> {
        if values.len() != corpus.len() {
            return Err(Error::Settings(format!(
                "there are {} values for {} documents; give one for each",
                values.len(),
                corpus.len()
            )));
        }
        let digests = digests(corpus)?;
        let mut groups = copies(&digests);
        let mut firsts: HashMap<&str, u32> = HashMap::new();
        for (document, value) in (0..corpus.len() as u32).zip(values) {
            if let Some(value) = value {
                groups.join(*firsts.entry(value).or_insert(document), document);
            }
        }
        Ok(Groups {
            first_of: groups.into_firsts(),
            digests,
            what: "documents of one group",
        })
    }

    /// Checks that these are groups of this corpus.
    pub(crate) fn check(&self, corpus: &TokenizedCorpus) -> Result<()> {
        if self.first_of.len() != corpus.len() {
            return Err(Error::Settings(format!(
                "these are groups of {} documents, but the corpus has {}",
                self.first_of.len(),
                corpus.len()
            )));
        }
        Ok(())
    }

    /// The first document of the group of `document`.
    pub fn first_of(&self, document: usize) -> usize {
        self.first_of[document] as usize
    }

    /// Number of groups.
    pub fn len(&self) -> usize {
        let firsts = self.first_of.iter().zip(0..);
        firsts
            .filter(|&(&first, document)| first == document)
            .count()
    }

    /// True when there is no document.
    pub fn is_empty(&self) -> bool {
        self.first_of.is_empty()
    }

    /// A digest of the tokens of each document, keyed by `seed`.
    pub(crate) fn digests(&self, seed: u64) -> Vec<Digest> {
        let digests = self.digests.iter();
        digests
            .map(|digest| XxHash3_128::oneshot_with_seed(seed, &digest.to_le_bytes()))
            .collect()
    }

    /// The relation between the documents of a group.
    pub(super) fn what(&self) -> &'static str {
        self.what
    }
}

/// Merges documents with the same tokens.
fn copies(digests: &[Digest]) -> DisjointSets {
    let mut groups = DisjointSets::new(digests.len());
    let mut firsts: HashMap<Digest, u32> = HashMap::new();
    for (&digest, document) in digests.iter().zip(0..) {
        groups.join(*firsts.entry(digest).or_insert(document), document);
    }
    groups
}

/// A digest of the tokens of each document.
fn digests(corpus: &TokenizedCorpus) -> Result<Vec<Digest>> {
    let documents = (0..corpus.len()).into_par_iter();
    documents
        .map_init(
            || (corpus.reader(), Vec::new()),
            |(reader, text), document| {
                text.clear();
                for (token, count) in reader.occurrences(document)? {
                    for _ in 0..count {
                        text.extend_from_slice(corpus.tokens().token(token).as_bytes());
                        text.push(b' ');
                    }
                }
                Ok(XxHash3_128::oneshot(text))
            },
        )
        .collect()
}
