//! Cross-validation without leakage: each fold is scored by a model whose vocabulary, document frequencies,
//! selection and weights come only from the other folds. Text is read and tokenised once for all folds.

use rayon::prelude::*;

use super::calibrate::train_calibrated;

use super::groups::Groups;
use super::outcome::Outcome;
use super::split::Split;
use crate::corpus::{Labels, TokenizedCorpus};
use crate::error::Result;
use crate::model::{Choices, Classifier, Model, ModelSettings, Prediction};

/// Predictions of a model for documents that it has not seen.
#[derive(Debug)]
pub(crate) struct Unseen {
    /// The labels that the model knows.
    pub labels: Labels,
    /// The predictions for [`Split::tested`], in order.
    pub predictions: Vec<Prediction>,
}

/// The outcome of every test document, in corpus order, each predicted by a model trained only on the
/// training set of its split.
///
/// The calibration folds within a split do not separate the `groups`, which are the same as for the splits by
/// folds. `done` receives the number of finished splits after each split.
///
/// # Errors
/// Those of [`train`](crate::model::train).
pub fn cross_validate(
    corpus: &TokenizedCorpus,
    groups: &Groups,
    settings: &ModelSettings,
    choices: Choices,
    splits: &[Split],
    mut done: impl FnMut(usize),
) -> Result<Vec<Outcome>> {
    let mut outcomes: Vec<(usize, Outcome)> = Vec::new();
    for (number, split) in splits.iter().enumerate() {
        split.check(corpus)?;
        let model = train_calibrated(&split.learned(corpus), groups, settings, choices)?;
        let unseen = predict_tested(corpus, model, split)?;
        let judged = split.tested.iter().zip(&unseen.predictions);
        outcomes.extend(judged.map(|(&document, prediction)| {
            let truth = corpus.classes().token(corpus.class_of(document));
            (document, Outcome::new(truth, prediction))
        }));
        done(number + 1);
    }
    outcomes.sort_by_key(|&(document, _)| document);
    Ok(outcomes.into_iter().map(|(_, outcome)| outcome).collect())
}

/// Predicts the test set of a split with a model of the training set.
pub(crate) fn predict_tested(
    corpus: &TokenizedCorpus,
    model: Model,
    split: &Split,
) -> Result<Unseen> {
    let labels = model.labels.clone();
    let classifier = Classifier::new(model);
    let tested = split.tested.par_iter();
    let predictions: Result<Vec<Prediction>> = tested
        .map_init(
            || (classifier.session(), corpus.reader()),
            |(session, reader), &document| Ok(session.classify_tokens(reader.tokens(document)?)),
        )
        .collect();
    Ok(Unseen {
        predictions: predictions?,
        labels,
    })
}
