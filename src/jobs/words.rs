//! Which words are counted, and which are counted together.

use std::str::FromStr;

use serde::Deserialize;

use crate::corpus::reading::{Reading, sampled_languages};
use crate::error::Result;
use crate::features::{FeatureSettings, TermSettings};
use crate::text::{
    BuiltInList, CorpusLanguages, HamzaSeats, Profile, StemLanguage, StopList, Tokenizer,
};

/// How text becomes words, and which words count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
#[serde(default, deny_unknown_fields)]
pub struct WordSettings {
    /// Normalisation of letters and forms; by default that of the language of most Arabic-script text.
    pub profile: Option<Profile>,
    /// How ؤ and ئ are normalised; by default they are unchanged.
    pub hamza_seats: HamzaSeats,
    /// The language of stemming; default none.
    pub stem: Option<StemLanguage>,
    /// Whether Arabic words that differ only in clitics count as one; default no.
    pub clitics: bool,
    /// The stop lists; by default those of the detected languages when words are counted, and none in
    /// training.
    pub stop_words: Option<Vec<StopWords>>,
}

/// A stop list by name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
#[serde(try_from = "StopWordsName")]
pub enum StopWords {
    /// The lists of the detected languages when words are counted, otherwise those of Arabic and English.
    Default,
    /// A built-in list.
    BuiltIn(BuiltInList),
    /// A list of the user.
    Own {
        /// Its name.
        name: String,
        /// One word a line.
        lines: String,
    },
}

/// A stop list in JSON: a name, or a list of words.
#[derive(Deserialize)]
#[serde(untagged)]
enum StopWordsName {
    Named(String),
    Own { name: String, lines: String },
}

impl TryFrom<StopWordsName> for StopWords {
    type Error = String;

    fn try_from(name: StopWordsName) -> Result<Self, String> {
        match name {
            StopWordsName::Named(name) => name.parse(),
            StopWordsName::Own { name, lines } => Ok(StopWords::Own { name, lines }),
        }
    }
}

/// Reads the name of a built-in list, or `default`.
impl FromStr for StopWords {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "default" => Ok(StopWords::Default),
            name => name.parse().map(StopWords::BuiltIn),
        }
    }
}

impl WordSettings {
    /// The tokenizer with these settings.
    pub fn tokenizer(&self) -> Tokenizer {
        self.tokenizer_of(Profile::default())
    }

    /// The tokenizer, with `default` as its profile if the settings name none.
    pub(crate) fn tokenizer_of(&self, default: Profile) -> Tokenizer {
        Tokenizer::new(self.profile.unwrap_or(default))
            .with_hamza_seats(self.hamza_seats)
            .with_stem(self.stem)
    }

    /// Checks that the settings are consistent.
    ///
    /// # Errors
    /// When they are not.
    pub fn check(&self) -> Result<()> {
        self.features_without_stop_words().check()
    }

    /// The settings of training; settings that do not concern words have their defaults.
    pub fn feature_settings(&self) -> FeatureSettings {
        FeatureSettings {
            stop_words: self.stop_words_of(&self.tokenizer()),
            ..self.features_without_stop_words()
        }
    }

    /// The stop words of training, normalised by the tokenizer.
    pub fn stop_words_of(&self, tokenizer: &Tokenizer) -> Vec<String> {
        let list = self.stop_list(tokenizer);
        list.words().into_iter().map(str::to_owned).collect()
    }

    fn features_without_stop_words(&self) -> FeatureSettings {
        FeatureSettings {
            profile: self.profile.unwrap_or_default(),
            hamza_seats: self.hamza_seats,
            stem: self.stem,
            clitics: self.clitics,
            ..FeatureSettings::default()
        }
    }

    /// The stop list for documents whose languages are not detected: empty unless one is named; the default
    /// list is that of Arabic and English.
    pub fn stop_list(&self, tokenizer: &Tokenizer) -> StopList {
        let mut list = self.named_stop_lists(tokenizer);
        if self.names_default() {
            list.add(StopList::arabic_and_english(tokenizer));
        }
        list
    }

    /// The named stop lists, without the default.
    pub fn named_stop_lists(&self, tokenizer: &Tokenizer) -> StopList {
        let mut all = StopList::default();
        for list in self.stop_words.iter().flatten() {
            match list {
                StopWords::Default => {}
                StopWords::BuiltIn(list) => all.add(StopList::built_in(tokenizer, *list)),
                StopWords::Own { name, lines } => {
                    all.add(StopList::from_lines(tokenizer, name, lines));
                }
            }
        }
        all
    }

    fn names_default(&self) -> bool {
        let mut named = self.stop_words.iter().flatten();
        named.any(|list| *list == StopWords::Default)
    }

    /// Whether the lists of the detected languages are added.
    pub fn wants_lists_of_languages(&self) -> bool {
        self.stop_words.is_none() || self.names_default()
    }

    /// The tokenizer for documents, chosen by their language if no profile is named, and the readings after
    /// their beginning was sampled.
    pub fn tokenizer_for(&self, readings: Vec<Reading>) -> Result<(Tokenizer, Vec<Reading>)> {
        if self.profile.is_some() {
            return Ok((self.tokenizer(), readings));
        }
        let (languages, readings) = languages_of(readings)?;
        Ok((self.tokenizer_of(languages.profile()), readings))
    }

    /// Which words are terms: those in no stop list of the detected languages, unless other lists are named.
    pub fn terms(&self, tokenizer: Tokenizer) -> TermSettings {
        TermSettings {
            stop_lists_of_languages: self.wants_lists_of_languages(),
            ..self.all_words(tokenizer)
        }
    }

    /// Which words are terms: all, unless stop lists are named.
    pub fn all_words(&self, tokenizer: Tokenizer) -> TermSettings {
        TermSettings {
            tokenizer,
            stop_list: self.named_stop_lists(&tokenizer),
            stop_lists_of_languages: self.names_default(),
            clitics: self.clitics,
            ..TermSettings::default()
        }
    }

    /// The stop words of documents that are not counted first, and the readings after their beginning was
    /// sampled.
    pub fn stop_list_for(
        &self,
        tokenizer: &Tokenizer,
        reading: Reading,
    ) -> Result<(StopList, Reading)> {
        let mut stop_list = self.named_stop_lists(tokenizer);
        if !self.wants_lists_of_languages() {
            return Ok((stop_list, reading));
        }
        let (languages, mut readings) = languages_of(vec![reading])?;
        for list in languages.lists() {
            stop_list.add(StopList::built_in(tokenizer, list));
        }
        Ok((stop_list, readings.remove(0)))
    }
}

/// The languages at the beginning of documents, and the readings to read them again.
fn languages_of(readings: Vec<Reading>) -> Result<(CorpusLanguages, Vec<Reading>)> {
    let readings: Result<Vec<Reading>> = readings.into_iter().map(Reading::kept).collect();
    let readings = readings?;
    Ok((sampled_languages(&readings), readings))
}
