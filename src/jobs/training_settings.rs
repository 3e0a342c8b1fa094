//! The settings of training as people give them: one flat list, in which what is not given may be chosen.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use super::words::{StopWords, WordSettings};
use crate::error::{Error, Result};
use crate::features::{
    ClassWeighting, DEFAULT_MAX_FEATURES, DfBound, FeatureSettings, Idf, MinDf, Norm,
    TermSelection, Tf,
};
use crate::model::{
    Algorithm, Choices, DEFAULT_MAX_UNKNOWN, DEFAULT_SAMPLE, ModelSettings, Prior, Refinement,
};
use crate::text::{HamzaSeats, NgramRange, Profile, StemLanguage};

/// Settings of training under the names of the program's flags, with `_` for `-`.
///
/// [`ModelSettings`] says what a model is trained with; here, `None` means that the default depends on other
/// settings, or that held-out documents choose ([`TrainingSettings::choices`]). In JSON, missing settings have
/// their defaults.
///
/// ```
/// use tasnif::jobs::TrainingSettings;
///
/// let settings: TrainingSettings = serde_json::from_str(r#"{"alpha": 0.5, "refine": "0"}"#)?;
/// assert_eq!(settings.model_settings()?.alpha, 0.5);
/// let choices = settings.choices();
/// assert!(choices.char_ngrams && !choices.alpha && !choices.refinement);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrainingSettings {
    /// The variant of naive Bayes; default complement. Bernoulli implies the features of
    /// [`FeatureSettings::presence`].
    pub algorithm: Algorithm,
    /// Smoothing; default 0.1, or chosen.
    pub alpha: Option<f64>,
    /// Class prior; by default that of the algorithm.
    pub prior: Option<Prior>,
    /// Whether all labels have the same weight; default no.
    pub balanced: bool,
    /// Lengths of word n-grams; default 1 to 2.
    pub ngrams: NgramRange,
    /// Lengths of character n-grams; by default none, or chosen in small corpora.
    pub char_ngrams: Option<CharNgrams>,
    /// Whether Arabic word forms that differ in clitics are one term; default no.
    pub clitics: bool,
    /// Weight of a count; default sublinear.
    pub tf: Option<Tf>,
    /// Weight of a term; default smooth.
    pub idf: Option<Idf>,
    /// Weight by class; default entropy, or chosen; none where a number of epochs refines.
    pub class_weighting: Option<ClassWeighting>,
    /// Scaling of rows; default L2.
    pub norm: Option<Norm>,
    /// Minimum document frequency; default [`MinDf::Auto`].
    pub min_df: MinDf,
    /// Maximum document frequency; default 100 %.
    pub max_df: DfBound,
    /// Maximum number of terms; default 150,000.
    pub max_features: MaxFeatures,
    /// Which terms are kept if there are more; default by mutual information.
    pub select: TermSelection,
    /// Epochs of refinement; default [`Epochs::Auto`].
    pub refine: Epochs,
    /// [`Refinement::learning_rate`]; goes with a number of epochs.
    pub learning_rate: f64,
    /// [`Refinement::start`]; goes with a number of epochs.
    pub refine_start: f64,
    /// [`Refinement::blend`]; goes with a number of epochs.
    pub refine_blend: f64,
    /// Whether nothing is chosen by held-out documents; default no.
    pub quick: bool,
    /// Whether probabilities and thresholds are left as they are, and nothing is chosen; default no.
    pub no_calibration: bool,
    /// [`ModelSettings::max_unknown`]; default 0.015.
    pub max_unknown: f64,
    /// [`ModelSettings::sample`]; default 200,000.
    pub sample: u64,
    /// Rules for tokens; default `auto`.
    pub profile: Option<Profile>,
    /// Normalisation of hamza on waw and ya; default none.
    pub hamza_seats: HamzaSeats,
    /// Stop lists; default none.
    pub stop_words: Option<Vec<StopWords>>,
    /// Language of stemming; default none.
    pub stem: Option<StemLanguage>,
}

