//! Flags of charts of where some terms occur.

use super::CountArguments;
use crate::cli::Global;
use crate::cli::corpus_reader::environment;
use crate::cli::failure::Failure;
use crate::cli::input::AutoClean;
use crate::jobs::{OccurrenceSettings, Occurrences, field_values, occurrences};

#[derive(clap::Args, Debug)]
pub(super) struct TermArguments {
    /// A term to show, of one or more words; may be given several times [default: the most
    /// frequent terms]
    #[arg(long = "term", value_name = "TERM")]
    terms: Vec<String>,
    #[command(flatten)]
    counting: CountArguments,
}

impl TermArguments {
    /// Reads the documents for the terms that were named, or for the `top` most frequent ones; at most `most`.
    pub(super) fn read(
        &self,
        top: usize,
        most: usize,
        global: &Global,
    ) -> Result<Occurrences, Failure> {
        self.check_number(top, most)?;
        let (tokenizer, reading) = self.counting.reading(false)?;
        let settings = OccurrenceSettings {
            terms: self.terms.clone(),
            top,
            words: self.counting.words.settings()?.terms(tokenizer),
        };
        Ok(occurrences(&environment(global), reading, &settings)?)
    }

    /// Reads the documents for the `top` most frequent values of a field; at most `most`.
    pub(super) fn values(
        &self,
        field: &str,
        top: usize,
        most: usize,
        global: &Global,
    ) -> Result<Occurrences, Failure> {
        if !self.terms.is_empty() {
            return Err(Failure::Message(format!(
                "--by {field} counts documents, and --term words; leave one of them out"
            )));
        }
        self.check_number(top, most)?;
        let input = &self.counting.input;
        let reading = input.reading("chart", false, AutoClean::ByKind)?;
        Ok(field_values(&environment(global), reading, field, top)?)
    }

    fn check_number(&self, top: usize, most: usize) -> Result<(), Failure> {
        let wanted = match self.terms.len() {
            0 => top,
            named => named,
        };
        if wanted > most {
            return Err(Failure::Message(format!(
                "{wanted} terms are too many for one chart: give it at most {most}"
            )));
        }
        Ok(())
    }
}
