//! Evaluation of models: confusion matrix, metrics, splits without leakage, cross-validation.

mod calibrate;
mod choose;
mod coverage;
mod cross_validation;
mod disjoint_sets;
mod folds;
mod groups;
mod learning;
mod left_out;
mod metrics;
mod near_duplicates;
mod outcome;
mod reliability;
mod sample;
mod split;
mod summary;
mod tune;
mod unlabelled;
mod word_sets;

pub(crate) use calibrate::HeldOut;
pub use calibrate::{FEWEST_CALIBRATED, train_calibrated};
pub use coverage::{CoverageStep, coverage_curve};
pub use cross_validation::cross_validate;
pub(crate) use cross_validation::predict_tested;
pub use folds::{DEFAULT_SEED, assign_folds};
pub(crate) use folds::{parted_classes, spread};
pub use groups::Groups;
pub use learning::{AccuracyEstimate, LearningCurve, LearningPoint, PowerLaw, learning_curve};
pub(crate) use metrics::sum;
pub use metrics::{AccuracyAtCoverage, Average, Confusion, LabelMetrics, Metrics};
pub use near_duplicates::NEAR_DUPLICATE;
pub(crate) use near_duplicates::likeness;
pub use outcome::Outcome;
pub use reliability::{CalibrationBin, ECE_BINS, expected_calibration_error, reliability};
pub use sample::Sample;
pub use split::Split;
pub use tune::{
    TextVariant, Tuned, TuningMetric, TuningOptions, TuningProgress, TuningSplit, tune,
};
pub use unlabelled::train_with_unlabelled;
pub(crate) use unlabelled::{check as check_unlabelled, mixed_settings, sample};
