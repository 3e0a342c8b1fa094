//! Settings of training, with their defaults.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::features::FeatureSettings;

/// Which naive Bayes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Algorithm {
    /// Each class by what is not in it (Rennie et al. 2003). The default.
    #[default]
    Complement,
    /// Each class by what is in it.
    Multinomial,
}

/// Probability of a class before a word is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Prior {
    /// Its share of the training documents. The default of multinomial naive Bayes.
    Empirical,
    /// The same for all. The default of complement naive Bayes, as its authors define it.
    Uniform,
}

/// Every setting that a model depends on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelSettings {
    /// Text and terms.
    pub features: FeatureSettings,
    /// Which naive Bayes; default complement.
    pub algorithm: Algorithm,
    /// Smoothing: added to every class sum; default 0.1.
    pub alpha: f64,
    /// Class prior; `None` is the algorithm's own default.
    pub prior: Option<Prior>,
}

impl Default for ModelSettings {
    fn default() -> Self {
        ModelSettings {
            features: FeatureSettings::default(),
            algorithm: Algorithm::default(),
            alpha: 0.1,
            prior: None,
        }
    }
}

impl ModelSettings {
    /// The prior in force.
    pub fn effective_prior(&self) -> Prior {
        self.prior.unwrap_or(match self.algorithm {
            Algorithm::Complement => Prior::Uniform,
            Algorithm::Multinomial => Prior::Empirical,
        })
    }

    /// Checks what the types leave open.
    ///
    /// # Errors
    /// When smoothing is not above 0, or no term could pass.
    pub fn check(&self) -> Result<()> {
        if !(self.alpha.is_finite() && self.alpha > 0.0) {
            return Err(Error::Settings(format!(
                "--alpha {} does not smooth; give a number above 0, such as 0.1",
                self.alpha
            )));
        }
        self.features.check()
    }
}
