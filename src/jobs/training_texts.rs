//! What a model learns from: labelled documents, unlabelled ones, and words of topics.

use super::Environment;
use super::kept_model::{add_unlabelled, kept_training_corpus, kept_unlabelled_corpus, train_kept};
use super::seeds::{Seeds, train_from_seeds};
use super::train::{
    mixed_corpus, train, train_with_unlabelled, training_corpus, unlabelled_corpus,
};
use crate::corpus::TokenizedCorpus;
use crate::corpus::reading::Reading;
use crate::error::{Error, Result};
use crate::features::FeatureSettings;
use crate::model::{KeptModel, Model, Training};

/// Texts to learn from, and words of topics.
///
/// ```
/// use tasnif::corpus::reading::Reading;
/// use tasnif::jobs::TrainingTexts;
/// use tasnif::{Document, Environment};
///
/// let labelled = [("two goals in the match", "sport"), ("the bank raised its rate", "economy")];
/// let labelled = labelled.map(|(text, label)| Document::new(text, text).with_label(label));
/// let texts = TrainingTexts {
///     labelled: Some(Reading::of_documents(&labelled)?),
///     unlabelled: Some(Reading::of_documents(&[Document::new("a", "the match ended without goals")])?),
///     seeds: None,
/// };
/// let model = texts.train(&Environment::default(), &Default::default())?;
/// assert_eq!(model.labels.names(), ["economy", "sport"]);
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct TrainingTexts {
    /// Documents with labels.
    pub labelled: Option<Reading>,
    /// Documents that are learned from as well; their labels are ignored.
    pub unlabelled: Option<Reading>,
    /// A few words of each topic. With them no document needs a label.
    pub seeds: Option<Seeds>,
}

impl TrainingTexts {
    /// Reads the texts and trains: from words ([`train_from_seeds`]), with unlabelled documents
    /// ([`train_with_unlabelled`]), or from labelled ones alone ([`train()`]).
    ///
    /// # Errors
    /// Those of these functions and of reading, and when there is nothing to read.
    pub fn train(mut self, environment: &Environment<'_>, training: &Training) -> Result<Model> {
        let Training { settings, choices } = training;
        let has_unlabelled = self.unlabelled.is_some();
        let seeds = self.seeds.take();
        let corpus = self.corpus(environment, &settings.features)?;
        let (documents, progress) = (corpus.all(), environment.progress);
        match seeds {
            Some(seeds) => train_from_seeds(&documents, &seeds, settings, progress),
            None if has_unlabelled => {
                train_with_unlabelled(&documents, settings, *choices, progress)
            }
            None => train(&documents, settings, *choices, progress),
        }
    }

    /// Reads the texts and trains a model that keeps them.
    ///
    /// # Errors
    /// As [`TrainingTexts::train`]; with words of topics; when two documents have the same id.
    pub fn train_and_keep(
        self,
        environment: &Environment<'_>,
        training: Training,
    ) -> Result<KeptModel> {
        if self.seeds.is_some() {
            return Err(Error::Settings(
                "a model from words of topics cannot keep its documents".into(),
            ));
        }
        let features = &training.settings.features;
        let labelled = self.labelled.ok_or_else(nothing_to_read)?;
        let mut corpus = kept_training_corpus(environment, labelled, features)?;
        if let Some(unlabelled) = self.unlabelled {
            let unlabelled = kept_unlabelled_corpus(environment, unlabelled, features)?;
            add_unlabelled(&mut corpus, unlabelled)?;
        }
        train_kept(corpus, training, environment)
    }

    fn corpus(
        self,
        environment: &Environment<'_>,
        features: &FeatureSettings,
    ) -> Result<TokenizedCorpus> {
        match (self.labelled, self.unlabelled) {
            (Some(labelled), Some(unlabelled)) => {
                mixed_corpus(environment, labelled, unlabelled, features)
            }
            (Some(labelled), None) => training_corpus(environment, labelled, features),
            (None, Some(unlabelled)) => unlabelled_corpus(environment, unlabelled, features),
            (None, None) => Err(nothing_to_read()),
        }
    }
}

fn nothing_to_read() -> Error {
    Error::Input("there are no documents to learn from".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_read_and_words_with_kept_documents_are_told() {
        let environment = Environment::default();
        let error = TrainingTexts::default().train(&environment, &Training::default());
        assert_eq!(
            error.unwrap_err().to_string(),
            nothing_to_read().to_string()
        );
        let seeds = || TrainingTexts {
            seeds: Some(Seeds::default()),
            ..TrainingTexts::default()
        };
        let error = seeds().train_and_keep(&environment, Training::default());
        assert!(
            error
                .unwrap_err()
                .to_string()
                .starts_with("a model from words")
        );
        let error = TrainingTexts::default().train_and_keep(&environment, Training::default());
        assert_eq!(
            error.unwrap_err().to_string(),
            nothing_to_read().to_string()
        );
    }
}
