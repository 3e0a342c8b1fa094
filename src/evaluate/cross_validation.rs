//! Cross-validation without leakage: each fold is scored by a model whose vocabulary, document
//! frequencies, selection and weights come from the other folds alone. Text is read and
//! tokenised once for all folds.

use rayon::prelude::*;

use super::calibrate::train_calibrated;
use super::groups::Groups;
use super::outcome::Outcome;
use super::split::Split;
use crate::corpus::{Labels, TokenizedCorpus};
use crate::error::Result;
use crate::model::{Classifier, Model, ModelSettings, Prediction};

/// What a model says of documents that it has not seen.
#[derive(Debug)]
pub(crate) struct Unseen {
    /// The labels that the model knows.
    pub labels: Labels,
    /// Of each document of [`Split::tested`], in order.
    pub predictions: Vec<Prediction>,
}

/// The outcome of every tested document, in the order of the corpus, each judged by a model that
/// has learned from the documents of its split alone.
///
/// The folds of calibration within a split part no group of `groups`, the same that splits by folds
/// are made from. `done` is told after each split how many are finished.
///
/// # Errors
/// Those of [`train`](crate::model::train).
pub fn cross_validate(
    corpus: &TokenizedCorpus,
    groups: &Groups,
    settings: &ModelSettings,
    splits: &[Split],
    mut done: impl FnMut(usize),
) -> Result<Vec<Outcome>> {
    let mut outcomes: Vec<(usize, Outcome)> = Vec::new();
    for (number, split) in splits.iter().enumerate() {
        let model = train_calibrated(&split.learned(corpus), groups, settings)?;
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

/// Predicts the tested part of a split by a model of the other part.
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
