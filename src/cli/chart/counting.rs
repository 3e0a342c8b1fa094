//! Charts that count words: their flags and the counting.

use crate::cli::Global;
use crate::cli::corpus_reader::environment;
use crate::cli::failure::Failure;
use crate::cli::input::{AutoClean, InputArguments};
use crate::cli::words::WordArguments;
use crate::corpus::reading::Reading;
use crate::features::TermSettings;
use crate::jobs::TermCounts;
use crate::text::Tokenizer;

/// Flags of charts that count words.
#[derive(clap::Args, Debug)]
pub(super) struct CountArguments {
    #[command(flatten)]
    pub input: InputArguments,
    #[command(flatten)]
    pub words: WordArguments,
}

impl CountArguments {
    /// Counts without the stop words of the languages found, unless others were named.
    pub(super) fn count(&self, labelled: bool, global: &Global) -> Result<TermCounts, Failure> {
        let (tokenizer, reading) = self.reading(labelled)?;
        let settings = self.words.settings()?.terms(tokenizer);
        Ok(TermCounts::read(&environment(global), reading, &settings)?)
    }

    /// Counts all tokens, also numbers, and stop words unless some were named.
    pub(super) fn count_all(&self, global: &Global) -> Result<TermCounts, Failure> {
        let (tokenizer, reading) = self.reading(false)?;
        let settings = TermSettings {
            all_tokens: true,
            ..self.words.settings()?.all_words(tokenizer)
        };
        Ok(TermCounts::read(&environment(global), reading, &settings)?)
    }

    /// How the documents are read and made tokens of.
    pub(super) fn reading(&self, labelled: bool) -> Result<(Tokenizer, Reading), Failure> {
        // What is wrong with the flags is said before anything is read.
        let words = self.words.settings()?;
        let reading = self.input.reading("chart", labelled, AutoClean::ByKind)?;
        let (tokenizer, mut readings) = words.tokenizer_for(vec![reading])?;
        Ok((tokenizer, readings.remove(0)))
    }
}
