//! Features of some documents, from which one or several models are weighted.

use super::class_sums::ClassSums;
use super::fit::{Model, with_biases};
use super::naive_bayes;
use super::refine::refine;
use super::settings::ModelSettings;
use super::training_rows::TrainingRows;
use crate::corpus::{Labels, Selection};
use crate::error::{Error, Result};
use crate::features::{FeatureSettings, Features, Fit};

/// What several models with the same documents and feature settings share.
pub(crate) struct SharedFit<'c> {
    fit: Fit<'c>,
    /// Set if models will be refined.
    rows: Option<TrainingRows>,
}

/// What distinguishes models of a [`SharedFit`].
pub(crate) struct Weighed {
    /// Weight of each term in each class, `weights[term * classes + class]`.
    pub weights: Vec<f32>,
    /// What is added to the score of each class in addition to its log prior; empty means zeros.
    pub biases: Vec<f64>,
}

impl Weighed {
    /// The weights and biases of naive Bayes.
    ///
    /// # Errors
    /// When they exceed the range of floating-point numbers.
    pub(super) fn by_naive_bayes(sums: &ClassSums, settings: &ModelSettings) -> Result<Self> {
        let weights = naive_bayes::fit(sums, settings.algorithm, settings.alpha)?;
        let biases = naive_bayes::biases(sums, settings.algorithm, settings.alpha);
        check_finite(&weights, &biases)?;
        Ok(Weighed { weights, biases })
    }
}

impl<'c> SharedFit<'c> {
    /// Learns the features of some documents; `refined` says whether a model will be refined.
    ///
    /// # Errors
    /// When settings are invalid, there are fewer than two classes, or no term is left.
    pub(crate) fn new(
        selection: &Selection<'c>,
        settings: &FeatureSettings,
        refined: bool,
    ) -> Result<Self> {
        let fit = Fit::new(selection, settings)?;
        if fit.labels().len() < 2 {
            return Err(Error::Input(format!(
                "all documents have the label \"{}\"; training needs at least two labels",
                fit.labels().name(0)
            )));
        }
        let rows = refined.then(|| TrainingRows::new(&fit)).transpose()?;
        Ok(SharedFit { fit, rows })
    }

    /// The labels of the documents.
    pub(crate) fn labels(&self) -> &Labels {
        self.fit.labels()
    }

    /// The learned features.
    pub(crate) fn features(&self) -> &Features {
        self.fit.features()
    }

    /// Prior score of each class.
    pub(crate) fn intercepts(&self, settings: &ModelSettings, weighed: &Weighed) -> Vec<f64> {
        let log_priors = settings.log_priors(self.fit.class_documents());
        with_biases(log_priors, &weighed.biases)
    }

    /// Weights and biases: those of naive Bayes, refined if the settings require it.
    ///
    /// # Errors
    /// When the weights exceed the range of floating-point numbers.
    pub(crate) fn weigh(&self, settings: &ModelSettings) -> Result<Weighed> {
        let sums = ClassSums::new(&self.fit, settings.balanced)?;
        let weighed = Weighed::by_naive_bayes(&sums, settings)?;
        let (Some(refinement), Some(rows)) = (&settings.refinement, &self.rows) else {
            return Ok(weighed);
        };
        let Weighed { weights, biases } = weighed;
        let log_priors = settings.log_priors(self.fit.class_documents());
        let (weights, biases) = refine(rows, weights, &biases, &log_priors, refinement);
        check_finite(&weights, &biases)?;
        Ok(Weighed { weights, biases })
    }

    /// The model of `weighed`, which was computed with `settings`.
    pub(crate) fn into_model(self, settings: &ModelSettings, weighed: Weighed) -> Model {
        let labels = self.fit.labels().clone();
        let class_documents = self.fit.class_documents().to_vec();
        let features = self.fit.into_features();
        Model::new(features, settings, labels, class_documents, weighed)
    }
}

fn check_finite(weights: &[f32], biases: &[f64]) -> Result<()> {
    let finite = weights.iter().all(|weight| weight.is_finite());
    if finite && biases.iter().all(|bias| bias.is_finite()) {
        return Ok(());
    }
    Err(Error::Settings(
        "the weights overflow: `alpha` or `learning_rate` is far too large or too small; use numbers near 0.1 and 5".into(),
    ))
}
