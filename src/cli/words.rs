//! Flags of commands that count words.

use super::failure::Failure;
use super::settings::TextArguments;
use crate::jobs::WordSettings;

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
    /// The flags as settings, which fit each other.
    pub(super) fn settings(&self) -> Result<WordSettings, Failure> {
        let mut settings = self.text.words()?;
        settings.clitics = self.clitics;
        settings.check()?;
        Ok(settings)
    }
}
