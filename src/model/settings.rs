//! Settings of training, with their defaults.

use serde::{Deserialize, Serialize};

use super::refine::Refinement;
use super::unknown::DEFAULT_MAX_UNKNOWN;
use crate::error::{Error, Result};
use crate::features::FeatureSettings;
use crate::text::{CleanLevel, CleanMode};

/// Default of [`ModelSettings::sample`]: more documents hardly change what is chosen and calibrated, and this many fit into
/// the memory of one machine.
pub const DEFAULT_SAMPLE: u64 = 200_000;

/// Fewest documents of a sample.
const SMALLEST_SAMPLE: u64 = 50;

/// The variant of naive Bayes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Algorithm {
    /// Estimates each class from all other classes (Rennie et al. 2003). The default.
    #[default]
    Complement,
    /// Complement with the weights of each class divided by the sum of their magnitudes (WCNB, Rennie et al.
    /// 2003). Scores are small, so probabilities are nearly the same for all classes; use it for labels only.
    WeightNormalisedComplement,
    /// Estimates each class from its own documents.
    Multinomial,
    /// Estimates each class from the presence and absence of terms in its documents (McCallum and Nigam
    /// 1998). Needs the features of [`FeatureSettings::presence`].
    Bernoulli,
}

/// Prior probability of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Prior {
    /// Its share of the training documents. The default of multinomial and Bernoulli naive Bayes.
    Empirical,
    /// The same for all classes. The default of complement naive Bayes, as its authors define it, and of
    /// balanced classes.
    Uniform,
}

/// Every setting that a model depends on.
///
/// In JSON, missing settings have their defaults.
///
/// ```
/// use tasnif::{ModelSettings, NgramRange};
///
/// let settings = ModelSettings::from_json(r#"{"alpha": 0.5, "features": {"ngrams": "1..1"}}"#)?;
/// assert_eq!((settings.alpha, settings.features.ngrams), (0.5, NgramRange::WORDS));
/// assert!(ModelSettings::from_json(r#"{"alfa": 0.5}"#).is_err());
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ModelSettings {
    /// Text and terms.
    pub features: FeatureSettings,
    /// Variant of naive Bayes; default complement.
    pub algorithm: Algorithm,
    /// Smoothing: added to every class sum; default 0.1.
    pub alpha: f64,
    /// Class prior; `None` means the algorithm's default.
    pub prior: Option<Prior>,
    /// Whether the documents of each class have weight `n / (K · n_c)`, for `n` documents, `K` classes and
    /// `n_c` documents of the class, so that all classes have the same weight; default no. Stored only if
    /// set.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub balanced: bool,
    /// Refinement of the weights; default none. Stored only if set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refinement: Option<Refinement>,
    /// Whether probabilities and thresholds are learned from documents that models have not seen; default
    /// yes. Stored only if no.
    #[serde(skip_serializing_if = "is_yes")]
    pub calibrated: bool,
    /// Maximum share of documents like those of training that may stay unlabelled so that texts of other
    /// topics do; 0 labels every text with a known term; default 0.015. Stored only if different.
    #[serde(skip_serializing_if = "is_default_max_unknown")]
    pub max_unknown: f64,
    /// Of more documents than this, a sample of about as many, drawn by content, decides what is chosen and how the model is
    /// calibrated; default 200,000. Stored only if different.
    #[serde(skip_serializing_if = "is_default_sample")]
    pub sample: u64,
    /// Which training texts were cleaned, so that new texts are cleaned in the same way; default
    /// [`CleanMode::Auto`]. Stored only if different.
    #[serde(alias = "cleaned_text", skip_serializing_if = "CleanMode::is_auto")]
    pub clean: CleanMode,
    /// How much was removed from scraped texts; default [`CleanLevel::Balanced`]. Stored only if different.
    #[serde(skip_serializing_if = "CleanLevel::is_balanced")]
    pub clean_level: CleanLevel,
}

fn is_default_max_unknown(share: &f64) -> bool {
    *share == DEFAULT_MAX_UNKNOWN
}

fn is_default_sample(documents: &u64) -> bool {
    *documents == DEFAULT_SAMPLE
}

fn is_yes(calibrated: &bool) -> bool {
    *calibrated
}

impl Default for ModelSettings {
    fn default() -> Self {
        ModelSettings {
            features: FeatureSettings::default(),
            algorithm: Algorithm::default(),
            alpha: 0.1,
            prior: None,
            balanced: false,
            refinement: None,
            calibrated: true,
            max_unknown: DEFAULT_MAX_UNKNOWN,
            sample: DEFAULT_SAMPLE,
            clean: CleanMode::Auto,
            clean_level: CleanLevel::Balanced,
        }
    }
}

impl ModelSettings {
    /// Reads settings from a JSON object, in which `features` is a nested object.
    ///
    /// # Errors
    /// When the text is not a JSON object, or has an unknown setting or an invalid value.
    pub fn from_json(json: &str) -> Result<Self> {
        let settings: ModelSettings = serde_json::from_str(json)
            .map_err(|error| Error::Settings(format!("settings in JSON: {error}")))?;
        settings.check()?;
        Ok(settings)
    }

    /// Log prior of each class, from its number of training documents; zeros when uniform.
    pub(super) fn log_priors(&self, class_documents: &[u64]) -> Vec<f64> {
        let all: u64 = class_documents.iter().sum();
        let log_share = |&documents: &u64| libm::log(documents as f64 / all as f64);
        match self.effective_prior() {
            Prior::Empirical => class_documents.iter().map(log_share).collect(),
            Prior::Uniform => vec![0.0; class_documents.len()],
        }
    }

    /// The prior that is used.
    pub fn effective_prior(&self) -> Prior {
        self.prior.unwrap_or(match self.algorithm {
            Algorithm::Complement | Algorithm::WeightNormalisedComplement => Prior::Uniform,
            Algorithm::Multinomial | Algorithm::Bernoulli if self.balanced => Prior::Uniform,
            Algorithm::Multinomial | Algorithm::Bernoulli => Prior::Empirical,
        })
    }

    /// Checks what the types do not enforce.
    ///
    /// # Errors
    /// When smoothing is not above 0, no term could be kept, Bernoulli naive Bayes would get more than
    /// presence, or an empirical prior would dominate normalised weights.
    pub fn check(&self) -> Result<()> {
        if !(self.alpha.is_finite() && self.alpha > 0.0) {
            return Err(Error::Settings(format!(
                "`alpha` {} does not smooth; give a number above 0, such as 0.1",
                self.alpha
            )));
        }
        if self.algorithm == Algorithm::Bernoulli && !self.features.is_presence() {
            return Err(Error::Settings(
                "`algorithm` bernoulli sees only whether a term occurs: it implies `tf` binary, `idf` none, `class_weighting` none and `norm` none; leave these out"
                    .into(),
            ));
        }
        if self.algorithm == Algorithm::WeightNormalisedComplement
            && self.prior == Some(Prior::Empirical)
        {
            return Err(Error::Settings(
                "`prior` empirical would outweigh the small weights of `algorithm` weight-normalised-complement; leave it out"
                    .into(),
            ));
        }
        if self.balanced && self.refinement.is_some() {
            return Err(Error::Settings(
                "`refine` learns from every document alike; leave `balanced` out".into(),
            ));
        }
        if self.sample < SMALLEST_SAMPLE {
            return Err(Error::Settings(format!(
                "`sample` {} leaves too few documents to choose and calibrate by; give at least {SMALLEST_SAMPLE}",
                self.sample
            )));
        }
        self.refinement.as_ref().map_or(Ok(()), Refinement::check)?;
        self.features.check()
    }
}
