//! The search for settings: successive halving on folds.
//!
//! Every candidate is scored on the first fold; the best go on to more folds (successive halving: Jamieson
//! and Talwalkar 2016). Then the neighbours of the best candidates on all folds are tried. Candidates with
//! the same terms share one reading of the corpus, and they are trained only on the other folds. The number
//! of candidates follows from the time budget and the size of the corpus by a fixed estimate, not by the
//! clock, so the same documents give the same model.

mod budget;
mod halves;
mod room;
mod score;
mod scored_candidate;
mod search;
pub(super) mod setting_names;
mod space;

use std::str::FromStr;
use std::sync::Arc;

use serde::Deserialize;

use jiff::Timestamp;

use super::calibrate::train_calibrated;

use super::folds::spread;
use super::groups::Groups;
use super::split::Split;
use crate::corpus::TokenizedCorpus;
use crate::error::{Error, Result};
use crate::features::FeatureSettings;
use crate::model::{Choices, Model, ModelSettings, Trial, Tuning, file_size};

/// A corpus that was tokenised in one way, with the settings used.
#[derive(Debug)]
pub struct TextVariant {
    /// Settings shared by all candidates of this corpus.
    pub settings: ModelSettings,
    /// The documents, the same in every variant and in the same order.
    pub corpus: Arc<TokenizedCorpus>,
}

/// The metric to optimise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TuningMetric {
    /// Share of documents with a correct prediction. The default.
    #[default]
    Accuracy,
    /// Mean F1 over the labels.
    MacroF1,
    /// Mean of `−ln` of the probability of the true label; the smallest is best.
    LogLoss,
}

/// How documents are split into training and test sets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum TuningSplit {
    /// Stratified folds that do not separate groups. The default.
    #[default]
    Folds,
    /// Blocks of time, each tested with a model trained on all blocks before it; one date per document
    /// ([`Split::by_time`]).
    Time(Vec<Timestamp>),
}

/// Settings of the search.
#[derive(Debug, Clone, PartialEq)]
pub struct TuningOptions {
    /// The metric to optimise; default accuracy.
    pub metric: TuningMetric,
    /// How documents are split; default stratified folds.
    pub split: TuningSplit,
    /// Number of folds, or of test blocks of time; default 5.
    pub folds: usize,
    /// Seed of the folds; default 1.
    pub seed: u64,
    /// What the documents of a group share, stored with the model; default nothing.
    pub group_by: Option<String>,
    /// Time limit in seconds on two cores of an ordinary machine; default 60.
    pub seconds: f64,
    /// Maximum size of the model file in bytes; default no limit.
    pub bytes: Option<u64>,
}

impl Default for TuningOptions {
    fn default() -> Self {
        TuningOptions {
            metric: TuningMetric::default(),
            split: TuningSplit::default(),
            folds: 5,
            seed: super::folds::DEFAULT_SEED,
            group_by: None,
            seconds: 60.0,
            bytes: None,
        }
    }
}

impl TuningOptions {
    /// The splits into training and test sets, in the order of testing.
    ///
    /// # Errors
    /// When there are fewer documents or groups than folds, or fewer dates than blocks, or a test set has no
    /// label of its training set.
    pub fn splits(&self, corpus: &TokenizedCorpus, groups: &Groups) -> Result<Vec<Split>> {
        let splits = self.parted(corpus, groups)?;
        let is_useful = |split| tests_what_it_learns(corpus, split);
        if !splits.iter().all(is_useful) {
            return Err(Error::Input(
                "on some folds there are not two labels to learn, or none of them is tested: documents of a label are all alike, of one group, or of one time; give more documents, fewer `folds`, or another `group_by`"
                    .into(),
            ));
        }
        Ok(splits)
    }

    /// Checks that the size limit allows one term of each label.
    ///
    /// # Errors
    /// When it does not.
    pub fn check_size(&self, variant: &TextVariant) -> Result<()> {
        let terms = self
            .bytes
            .map(|bytes| (bytes, room::terms_within(bytes, variant)));
        match terms {
            Some((bytes, terms)) if terms < variant.corpus.classes().len() => {
                Err(no_room(bytes, terms))
            }
            _ => Ok(()),
        }
    }

    fn parted(&self, corpus: &TokenizedCorpus, groups: &Groups) -> Result<Vec<Split>> {
        match &self.split {
            TuningSplit::Folds => {
                check_folds(corpus, groups, self.folds)?;
                // A label with a single document is either in the training or in the test set; that is the
                // same for all candidates.
                let fold_of = spread(corpus, groups, |_| true, self.folds, self.seed);
                Ok(Split::of_folds(&fold_of, self.folds))
            }
            TuningSplit::Time(dates) => {
                let mut splits = Split::by_time(dates, self.folds)?;
                // The split with the largest training set first: it resembles the final model most.
                splits.reverse();
                Ok(splits)
            }
        }
    }
}

/// True when the training set has at least two labels, and the test set one of them.
fn tests_what_it_learns(corpus: &TokenizedCorpus, split: &Split) -> bool {
    let mut is_learned = vec![false; corpus.classes().len()];
    let learned = split.learned(corpus);
    learned
        .documents()
        .for_each(|document| is_learned[corpus.class_of(document) as usize] = true);
    let class_of = |&document: &usize| corpus.class_of(document) as usize;
    is_learned.iter().filter(|&&learned| learned).count() >= 2
        && split
            .tested
            .iter()
            .map(class_of)
            .any(|class| is_learned[class])
}

