//! Features of some documents, from which one or several models are weighted.

use super::class_sums::ClassSums;
use super::classifier::evidence;
use super::fit::{Model, with_biases};
use super::naive_bayes;
use super::refine::refine;
use super::settings::ModelSettings;
use super::training_rows::TrainingRows;
use crate::corpus::Labels;
use crate::error::{Error, Result};
use crate::features::{Features, Fit};

/// What several models with the same documents and feature settings share.
pub(crate) struct SharedFit {
    features: Features,
    labels: Labels,
    class_documents: Vec<u64>,
    sums: ClassSums,
    /// Set if models will be refined.
    rows: Option<TrainingRows>,
}

/// What distinguishes models of a [`SharedFit`].
#[derive(Clone)]
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

    /// Adds the share `blend` of other weights, and of other scores of the classes to the biases.
    fn add(&mut self, blend: f64, weights: &[f32], scores: &[f64]) {
        for (sum, weight) in self.weights.iter_mut().zip(weights) {
            *sum += blend as f32 * weight;
        }
        for (sum, score) in self.biases.iter_mut().zip(scores) {
            *sum += blend * score;
        }
    }
}

impl SharedFit {
    /// Reads the rows of the documents of a fit; `refined` says whether a model will be refined.
    ///
    /// # Errors
    /// When there are fewer than two classes, weights are too large to be added up, or a temporary file cannot
    /// be read.
    pub(crate) fn new(fit: Fit<'_>, refined: bool) -> Result<Self> {
        if fit.labels().len() < 2 {
            return Err(Error::Input(format!(
                "all documents have the label \"{}\"; training needs at least two labels",
                fit.labels().name(0)
            )));
        }
        let (sums, rows) = ClassSums::read(&fit, refined)?;
        Ok(SharedFit {
            labels: fit.labels().clone(),
            class_documents: fit.class_documents().to_vec(),
            features: fit.into_features(),
            sums,
            rows,
        })
    }

    /// From sums and rows that were read before.
    pub(super) fn of_sums(
        features: Features,
        labels: Labels,
        class_documents: Vec<u64>,
        sums: ClassSums,
        rows: Option<TrainingRows>,
    ) -> Self {
        SharedFit {
            features,
            labels,
            class_documents,
            sums,
            rows,
        }
    }

    /// Trains a model on the documents of a fit, without calibration.
    ///
    /// # Errors
    /// As [`SharedFit::new`], and when the weights exceed the range of floating-point numbers.
    pub(crate) fn train(fit: Fit<'_>, settings: &ModelSettings) -> Result<Model> {
        let fit = SharedFit::new(fit, settings.refinement.is_some())?;
        let weighed = fit.weigh(settings)?;
        Ok(fit.into_model(settings, weighed))
    }

