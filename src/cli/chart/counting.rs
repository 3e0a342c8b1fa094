//! Charts that count words: their flags and the counting.

use crate::cli::Global;
use crate::cli::corpus_reader::{Reading, read};
use crate::cli::failure::Failure;
use crate::cli::input::{AutoClean, InputArguments};
use crate::cli::settings::TextArguments;
use crate::features::FeatureSettings;
use crate::stats::TermFrequencies;
use crate::text::{StopList, Tokenizer};

/// Flags of charts that count words.
#[derive(clap::Args, Debug)]
pub(super) struct CountArguments {
    #[command(flatten)]
    pub input: InputArguments,
    #[command(flatten)]
    pub text: TextArguments,
    /// Count Arabic words that differ only in clitics as one, under the form written most often
    #[arg(long)]
    pub clitics: bool,
}

/// Counts of terms, and of the documents they come from.
pub(in crate::cli) struct Counted {
    pub frequencies: TermFrequencies,
    pub documents: u64,
}

impl CountArguments {
    /// Counts without the default stop words, unless others were named.
    pub(super) fn count(&self, labelled: bool, global: &Global) -> Result<Counted, Failure> {
        self.count_without("default", labelled, global)
    }

    /// Counts without the words of a list, unless another was named.
    pub(super) fn count_without(
        &self,
        list: &str,
        labelled: bool,
        global: &Global,
    ) -> Result<Counted, Failure> {
        let stop_list = self.text.stop_list(list)?;
        self.settings().check()?;
        let reading = self.input.reading("chart", labelled, AutoClean::TextToo)?;
        let mut counted = count(global, reading, &self.text.tokenizer(), &stop_list)?;
        if self.clitics {
            counted.frequencies.group_clitics();
        }
        Ok(counted)
    }

    /// The flags as settings of training, which must fit each other.
    fn settings(&self) -> FeatureSettings {
        FeatureSettings {
            profile: self.text.profile,
            stem: self.text.stem.map(Into::into),
            clitics: self.clitics,
            ..FeatureSettings::default()
        }
    }
}

/// Counts the terms of all documents.
pub(in crate::cli) fn count(
    global: &Global,
    reading: Reading,
    tokenizer: &Tokenizer,
    stop_list: &StopList,
) -> Result<Counted, Failure> {
    // Without need, counts are not kept apart by label.
    let labelled = reading.options.labelled;
    let mut documents = 0;
    let parts = read(
        global,
        reading,
        TermFrequencies::default,
        |frequencies, _, documents| {
            for document in &documents {
                let label = document.label.as_deref().filter(|_| labelled);
                frequencies.add(
                    tokenizer,
                    stop_list,
                    &document.text,
                    label.unwrap_or_default(),
                );
            }
            documents.len() as u64
        },
        |count| {
            documents += count;
            Ok(())
        },
    )?;
    let mut frequencies = TermFrequencies::default();
    for part in &parts {
        frequencies.append(part);
    }
    Ok(Counted {
        frequencies,
        documents,
    })
}
