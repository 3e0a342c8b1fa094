//! Which settings training chooses.

use serde::{Deserialize, Serialize};

/// Settings that training chooses by held-out documents. Settings that were given are not chosen.
///
/// Nothing is chosen without calibration, from too few documents, or for Bernoulli and weight-normalised complement
/// naive Bayes. Balanced classes and rows without unit length exclude refinement. With hundreds of labels less is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Choices {
    /// The smoothing.
    pub alpha: bool,
    /// Whether terms are weighted by class; not in large corpora.
    pub class_weighting: bool,
    /// Whether character n-grams are used; only in small corpora.
    pub char_ngrams: bool,
    /// Whether weights are refined, and how much of naive Bayes is added to the refined weights.
    pub refinement: bool,
}

impl Choices {
    /// Everything is chosen: the default.
    pub const ALL: Choices = Choices {
        alpha: true,
        class_weighting: true,
        char_ngrams: true,
        refinement: true,
    };

    /// Nothing is chosen.
    pub const NONE: Choices = Choices {
        alpha: false,
        class_weighting: false,
        char_ngrams: false,
        refinement: false,
    };
}

impl Default for Choices {
    fn default() -> Self {
        Choices::ALL
    }
}
