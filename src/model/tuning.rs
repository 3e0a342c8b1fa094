//! The record of a search for settings.

use serde::{Deserialize, Serialize};

/// The trials of a search before training; stored in the model file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tuning {
    /// The metric that was optimised: `accuracy`, `macro-f1` or `log-loss`.
    pub metric: String,
    /// Folds of cross-validation.
    pub folds: usize,
    /// Seed of the folds.
    pub seed: u64,
    /// How documents were split, if not into stratified folds: `time`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<String>,
    /// What the documents of a group share, if not nearly all their words: a field, or `copy`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_by: Option<String>,
    /// The trials, best first.
    pub trials: Vec<Trial>,
}

/// The settings that training tried on held-out documents, and chose from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The trials, the chosen one first: that with the largest difference between accuracy and log-loss.
    pub trials: Vec<Trial>,
}

/// Settings that were tried, and their results on held-out documents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// The settings that differ from the defaults, with names in backticks: `` `alpha` 0.5 ``. Models of the
    /// first versions have command line flags here.
    pub settings: String,
    /// Documents that were scored: more in later rounds, which only the best settings reach.
    pub documents: u64,
    /// Share of them with a correct label.
    pub accuracy: f64,
    /// Mean F1 over the labels.
    pub macro_f1: f64,
    /// Mean of `−ln` of the probability of the true label. The test documents of each fold are split into
    /// halves; the temperature of each half is learned on the other.
    pub log_loss: f64,
}
