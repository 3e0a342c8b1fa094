//! Counts of the terms of documents.

use std::collections::HashMap;

use super::{DocumentColumns, Environment, counted_corpus, text_to_count};
use crate::corpus::reading::Reading;
use crate::corpus::{Column, TokenizedCorpus};
use crate::error::{Error, Result};
use crate::features::{FoundTerms, TermSettings, Terms};

/// Documents that were read, and the selection of terms.
#[derive(Debug)]
pub struct TermCounts {
    corpus: TokenizedCorpus,
    found: FoundTerms,
}

impl TermCounts {
    /// Reads all documents. They are counted by label if the reading includes labels, otherwise together.
    ///
    /// # Errors
    /// When documents cannot be read, or settings do not match them.
    pub fn read(
        environment: &Environment<'_>,
        reading: Reading,
        settings: &TermSettings,
    ) -> Result<Self> {
        let class = reading.options.labelled.then_some(Column::Label);
        let (mut corpus, _) = counted_corpus(
            environment,
            reading,
            text_to_count(&settings.tokenizer, settings.ngrams),
            &DocumentColumns::classes(class),
            |_| (),
        )?;
        let found = corpus.find_terms(settings)?;
        Ok(TermCounts { corpus, found })
    }

    /// The term of each token that is counted as another term.
    pub fn bases(&self) -> HashMap<String, String> {
        self.found.bases(&self.corpus)
    }

    /// The counts.
    ///
    /// # Errors
    /// When the corpus's temporary file cannot be read.
    pub fn terms(&self) -> Result<Terms<'_>> {
        Terms::count(&self.corpus.all(), self.found.clone())
    }
}

/// The error when none of `words` words is a term.
pub fn no_term(words: u64) -> Error {
    Error::Input(match words {
        0 => "the documents hold no word, so there is nothing to draw".into(),
        _ => "no term is left to draw: the text holds only stop words, numbers or single letters; \
              `stop_words` none keeps stop words"
            .into(),
    })
}
