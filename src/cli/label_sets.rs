//! Sets of labels that hold the true one with a stated probability.

use serde::Serialize;

use super::failure::Failure;
use crate::model::{Calibration, Model, Prediction};
use crate::report::percent;

/// Makes the label sets of a model.
#[derive(Clone, Copy)]
pub(super) struct LabelSets<'m> {
    model: &'m Model,
    calibration: &'m Calibration,
    coverage: f64,
}

impl<'m> LabelSets<'m> {
    /// Sets of `coverage`, if it is asked for.
    pub(super) fn of(model: &'m Model, coverage: Option<f64>) -> Result<Option<Self>, Failure> {
        let Some(coverage) = coverage else {
            return Ok(None);
        };
        let Some(calibration) = &model.calibration else {
            return Err(Failure::Message(
                "--coverage needs a calibrated model; train it on at least 50 documents, without --no-calibration"
                    .into(),
            ));
        };
        Ok(Some(LabelSets {
            model,
            calibration,
            coverage,
        }))
    }

    /// The classes of a set.
    fn set(self, prediction: &Prediction) -> Vec<usize> {
        let probabilities = &prediction.probabilities;
        self.calibration.label_set(probabilities, self.coverage)
    }

    /// The labels of a set.
    pub(super) fn names(self, prediction: &Prediction) -> Vec<String> {
        let set = self.set(prediction).into_iter();
        set.map(|label| self.model.labels.name(label).to_owned())
            .collect()
    }

    /// Whether the set of a document holds its label, and the size of the set.
    pub(super) fn holds(self, prediction: &Prediction, truth: &str) -> (bool, usize) {
        let set = self.set(prediction);
        let truth = self.model.labels.index(truth);
        (truth.is_some_and(|truth| set.contains(&truth)), set.len())
    }
}

/// How label sets did on labelled documents.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct SetMetrics {
    /// The share of documents whose set was to hold their label.
    asked: f64,
    /// The share whose set does.
    held: f64,
    /// Labels of a set, on average.
    labels: f64,
    /// Share of the documents with an empty set.
    empty: f64,
}

impl SetMetrics {
    /// Of each document, whether its set holds its label, and the size of the set.
    pub(super) fn new(asked: f64, sets: &[(bool, usize)]) -> Self {
        let documents = sets.len().max(1) as f64;
        let share = |count: usize| count as f64 / documents;
        SetMetrics {
            asked,
            held: share(sets.iter().filter(|(holds, _)| *holds).count()),
            labels: share(sets.iter().map(|(_, size)| size).sum()),
            empty: share(sets.iter().filter(|(_, size)| *size == 0).count()),
        }
    }

    pub(super) fn shown(&self) -> String {
        format!(
            "{} hold the label (asked: {}); {:.2} labels on average, {} empty",
            percent(self.held),
            percent(self.asked),
            self.labels,
            percent(self.empty)
        )
    }
}
