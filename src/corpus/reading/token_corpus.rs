//! Reading documents into a corpus of token numbers, on all threads.

use std::sync::Arc;

use super::{Progress, Reading, read};
use crate::corpus::{Column, Document, Storage, TokenizedCorpus};
use crate::error::{Error, Result};
use crate::text::{NgramRange, Tokenizer};

/// How a corpus is made of documents.
#[derive(Debug, Clone)]
pub(crate) struct Tokenization {
    /// How text becomes tokens.
    pub tokenizer: Tokenizer,
    /// Longest n-grams that will be counted.
    pub ngrams: NgramRange,
    /// What the class of a document is; all have the empty class without it.
    pub class: Option<Column>,
    /// What else is kept of the documents.
    pub columns: Vec<Column>,
    /// Whether the forms in which words are written are remembered.
    pub with_written_forms: bool,
    /// Where the numbers stand.
    pub storage: Arc<Storage>,
}

/// Reads all documents. `keeps` says which tokens are kept before stemming; the second result is what `keep` makes of each document, in the same order.
///
/// # Errors
/// As [`read`].
pub(crate) fn token_corpus<K: Send>(
    progress: &dyn Progress,
    reading: Reading,
    how: &Tokenization,
    keeps: impl Fn(&str) -> bool + Sync,
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
                corpus.push_document(&how.tokenizer, document, how.class.as_ref(), &keeps)?;
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
        let corpus = TokenizedCorpus::new(self.ngrams, Arc::clone(&self.storage))
            .with_columns(&self.columns);
        match self.with_written_forms {
            true => corpus.with_written_forms(),
            false => corpus,
        }
    }
}
