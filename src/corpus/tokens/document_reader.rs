//! Reading the documents of a tokenised corpus.

use std::sync::Arc;

use super::occurrences::{self, Occurrences};
use super::storage::Numbers;
use super::tokenized::TokenizedCorpus;
use crate::error::Result;

/// Reads the documents of a corpus; each thread needs its own.
#[derive(Debug)]
pub(crate) struct DocumentReader<'c> {
    corpus: &'c TokenizedCorpus,
    /// The token that replaces each token.
    base_of: Option<Arc<[u32]>>,
    buffer: Vec<u32>,
}

impl<'c> DocumentReader<'c> {
    pub(crate) fn new(corpus: &'c TokenizedCorpus, base_of: Option<Arc<[u32]>>) -> Self {
        DocumentReader {
            corpus,
            base_of,
            buffer: Vec::new(),
        }
    }

    /// Token ids of `document`, in order; the corpus must keep the order.
    pub(crate) fn sequence(&mut self, document: usize) -> Result<&[u32]> {
        let (chunk, range) = self.corpus.place(document);
        let corpus = self.corpus;
        let Some(base_of) = &self.base_of else {
            return corpus.words(chunk, range, &mut self.buffer);
        };
        let mut words = Vec::new();
        let read = corpus.words(chunk, range, &mut words)?;
        self.buffer.clear();
        self.buffer.extend_from_slice(read);
        occurrences::renumber(&mut self.buffer, base_of);
        Ok(&self.buffer)
    }

    /// Tokens of `document` in order of first occurrence, with counts; a token may occur again later.
    pub(crate) fn occurrences(&mut self, document: usize) -> Result<Occurrences<'_>> {
        Ok(Occurrences::new(self.sequence(document)?))
    }

    /// Tokens of `document` in order of first occurrence, each repeated by its count.
    pub(crate) fn tokens(&mut self, document: usize) -> Result<impl Iterator<Item = &'c str>> {
        let corpus = self.corpus;
        let occurrences = self.occurrences(document)?;
        Ok(occurrences.flat_map(move |(token, count)| {
            std::iter::repeat_n(corpus.tokens().token(token), count as usize)
        }))
    }

    /// The side array from [`TokenizedCorpus::beside`] for the tokens of `document`, one sequence per chunk.
    pub(crate) fn beside<'n>(
        &'n mut self,
        document: usize,
        sequences: &'n [Numbers],
    ) -> Result<&'n [u32]> {
        let (chunk, range) = self.corpus.place(document);
        let numbers = &sequences[chunk as usize];
        self.corpus.storage().read(numbers, range, &mut self.buffer)
    }
}
