//! How much is removed from scraped text.

use serde::{Deserialize, Serialize};

/// How much is removed from scraped text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum CleanLevel {
    /// Lines that a rule recognises, and lines that look least like the article: in doubt, a line stays.
    Careful,
    /// Also lines that are hardly part of the article by the layout of the text around them. The default.
    #[default]
    Balanced,
    /// Only lines that are probably part of the article.
    Strict,
}

impl CleanLevel {
    /// The minimum probability of a line to be part of the article.
    pub(super) fn least(self) -> f64 {
        match self {
            CleanLevel::Careful => 0.05,
            CleanLevel::Balanced => 0.4,
            CleanLevel::Strict => 0.7,
        }
    }

    /// The same for a line that a rule recognises.
    pub(super) fn least_of_rule(self) -> f64 {
        match self {
            CleanLevel::Careful => 0.5,
            CleanLevel::Balanced => 0.6,
            CleanLevel::Strict => 0.9,
        }
    }

    pub(crate) fn is_balanced(&self) -> bool {
        *self == CleanLevel::Balanced
    }
}
