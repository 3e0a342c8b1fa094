//! Flags of commands that count words.

use super::failure::Failure;
use super::settings::TextArguments;
use crate::features::{FeatureSettings, TermSettings};

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
    /// Which words are terms, without those of a list, unless another was named.
    pub(super) fn term_settings(&self, list: &str) -> Result<TermSettings, Failure> {
        let stop_list = self.text.stop_list(list)?;
        self.feature_settings()?;
        Ok(TermSettings {
            tokenizer: self.text.tokenizer(),
            stop_list,
            clitics: self.clitics,
            ..TermSettings::default()
        })
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
