//! Training with unlabelled documents, which are used if held-out labelled documents gain by them.

use super::calibrate::{FEWEST_CALIBRATED, Folds, train_calibrated};
use super::choose::Fold;
use super::groups::Groups;
use crate::corpus::{Progress, Selection};
use crate::error::{Error, Result};
use crate::features::{
    ClassWeighting, DEFAULT_MAX_FEATURES, DfBound, FeatureSettings, FrequencyTable, MinDf, Norm,
    TermSelection,
};
use crate::model::{
    Algorithm, Calibration, Choices, Classifier, HeldOutComparison, MixedFit, Model, ModelSettings,
    ROUNDS, ScoredDocument, UnlabelledText, first_largest, train,
};
use crate::report::counted;

/// Weights of an unlabelled document that are tried, first the one that is used unless another does better.
const WEIGHTS: [f64; 4] = [0.1, 0.03, 0.3, 1.0];

/// Labels with at least this many documents on average are many: unlabelled documents must then gain something.
/// With fewer, held-out documents are too few to tell, and the gain is usually large.
const MANY_A_LABEL: usize = 50;

/// Most weights of a model that learns from unlabelled documents, one for each term and label: each round reads
/// and writes all of them.
const MOST_WEIGHTS: usize = 25_000_000;

/// Most tokens of unlabelled documents: their rows are in memory. Of more documents a sample is used.
pub(crate) const MOST_TOKENS: usize = 1 << 23;

/// Trains with unlabelled documents, which are those with the empty label: see
/// [`train`](crate::jobs::train::train_with_unlabelled).
///
/// # Errors
/// Those of [`train_calibrated`], and when the settings exclude unlabelled documents.
pub fn train_with_unlabelled(
    selection: &Selection<'_>,
    groups: &Groups,
    settings: &ModelSettings,
    choices: Choices,
    progress: &dyn Progress,
) -> Result<Model> {
    check(settings)?;
    let (labelled, used) = parts(selection, groups);
    let mut without = train_calibrated(&labelled, groups, settings, choices)?;
    let documents = (selection.len() - labelled.len()) as u64;
    if documents == 0 {
        return Ok(without);
    }
    let settings = mixed_settings(settings, &used, without.labels.len());
    let table = FrequencyTable::new(&used, &settings.features)?;
    let fit = MixedFit::new(table.fit(&settings.features)?)?;
    progress.notice(&format!(
        "learning from {} beside {}",
        counted(fit.unlabelled(), "unlabelled document"),
        counted(labelled.len() as u64, "labelled one")
    ));
    let folds = Folds::new(&labelled, groups).enough(without.labels.len());
    let tested = Tested::new(
        &labelled,
        &fit,
        &settings,
        &without.settings,
        &folds,
        progress,
    )?;
    let best = tested.best();
    let record = |weight| UnlabelledText {
        documents,
        weight,
        rounds: ROUNDS,
        held_out: Some(tested.comparison(best)),
        seeds: None,
    };
    if !tested.is_gain(best, labelled.len() / without.labels.len()) {
        without.unlabelled = Some(record(0.0));
        return Ok(without);
    }
    let mut model = fit.train(&settings, WEIGHTS[best], &[])?;
    model.unlabelled = Some(record(WEIGHTS[best]));
    if settings.calibrated && labelled.len() >= FEWEST_CALIBRATED {
        model.calibration = Calibration::fit(tested.into_scored(best), &[], settings.max_unknown);
    }
    model.with_surface_forms(&used)
}

/// Refuses what does not go with unlabelled documents.
pub(crate) fn check(settings: &ModelSettings) -> Result<()> {
    settings.check()?;
    let what = if settings.algorithm == Algorithm::Bernoulli {
        "`algorithm` bernoulli"
    } else if settings.features.norm != Norm::L2 {
        "`norm` other than l2"
    } else if settings.balanced {
        "`balanced`"
    } else if settings.refinement.is_some() {
        "`refine` with a number of epochs"
    } else {
        return Ok(());
    };
    Err(Error::Settings(format!(
        "{what} does not go with unlabelled documents; leave it out"
    )))
}

/// The settings for learning from labelled and unlabelled documents: weights of terms must not depend on the few
/// labels, and terms of a single document tell nothing about others.
pub(crate) fn mixed_settings(
    settings: &ModelSettings,
    used: &Selection<'_>,
    labels: usize,
) -> ModelSettings {
    let features = &settings.features;
    let most = features.max_features.unwrap_or(DEFAULT_MAX_FEATURES);
    let min_df = match features.min_df {
        MinDf::Auto if used.len() > 2 => MinDf::Bound(DfBound::Count(2)),
        given => given,
    };
    ModelSettings {
        features: FeatureSettings {
            class_weighting: ClassWeighting::None,
            selection: TermSelection::DocumentFrequency,
            max_features: Some(most.min(MOST_WEIGHTS / labels.max(1)).max(1)),
            min_df,
            ..features.clone()
        },
        ..settings.clone()
    }
}

/// The labelled documents; and these with as many unlabelled ones, chosen by content, as there is room for.
fn parts<'c>(selection: &Selection<'c>, groups: &Groups) -> (Selection<'c>, Selection<'c>) {
    let corpus = selection.corpus();
    let is_labelled = |document| !corpus.classes().token(corpus.class_of(document)).is_empty();
    let labelled = corpus.select(|document| selection.contains(document) && is_labelled(document));
    (labelled, sample(selection, groups, is_labelled))
}

