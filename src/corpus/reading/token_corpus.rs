//! Reading documents into a corpus of token numbers, on all threads.

use std::sync::Arc;

use super::{Progress, Reading, read};
use crate::corpus::{Column, Document, Storage, TokenizedCorpus};
use crate::error::{Error, Result};
use crate::text::TextSettings;

/// How a corpus is made of documents.
#[derive(Debug, Clone)]
pub struct Tokenization {
    /// How texts become tokens.
    pub text: TextSettings,
    /// What the class of a document is; all have the empty class without it.
    pub class: Option<Column>,
    /// What else is kept of the documents.
    pub columns: Vec<Column>,
    /// Whether the forms in which words are written are remembered.
    pub with_written_forms: bool,
    /// Where the numbers stand.
    pub storage: Arc<Storage>,
}

/// Reads all documents. The second result is what `keep` makes of each document, in the same order.
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
        match self.with_written_forms {
            true => corpus.with_written_forms(),
            false => corpus,
        }
    }
}
