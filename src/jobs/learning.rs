//! Accuracy against the number of labelled documents.

use super::Environment;
use super::labelled_corpus::LabelledCorpus;
use crate::error::Result;
use crate::evaluate::{LearningCurve, learning_curve};
use crate::model::{Choices, ModelSettings};

/// The learning curve of these documents, tested by cross-validation: `folds` models are trained for each
/// size. Near-duplicates are not separated.
///
/// # Errors
/// When the documents cannot be split, no model can be trained, or there are too few documents.
pub fn learning(
    environment: &Environment<'_>,
    documents: &LabelledCorpus,
    folds: usize,
    settings: &ModelSettings,
    choices: Choices,
) -> Result<LearningCurve> {
    let (groups, splits) = documents.splits(folds, environment)?;
    learning_curve(
        &documents.corpus,
        &groups,
        settings,
        choices,
        &splits,
        |_| (),
    )
}