/// All documents that satisfy `is_kept`, and of the others as many as there is room for.
pub(crate) fn sample<'c>(
    selection: &Selection<'c>,
    groups: &Groups,
    is_kept: impl Fn(usize) -> bool,
) -> Selection<'c> {
    let corpus = selection.corpus();
    let digests = groups.digests(0);
    let mut others: Vec<usize> = selection.documents().filter(|&d| !is_kept(d)).collect();
    // Copies are equal, so it does not matter which of them is chosen.
    others.sort_by_key(|&document| digests[document]);
    let mut tokens = 0;
    let mut is_used = vec![false; corpus.len()];
    for document in others {
        tokens += corpus.size(document);
        is_used[document] = tokens <= MOST_TOKENS;
    }
    corpus.select(|document| is_used[document] || selection.contains(document) && is_kept(document))
}

/// Results on held-out labelled documents.
struct Tested {
    /// For each document, whether the model without unlabelled documents is right.
    without: Vec<bool>,
    /// For each of the [`WEIGHTS`] the scored documents.
    with: Vec<Vec<ScoredDocument>>,
}

impl Tested {
    fn new(
        labelled: &Selection<'_>,
        fit: &MixedFit<'_>,
        settings: &ModelSettings,
        settings_without: &ModelSettings,
        folds: &[Fold],
        progress: &dyn Progress,
    ) -> Result<Self> {
        let mut tested = Tested {
            without: Vec::new(),
            with: vec![Vec::new(); WEIGHTS.len()],
        };
        let corpus = labelled.corpus();
        for fold in folds.iter().filter(|fold| !fold.documents.is_empty()) {
            let mut is_held_out = vec![false; corpus.len()];
            fold.documents
                .iter()
                .for_each(|&document| is_held_out[document] = true);
            let others =
                corpus.select(|document| labelled.contains(document) && !is_held_out[document]);
            let without = train(&others, settings_without);
            let scored = match super::choose::if_trained(without)? {
                Some(model) => score(model, labelled, &fold.test_set)?,
                None => vec![None; fold.test_set.len()],
            };
            tested.without.extend(
                scored
                    .iter()
                    .map(|scored| scored.as_ref().is_some_and(is_right)),
            );
            for (weight, with) in WEIGHTS.into_iter().zip(&mut tested.with) {
                if progress.is_cancelled() {
                    return Err(Error::Cancelled);
                }
                let model = fit.train(settings, weight, &fold.documents)?;
                with.extend(
                    score(model, labelled, &fold.test_set)?
                        .into_iter()
                        .flatten(),
                );
            }
        }
        Ok(tested)
    }

    /// The index of the best weight: another than the first must be right more often by more than chance, one
    /// standard error of the difference.
    fn best(&self) -> usize {
        let mut best = 0;
        for index in 1..WEIGHTS.len() {
            let (gained, lost) = compare(&self.right(index), &self.right(best));
            if gained > lost && (gained - lost).pow(2) > gained + lost {
                best = index;
            }
        }
        best
    }

    /// Whether unlabelled documents are used. If the labels have few documents, a loss of less than one standard
    /// error is not taken for one.
    fn is_gain(&self, best: usize, documents_a_label: usize) -> bool {
        let (gained, lost) = compare(&self.right(best), &self.without);
        let is_by_chance = (lost - gained).pow(2) <= gained + lost;
        gained > lost || documents_a_label < MANY_A_LABEL && is_by_chance
    }

    fn right(&self, weight: usize) -> Vec<bool> {
        self.with[weight].iter().map(is_right).collect()
    }

    fn comparison(&self, best: usize) -> HeldOutComparison {
        HeldOutComparison {
            documents: self.without.len() as u64,
            accuracy: share(&self.right(best)),
            accuracy_without: share(&self.without),
        }
    }

    fn into_scored(mut self, best: usize) -> Vec<ScoredDocument> {
        self.with.swap_remove(best)
    }
}

fn share(right: &[bool]) -> f64 {
    let count = right.iter().filter(|&&right| right).count();
    count as f64 / right.len().max(1) as f64
}

/// Documents where only `a` is right, and where only `b` is.
fn compare(a: &[bool], b: &[bool]) -> (i64, i64) {
    let pairs = || a.iter().zip(b);
    let only_a = pairs().filter(|&(&a, &b)| a && !b).count();
    let only_b = pairs().filter(|&(&a, &b)| b && !a).count();
    (only_a as i64, only_b as i64)
}

fn is_right(scored: &ScoredDocument) -> bool {
    first_largest(&scored.scores) == scored.truth
}

/// The scores of documents; `None` where the model does not know the label.
fn score(
    model: Model,
    labelled: &Selection<'_>,
    test_set: &[usize],
) -> Result<Vec<Option<ScoredDocument>>> {
    let corpus = labelled.corpus();
    let classifier = Classifier::new(model);
    let mut session = classifier.session();
    let mut reader = corpus.reader();
    let scored = test_set.iter().map(|&document| {
        let label = corpus.classes().token(corpus.class_of(document));
        let truth = classifier.model().labels.index(label);
        let score = |truth| Ok(session.score_tokens(reader.tokens(document)?, truth));
        truth.map(score).transpose()
    });
    scored.collect()
}
