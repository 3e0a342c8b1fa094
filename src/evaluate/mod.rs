//! How good is a model? Confusion matrix, metrics, folds, cross-validation.

mod cross_validation;
mod folds;
mod metrics;
mod outcome;

pub use cross_validation::cross_validate;
pub use folds::{DEFAULT_SEED, assign_folds};
pub use metrics::{Average, Confusion, LabelMetrics, Metrics};
pub use outcome::Outcome;
