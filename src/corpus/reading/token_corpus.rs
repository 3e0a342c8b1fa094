//! Reads documents into a tokenised corpus, on all threads.

use std::sync::Arc;

use super::{Progress, Reading, read};
use crate::corpus::{Column, Document, Storage, TokenizedCorpus};
use crate::error::{Error, Result};
use crate::text::TextSettings;

/// Settings of a corpus.
#[derive(Debug, Clone)]
pub struct Tokenization {
    /// How texts become tokens.
    pub text: TextSettings,
    /// The column that is the class of a document; without it, all documents have the empty class.
    pub class: Option<Column>,
    /// Other columns that are kept.
    pub columns: Vec<Column>,
    /// Whether surface forms are stored.
    pub with_surface_forms: bool,
    /// Where token ids are stored.
    pub storage: Arc<Storage>,
}

/// Reads all documents. The second result is what `keep` returns for each document, in the same order.
///
/// # Errors
/// As [`read`].
pub fn token_corpus<K: Send>(
    progress: &dyn Progress,
    reading: Reading,
    how: &Tokenization,
    keep: impl Fn(&Document) -> K + Sync,
) -> Result<(TokenizedCorpus, Vec<K>)> {
    let mut kept = Vec::new();
    let parts = read(
        progress,
        reading,
        || (how.empty(), Vec::new()),
        |(corpus, order), number, documents| {
            order.push(number);
            for document in &documents {
                corpus.push_document(document)?;
            }
            corpus.end_chunk()?;
            Ok(documents.iter().map(&keep).collect())
        },
        |of_batch: Result<Vec<K>>| {
            kept.extend(of_batch?);
            Ok::<_, Error>(())
        },
    )?;
    Ok((TokenizedCorpus::merge(parts)?, kept))
}

impl Tokenization {
    fn empty(&self) -> TokenizedCorpus {
        let corpus = TokenizedCorpus::new(self.text.clone(), Arc::clone(&self.storage))
            .with_class(self.class.clone())
            .with_columns(&self.columns);
        match self.with_surface_forms {
            true => corpus.with_surface_forms(),
            false => corpus,
        }
    }
}
