//! How a label is chosen: class sums, naive Bayes through linfa, scores, the model file.

mod bundled;
mod class_sums;
mod classifier;
mod clitic_arrays;
mod explain;
mod file;
mod fit;
mod flip;
mod naive_bayes;
mod settings;

pub use bundled::bundled_model;
pub use classifier::{Classifier, Prediction, Session};
pub use explain::{LabelExplanation, TermContribution, WordContribution};
pub use file::{FORMAT_VERSION, checksum, read_model, write_model};
pub use fit::{Model, train};
pub use flip::Flip;
pub use settings::{Algorithm, ModelSettings, Prior};
