//! Models that keep their documents, and exact changes to them: documents are added, corrected and forgotten, models are
//! merged. The result has the bytes of training on the documents that are then in the model.

mod forget;
mod identities;
mod label_map;
mod merge;
mod problems;
mod update;

use std::sync::Arc;

use super::Environment;
use super::train::{train, train_with_unlabelled};
use crate::corpus::KeptCorpus;
use crate::corpus::reading::{Reading, kept_corpus, read};
use crate::error::{Error, Result};
use crate::features::FeatureSettings;
use crate::model::{KeptModel, Training};

pub use forget::{Forgetting, OnMissing, forget};
pub use label_map::LabelMap;
pub use merge::{Merged, merge};
pub use update::{OnDuplicate, Updated, add_unlabelled, correct_labels, update};

/// Reads labelled documents to train a model that keeps them.
///
/// # Errors
/// As [`read`]; when two documents have the same id.
pub fn kept_training_corpus(
    environment: &Environment<'_>,
    reading: Reading,
    features: &FeatureSettings,
) -> Result<KeptCorpus> {
    let corpus = kept_corpus(environment.progress, reading, &features.text())?;
    identities::check_ids(&corpus)?;
    Ok(corpus)
}

/// Reads documents without labels; labels in them are ignored, and their label is empty. They help in training, and
/// tell [`forget`] what to forget.
///
/// # Errors
/// As [`read`].
pub fn kept_unlabelled_corpus(
    environment: &Environment<'_>,
    reading: Reading,
    features: &FeatureSettings,
) -> Result<KeptCorpus> {
    let mut corpus = kept_corpus(environment.progress, reading, &features.text())?;
    corpus.rename_labels(|_| Some(String::new()));
    Ok(corpus)
}

/// Reads ids with their labels: records whose text is an id.
///
/// # Errors
/// As [`read`].
pub fn labels_of_ids(
    environment: &Environment<'_>,
    reading: Reading,
) -> Result<Vec<(String, String)>> {
    let mut labels = Vec::new();
    read(
        environment.progress,
        reading,
        || (),
        |(), _, documents| documents,
        |documents| {
            let pairs = documents.into_iter();
            labels.extend(pairs.map(|d| (d.text, d.label.unwrap_or_default())));
            Ok::<_, Error>(())
        },
    )?;
    Ok(labels)
}

/// Trains a model that keeps its documents.
///
/// ```
/// use tasnif::corpus::KeptCorpus;
/// use tasnif::jobs::kept_model::train_kept;
/// use tasnif::model::Training;
/// use tasnif::{Document, Environment};
///
/// let training = Training::default();
/// let text = training.settings.features.text();
/// let mut corpus = KeptCorpus::default();
/// for (text_of, label) in [("two goals", "sport"), ("the bank raised its rate", "economy")] {
///     corpus.push(&Document::new(text_of, text_of).with_label(label), &text);
/// }
/// let kept = train_kept(corpus, training, &Environment::default())?;
/// assert_eq!((kept.model.labels.len(), kept.corpus()?.len()), (2, 2));
/// # Ok::<(), tasnif::Error>(())
/// ```
///
/// # Errors
/// As [`train`].
pub fn train_kept(
    corpus: KeptCorpus,
    training: Training,
    environment: &Environment<'_>,
) -> Result<KeptModel> {
    let corpus = corpus.into_canonical();
    let bytes = corpus.to_bytes()?;
    let text = training.settings.features.text();
    let corpus = corpus.into_tokenized(text, Arc::clone(&environment.storage))?;
    let (settings, choices) = (&training.settings, training.choices);
    let documents = corpus.all();
    let train = match corpus.classes().get("").is_some() {
        true => train_with_unlabelled,
        false => train,
    };
    let model = train(&documents, settings, choices, environment.progress)?;
    Ok(KeptModel::new(model, training, bytes))
}

/// The error of a change that is refused.
fn refused(problem: impl Into<String>) -> Error {
    Error::Input(problem.into())
}
