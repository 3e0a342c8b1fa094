//! The search for settings: successive halving on folds.
//!
//! Every candidate is scored on the first fold; the best go on to more folds (successive halving:
//! Jamieson and Talwalkar 2016), and around the best of those that reach the last fold its
//! neighbours are tried. Candidates of the same terms share one reading of the corpus, and what they
//! learn comes from the other folds alone. How much is tried follows from the time budget and the
//! size of the corpus by a fixed estimate, not by the clock, so the same documents give the same
//! model.

mod budget;
mod flags;
mod score;
mod search;
mod space;

use std::str::FromStr;
use std::sync::Arc;

use super::calibrate::train_calibrated;
use super::groups::Groups;
use crate::error::{Error, Result};
use crate::features::TokenizedCorpus;
use crate::model::{Model, ModelSettings, Trial, Tuning, file_size};

/// A corpus that was tokenised in one way, and settings that say in which.
pub struct TextVariant {
    /// Settings that any candidate of this corpus has.
    pub settings: ModelSettings,
    /// The documents, the same in every variant and in the same order.
    pub corpus: Arc<TokenizedCorpus>,
}

/// What is to be best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TuningMetric {
    /// Share of documents given their own label. The default.
    #[default]
    Accuracy,
    /// Mean F1 over the labels.
    MacroF1,
    /// Mean of `−ln` of the probability of the true label; the smallest is best.
    LogLoss,
}

/// How settings are searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct TuningOptions {
    /// What is to be best; default accuracy.
    pub metric: TuningMetric,
    /// Folds; default 5.
    pub folds: usize,
    /// Seed of the folds; default 1.
    pub seed: u64,
    /// Seconds that the search may take on two cores of an ordinary machine; default 60.
    pub seconds: f64,
    /// Most bytes of the model's file; default no limit.
    pub bytes: Option<u64>,
}

impl Default for TuningOptions {
    fn default() -> Self {
        TuningOptions {
            metric: TuningMetric::default(),
            folds: 5,
            seed: super::folds::DEFAULT_SEED,
            seconds: 60.0,
            bytes: None,
        }
    }
}

/// How far the search is.
#[derive(Debug, Clone, PartialEq)]
pub struct TuningProgress {
    /// Scorings of a candidate on a fold so far.
    pub done: usize,
    /// The best so far.
    pub best: Option<Trial>,
}

/// What a search found.
#[derive(Debug)]
pub struct Tuned {
    /// The model of the best settings. Its [`Model::tuning`] has all trials, or, where its size has a
    /// limit, the best of them.
    pub model: Model,
    /// All that was tried.
    pub tuning: Tuning,
}

/// Share of a limited size that the table of trials may take.
const SIZE_OF_TRIALS: f64 = 0.2;

/// Bytes of a trial beside its settings.
const TRIAL_BYTES: usize = 130;

/// Searches for the best settings around those of the first variant and trains with them on all
/// documents; the table of what was tried is kept with the model.
///
/// Documents of one of the `groups` lie in one fold. `progress` is told after each step.
///
/// # Errors
/// When the documents cannot be divided into folds, no candidate can be trained, or no model fits
/// into the size that was given.
pub fn tune(
    variants: &[TextVariant],
    groups: &Groups,
    options: &TuningOptions,
    progress: impl FnMut(&TuningProgress),
) -> Result<Tuned> {
    let found = search::search(variants, groups, options, progress)?;
    let corpus = &variants[found.best.variant].corpus;
    let tuning = Tuning {
        metric: options.metric.to_string(),
        folds: options.folds,
        seed: options.seed,
        trials: found.trials,
    };
    let kept = kept(&tuning, options.bytes);
    let train = |settings: &ModelSettings| -> Result<Model> {
        let all = vec![true; corpus.len()];
        Ok(Model {
            tuning: Some(kept.clone()),
            ..train_calibrated(corpus, groups, &all, settings)?
        })
    };
    let model = train_within(train, &found.best.settings, options.bytes)?;
    Ok(Tuned { model, tuning })
}

/// The trials for which a model of at most `bytes` bytes has room, the best first.
fn kept(tuning: &Tuning, bytes: Option<u64>) -> Tuning {
    let mut kept = tuning.clone();
    if let Some(bytes) = bytes {
        let mut left = bytes as f64 * SIZE_OF_TRIALS;
        let fits = |trial: &&Trial| {
            left -= (trial.settings.len() + TRIAL_BYTES) as f64;
            left > 0.0
        };
        let count = tuning.trials.iter().take_while(fits).count();
        kept.trials.truncate(count.max(1));
    }
    kept
}

/// Trains with as many terms as the size of the file allows.
fn train_within(
    train: impl Fn(&ModelSettings) -> Result<Model>,
    settings: &ModelSettings,
    bytes: Option<u64>,
) -> Result<Model> {
    let mut settings = settings.clone();
    loop {
        let model = train(&settings)?;
        let Some(most) = bytes else { return Ok(model) };
        let size = file_size(&model)?;
        if size <= most {
            return Ok(model);
        }
        // Two per cent less than the share: longer terms may stay.
        let share = most as f64 / size as f64 * 0.98;
        let terms = (model.features.vocabulary.len() as f64 * share) as usize;
        if terms < model.labels.len() {
            return Err(Error::Settings(format!(
                "--size-budget {most} leaves room for {terms} terms; give more bytes"
            )));
        }
        settings.features.max_features = Some(terms);
    }
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
