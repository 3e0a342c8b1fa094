//! Reading the corpus of a report, once for all that is counted.

use std::cmp::Reverse;

use super::Arguments;
use crate::cli::Global;
use crate::cli::corpus_reader::Reading;
use crate::cli::counted_corpus::{counted_corpus, in_order_of_words};
use crate::cli::failure::Failure;
use crate::cli::input::AutoClean;
use crate::cli::origin::{ByArgument, Kept, Origin};
use crate::features::{FoundTerms, TermSettings, Terms, TokenizedCorpus};
use crate::model::Model;

/// Labels that get parts of their own; of more, those with the most documents.
const LABELS_SHOWN: usize = 24;

/// Documents that were read, with their labels as classes.
pub(super) struct Corpus {
    corpus: TokenizedCorpus,
    months: Vec<String>,
    /// All words.
    words: FoundTerms,
    /// Words that are neither stop words nor numbers.
    terms: FoundTerms,
    /// The documents once more, as a model reads them.
    pub for_model: Reading,
}

/// A label and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label<'c> {
    pub name: &'c str,
    pub class: usize,
}

impl Corpus {
    /// Reads all documents.
    pub(super) fn read(
        arguments: &Arguments,
        model: Option<&Model>,
        global: &Global,
    ) -> Result<Self, Failure> {
        arguments.words.feature_settings()?;
        let input = &arguments.input;
        let reading = input.reading("report", false, AutoClean::TextToo)?;
        // A model reads the documents again.
        let reading = reading.kept()?;
        let as_model = model.map_or(AutoClean::PagesOnly, AutoClean::As);
        let for_model = Reading {
            sources: reading.sources.clone(),
            ..input.reading("report", false, as_model)?
        };
        let kept = Kept::default()
            .with(ByArgument::Label)
            .with(ByArgument::Month);
        let tokenizer = arguments.words.text.tokenizer();
        let mut corpus = counted_corpus(
            global,
            vec![reading],
            &tokenizer,
            in_order_of_words(),
            |_, document| kept.name(false, document),
        )?;
        let month = |document| Origin::of_name(corpus.classes().token(corpus.class_of(document)));
        let months = (0..corpus.len()).map(|document| month(document).month.to_owned());
        let months = months.collect();
        corpus.rename_classes(|name| Origin::of_name(name).label);
        let (words, terms) = found(arguments, &mut corpus)?;
        Ok(Corpus {
            corpus,
            months,
            words,
            terms,
            for_model,
        })
    }

    /// All words, counted.
    pub(super) fn words(&self) -> Result<Terms<'_>, Failure> {
        self.count(&self.words)
    }

    /// Words that are neither stop words nor numbers, counted.
    pub(super) fn terms(&self) -> Result<Terms<'_>, Failure> {
        self.count(&self.terms)
    }

    fn count(&self, found: &FoundTerms) -> Result<Terms<'_>, Failure> {
        let included = vec![true; self.corpus.len()];
        Ok(Terms::count(&self.corpus, &included, found.clone())?)
    }

    /// Month of each document, as `2024-03`; empty where it has no date.
    pub(super) fn months(&self) -> &[String] {
        &self.months
    }

    /// The labels that get parts of their own, sorted by name.
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

/// What is counted; all words first, so that no token is added when the terms are told.
fn found(
    arguments: &Arguments,
    corpus: &mut TokenizedCorpus,
) -> Result<(FoundTerms, FoundTerms), Failure> {
    let tokenizer = arguments.words.text.tokenizer();
    let words = corpus.find_terms(&TermSettings {
        tokenizer,
        all_tokens: true,
        ..TermSettings::default()
    })?;
    let terms = corpus.find_terms(&arguments.words.term_settings("default")?)?;
    Ok((words, terms))
}
