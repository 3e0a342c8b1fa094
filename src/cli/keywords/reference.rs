//! Document frequencies that the phrases of an article are held against.

use std::path::Path;

use super::Arguments;
use crate::cli::Global;
use crate::cli::corpus_reader::{WrittenForms, storage, tokenized_with};
use crate::cli::failure::Failure;
use crate::corpus::TokenizedCorpus;
use crate::corpus::reading::Reading;
use crate::features::{ClassWeighting, DfBound, FeatureSettings, Features, Fit, MinDf, Terms};
use crate::model::{bundled_model, read_model};
use crate::text::{NgramRange, Tokenizer};

/// From so many documents on, phrases of one document are not kept: there are too many.
const MANY: usize = 2_000;

/// What is known of other documents.
pub(super) struct Reference {
    features: Features,
    /// Documents with a phrase that is not in the vocabulary, where that can be told.
    elsewhere: Option<u64>,
}

impl Reference {
    /// The documents of a model, the bundled one unless another is named.
    pub(super) fn of_model(path: Option<&Path>) -> Result<Self, Failure> {
        let model = match path {
            Some(path) => read_model(path)?,
            None => bundled_model(),
        };
        let features = model.features;
        let most = features.settings.max_features;
        let is_cut = most.is_some_and(|most| features.vocabulary.len() >= most);
        Ok(Reference {
            // The model would know a phrase, were it in more documents than a few.
            elsewhere: (!is_cut).then_some(0),
            features,
        })
    }

    /// The documents that are read, whose phrases have these lengths.
    pub(super) fn of_input(
        arguments: &Arguments,
        reading: Reading,
        lengths: NgramRange,
        global: &Global,
    ) -> Result<Self, Failure> {
        let (tokenizer, mut readings) = arguments.words.tokenizer_for(vec![reading])?;
        let reading = readings.remove(0);
        let mut settings = FeatureSettings {
            profile: tokenizer.profile(),
            // Phrases may hold stop words inside.
            stop_words: Vec::new(),
            ngrams: lengths,
            class_weighting: ClassWeighting::None,
            max_features: None,
            ..arguments.words.feature_settings()?
        };
        let (corpus, _) = tokenized_with(
            global,
            reading,
            &settings,
            WrittenForms::Forgotten,
            &storage(global),
            |_| (),
        )?;
        let is_large = corpus.len() >= MANY;
        settings.min_df = MinDf::Bound(DfBound::Count(1 + u64::from(is_large)));
        Ok(Reference {
            features: features(&corpus, &settings)?,
            // What is not kept is in the document that it was found in.
            elsewhere: Some(1),
        })
    }

    pub(super) fn tokenizer(&self) -> Tokenizer {
        self.features.settings.tokenizer()
    }

    /// Documents that hold a phrase.
    pub(super) fn documents_with(&self, phrase: &str) -> Option<u64> {
        let features = &self.features;
        let base = |word| match &features.clitics {
            Some(clitics) => clitics.base(word).unwrap_or(word),
            None => word,
        };
        let words: Vec<&str> = phrase.split(' ').map(base).collect();
        match features.vocabulary.index(&words.join(" ")) {
            Some(term) => Some(u64::from(features.document_frequency[term])),
            None => self
                .elsewhere
                .filter(|_| features.settings.ngrams.contains(words.len())),
        }
    }

    /// TF-IDF of a phrase that occurs `count` times and that `documents` hold.
    pub(super) fn tfidf(&self, count: usize, documents: u64) -> f64 {
        count as f64 * Terms::idf(documents, self.features.documents)
    }
}

fn features(corpus: &TokenizedCorpus, settings: &FeatureSettings) -> Result<Features, Failure> {
    let fit = Fit::new(corpus, &vec![true; corpus.len()], settings)?;
    Ok(fit.into_features())
}
