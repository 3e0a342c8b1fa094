//! Charts that count words: their flags and the counting.

use std::collections::HashMap;

use crate::cli::Global;
use crate::cli::counted_corpus::counted_corpus;
use crate::cli::failure::Failure;
use crate::cli::input::{AutoClean, InputArguments};
use crate::cli::words::WordArguments;
use crate::corpus::TokenizedCorpus;
use crate::corpus::reading::Reading;
use crate::features::{FoundTerms, TermSettings, Terms};
use crate::text::Tokenizer;

/// Flags of charts that count words.
#[derive(clap::Args, Debug)]
pub(super) struct CountArguments {
    #[command(flatten)]
    pub input: InputArguments,
    #[command(flatten)]
    pub words: WordArguments,
}

/// Documents that were read, and which of their words are terms.
pub(in crate::cli) struct Counted {
    corpus: TokenizedCorpus,
    found: FoundTerms,
}

impl Counted {
    /// The term of each token that is counted as another.
    pub(super) fn bases(&self) -> HashMap<String, String> {
        self.found.bases(&self.corpus)
    }

    /// The counts of terms.
    pub(in crate::cli) fn terms(&self) -> Result<Terms<'_>, Failure> {
        let included = vec![true; self.corpus.len()];
        Ok(Terms::count(&self.corpus, &included, self.found.clone())?)
    }
}

impl CountArguments {
    /// Counts without the stop words of the languages found, unless others were named.
    pub(super) fn count(&self, labelled: bool, global: &Global) -> Result<Counted, Failure> {
        let (tokenizer, reading) = self.reading(labelled)?;
        count(global, reading, &self.words.term_settings(tokenizer)?)
    }

    /// Counts all tokens, also numbers, and stop words unless some were named.
    pub(super) fn count_all(&self, global: &Global) -> Result<Counted, Failure> {
        let (tokenizer, reading) = self.reading(false)?;
        let settings = TermSettings {
            all_tokens: true,
            ..self.words.all_words(tokenizer)?
        };
        count(global, reading, &settings)
    }

    /// How the documents are read and made tokens of.
    pub(super) fn reading(&self, labelled: bool) -> Result<(Tokenizer, Reading), Failure> {
        // What is wrong with the flags is said before anything is read.
        self.words.all_words(self.words.text.tokenizer())?;
        let reading = self.input.reading("chart", labelled, AutoClean::ByKind)?;
        let (tokenizer, mut readings) = self.words.tokenizer_for(vec![reading])?;
        Ok((tokenizer, readings.remove(0)))
    }
}

/// Reads all documents; without need, they are not told apart by label.
pub(in crate::cli) fn count(
    global: &Global,
    reading: Reading,
    settings: &TermSettings,
) -> Result<Counted, Failure> {
    let labelled = reading.options.labelled;
    let mut corpus = counted_corpus(
        global,
        vec![reading],
        &settings.tokenizer,
        settings.ngrams,
        |_, document| {
            let label = document.label.as_deref().filter(|_| labelled);
            label.unwrap_or_default().to_owned()
        },
    )?;
    let found = corpus.find_terms(settings)?;
    Ok(Counted { corpus, found })
}
