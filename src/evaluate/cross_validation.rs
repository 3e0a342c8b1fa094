//! Cross-validation without leakage: each fold is scored by a model whose vocabulary, document
//! frequencies, selection and weights come from the other folds alone. Text is read and
//! tokenised once for all folds.

use super::folds::assign_folds;
use super::outcome::Outcome;
use crate::error::Result;
use crate::features::TokenizedCorpus;
use crate::model::{Classifier, ModelSettings, train};

/// The outcome of every document, in order, each judged by a model that has not seen it.
///
/// `done` is told after each fold how many are finished.
///
/// # Errors
/// Those of [`assign_folds`] and [`train`].
pub fn cross_validate(
    corpus: &TokenizedCorpus,
    settings: &ModelSettings,
    folds: usize,
    seed: u64,
    mut done: impl FnMut(usize),
) -> Result<Vec<Outcome>> {
    let fold_of = assign_folds(corpus, folds, seed)?;
    let mut outcomes: Vec<Option<Outcome>> = vec![None; corpus.len()];
    let mut reader = corpus.reader();
    for fold in 0..folds {
        let included: Vec<bool> = fold_of.iter().map(|&of| of != fold).collect();
        let model = train(corpus, &included, settings)?;
        let classifier = Classifier::new(&model);
        let mut session = classifier.session();
        for document in (0..corpus.len()).filter(|&document| fold_of[document] == fold) {
            let tokens = reader.occurrences(document)?.flat_map(|(token, count)| {
                std::iter::repeat_n(corpus.tokens().token(token), count as usize)
            });
            let truth = corpus.classes().token(corpus.class_of(document));
            let prediction = session.classify_tokens(tokens);
            outcomes[document] = Some(Outcome::new(truth, &prediction, model.labels.names()));
        }
        done(fold + 1);
    }
    // Every document lies in one fold, so none is missing.
    Ok(outcomes.into_iter().flatten().collect())
}
