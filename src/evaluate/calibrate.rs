//! Calibration with documents that a model has not seen.

use rayon::prelude::*;

use super::folds::spread_by;
use super::groups::{Groups, digests};
use super::left_out::left_out_topics;
use super::split::Split;
use crate::corpus::{Selection, TokenizedCorpus};
use crate::error::{Error, Result};
use crate::model::{Calibration, Classifier, Model, ModelSettings, ScoredDocument, train};

/// Number of folds; each is scored by a model trained on the others.
const FOLDS: usize = 5;

/// Folds are scored until this many documents are; more would hardly change the temperature.
const ENOUGH: usize = 2_000;

/// Maximum number of scores (one per document and label) to learn from. Of a fold with more, only as many
/// documents as this allows are scored, chosen by content. Only corpora with thousands of labels reach it.
const MOST_SCORES: usize = 1 << 25;

/// With fewer training documents there is no calibration: it would overfit single documents.
pub const FEWEST_CALIBRATED: usize = 50;

/// Seed of the folds.
const SEED: u64 = 1;

/// Trains on some documents, and calibrates the model if the settings require it: each fold of the documents is scored
/// by a model trained on the other folds, from vocabulary to weights. Documents of one of the `groups` are in one fold.
/// Models that were trained without a label measure how well texts of other topics are detected.
///
/// Models of fewer than [`FEWEST_CALIBRATED`] documents are not calibrated, and neither are models for which
/// a fold cannot be trained.
///
/// # Errors
/// Those of [`train`].
pub fn train_calibrated(
    selection: &Selection<'_>,
    groups: &Groups,
    settings: &ModelSettings,
) -> Result<Model> {
    let corpus = selection.corpus();
    groups.check(corpus)?;
    let mut model = train(selection, settings)?;
    if settings.calibrated && selection.len() >= FEWEST_CALIBRATED {
        let digests = digests(corpus, SEED)?;
        let fold_of = spread_by(&digests, corpus, groups, |d| selection.contains(d), FOLDS);
        let most = (MOST_SCORES / model.labels.len()).max(ENOUGH);
        let scored = out_of_fold(corpus, &fold_of, settings, |tested: &mut Vec<usize>| {
            if tested.len() > most {
                tested.sort_by_key(|&document| digests[document]);
                tested.truncate(most);
            }
        })?;
        let topics = left_out_topics(corpus, &fold_of, &digests, settings)?;
        model.calibration = Calibration::fit(scored, &topics, settings.max_unknown);
    }
    model.with_surface_forms(selection)
}

/// Number of folds to score so that calibration has enough of this many documents.
pub(super) fn calibration_parts(documents: usize) -> usize {
    (ENOUGH * FOLDS).div_ceil(documents.max(1)).min(FOLDS)
}

/// Scores enough of the documents with models that have not seen them; `limit` limits the documents per fold.
fn out_of_fold(
    corpus: &TokenizedCorpus,
    fold_of: &[Option<usize>],
    settings: &ModelSettings,
    limit: impl Fn(&mut Vec<usize>),
) -> Result<Vec<ScoredDocument>> {
    let mut scored = Vec::new();
    for mut split in Split::of_folds(fold_of, FOLDS) {
        limit(&mut split.tested);
        match score_unseen(corpus, settings, &split) {
            Ok(of_split) => scored.extend(of_split),
            // The other folds may have too few documents for the settings.
            Err(Error::Input(_) | Error::Settings(_)) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        }
        if scored.len() >= ENOUGH {
            break;
        }
    }
    Ok(scored)
}

/// Trains on one part of a split and scores the other; documents whose label is not in the training set are
/// left out.
fn score_unseen(
    corpus: &TokenizedCorpus,
    settings: &ModelSettings,
    split: &Split,
) -> Result<Vec<ScoredDocument>> {
    let model = train(&split.learned(corpus), settings)?;
    let classifier = Classifier::new(model);
    let scored = split.tested.par_iter().map_init(
        || (classifier.session(), corpus.reader()),
        |(session, reader), &document| {
            let label = corpus.classes().token(corpus.class_of(document));
            let truth = classifier.model().labels.index(label);
            let score = |truth| Ok(session.score_tokens(reader.tokens(document)?, truth));
            truth.map(score).transpose()
        },
    );
    let scored: Result<Vec<Option<ScoredDocument>>> = scored.collect();
    Ok(scored?.into_iter().flatten().collect())
}
