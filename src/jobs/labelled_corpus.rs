//! Reads documents for training and testing.

use std::sync::Arc;

use super::Environment;
use super::splitting::{SplitSettings, SplitTraits};
use crate::corpus::reading::{Reading, Tokenization, token_corpus};
use crate::corpus::{Column, Document, TokenizedCorpus};
use crate::error::Result;
use crate::evaluate::{Groups, Split};
use crate::features::FeatureSettings;
use crate::text::LetterCounts;

/// Whether a corpus stores surface forms: models show the surface forms of their terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SurfaceForms {
    /// They are stored.
    Kept,
    /// They are not stored, which saves time.
    Dropped,
}

/// Reads and tokenises documents according to `features`. The second result is what `keep` returns for each
/// document, in the same order; documents without a label get an empty label.
///
/// # Errors
/// As [`token_corpus`].
pub fn tokenized_corpus<K: Send>(
    environment: &Environment<'_>,
    reading: Reading,
    features: &FeatureSettings,
    forms: SurfaceForms,
    keep: impl Fn(&Document) -> K + Sync,
) -> Result<(TokenizedCorpus, Vec<K>)> {
    let how = Tokenization {
        text: features.text(),
        class: Some(Column::Label),
        columns: Vec::new(),
        with_surface_forms: forms == SurfaceForms::Kept,
        storage: Arc::clone(&environment.storage),
    };
    token_corpus(environment.progress, reading, &how, keep)
}

/// Labelled documents, to be split into training and test sets.
#[derive(Debug)]
pub struct LabelledCorpus {
    /// The documents as tokens.
    pub corpus: TokenizedCorpus,
    /// The id of each document.
    pub ids: Vec<String>,
    /// The scripts of their letters.
    pub letters: LetterCounts,
    traits: Vec<SplitTraits>,
    splitting: SplitSettings,
}

impl LabelledCorpus {
    /// Reads documents with the fields that `splitting` needs.
    ///
    /// # Errors
    /// When the settings contradict each other; and as [`token_corpus`].
    pub fn read(
        environment: &Environment<'_>,
        mut reading: Reading,
        features: &FeatureSettings,
        splitting: SplitSettings,
    ) -> Result<Self> {
        splitting.check()?;
        reading.options.fields.group = splitting.group_field();
        let (corpus, kept) = tokenized_corpus(
            environment,
            reading,
            features,
            SurfaceForms::Dropped,
            |document| {
                let facts = (SplitTraits::of(document), document.id.clone());
                (facts, LetterCounts::of(&document.text))
            },
        )?;
        let (facts, letters): (Vec<_>, Vec<LetterCounts>) = kept.into_iter().unzip();
        let (traits, ids) = facts.into_iter().unzip();
        Ok(LabelledCorpus {
            corpus,
            ids,
            letters: letters.into_iter().sum(),
            traits,
            splitting,
        })
    }

    /// The groups that no split separates, and the splits into `folds`.
    ///
    /// # Errors
    /// When a field or date is missing, or there are too few documents.
    pub fn splits(
        &self,
        folds: usize,
        environment: &Environment<'_>,
    ) -> Result<(Groups, Vec<Split>)> {
        let (corpus, traits) = (&self.corpus, &self.traits);
        let groups = self.splitting.groups(corpus, traits, environment)?;
        let splits = self.splitting.splits(corpus, traits, &groups, folds)?;
        Ok((groups, splits))
    }
}