/// Checks that every fold can have a document.
fn check_folds(corpus: &TokenizedCorpus, groups: &Groups, folds: usize) -> Result<()> {
    if !(2..=corpus.len()).contains(&folds) {
        return Err(Error::Settings(format!(
            "`folds` {folds} needs from 2 folds up to the number of documents, {}",
            corpus.len()
        )));
    }
    let parts = groups.len();
    if parts < folds {
        return Err(Error::Settings(format!(
            "`folds` {folds} needs as many groups of documents that may be parted, and there are {parts}; ask for fewer folds, or group otherwise with `group_by`"
        )));
    }
    Ok(())
}

/// Progress of the search.
#[derive(Debug, Clone, PartialEq)]
pub struct TuningProgress {
    /// Number of scorings of a candidate on a fold so far.
    pub done: usize,
    /// The best trial so far.
    pub best: Option<Trial>,
}

/// The result of a search.
#[derive(Debug)]
pub struct Tuned {
    /// The model with the best settings. Its [`Model::tuning`] has all trials, or, if its size is limited,
    /// the best of them.
    pub model: Model,
    /// All trials.
    pub tuning: Tuning,
}

/// Searches for the best settings around those of the first variant and trains with them on all documents;
/// the trials are stored with the model.
///
/// Documents of one of the `groups` are in one fold; blocks of time may separate them. `progress` is called after
/// each step.
///
/// # Errors
/// When the documents cannot be split into folds, no candidate can be trained, or no model fits the size
/// limit.
pub fn tune(
    variants: &[TextVariant],
    groups: &Groups,
    options: &TuningOptions,
    progress: impl FnMut(&TuningProgress),
) -> Result<Tuned> {
    let start = start(variants, groups)?;
    let found = search::search(variants, groups, options, &start, progress)?;
    let corpus = &variants[found.best.variant].corpus;
    let tuning = Tuning {
        metric: options.metric.to_string(),
        folds: options.folds,
        seed: options.seed,
        split: matches!(options.split, TuningSplit::Time(_)).then(|| "time".into()),
        group_by: options.group_by.clone(),
        trials: found.trials,
    };
    let kept = room::kept(&tuning, options.bytes);
    let train = |settings: &ModelSettings| -> Result<Model> {
        Ok(Model {
            tuning: Some(kept.clone()),
            ..train_calibrated(&corpus.all(), groups, settings, Choices::NONE)?
        })
    };
    let model = train_within(train, &found.best.settings, options.bytes)?;
    Ok(Tuned { model, tuning })
}

/// The settings that training would choose.
fn start(variants: &[TextVariant], groups: &Groups) -> Result<ModelSettings> {
    let Some(first) = variants.first() else {
        return Err(Error::Input("there is no corpus to tune on".into()));
    };
    let all = first.corpus.all();
    let model = match train_calibrated(&all, groups, &first.settings, Choices::ALL) {
        Ok(model) => model,
        // The search tells what is wrong.
        Err(Error::Input(_) | Error::Settings(_)) => return Ok(first.settings.clone()),
        Err(error) => return Err(error),
    };
    Ok(ModelSettings {
        // As asked for, even if the corpus needed more.
        features: FeatureSettings {
            min_df: first.settings.features.min_df,
            ..model.settings.features
        },
        ..model.settings
    })
}

/// Trains with as many terms as the size limit of the file allows.
fn train_within(
    train: impl Fn(&ModelSettings) -> Result<Model>,
    settings: &ModelSettings,
    bytes: Option<u64>,
) -> Result<Model> {
    let mut settings = settings.clone();
    loop {
        let mut model = train(&settings)?;
        let Some(most) = bytes else { return Ok(model) };
        let mut size = file_size(&model)?;
        if size > most {
            // Terms are more useful than their surface forms.
            model.surface_forms.clear();
            size = file_size(&model)?;
        }
        if size <= most {
            return Ok(model);
        }
        // Two per cent less than the share, because the remaining terms may be longer.
        let share = most as f64 / size as f64 * 0.98;
        let terms = (model.features.vocabulary.len() as f64 * share) as usize;
        if terms < model.labels.len() {
            return Err(no_room(most, terms));
        }
        settings.features.max_features = Some(terms);
    }
}

fn no_room(bytes: u64, terms: usize) -> Error {
    Error::Settings(format!(
        "`size_budget` {bytes} leaves room for {terms} terms; give more bytes"
    ))
}

impl std::fmt::Display for TuningMetric {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            TuningMetric::Accuracy => "accuracy",
            TuningMetric::MacroF1 => "macro-f1",
            TuningMetric::LogLoss => "log-loss",
        })
    }
}

/// Reads `accuracy`, `macro-f1` or `log-loss`.
impl FromStr for TuningMetric {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "accuracy" => Ok(TuningMetric::Accuracy),
            "macro-f1" => Ok(TuningMetric::MacroF1),
            "log-loss" => Ok(TuningMetric::LogLoss),
            _ => Err(format!(
                "no metric \"{text}\"; there are accuracy, macro-f1 and log-loss"
            )),
        }
    }
}
