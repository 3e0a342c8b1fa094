//! Training chooses settings by held-out documents: those that calibration scores anyway.
//!
//! A handful of candidates share the counts of the terms, the rows and the passes of refinement. Each fold of
//! the documents is scored by models of the other folds; the candidate with the largest [`merit`] is chosen, the
//! first on ties. `docs/quality.md` has the measurements.

mod fold;
mod judge;
mod space;
mod variant;

use rayon::prelude::*;
use serde::Deserialize;

pub(super) use self::fold::FoldModel;
use self::fold::FoldScores;
use self::space::{Candidate, Space};
use super::summary::{Scored, Summary};
use super::tune::setting_names::named;
use crate::error::{Error, Result};
use crate::features::Counted;
use crate::model::{Choice, ModelSettings, Trial};

/// Candidates are scored on folds until this many documents are.
const ENOUGH: usize = 1_000;

/// Settings that training chooses by held-out documents. Settings that were given are not chosen.
///
/// Nothing is chosen without calibration, or from too few documents. Bernoulli naive Bayes, balanced classes
/// and rows without unit length exclude refinement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Choices {
    /// The smoothing.
    pub alpha: bool,
    /// Whether terms are weighted by class; not in large corpora.
    pub class_weighting: bool,
    /// Whether character n-grams are counted; only in small corpora.
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

/// A part of the documents.
pub(super) struct Fold {
    /// Its documents: models of the fold do not learn from them.
    pub documents: Vec<usize>,
    /// Those that are scored.
    pub tested: Vec<usize>,
}

/// What was chosen.
pub(super) struct Chosen {
    pub settings: ModelSettings,
    /// The candidates and their results; `None` if there was nothing to choose.
    pub choice: Option<Choice>,
    /// A model of the chosen settings for each fold.
    pub models: Vec<FoldModel>,
}

impl Chosen {
    /// The given settings, if there are no folds to choose by.
    pub(super) fn given(settings: &ModelSettings) -> Self {
        Chosen {
            settings: settings.clone(),
            choice: None,
            models: Vec::new(),
        }
    }
}

/// The candidates of some documents.
pub(super) struct Chooser {
    space: Space,
}

impl Chooser {
    /// The candidates around `settings`, for the documents of a corpus with this many tokens.
    pub(super) fn new(
        settings: &ModelSettings,
        choices: Choices,
        documents: usize,
        tokens: usize,
    ) -> Self {
        Chooser {
            space: Space::new(settings, choices, documents, tokens),
        }
    }

    /// The settings by which terms are counted for all candidates.
    pub(super) fn counted(&self) -> &ModelSettings {
        self.space.widest()
    }

    /// Scores the candidates on the documents of each fold and chooses one. `None` if a part of the documents
    /// cannot be learned from: it may have too few labels or documents for the settings.
    ///
    /// # Errors
    /// When a temporary file cannot be read.
    pub(super) fn choose(
        &self,
        counted: &mut Counted<'_>,
        folds: &[Fold],
    ) -> Result<Option<Chosen>> {
        let (choosing, others) = folds.split_at(enough(folds));
        let mut scored = Vec::with_capacity(choosing.len());
        let mut weighting = None;
        for fold in choosing {
            match FoldScores::read(counted, fold, &self.space, &mut weighting) {
                Ok(scores) if choosing.len() == 1 => scored.push(scores),
                // Small corpora have several folds; they are read again for the chosen settings.
                Ok(scores) => scored.push(scores.without_models()),
                Err(Error::Input(_) | Error::Settings(_)) => return Ok(None),
                Err(error) => return Err(error),
            }
        }
        let candidates = scored.first().into_iter().flat_map(FoldScores::candidates);
        let candidates: Vec<Candidate> = candidates.cloned().collect();
        let Some((best, choice)) = best(&scored, &candidates, counted.classes()) else {
            return Ok(None);
        };
        let settings = candidates[best].settings.clone();
        let mut models = Vec::with_capacity(choosing.len() + others.len());
        for (scores, fold) in scored.into_iter().zip(choosing) {
            models.push(scores.into_model(best, counted, fold)?);
        }
        for fold in others {
            models.push(FoldModel::new(counted, &settings, fold)?);
        }
        Ok(Some(Chosen {
            models,
            choice: Some(choice).filter(|choice| choice.trials.len() > 1),
            settings,
        }))
    }
}

/// Number of folds that are needed to choose.
fn enough(folds: &[Fold]) -> usize {
    let mut documents = 0;
    let before = folds.iter().take_while(|fold| {
        let is_needed = documents < ENOUGH;
        documents += fold.tested.len();
        is_needed
    });
    before.count()
}

/// What is maximised: accuracy minus log-loss at the best temperature. On 37 data sets it found models that are
/// more accurate than by accuracy alone, which jumps by single documents, and than by log-loss alone.
fn merit(summary: &Summary) -> f64 {
    summary.accuracy - summary.log_loss
}

/// The index of the best candidate, and all trials, best first.
fn best(folds: &[FoldScores], candidates: &[Candidate], classes: usize) -> Option<(usize, Choice)> {
    let scored = (0..candidates.len()).into_par_iter().map(|candidate| {
        let scored = FoldScores::scored(folds, candidate);
        Summary::new(&scored, classes)
    });
    let scored: Vec<Summary> = scored.collect();
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    // Stable: the first on ties.
    order.sort_by(|&a, &b| merit(&scored[b]).total_cmp(&merit(&scored[a])));
    let trial = |&index: &usize| Trial {
        settings: named(&candidates[index].settings),
        documents: scored[index].documents,
        accuracy: scored[index].accuracy,
        macro_f1: scored[index].macro_f1,
        log_loss: scored[index].log_loss,
    };
    let trials: Vec<Trial> = order.iter().map(trial).collect();
    let best = *order.first()?;
    Some((best, Choice { trials }))
}
