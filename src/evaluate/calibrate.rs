//! Calibration with documents that a model has not seen.

use super::choose::{Chooser, Chosen, Fold, ScoredFold, Sizes};
use super::folds::spread;
use super::groups::{Digest, Groups};
use super::left_out::left_out_topics;
use super::sample::Sample;
use crate::corpus::{Labels, Selection};
use crate::error::Result;
use crate::features::FrequencyTable;
use crate::model::{
    Calibration, Choices, LeftOutTopic, Model, ModelSettings, PredictionCounts, SharedFit, train,
};

/// Number of folds; each is scored by a model trained on the others.
const FOLDS: usize = 5;

/// Folds are scored until this many documents are; more would hardly change the temperature.
const ENOUGH: usize = 2_000;

/// Maximum number of documents of a fold that are scored, chosen by content.
const MOST_TESTED: usize = 3_000;

/// Maximum number of scores (one per document and label) of a candidate, unless there are fewer than [`ENOUGH`]
/// documents. Only corpora with many hundred labels reach it.
const MOST_SCORES: usize = 1 << 22;

/// With fewer training documents there is no calibration: it would overfit single documents.
pub const FEWEST_CALIBRATED: usize = 50;

/// Seed of the folds.
const SEED: u64 = 1;

/// Trains on some documents, chooses settings by held-out documents, and calibrates the model if the settings
/// require it: each fold of the documents is scored by models trained on the other folds, from vocabulary to
/// weights. Documents of one of the `groups` are in one fold. Models that were trained without a label measure how
/// well texts of other topics are detected.
///
/// The folds share one counting of the terms, so the base forms of words (`clitics`) and a minimum document
/// frequency are those of all documents. With more documents than [`ModelSettings::sample`], a sample is divided into
/// folds, and the model learns from all documents with the settings chosen there. Nothing is chosen and calibrated with fewer than
/// [`FEWEST_CALIBRATED`] documents, or if a fold cannot be trained.
///
/// # Errors
/// Those of [`train`].
pub fn train_calibrated(
    selection: &Selection<'_>,
    groups: &Groups,
    settings: &ModelSettings,
    choices: Choices,
) -> Result<Model> {
    groups.check(selection.corpus())?;
    settings.check()?;
    if !settings.calibrated || selection.len() < FEWEST_CALIBRATED {
        return train(selection, settings)?.with_surface_forms(selection);
    }
    let sample = Sample::of(selection.len() as u64, settings.sample);
    let model = match sample.is_all() {
        true => {
            let (held_out, table) = HeldOut::new(selection, groups, settings, choices)?;
            let fit = table.fit(&held_out.settings().features)?;
            let model = SharedFit::train(fit, held_out.settings())?;
            held_out.finish(model)
        }
        false => {
            let sample = sample.among(selection, groups);
            let (held_out, _) = HeldOut::new(&sample, groups, settings, choices)?;
            let model = train(selection, held_out.settings())?;
            held_out.finish(model)
        }
    };
    model.with_surface_forms(selection)
}

/// What held-out documents say: the settings that are chosen, and what calibration learns from.
pub(crate) struct HeldOut {
    chosen: Chosen,
    topics: Vec<LeftOutTopic>,
    max_unknown: f64,
}

impl HeldOut {
    /// Scores folds of some documents. Also returns the counts of their terms.
    ///
    /// # Errors
    /// Those of [`train`].
    pub(crate) fn new<'c>(
        selection: &Selection<'c>,
        groups: &Groups,
        settings: &ModelSettings,
        choices: Choices,
    ) -> Result<(Self, FrequencyTable<'c>)> {
        let mut chooser = Chooser::new(settings, choices, sizes(selection));
        let mut table = chooser.count(selection)?;
        let folds = Folds::new(selection, groups);
        let folds_to_score = folds.enough(table.labels());
        let chosen = chooser.choose(&mut table, &folds_to_score)?;
        let chosen = chosen.unwrap_or_else(|| Chosen::given(settings));
        let topics = left_out_topics(selection, &folds.fold_of, &folds.digests, &chosen.settings)?;
        let held_out = HeldOut {
            chosen,
            topics,
            max_unknown: settings.max_unknown,
        };
        Ok((held_out, table))
    }

    /// The settings that were chosen.
    pub(crate) fn settings(&self) -> &ModelSettings {
        &self.chosen.settings
    }

    /// The model, which was trained with the chosen settings, with its calibration.
    pub(crate) fn finish(self, model: Model) -> Model {
        let scored = &self.chosen.scored;
        Model {
            calibration: calibration(scored, &model.labels, &self.topics, self.max_unknown),
            choice: self.chosen.choice,
            ..model
        }
    }
}

