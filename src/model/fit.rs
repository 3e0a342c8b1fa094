//! A trained model and how it is trained.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::calibration::Calibration;
use super::settings::ModelSettings;
use super::shared_fit::{SharedFit, Weighed};
use super::tuning::{Choice, Tuning};
use super::unknown::Thresholds;
use super::unlabelled::UnlabelledText;
use crate::corpus::{Labels, Selection};
use crate::error::Result;
use crate::features::{Array, Features, Fit, MinDf};

/// A trained topic model.
///
/// Contains everything that classification needs, including settings. Equal inputs and settings give equal
/// models, whatever the order of documents and the number of threads.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The settings of training.
    pub settings: ModelSettings,
    /// Its classes.
    pub labels: Labels,
    /// Training documents of each class.
    pub class_documents: Vec<u64>,
    /// Its terms and their weights.
    pub features: Features,
    /// Weight of each term in each class, `weights[term * classes + class]`; 32 bits each, also in memory, so
    /// that a model predicts the same before and after it is saved.
    pub weights: Array<f32>,
    /// What is added to the score of each class in addition to its log prior; empty means zeros.
    pub biases: Vec<f64>,
    /// How scores become probabilities, and when a document stays unlabelled; `None` if it was not learned.
    pub calibration: Option<Calibration>,
    /// How training chose settings by held-out documents, if it did.
    pub choice: Option<Choice>,
    /// How the settings were found, if they were searched for.
    pub tuning: Option<Tuning>,
    /// What unlabelled documents did in training, if there were any.
    pub unlabelled: Option<UnlabelledText>,
    /// Surface forms in the training documents of words in the strongest terms of each label, if they differ
    /// from the normalised word. For display only: nothing is computed from them.
    pub surface_forms: BTreeMap<String, String>,
}

impl Model {
    /// The minimum document frequency of terms, if it was raised above the one in `asked` so that a table of
    /// terms by labels fits into memory.
    pub fn raised_min_df(&self, asked: &ModelSettings) -> Option<MinDf> {
        let used = self.settings.features.min_df;
        (used != asked.features.min_df).then_some(used)
    }

    /// Log prior of each class; zeros when uniform.
    pub fn log_priors(&self) -> Vec<f64> {
        self.settings.log_priors(&self.class_documents)
    }

    /// Prior score of each class: log prior plus bias.
    pub fn intercepts(&self) -> Vec<f64> {
        with_biases(self.log_priors(), &self.biases)
    }

    /// The thresholds below which documents stay unlabelled; all 0 without calibration.
    pub fn thresholds(&self) -> Thresholds {
        let calibration = self.calibration.as_ref();
        calibration
            .map(|calibration| calibration.thresholds)
            .unwrap_or_default()
    }

    /// A term with the surface forms of the training documents; words without a stored form are unchanged.
    pub fn surface_form<'t>(&'t self, term: &'t str) -> Cow<'t, str> {
        let form = |word: &'t str| self.surface_forms.get(word).map_or(word, String::as_str);
        if !term.contains(' ') {
            return Cow::Borrowed(form(term));
        }
        let words: Vec<&str> = term.split(' ').map(form).collect();
        Cow::Owned(words.join(" "))
    }

    /// Weights of `term` in each class.
    pub fn weights_of(&self, term: usize) -> &[f32] {
        let classes = self.labels.len();
        &self.weights[term * classes..(term + 1) * classes]
    }
}

/// Log priors plus the bias of each class; without biases, unchanged.
pub(super) fn with_biases(mut log_priors: Vec<f64>, biases: &[f64]) -> Vec<f64> {
    for (prior, bias) in log_priors.iter_mut().zip(biases) {
        *prior += bias;
    }
    log_priors
}

impl Model {
    /// A model without calibration.
    pub(super) fn new(
        features: Features,
        settings: &ModelSettings,
        labels: Labels,
        class_documents: Vec<u64>,
        weighed: Weighed,
    ) -> Self {
        Model {
            settings: ModelSettings {
                // The minimum document frequency may have been raised.
                features: features.settings.clone(),
                ..settings.clone()
            },
            labels,
            class_documents,
            features,
            weights: weighed.weights.into(),
            biases: weighed.biases,
            calibration: None,
            choice: None,
            tuning: None,
            unlabelled: None,
            surface_forms: BTreeMap::new(),
        }
    }
}

/// Trains on some documents, without calibration.
///
/// The corpus must have been tokenised with the same settings
/// ([`FeatureSettings::text`](crate::FeatureSettings::text)), because texts to classify are tokenised that
/// way.
///
/// # Errors
/// When settings are invalid, the corpus was tokenised with other settings, there are fewer than two classes,
/// or no term is left.
pub fn train(selection: &Selection<'_>, settings: &ModelSettings) -> Result<Model> {
    settings.check()?;
    SharedFit::train(Fit::new(selection, &settings.features)?, settings)
}
