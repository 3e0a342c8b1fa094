//! A kept corpus as a tokenised corpus.

use std::sync::Arc;

use super::{Entry, KeptCorpus};
use crate::corpus::tokens::storage::Storage;
use crate::corpus::tokens::surface_form_counts::SurfaceFormCounts;
use crate::corpus::tokens::tokenized::TokenizedCorpus;
use crate::error::Result;
use crate::text::TextSettings;

/// About as many words are in a chunk; chunks are processed in parallel.
const CHUNK: usize = 1 << 17;

impl KeptCorpus {
    /// The documents as a corpus for training, tokenised with the settings `text`, as all of them were.
    ///
    /// # Errors
    /// When a temporary file is needed and cannot be used.
    pub fn into_tokenized(
        self,
        text: TextSettings,
        storage: Arc<Storage>,
    ) -> Result<TokenizedCorpus> {
        let mut corpus = TokenizedCorpus::new(text, storage);
        let mut numbers = Vec::new();
        for entry in &self.documents {
            self.read_tokens(entry, &mut numbers);
            corpus.push_numbers(&numbers, self.labels.token(entry.label));
            if corpus.open_length() >= CHUNK {
                corpus.end_chunk()?;
            }
        }
        let written = self.written_forms();
        corpus.set_tokens(self.words.into_tokens(), written);
        Ok(corpus)
    }

    fn read_tokens(&self, entry: &Entry, numbers: &mut Vec<u32>) {
        numbers.clear();
        let words = self.sequence[entry.words.clone()].iter();
        numbers.extend(words.map(|&word| self.words.token_number(word)));
    }

    /// The counts of surface forms that differ from their tokens.
    fn written_forms(&self) -> SurfaceFormCounts {
        let mut written = SurfaceFormCounts::default();
        let counts = (0..).zip(self.word_counts());
        for (word, count) in counts.filter(|&(_, count)| count > 0) {
            let (token, form) = (self.words.token(word), self.words.form(word));
            if form != token {
                written.insert(
                    form,
                    self.words.token_number(word),
                    count,
                    self.words.tokens(),
                );
            }
        }
        written
    }
}