/// The calibration by the documents of the folds, with what it predicts for them.
fn calibration(
    folds: &[ScoredFold],
    labels: &Labels,
    topics: &[LeftOutTopic],
    max_unknown: f64,
) -> Option<Calibration> {
    let documents = folds.iter().flat_map(|fold| &fold.documents);
    let mut calibration = Calibration::fit(documents.cloned().collect(), topics, max_unknown)?;
    let mut counts = PredictionCounts::new(labels.len());
    for fold in folds {
        let names = fold.labels.names().iter();
        // The labels of a fold are some of those of all documents.
        let label_of: Vec<usize> = names.filter_map(|name| labels.index(name)).collect();
        for document in &fold.documents {
            calibration.count(document, &label_of, &mut counts);
        }
    }
    calibration.expected = Some(counts);
    Some(calibration)
}

/// Sizes of some documents.
fn sizes(selection: &Selection<'_>) -> Sizes {
    let corpus = selection.corpus();
    let mut is_present = vec![false; corpus.classes().len()];
    for document in selection.documents() {
        is_present[corpus.class_of(document) as usize] = true;
    }
    Sizes {
        documents: selection.len(),
        tokens: selection.documents().map(|d| corpus.size(d)).sum(),
        labels: is_present.into_iter().filter(|&present| present).count(),
    }
}

/// The folds of some documents.
pub(super) struct Folds<'s, 'c> {
    selection: &'s Selection<'c>,
    digests: Vec<Digest>,
    fold_of: Vec<Option<usize>>,
}

impl<'s, 'c> Folds<'s, 'c> {
    pub(super) fn new(selection: &'s Selection<'c>, groups: &Groups) -> Self {
        let is_selected = |document| selection.contains(document);
        Folds {
            selection,
            digests: groups.digests(SEED),
            fold_of: spread(selection.corpus(), groups, is_selected, FOLDS, SEED),
        }
    }

    /// Enough folds, in an order determined by content; of large folds a sample is tested.
    pub(super) fn enough(&self, labels: usize) -> Vec<Fold> {
        let most = (MOST_SCORES / labels).clamp(ENOUGH, MOST_TESTED);
        let mut folds = Vec::new();
        let mut count = 0;
        for fold in 0..FOLDS {
            let documents = self.documents_of(fold);
            let test_set = documents.iter().take(most).copied().collect::<Vec<_>>();
            count += test_set.len();
            folds.push(Fold {
                documents,
                test_set,
            });
            if count >= ENOUGH {
                break;
            }
        }
        folds
    }

    /// The documents of a fold. Copies have the same digest, but may have different labels.
    fn documents_of(&self, fold: usize) -> Vec<usize> {
        let corpus = self.selection.corpus();
        let documents = self.selection.documents();
        let mut documents: Vec<usize> = documents
            .filter(|&document| self.fold_of[document] == Some(fold))
            .collect();
        documents.sort_by_key(|&document| {
            let label = corpus.classes().token(corpus.class_of(document));
            (self.digests[document], label)
        });
        documents
    }
}

/// Number of folds to score so that calibration has enough of this many documents.
pub(super) fn calibration_parts(documents: usize) -> usize {
    (ENOUGH * FOLDS).div_ceil(documents.max(1)).min(FOLDS)
}