impl Default for TrainingSettings {
    fn default() -> Self {
        let (features, refinement) = (FeatureSettings::default(), Refinement::new(1));
        TrainingSettings {
            algorithm: Algorithm::default(),
            alpha: None,
            prior: None,
            balanced: false,
            ngrams: features.ngrams,
            char_ngrams: None,
            clitics: false,
            tf: None,
            idf: None,
            class_weighting: None,
            norm: None,
            min_df: features.min_df,
            max_df: features.max_df,
            max_features: MaxFeatures(Some(DEFAULT_MAX_FEATURES)),
            select: features.selection,
            refine: Epochs::Auto,
            learning_rate: refinement.learning_rate,
            refine_start: refinement.start,
            refine_blend: refinement.blend,
            quick: false,
            no_calibration: false,
            max_unknown: DEFAULT_MAX_UNKNOWN,
            sample: DEFAULT_SAMPLE,
            profile: None,
            hamza_seats: features.hamza_seats,
            stop_words: None,
            stem: None,
        }
    }
}

impl TrainingSettings {
    /// The names of all settings, sorted.
    pub const NAMES: [&'static str; 27] = [
        "algorithm",
        "alpha",
        "balanced",
        "char_ngrams",
        "class_weighting",
        "clitics",
        "hamza_seats",
        "idf",
        "learning_rate",
        "max_df",
        "max_features",
        "max_unknown",
        "min_df",
        "ngrams",
        "no_calibration",
        "norm",
        "prior",
        "profile",
        "quick",
        "refine",
        "refine_blend",
        "refine_start",
        "sample",
        "select",
        "stem",
        "stop_words",
        "tf",
    ];

    /// The settings of the model. What is to be chosen has its default.
    ///
    /// # Errors
    /// When settings are invalid or contradict each other.
    pub fn model_settings(&self) -> Result<ModelSettings> {
        self.check_refinement()?;
        let settings = ModelSettings {
            features: self.feature_settings(),
            algorithm: self.algorithm,
            alpha: self.alpha.unwrap_or(ModelSettings::default().alpha),
            prior: self.prior,
            balanced: self.balanced,
            refinement: self.refinement(),
            calibrated: !self.no_calibration,
            max_unknown: self.max_unknown,
            sample: self.sample,
            ..ModelSettings::default()
        };
        settings.check()?;
        Ok(settings)
    }

    /// Rejects settings of refinement where training chooses it.
    fn check_refinement(&self) -> Result<()> {
        let default = TrainingSettings::default();
        let given = |settings: &Self| {
            let Self {
                learning_rate,
                refine_start,
                refine_blend,
                ..
            } = settings;
            (*learning_rate, *refine_start, *refine_blend)
        };
        match self.refine == Epochs::Auto && given(self) != given(&default) {
            true => Err(Error::Settings(
                "`learning_rate`, `refine_start` and `refine_blend` go with a number of epochs, such as `refine` 5; `refine` auto chooses them".into(),
            )),
            false => Ok(()),
        }
    }

    /// What is chosen by held-out documents: everything that was not given.
    pub fn choices(&self) -> Choices {
        let mut choices = Choices::NONE;
        if !self.quick {
            choices.alpha = self.alpha.is_none();
            choices.class_weighting = self.class_weighting.is_none() && !self.is_refined();
            choices.char_ngrams = self.char_ngrams.is_none();
            choices.refinement = self.refine == Epochs::Auto;
        }
        choices
    }

    /// Whether a number of epochs was given.
    fn is_refined(&self) -> bool {
        matches!(self.refine, Epochs::Number(1..))
    }

    fn refinement(&self) -> Option<Refinement> {
        match self.refine {
            Epochs::Auto | Epochs::Number(0) => None,
            Epochs::Number(epochs) => Some(Refinement {
                epochs,
                learning_rate: self.learning_rate,
                start: self.refine_start,
                blend: self.refine_blend,
            }),
        }
    }

