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

/// Unlabelled documents that fold models learn from at most; they then count more, so that all have the same weight.
const MOST_DECIDING: usize = 2_000;

/// Largest distance (total variation) between the shares of the labels in the labelled documents and those that
/// the unlabelled ones seem to have. Beyond it the labelled documents are another mixture: on Reuters R8, where
/// half of the documents have one of eight labels, unlabelled documents lose although balanced held-out documents
/// gain.
const MOST_DIFFERENT: f64 = 0.25;

/// Standard errors by which unlabelled documents must then be better.
const SURE: f64 = 2.0;

/// At least this many labelled documents tell whether unlabelled ones help: these must then gain more than one standard
/// error. With fewer, the gain is usually large, and a small loss may be chance.
const MANY_LABELLED: usize = 100;

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
    let first = fit.train(&settings, WEIGHTS[0], &[], usize::MAX)?;
    let tested = Tested::new(
        &labelled,
        &fit,
        &settings,
        &without.settings,
        &folds,
        progress,
    )?;
    let mixture = Mixture::new(&without.class_documents, &first.class_documents);
    let best = tested.best(&mixture);
    let record = |weight| UnlabelledText {
        documents,
        weight,
        rounds: ROUNDS,
        held_out: Some(tested.comparison(best)),
        seeds: None,
    };
    if !tested.is_gain(best, &mixture, labelled.len()) {
        without.unlabelled = Some(record(0.0));
        return Ok(without);
    }
    let mut model = match best {
        0 => first,
        _ => fit.train(&settings, WEIGHTS[best], &[], usize::MAX)?,
    };
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
                let model = fit.train(settings, weight, &fold.documents, MOST_DECIDING)?;
                with.extend(
                    score(model, labelled, &fold.test_set)?
                        .into_iter()
                        .flatten(),
                );
            }
        }
        Ok(tested)
    }

    /// The index of the best weight: another than the first must be better by more than chance, one standard error
    /// of the difference.
    fn best(&self, mixture: &Mixture) -> usize {
        let mut best = 0;
        for index in 1..WEIGHTS.len() {
            let gain = self.gain(&self.right(index), &self.right(best), mixture);
            if gain.difference > gain.error {
                best = index;
            }
        }
        best
    }

    /// Whether unlabelled documents are used. A difference of less than one standard error counts for nothing; what then
    /// decides is whether there are few labelled documents.
    fn is_gain(&self, best: usize, mixture: &Mixture, labelled: usize) -> bool {
        let gain = self.gain(&self.right(best), &self.without, mixture);
        // The mixture is that of a model, which may be wrong: the held-out documents as they are must not lose either.
        let as_they_are = self.gain(&self.right(best), &self.without, &mixture.of_equals());
        let must_gain = labelled >= MANY_LABELLED;
        if -as_they_are.difference > as_they_are.error || must_gain && as_they_are.difference <= 0.0
        {
            return false;
        }
        if mixture.distance > MOST_DIFFERENT {
            return gain.difference > SURE * gain.error;
        }
        match must_gain {
            true => gain.difference > gain.error,
            false => -gain.difference <= gain.error,
        }
    }

    /// How much more often `a` is right than `b`, in the mixture of the unlabelled documents.
    fn gain(&self, a: &[bool], b: &[bool], mixture: &Mixture) -> Gain {
        let mut gain = Gain {
            difference: 0.0,
            error: 0.0,
        };
        for ((&a, &b), scored) in a.iter().zip(b).zip(&self.with[0]) {
            let weight = mixture.weights[scored.truth];
            gain.difference += weight * (f64::from(u8::from(a)) - f64::from(u8::from(b)));
            gain.error += if a == b { 0.0 } else { weight * weight };
        }
        gain.error = libm::sqrt(gain.error);
        gain
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

/// The labels in the labelled documents, and in all as a model sees them.
struct Mixture {
    /// For each label, its share in all documents divided by that in the labelled ones.
    weights: Vec<f64>,
    /// Total variation distance of the shares.
    distance: f64,
}

impl Mixture {
    /// A mixture in which all labels count alike.
    fn of_equals(&self) -> Self {
        Mixture {
            weights: vec![1.0; self.weights.len()],
            distance: 0.0,
        }
    }

    fn new(labelled: &[u64], all: &[u64]) -> Self {
        let shares = |counts: &[u64]| -> Vec<f64> {
            let total: u64 = counts.iter().sum();
            counts
                .iter()
                .map(|&count| count as f64 / total as f64)
                .collect()
        };
        let (labelled, all) = (shares(labelled), shares(all));
        let pairs = || all.iter().zip(&labelled);
        Mixture {
            weights: pairs().map(|(all, labelled)| all / labelled).collect(),
            distance: pairs()
                .map(|(all, labelled)| (all - labelled).abs())
                .sum::<f64>()
                / 2.0,
        }
    }
}

/// A difference between weighted counts of correct labels.
struct Gain {
    difference: f64,
    /// Standard error of the difference.
    error: f64,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_are_frequent_in_all_documents_count_more() {
        let mixture = Mixture::new(&[5, 5], &[30, 10]);
        assert_eq!(mixture.weights, [1.5, 0.5]);
        assert_eq!(mixture.distance, 0.25);
        let scored = |truth| ScoredDocument {
            scores: vec![0.0, 0.0],
            truth,
            tokens: 1,
            known_tokens: 1,
            known_share: 1.0,
            similarity: 1.0,
            content_words: 1,
        };
        let tested = Tested {
            without: vec![true, true, false],
            with: vec![vec![scored(0), scored(0), scored(1)]],
        };
        let gain = tested.gain(&[false, true, true], &tested.without, &mixture);
        assert_eq!(gain.difference, -1.0);
        assert_eq!(gain.error, libm::sqrt(2.5));
    }

    #[test]
    fn a_loss_of_held_out_documents_outweighs_a_mixture() {
        // Four documents of each of two labels; the second label is rare in the mixture.
        let mixture = Mixture {
            weights: vec![1.9, 0.1],
            distance: 0.1,
        };
        let scored = |number: usize| ScoredDocument {
            scores: vec![1.0, 0.0],
            truth: number / 4,
            tokens: 1,
            known_tokens: 1,
            known_share: 1.0,
            similarity: 1.0,
            content_words: 1,
        };
        let tested = |without: [bool; 8]| Tested {
            without: without.to_vec(),
            with: vec![(0..8).map(scored).collect()],
        };
        // With unlabelled documents all of the first label are right.
        let (right, wrong) = (true, false);
        let one_lost = [wrong, right, right, right, right, wrong, wrong, wrong];
        assert!(tested(one_lost).is_gain(0, &mixture, 4));
        let all_lost = [wrong, right, right, right, right, right, right, right];
        assert!(!tested(all_lost).is_gain(0, &mixture, 4));
        // Many labelled documents must gain more than one standard error.
        let equal = [right, right, right, right, wrong, wrong, wrong, wrong];
        let one_gained = [wrong, right, right, right, wrong, wrong, wrong, wrong];
        for without in [equal, one_gained] {
            assert!(tested(without).is_gain(0, &mixture, MANY_LABELLED - 1));
            assert!(!tested(without).is_gain(0, &mixture, MANY_LABELLED));
        }
        let two_gained = [wrong, wrong, right, right, wrong, wrong, wrong, wrong];
        assert!(tested(two_gained).is_gain(0, &mixture, MANY_LABELLED));
    }
}