    /// Computes the log score of each class for a row.
    pub(crate) fn scorer<'w>(
        &self,
        settings: &ModelSettings,
        weighed: &'w Weighed,
    ) -> impl Fn(&[(u32, f64)]) -> Vec<f64> + Sync + use<'w> {
        let intercepts = self.intercepts(settings, weighed);
        move |row| {
            let mut scores = evidence(row, &weighed.weights, intercepts.len());
            let pairs = scores.iter_mut().zip(&intercepts);
            pairs.for_each(|(score, intercept)| *score += intercept);
            scores
        }
    }

    /// The labels of the documents.
    pub(crate) fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The learned features.
    pub(crate) fn features(&self) -> &Features {
        &self.features
    }

    /// Prior score of each class.
    fn intercepts(&self, settings: &ModelSettings, weighed: &Weighed) -> Vec<f64> {
        let log_priors = settings.log_priors(&self.class_documents);
        with_biases(log_priors, &weighed.biases)
    }

    /// Weights and biases: those of naive Bayes, refined if the settings require it.
    ///
    /// # Errors
    /// When the weights exceed the range of floating-point numbers.
    pub(crate) fn weigh(&self, settings: &ModelSettings) -> Result<Weighed> {
        let weighed = self.naive_bayes(settings)?;
        self.refined(settings, weighed)
    }

    /// Weights and biases of naive Bayes.
    ///
    /// # Errors
    /// When the weights exceed the range of floating-point numbers.
    pub(crate) fn naive_bayes(&self, settings: &ModelSettings) -> Result<Weighed> {
        match settings.balanced {
            true => {
                let sums = self.sums.balanced(&self.class_documents);
                Weighed::by_naive_bayes(&sums, settings)
            }
            false => Weighed::by_naive_bayes(&self.sums, settings),
        }
    }

    /// The weights of naive Bayes, refined if the settings require it.
    ///
    /// # Errors
    /// When the weights exceed the range of floating-point numbers.
    pub(crate) fn refined(&self, settings: &ModelSettings, start: Weighed) -> Result<Weighed> {
        let (Some(refinement), Some(rows)) = (&settings.refinement, &self.rows) else {
            return Ok(start);
        };
        let log_priors = settings.log_priors(&self.class_documents);
        let blended = (refinement.blend > 0.0).then(|| start.clone());
        let Weighed { weights, biases } = start;
        let (weights, biases) = refine(rows, weights, &biases, &log_priors, refinement);
        let mut weighed = Weighed { weights, biases };
        if let Some(start) = blended {
            self.blend(settings, &mut weighed, &start, refinement.blend);
        }
        check_finite(&weighed.weights, &weighed.biases)?;
        Ok(weighed)
    }

    /// Adds a share of naive Bayes to refined weights, as [`Refinement::blend`](super::Refinement) does.
    pub(crate) fn blend(
        &self,
        settings: &ModelSettings,
        refined: &mut Weighed,
        naive_bayes: &Weighed,
        share: f64,
    ) {
        let scores = self.intercepts(settings, naive_bayes);
        refined.add(share, &naive_bayes.weights, &scores);
    }

    /// Drops the rows when nothing more is refined.
    pub(crate) fn drop_rows(&mut self) {
        self.rows = None;
    }

    /// The model of `weighed`, which was computed with `settings`.
    pub(crate) fn into_model(self, settings: &ModelSettings, weighed: Weighed) -> Model {
        Model::new(
            self.features,
            settings,
            self.labels,
            self.class_documents,
            weighed,
        )
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::TokenizedCorpus;
    use crate::model::Refinement;

    #[test]
    fn a_blend_is_the_refined_weights_and_a_share_of_naive_bayes() {
        let mut corpus = TokenizedCorpus::default();
        for (text, label) in [
            ("a b c", "x"),
            ("a c d", "y"),
            ("b d e", "x"),
            ("c e e", "z"),
        ] {
            corpus.push(text, label).unwrap();
        }
        let settings = |blend: Option<f64>| ModelSettings {
            algorithm: crate::model::Algorithm::Multinomial,
            refinement: blend.map(|blend| Refinement {
                blend,
                ..Refinement::new(4)
            }),
            ..ModelSettings::default()
        };
        let features = settings(None).features;
        let fit = Fit::new(&corpus.all(), &features).unwrap();
        let fit = SharedFit::new(fit, true).unwrap();
        let scores = |blend| {
            let settings = settings(blend);
            let weighed = fit.weigh(&settings).unwrap();
            let intercepts = fit.intercepts(&settings, &weighed);
            let weights = weighed.weights.into_iter().map(f64::from);
            weights.chain(intercepts).collect::<Vec<f64>>()
        };
        let (plain, refined, blended) = (scores(None), scores(Some(0.0)), scores(Some(0.5)));
        assert_ne!(refined, plain);
        for ((plain, refined), blended) in plain.iter().zip(&refined).zip(&blended) {
            let expected = refined + 0.5 * plain;
            assert!((blended - expected).abs() < 1e-5, "{blended} {expected}");
        }
    }
}
