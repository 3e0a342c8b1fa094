//! The record of how a model's settings were found.

use serde::{Deserialize, Serialize};

/// What was tried before a model was trained; kept in its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tuning {
    /// What was to be best: `accuracy`, `macro-f1` or `log-loss`.
    pub metric: String,
    /// Folds of cross-validation.
    pub folds: usize,
    /// Seed of the folds.
    pub seed: u64,
    /// How documents were parted, if not into stratified folds: `time`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<String>,
    /// What documents share that lay in one fold, if not nearly all their words: a field, or `copy`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_by: Option<String>,
    /// What was tried, best first.
    pub trials: Vec<Trial>,
}

/// Settings that were tried, and what came out for documents that were not learned from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// The settings that are not the defaults, their names between backticks: `` `alpha` 0.5 ``. Models of the
    /// first versions have flags of the command line here.
    pub settings: String,
    /// Documents that were scored: more in later rounds, which only the best reach.
    pub documents: u64,
    /// Share of them given their own label.
    pub accuracy: f64,
    /// Mean F1 over the labels.
    pub macro_f1: f64,
    /// Mean of `−ln` of the probability of the true label. The tested documents of each fold are
    /// halved, and the temperature of one half is the best for the other.
    pub log_loss: f64,
}
