//! Flags of commands that count words.

use super::failure::Failure;
use super::settings::TextArguments;
use crate::corpus::reading::{Reading, sampled_languages};
use crate::features::{FeatureSettings, TermSettings};
use crate::text::{CorpusLanguages, StopList, Tokenizer};

/// Which words are counted as one.
#[derive(clap::Args, Debug)]
pub(super) struct WordArguments {
    /// Count Arabic words that differ only in clitics as one, under the form written most often
    #[arg(long, help_heading = "Text")]
    pub clitics: bool,
    #[command(flatten)]
    pub text: TextArguments,
}

impl WordArguments {
    /// The tokenizer for documents, by their language where no profile was named, and how to read
    /// them after a look at their beginning.
    pub(super) fn tokenizer_for(
        &self,
        readings: Vec<Reading>,
    ) -> Result<(Tokenizer, Vec<Reading>), Failure> {
        if self.text.profile.is_some() {
            return Ok((self.text.tokenizer(), readings));
        }
        let (languages, readings) = languages_of(readings)?;
        Ok((self.text.tokenizer_of(languages.profile()), readings))
    }

    /// Which words are terms: those in no stop list of the languages found, unless others were named.
    pub(super) fn term_settings(&self, tokenizer: Tokenizer) -> Result<TermSettings, Failure> {
        let settings = self.all_words(tokenizer)?;
        Ok(TermSettings {
            stop_lists_of_languages: self.wants_lists_of_languages(),
            ..settings
        })
    }

    /// Which words are terms: all, unless stop lists were named.
    pub(super) fn all_words(&self, tokenizer: Tokenizer) -> Result<TermSettings, Failure> {
        self.feature_settings()?;
        Ok(TermSettings {
            tokenizer,
            stop_list: self.text.named_stop_lists(&tokenizer)?,
            stop_lists_of_languages: self.text.names_default_list(),
            clitics: self.clitics,
            ..TermSettings::default()
        })
    }

    /// The stop words of documents that are not counted first, and how to read these after a look at
    /// their beginning.
    pub(super) fn stop_list_for(
        &self,
        tokenizer: &Tokenizer,
        reading: Reading,
    ) -> Result<(StopList, Reading), Failure> {
        let mut stop_list = self.text.named_stop_lists(tokenizer)?;
        if !self.wants_lists_of_languages() {
            return Ok((stop_list, reading));
        }
        let (languages, mut readings) = languages_of(vec![reading])?;
        for list in languages.lists() {
            stop_list.add(StopList::built_in(tokenizer, list));
        }
        Ok((stop_list, readings.remove(0)))
    }

    fn wants_lists_of_languages(&self) -> bool {
        self.text.stop_words.is_empty() || self.text.names_default_list()
    }

    /// The flags as settings of training, which must fit each other.
    pub(super) fn feature_settings(&self) -> Result<FeatureSettings, Failure> {
        let settings = FeatureSettings {
            clitics: self.clitics,
            ..self.text.feature_settings()?
        };
        settings.check()?;
        Ok(settings)
    }
}

/// The languages at the beginning of documents, and how to read these again.
fn languages_of(readings: Vec<Reading>) -> Result<(CorpusLanguages, Vec<Reading>), Failure> {
    let readings: Result<Vec<Reading>, _> = readings.into_iter().map(Reading::kept).collect();
    let readings = readings?;
    Ok((sampled_languages(&readings), readings))
}