    fn feature_settings(&self) -> FeatureSettings {
        let defaults = match self.algorithm {
            Algorithm::Bernoulli => FeatureSettings::presence(),
            _ if self.is_refined() => FeatureSettings {
                class_weighting: ClassWeighting::None,
                ..FeatureSettings::default()
            },
            _ => FeatureSettings::default(),
        };
        FeatureSettings {
            ngrams: self.ngrams,
            char_ngrams: self.char_ngrams.and_then(|chars| chars.0),
            clitics: self.clitics,
            tf: self.tf.unwrap_or(defaults.tf),
            idf: self.idf.unwrap_or(defaults.idf),
            class_weighting: self.class_weighting.unwrap_or(defaults.class_weighting),
            norm: self.norm.unwrap_or(defaults.norm),
            min_df: self.min_df,
            max_df: self.max_df,
            max_features: self.max_features.0,
            selection: self.select,
            ..self.words().feature_settings()
        }
    }

    fn words(&self) -> WordSettings {
        WordSettings {
            profile: self.profile,
            hamza_seats: self.hamza_seats,
            stem: self.stem,
            stop_words: self.stop_words.clone(),
            ..WordSettings::default()
        }
    }
}

/// A number of terms, or `none` for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct MaxFeatures(pub Option<usize>);

/// Epochs of refinement: a number, or `auto`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Epochs {
    /// Held-out documents choose.
    Auto,
    /// As given; 0 keeps the weights of naive Bayes.
    Number(u32),
}

/// Lengths of character n-grams, or `none`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct CharNgrams(pub Option<NgramRange>);

impl fmt::Display for MaxFeatures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(most) => write!(f, "{most}"),
            None => f.write_str("none"),
        }
    }
}

impl FromStr for MaxFeatures {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "none" => Ok(MaxFeatures(None)),
            _ => text
                .parse()
                .map(|most| MaxFeatures(Some(most)))
                .map_err(|_| format!("\"{text}\" is neither a number of terms nor none")),
        }
    }
}

impl FromStr for Epochs {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "auto" => Ok(Epochs::Auto),
            _ => text
                .parse()
                .map(Epochs::Number)
                .map_err(|_| format!("\"{text}\" is neither a number of epochs nor auto")),
        }
    }
}

impl FromStr for CharNgrams {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "none" => Ok(CharNgrams(None)),
            _ => text.parse().map(|range| CharNgrams(Some(range))),
        }
    }
}

impl TryFrom<String> for MaxFeatures {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl TryFrom<String> for Epochs {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl TryFrom<String> for CharNgrams {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> TrainingSettings {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn without_settings_they_are_those_of_a_model_and_all_is_chosen() {
        let settings = read("{}");
        assert_eq!(settings, TrainingSettings::default());
        assert_eq!(settings.model_settings().unwrap(), ModelSettings::default());
        assert_eq!(settings.choices(), Choices::ALL);
    }

    #[test]
    fn the_names_are_those_that_json_may_have() {
        let wrong = serde_json::from_str::<TrainingSettings>(r#"{"": 1}"#).unwrap_err();
        let message = wrong.to_string();
        let (_, expected) = message.split_once("expected one of ").unwrap();
        let mut names: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        names.sort_unstable();
        assert_eq!(names, TrainingSettings::NAMES);
    }

    #[test]
    fn what_is_given_is_not_chosen() {
        let settings = read(r#"{"char_ngrams": "none", "refine": "3", "max_features": "none"}"#);
        let expected = Choices {
            alpha: true,
            ..Choices::NONE
        };
        assert_eq!(settings.choices(), expected);
        let model = settings.model_settings().unwrap();
        assert_eq!(model.refinement, Some(Refinement::new(3)));
        assert_eq!(model.features.class_weighting, ClassWeighting::None);
        assert_eq!(model.features.max_features, None);
        assert_eq!(read(r#"{"quick": true}"#).choices(), Choices::NONE);
    }

    #[test]
    fn settings_that_contradict_each_other_are_errors() {
        for (json, expected) in [
            (
                r#"{"refine_start": 0.1}"#,
                "`learning_rate`, `refine_start` and",
            ),
            (r#"{"alpha": 0}"#, "`alpha` 0 does not smooth"),
            (
                r#"{"algorithm": "bernoulli", "tf": "raw"}"#,
                "`algorithm` bernoulli",
            ),
        ] {
            let error = read(json).model_settings().unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
