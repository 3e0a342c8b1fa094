//! Reads the corpus of a report once for all counts.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::about::Files;
use crate::corpus::reading::Reading;
use crate::corpus::{Column, TokenizedCorpus};
use crate::error::Result;
use crate::features::{FoundTerms, TermSettings, Terms};
use crate::io::SkippedFiles;
use crate::jobs::{DocumentColumns, Environment, WordSettings, counted_corpus, text_to_count};
use crate::text::NgramRange;
use crate::text::Tokenizer;

/// Maximum number of labels with their own parts; those with the most documents are shown.
const LABELS_SHOWN: usize = 24;

/// How the documents of a report are read.
#[derive(Debug, Clone)]
pub struct CorpusReadings {
    /// The reading for counts.
    pub counted: Reading,
    /// The reading for a model.
    pub for_model: Reading,
    /// Whether the model needs other cleaning than the counts.
    pub model_cleans_otherwise: bool,
}

/// The documents that were read, with their labels as classes.
pub(super) struct Corpus {
    corpus: TokenizedCorpus,
    months: Vec<String>,
    /// The first and the last date of a document.
    pub dates: Option<(Date, Date)>,
    pub files: Files,
    /// All words.
    words: FoundTerms,
    /// Words that are neither stop words nor numbers.
    terms: FoundTerms,
    /// The second reading of the documents, for a model.
    pub for_model: Reading,
    /// Whether the model needs other cleaning than the counts.
    pub model_cleans_otherwise: bool,
}

/// A label and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label<'c> {
    pub name: &'c str,
    pub class: usize,
}

impl Corpus {
    /// Reads all documents; they are read again for a model.
    pub(super) fn read(
        environment: &Environment<'_>,
        readings: CorpusReadings,
        words: &WordSettings,
    ) -> Result<Self> {
        words.check()?;
        let reading = readings.counted.kept()?;
        let for_model = Reading {
            sources: reading.sources.clone(),
            // Already reported in the first reading.
            skipped_files: SkippedFiles::default(),
            ..readings.for_model
        };
        let files = Files::of(&reading.sources);
        let (tokenizer, mut counted) = words.tokenizer_for(vec![reading])?;
        let columns = DocumentColumns {
            class: Some(Column::Label),
            kept: vec![Column::Month],
        };
        let (mut corpus, dates) = counted_corpus(
            environment,
            counted.remove(0),
            text_to_count(&tokenizer, NgramRange::WORDS_AND_PAIRS),
            &columns,
            |document| document.date.map(|date| date.day()),
        )?;
        let months = corpus.column(&Column::Month);
        let months = (0..corpus.len()).map(|document| months.map_or("", |m| m.name_of(document)));
        let months = months.map(str::to_owned).collect();
        let dates = dates.into_iter().flatten();
        let (words, terms) = found(words, tokenizer, &mut corpus)?;
        Ok(Corpus {
            corpus,
            months,
            dates: dates.clone().min().zip(dates.max()),
            files,
            words,
            terms,
            for_model,
            model_cleans_otherwise: readings.model_cleans_otherwise,
        })
    }

    /// Counts of all words.
    pub(super) fn words(&self) -> Result<Terms<'_>> {
        self.count(&self.words)
    }

    /// Counts of words that are neither stop words nor numbers.
    pub(super) fn terms(&self) -> Result<Terms<'_>> {
        self.count(&self.terms)
    }

    fn count(&self, found: &FoundTerms) -> Result<Terms<'_>> {
        Terms::count(&self.corpus.all(), found.clone())
    }

    /// Month of each document, as `2024-03`; empty without a date.
    pub(super) fn months(&self) -> &[String] {
        &self.months
    }

    /// The labels with their own parts, sorted by name.
    pub(super) fn labels<'c>(&self, terms: &Terms<'c>) -> Vec<Label<'c>> {
        let mut classes = terms.classes();
        classes.sort_by_key(|&(_, class)| Reverse(terms.sizes()[class].documents));
        classes.truncate(LABELS_SHOWN);
        classes.sort_unstable();
        classes
            .into_iter()
            .map(|(name, class)| Label { name, class })
            .collect()
    }
}

/// All words, then the terms; in this order, finding the terms adds no token.
fn found(
    words: &WordSettings,
    tokenizer: Tokenizer,
    corpus: &mut TokenizedCorpus,
) -> Result<(FoundTerms, FoundTerms)> {
    let all = corpus.find_terms(&TermSettings {
        tokenizer,
        all_tokens: true,
        ..TermSettings::default()
    })?;
    let terms = corpus.find_terms(&words.terms(tokenizer))?;
    Ok((all, terms))
}
