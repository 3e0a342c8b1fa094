//! The scores of candidates with the same rows on one fold.

use rayon::prelude::*;

use super::Fold;
use super::held_out::{TestDocument, log_loss};
use super::space::{Candidate, Estimator, Space};
use crate::error::Result;
use crate::features::FrequencyTable;
use crate::model::{Model, ModelSettings, Refinement, SharedFit, Weighed};

/// A row of terms and weights.
type Row = Vec<(u32, f64)>;

/// The scores of each class for the test documents.
pub(super) type Scores = Vec<Vec<f64>>;

/// Candidates that differ in their weights alone, trained on the other folds and scored on one.
pub(super) struct Variant {
    pub candidates: Vec<Candidate>,
    /// The label of each test document, as its number in the models.
    truths: Vec<usize>,
    /// The class in the corpus of each label.
    class_of: Vec<u32>,
    /// Scores by naive Bayes, for each smoothing.
    naive_bayes: Vec<Scores>,
    /// Scores by refined weights.
    refined: Option<Scores>,
    /// For the model of a candidate; `None` after it was dropped to save memory.
    models: Option<Models>,
}

struct Models {
    fit: SharedFit,
    refined: Option<Weighed>,
}

impl Variant {
    /// # Errors
    /// When no model can be trained, or a temporary file cannot be read.
    pub(super) fn new(
        table: &mut FrequencyTable<'_>,
        fold: &Fold,
        settings: &ModelSettings,
        space: &Space,
    ) -> Result<Self> {
        let fit = table.fit_without(&fold.documents, &settings.features)?;
        let (truths, rows): (Vec<usize>, Vec<Row>) =
            fit.rows_of(&fold.test_set)?.into_iter().unzip();
        let class_of = fit.class_of();
        let refinement = settings.refinement.or(space.refinement());
        let mut fit = SharedFit::new(fit, refinement.is_some())?;
        // One thread refines.
        let (naive_bayes, refined) = rayon::join(
            || naive_bayes_scores(&fit, settings, space, &rows),
            || refinement.map(|refinement| refined_scores(&fit, settings, refinement, &rows)),
        );
        let (naive_bayes, refined) = (naive_bayes?, refined.transpose()?);
        let (refined, weighed) = refined.unzip();
        fit.drop_rows();
        Ok(Variant {
            candidates: space.candidates(settings),
            truths,
            class_of,
            naive_bayes,
            refined,
            models: Some(Models {
                fit,
                refined: weighed,
            }),
        })
    }

    /// The scores of a candidate, by its index.
    pub(super) fn scores(&self, candidate: usize) -> Scores {
        match (self.candidates[candidate].estimator, &self.refined) {
            (Estimator::Refined(blend), Some(refined)) => {
                blended(refined, &self.naive_bayes[0], blend)
            }
            (Estimator::AsGiven, Some(refined)) => refined.clone(),
            (Estimator::NaiveBayes(alpha), _) => self.naive_bayes[alpha].clone(),
            // Such candidates exist only with refined scores.
            (Estimator::Refined(_) | Estimator::AsGiven, None) => Vec::new(),
        }
    }

    /// The test documents with the scores of a candidate.
    pub(super) fn test_documents(
        &self,
        candidate: usize,
    ) -> impl Iterator<Item = TestDocument<'_>> {
        let documents = self.truths.iter().zip(self.scores(candidate));
        documents.map(|(&truth, scores)| TestDocument {
            truth,
            scores,
            class_of: &self.class_of,
        })
    }

    /// The smallest log-loss of a candidate.
    pub(super) fn smallest_loss(&self) -> f64 {
        let candidates = (0..self.candidates.len()).into_par_iter();
        let losses = candidates.map(|candidate| {
            let tested: Vec<_> = self.test_documents(candidate).collect();
            log_loss(&tested)
        });
        losses.reduce(|| f64::INFINITY, f64::min)
    }

    /// Drops what only models need.
    pub(super) fn drop_models(&mut self) {
        self.models = None;
    }

    /// The model of a candidate; `None` if it was dropped.
    ///
    /// # Errors
    /// When the weights exceed the range of floating-point numbers.
    pub(super) fn into_model(self, candidate: usize) -> Result<Option<Model>> {
        let Candidate {
            settings,
            estimator,
        } = &self.candidates[candidate];
        let Some(Models { fit, refined }) = self.models else {
            return Ok(None);
        };
        let weighed = match (estimator, refined) {
            (Estimator::Refined(share), Some(mut refined)) => {
                if *share > 0.0 {
                    let naive_bayes = fit.naive_bayes(settings)?;
                    fit.blend(settings, &mut refined, &naive_bayes, *share);
                }
                refined
            }
            (Estimator::AsGiven, Some(refined)) => refined,
            (_, _) => fit.naive_bayes(settings)?,
        };
        Ok(Some(fit.into_model(settings, weighed)))
    }
}

/// Scores by naive Bayes, for each smoothing; none if refinement was asked for.
fn naive_bayes_scores(
    fit: &SharedFit,
    settings: &ModelSettings,
    space: &Space,
    rows: &[Row],
) -> Result<Vec<Scores>> {
    if settings.refinement.is_some() {
        return Ok(Vec::new());
    }
    let scores = space.alphas().par_iter().map(|&alpha| {
        let weighed = fit.naive_bayes(&ModelSettings {
            alpha,
            ..settings.clone()
        })?;
        Ok(scores_of(fit, settings, rows, &weighed))
    });
    scores.collect()
}

/// Scores by refined weights, and the weights.
fn refined_scores(
    fit: &SharedFit,
    settings: &ModelSettings,
    refinement: Refinement,
    rows: &[Row],
) -> Result<(Scores, Weighed)> {
    let weighed = fit.weigh(&ModelSettings {
        refinement: Some(refinement),
        ..settings.clone()
    })?;
    Ok((scores_of(fit, settings, rows, &weighed), weighed))
}

fn scores_of(fit: &SharedFit, settings: &ModelSettings, rows: &[Row], weighed: &Weighed) -> Scores {
    let score = fit.scorer(settings, weighed);
    rows.par_iter().map(|row| score(row)).collect()
}

/// Refined scores plus a share of those of naive Bayes.
fn blended(refined: &Scores, naive_bayes: &Scores, blend: f64) -> Scores {
    let documents = refined.iter().zip(naive_bayes);
    let sums = documents.map(|(refined, naive_bayes)| {
        let scores = refined.iter().zip(naive_bayes);
        scores.map(|(score, other)| score + blend * other).collect()
    });
    sums.collect()
}
