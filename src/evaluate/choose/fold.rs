//! The scores of all candidates on one fold.

use rayon::prelude::*;

use super::held_out::results;
use super::space::{Candidate, Space};
use super::variant::Variant;
use super::{Fold, Scored};
use crate::corpus::{Labels, TokenizedCorpus};
use crate::error::Result;
use crate::features::FrequencyTable;
use crate::model::{Classifier, Model, ModelSettings, ScoredDocument, SharedFit};

/// The test documents of a fold, scored by its model.
pub(in crate::evaluate) struct ScoredFold {
    pub documents: Vec<ScoredDocument>,
    /// The labels of the model: all, except those of which every document is in the fold.
    pub labels: Labels,
}

/// The model of a fold, and its test documents.
pub(super) struct FoldModel {
    model: Model,
    test_set: Vec<usize>,
}

impl FoldModel {
    /// Trains on the documents of other folds.
    ///
    /// # Errors
    /// When no model can be trained, or a temporary file cannot be read.
    pub(super) fn new(
        table: &mut FrequencyTable<'_>,
        settings: &ModelSettings,
        fold: &Fold,
    ) -> Result<Self> {
        let fit = table.fit_without(&fold.documents, &settings.features)?;
        Ok(FoldModel {
            model: SharedFit::train(fit, settings)?,
            test_set: fold.test_set.clone(),
        })
    }

    /// Scores the test documents; those whose label the model does not know are left out.
    ///
    /// # Errors
    /// When a temporary file cannot be read.
    pub(super) fn score(self, corpus: &TokenizedCorpus) -> Result<ScoredFold> {
        let classifier = Classifier::new(self.model);
        let scored = self.test_set.par_iter().map_init(
            || (classifier.session(), corpus.reader()),
            |(session, reader), &document| {
                let label = corpus.classes().token(corpus.class_of(document));
                let truth = classifier.model().labels.index(label);
                let score = |truth| Ok(session.score_tokens(reader.tokens(document)?, truth));
                truth.map(score).transpose()
            },
        );
        let scored: Result<Vec<Option<ScoredDocument>>> = scored.collect();
        Ok(ScoredFold {
            documents: scored?.into_iter().flatten().collect(),
            labels: classifier.model().labels.clone(),
        })
    }
}

/// The scores of all candidates on a fold.
pub(super) struct FoldScores {
    /// One for each choice of terms.
    variants: Vec<Variant>,
}

impl FoldScores {
    /// Trains on the documents of other folds and scores those of this one. The first fold decides which
    /// `weighting` is used: the one with the smallest log-loss of a candidate with the terms that were asked for.
    ///
    /// # Errors
    /// When no model can be trained, or a temporary file cannot be read.
    pub(super) fn read(
        table: &mut FrequencyTable<'_>,
        fold: &Fold,
        space: &Space,
        weighting: &mut Option<usize>,
    ) -> Result<Self> {
        let mut variants = Vec::new();
        for weightings in space.terms() {
            let (chosen, variant) = match *weighting {
                Some(chosen) => {
                    let variant = Variant::new(table, fold, &weightings[chosen], space)?;
                    (chosen, variant)
                }
                None => best_weighting(table, fold, weightings, space)?,
            };
            *weighting = Some(chosen);
            variants.push(variant);
        }
        Ok(FoldScores { variants })
    }

    /// The candidates, in the same order in every fold.
    pub(super) fn candidates(&self) -> impl Iterator<Item = &Candidate> {
        self.variants.iter().flat_map(|variant| &variant.candidates)
    }

    /// Drops what only models need.
    pub(super) fn without_models(mut self) -> Self {
        self.variants.iter_mut().for_each(Variant::drop_models);
        self
    }

    /// The results of a candidate for the documents of all folds, at its best temperature.
    pub(super) fn scored(folds: &[FoldScores], candidate: usize) -> Vec<Scored> {
        let tested = folds.iter().flat_map(|fold| {
            let (variant, candidate) = fold.place(candidate);
            fold.variants[variant].test_documents(candidate)
        });
        results(&tested.collect::<Vec<_>>())
    }

    /// The index of a candidate's variant, and its own in the variant.
    fn place(&self, mut candidate: usize) -> (usize, usize) {
        for (number, variant) in self.variants.iter().enumerate() {
            if candidate < variant.candidates.len() {
                return (number, candidate);
            }
            candidate -= variant.candidates.len();
        }
        unreachable!("every fold has the same candidates")
    }

    /// The model of a candidate for this fold.
    ///
    /// # Errors
    /// When it cannot be trained, or a temporary file cannot be read.
    pub(super) fn into_model(
        mut self,
        candidate: usize,
        table: &mut FrequencyTable<'_>,
        fold: &Fold,
    ) -> Result<FoldModel> {
        let (variant, candidate) = self.place(candidate);
        let variant = self.variants.swap_remove(variant);
        let settings = variant.candidates[candidate].settings.clone();
        match variant.into_model(candidate)? {
            Some(model) => Ok(FoldModel {
                model,
                test_set: fold.test_set.clone(),
            }),
            None => FoldModel::new(table, &settings, fold),
        }
    }
}

/// The index of the best weighting, the first on ties, and its variant.
fn best_weighting(
    table: &mut FrequencyTable<'_>,
    fold: &Fold,
    weightings: &[ModelSettings],
    space: &Space,
) -> Result<(usize, Variant)> {
    let mut best = (0, Variant::new(table, fold, &weightings[0], space)?);
    if weightings.len() == 1 {
        return Ok(best);
    }
    let mut loss = best.1.smallest_loss();
    for (number, settings) in weightings.iter().enumerate().skip(1) {
        let other = Variant::new(table, fold, settings, space)?;
        let of_other = other.smallest_loss();
        if of_other < loss {
            (best, loss) = ((number, other), of_other);
        }
    }
    Ok(best)
}
