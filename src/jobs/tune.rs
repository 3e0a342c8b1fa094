//! Searches for the best settings of a model by cross-validation.

use std::sync::Arc;

use serde::Deserialize;

use super::labelled_corpus::{SurfaceForms, tokenized_corpus};
use super::splitting::{SplitSettings, SplitTraits};
use super::text_variants::other_texts;
use super::{Environment, SecondReading, WordSettings};
use crate::corpus::TokenizedCorpus;
use crate::corpus::reading::Reading;
use crate::error::Result;
use crate::evaluate::{
    Groups, Split, TextVariant, Tuned, TuningMetric, TuningOptions, TuningProgress, TuningSplit,
    tune,
};
use crate::features::FeatureSettings;
use crate::model::{DEFAULT_MAX_UNKNOWN, ModelSettings};

/// Settings of the search.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TuneSettings {
    /// The metric to maximise.
    pub metric: TuningMetric,
    /// How documents are split.
    pub splitting: SplitSettings,
    /// Number of folds, or of test blocks of time.
    pub folds: usize,
    /// Time limit of the search in seconds on two cores of an ordinary machine.
    pub seconds: f64,
    /// Maximum size of the model file in bytes; by default no limit.
    pub bytes: Option<u64>,
    /// How text becomes tokens; alternatives that suit the script are also tried.
    pub words: WordSettings,
    /// Maximum share of documents that may stay unlabelled.
    pub max_unknown: f64,
}

impl Default for TuneSettings {
    fn default() -> Self {
        let options = TuningOptions::default();
        TuneSettings {
            metric: options.metric,
            splitting: SplitSettings::default(),
            folds: options.folds,
            seconds: options.seconds,
            bytes: options.bytes,
            words: WordSettings::default(),
            max_unknown: DEFAULT_MAX_UNKNOWN,
        }
    }
}

/// A search whose documents were read.
#[derive(Debug)]
pub struct Search {
    /// The corpus tokenised with the settings, and in alternative ways.
    variants: Vec<TextVariant>,
    groups: Groups,
    options: TuningOptions,
}

impl Search {
    /// Reads the documents, once for each way to tokenise them.
    ///
    /// # Errors
    /// As [`read`](crate::corpus::reading::read), and when settings contradict each other, dates or group
    /// fields are missing, or the size limit is too small.
    pub fn read(
        environment: &Environment<'_>,
        mut reading: Reading,
        settings: &TuneSettings,
    ) -> Result<Self> {
        settings.splitting.check()?;
        reading.options.fields.group = settings.splitting.group_field();
        let reading = reading.kept()?;
        let features = settings.words.feature_settings();
        let (corpus, traits) = tokenized_corpus(
            environment,
            reading.clone(),
            &features,
            SurfaceForms::Kept,
            SplitTraits::of,
        )?;
        let corpus = Arc::new(corpus);
        let mut variants = vec![settings.variant(features.clone(), Arc::clone(&corpus))];
        for mut features in other_texts(&features, &corpus) {
            // Stop words are normalised like the text.
            features.stop_words = settings.words.stop_words_of(&features.tokenizer());
            // Word forms are grouped after reading.
            let has_same_tokens = features.clitics;
            let corpus = match has_same_tokens {
                true => Arc::clone(&corpus),
                false => Arc::new(read_again(environment, &reading, &features)?),
            };
            variants.push(settings.variant(features, corpus));
        }
        let groups = settings.splitting.groups(&corpus, &traits, environment)?;
        let options = settings.options(&traits)?;
        options.check_size(&variants[0])?;
        Ok(Search {
            variants,
            groups,
            options,
        })
    }

    /// The documents.
    pub fn corpus(&self) -> &TokenizedCorpus {
        &self.variants[0].corpus
    }

    /// The splits into training and test sets.
    ///
    /// # Errors
    /// As [`TuningOptions::splits`].
    pub fn splits(&self) -> Result<Vec<Split>> {
        self.options.splits(self.corpus(), &self.groups)
    }

    /// Searches, then trains with the best settings; `progress` is called after each model is scored.
    ///
    /// # Errors
    /// As [`tune`].
    pub fn run(&self, progress: impl FnMut(&TuningProgress)) -> Result<Tuned> {
        tune(&self.variants, &self.groups, &self.options, progress)
    }
}

impl TuneSettings {
    fn variant(&self, features: FeatureSettings, corpus: Arc<TokenizedCorpus>) -> TextVariant {
        TextVariant {
            settings: ModelSettings {
                features,
                max_unknown: self.max_unknown,
                ..ModelSettings::default()
            },
            corpus,
        }
    }

    fn options(&self, traits: &[SplitTraits]) -> Result<TuningOptions> {
        let splitting = &self.splitting;
        Ok(TuningOptions {
            metric: self.metric,
            split: match splitting.is_by_time() {
                true => TuningSplit::Time(super::splitting::dates(traits)?),
                false => TuningSplit::Folds,
            },
            folds: self.folds,
            seed: splitting.seed(),
            group_by: splitting.group_name(),
            seconds: self.seconds,
            bytes: self.bytes,
        })
    }
}

/// Reads the documents again without repeating the warnings.
fn read_again(
    environment: &Environment<'_>,
    reading: &Reading,
    features: &FeatureSettings,
) -> Result<TokenizedCorpus> {
    let environment = Environment {
        progress: &SecondReading(environment.progress),
        ..environment.clone()
    };
    let (reading, forms) = (reading.clone(), SurfaceForms::Kept);
    let (corpus, _) = tokenized_corpus(&environment, reading, features, forms, |_| ())?;
    Ok(corpus)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::InputOptions;
    use crate::jobs::StopWords;
    use crate::text::{BuiltInList, HamzaSeats};

    #[test]
    fn stop_words_are_read_as_the_text_of_what_is_tried() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("reports.jsonl");
        let line = |label: &str| {
            format!("{{\"label\": \"{label}\", \"text\": \"هؤلاء المسؤول والرئيس\"}}\n")
        };
        std::fs::write(&path, line("a").repeat(30) + &line("b").repeat(30)).unwrap();
        let options = InputOptions {
            labelled: true,
            ..InputOptions::default()
        };
        let settings = TuneSettings {
            words: WordSettings {
                stop_words: Some(vec![StopWords::BuiltIn(BuiltInList::Arabic)]),
                ..WordSettings::default()
            },
            ..TuneSettings::default()
        };
        let reading = Reading::new(&[path], options).unwrap();
        let search = Search::read(&Environment::default(), reading, &settings).unwrap();
        let has = |seats: HamzaSeats, word: &str| {
            let mut features = search.variants.iter().map(|v| &v.settings.features);
            let features = features.find(|f| f.hamza_seats == seats).unwrap();
            features.stop_words.iter().any(|stop| stop == word)
        };
        assert!(has(HamzaSeats::Keep, "هؤلاء") && !has(HamzaSeats::Keep, "هولاء"));
        assert!(has(HamzaSeats::Fold, "هولاء") && !has(HamzaSeats::Fold, "هؤلاء"));
    }
}
