//! How a label is chosen: class sums, naive Bayes (through linfa but for Bernoulli's), scores, the model file.

mod bernoulli;
mod bundled;
mod class_sums;
mod classifier;
mod clitic_arrays;
mod file;
mod fit;
mod naive_bayes;
mod refine;
mod settings;
mod training_rows;

pub use bundled::bundled_model;
pub use classifier::{Classifier, Prediction, Session};
pub use file::{FORMAT_VERSION, checksum, format_version, read_model, write_model};
pub use fit::{Model, train};
pub use refine::Refinement;
pub use settings::{Algorithm, ModelSettings, Prior};
