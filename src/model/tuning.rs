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
    /// What was tried, best first.
    pub trials: Vec<Trial>,
}

/// Settings that were tried, and what came out for documents that were not learned from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// The settings as flags of `train`; those that are not named have their defaults.
    pub settings: String,
    /// Documents that were scored: more in later rounds, which only the best reach.
    pub documents: u64,
    /// Share of them given their own label.
    pub accuracy: f64,
    /// Mean F1 over the labels.
    pub macro_f1: f64,
    /// Mean of `−ln` of the probability of the true label, at the temperature that is best for these
    /// documents.
    pub log_loss: f64,
}
