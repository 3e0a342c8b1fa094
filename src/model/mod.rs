//! Training and classification: class sums, naive Bayes (linfa's, except Bernoulli), scores, the model file.

mod bernoulli;
#[cfg(feature = "bundled-model")]
mod bundled;
mod calibration;
mod choices;
mod class_sums;
mod classifier;
mod clitic_arrays;
mod conformal;
mod difference;
mod expectation;
mod explain;
mod file;
mod fit;
mod flip;
mod isotonic;
mod naive_bayes;
mod other_topics;
mod part_sums;
mod prediction_counts;
mod refine;
mod settings;
mod shared_fit;
mod similarity;
mod soundness;
mod temperature;
mod top_terms;
mod training_rows;
mod tuning;
mod unknown;
mod unlabelled;

#[cfg(feature = "bundled-model")]
pub use bundled::bundled_model;
pub use calibration::{Calibration, ScoredDocument};
pub use choices::Choices;
pub use classifier::{Classifier, Prediction, Session};
pub use difference::{
    LabelDifference, ModelDifference, MovedTerm, SettingDifference, SingleTerm, SingleTerms,
};
pub use explain::{GatheredWord, LabelExplanation, TermContribution, WordContribution};
pub use file::{
    FORMAT_VERSION, KeptModel, Training, checksum, file_size, format_version, kept_bytes,
    read_model, write_model,
};
pub use fit::{Model, train};
pub use flip::Flip;
pub use isotonic::Isotonic;
pub use other_topics::{LeftOutTopic, OtherTopics};
pub(crate) use part_sums::PartRow;
pub use part_sums::PartSums;
pub use prediction_counts::{PredictionCounts, SHARE_BINS, ShareCounts};
pub use refine::Refinement;
pub use settings::{Algorithm, DEFAULT_SAMPLE, ModelSettings, Prior};
pub use top_terms::TopTerms;
pub use tuning::{Choice, Trial, Tuning};
pub use unknown::{Abstention, DEFAULT_MAX_UNKNOWN, Thresholds};
pub use unlabelled::{HeldOutComparison, SeededTopic, Seeding, UnlabelledText};

pub(crate) use calibration::reserved_probability;
pub(crate) use classifier::first_largest;
pub(crate) use expectation::{MixedFit, ROUNDS, SeededModel};
pub(crate) use other_topics::needs_left_out_topics;
pub(crate) use shared_fit::{SharedFit, Weighed};
pub(crate) use temperature::{best_temperature, rough_temperature, softmax};
pub(crate) use training_rows::mixed;
