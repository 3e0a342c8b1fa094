//! How good is a model? Confusion matrix, metrics, folds, cross-validation.

mod coverage;
mod cross_validation;
mod folds;
mod metrics;
mod outcome;
mod reliability;

pub use coverage::{CoverageStep, coverage_curve};
pub use cross_validation::cross_validate;
pub use folds::{DEFAULT_SEED, assign_folds};
pub use metrics::{Average, Confusion, LabelMetrics, Metrics};
pub use outcome::Outcome;
pub use reliability::{CalibrationBin, ECE_BINS, expected_calibration_error, reliability};
