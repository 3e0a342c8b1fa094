//! What is counted in each part for keywords.

use serde::{Deserialize, Serialize};

use crate::features::TermSettings;
use crate::jobs::{KeywordSettings, text_to_count};
use crate::text::{
    HamzaSeats, NgramRange, Profile, StemLanguage, StopList, TextSettings, Tokenizer,
};

/// What is counted in each part, and how text becomes terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct KeywordStep {
    profile: Profile,
    hamza_seats: HamzaSeats,
    stem: Option<StemLanguage>,
    /// Normalised words that are not terms.
    stop_words: Vec<String>,
    all_tokens: bool,
    ngrams: NgramRange,
    /// Whether labels matter.
    pub by_label: bool,
    pub counted: Counted,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Counted {
    /// The function words of each language.
    FunctionWords,
    /// The terms of each label, and surface forms.
    Terms,
    /// The documents that contain these terms, by label, count and size.
    Holdings(Vec<String>),
}

impl KeywordStep {
    /// Function words of texts that are tokenised with these settings.
    pub(super) fn function_words(profile: Profile, hamza_seats: HamzaSeats) -> Self {
        KeywordStep {
            profile,
            hamza_seats,
            stem: None,
            stop_words: Vec::new(),
            all_tokens: false,
            ngrams: NgramRange::WORDS,
            by_label: false,
            counted: Counted::FunctionWords,
        }
    }

    /// All terms of texts.
    pub(super) fn terms(
        settings: &KeywordSettings,
        profile: Profile,
        stop_list: &StopList,
    ) -> Self {
        let words = &settings.words;
        let stop_words = stop_list.words().into_iter();
        KeywordStep {
            profile,
            hamza_seats: words.hamza_seats,
            stem: words.stem,
            stop_words: stop_words.map(str::to_owned).collect(),
            all_tokens: settings.all_tokens,
            ngrams: settings.ngrams,
            by_label: settings.by.is_some(),
            counted: Counted::Terms,
        }
    }

    /// The documents that contain some of the terms of this step.
    pub(super) fn holdings(self, terms: Vec<String>) -> Self {
        KeywordStep {
            counted: Counted::Holdings(terms),
            ..self
        }
    }

    pub(super) fn tokenizer(&self) -> Tokenizer {
        Tokenizer::new(self.profile)
            .with_hamza_seats(self.hamza_seats)
            .with_stem(self.stem)
    }

    /// How texts become tokens.
    pub(super) fn text(&self) -> TextSettings {
        text_to_count(&self.tokenizer(), self.ngrams)
    }

    /// Which tokens are terms: all that are frequent enough in the whole corpus, so every one of a part.
    pub(super) fn term_settings(&self) -> TermSettings {
        TermSettings {
            tokenizer: self.tokenizer(),
            stop_list: StopList::of_normalised(&self.stop_words),
            all_tokens: self.all_tokens,
            ngrams: self.ngrams,
            ..TermSettings::default()
        }
    }
}
