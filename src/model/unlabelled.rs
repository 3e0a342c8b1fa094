//! The record of what unlabelled documents did in training.

use serde::{Deserialize, Serialize};

/// What training did with unlabelled documents; stored in the model file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnlabelledText {
    /// Unlabelled documents that were read.
    pub documents: u64,
    /// Weight of an unlabelled document, relative to a labelled one; 0 if the model does not use them.
    pub weight: f64,
    /// Rounds of expectation maximisation.
    pub rounds: u32,
    /// The comparison that decided whether they are used; `None` without labelled documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_out: Option<HeldOutComparison>,
    /// The topics from which training started, if it started from words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seeds: Option<Seeding>,
}

/// Accuracy on held-out labelled documents, with and without the unlabelled ones.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HeldOutComparison {
    /// Held-out documents, each scored by models that have not seen its label.
    pub documents: u64,
    /// Share of correct labels with the unlabelled documents, at the best weight.
    pub accuracy: f64,
    /// Share of correct labels without them.
    pub accuracy_without: f64,
}

/// How training from words went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seeding {
    /// Share of the documents with a seed word.
    pub coverage: f64,
    /// Share of these whose label is, at the end, the one for which their seed words speak most.
    pub agreement: f64,
    /// Share of all documents with one topic of probability 0.9 or more at the end.
    pub confident: f64,
    /// The topics, in the order of the labels.
    pub topics: Vec<SeededTopic>,
}

/// A topic described by words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeededTopic {
    /// Its label.
    pub label: String,
    /// Its words that are terms of the model, normalised.
    pub found: Vec<String>,
    /// Its words that are not, as they were given.
    pub missing: Vec<String>,
    /// Documents with one of its words.
    pub documents: u64,
}
