//! Sets of labels that contain the true one with a given probability.

use std::sync::Arc;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::model::{Model, Prediction};

/// Makes the label sets of a model.
#[derive(Debug, Clone)]
pub struct LabelSets {
    /// A calibrated model.
    model: Arc<Model>,
    coverage: f64,
}

impl LabelSets {
    /// Sets with this `coverage`, if it is requested.
    ///
    /// # Errors
    /// When the model is not calibrated.
    pub fn of(model: &Arc<Model>, coverage: Option<f64>) -> Result<Option<Self>> {
        let Some(coverage) = coverage else {
            return Ok(None);
        };
        if model.calibration.is_none() {
            return Err(Error::Settings(
                "`coverage` needs a calibrated model; train it on at least 50 documents, without `no_calibration`"
                    .into(),
            ));
        }
        Ok(Some(LabelSets {
            model: Arc::clone(model),
            coverage,
        }))
    }

    /// The classes of a set.
    pub fn set(&self, prediction: &Prediction) -> Vec<usize> {
        let probabilities = &prediction.probabilities;
        let calibration = self.model.calibration.as_ref();
        let calibration = calibration.expect("label sets are made of calibrated models");
        calibration.label_set(probabilities, self.coverage)
    }

    /// The share of documents whose set should contain the true label.
    pub fn coverage(&self) -> f64 {
        self.coverage
    }

    /// Whether the set of a document contains its label, and the size of the set.
    pub fn holds(&self, prediction: &Prediction, truth: &str) -> (bool, usize) {
        let set = self.set(prediction);
        let truth = self.model.labels.index(truth);
        (truth.is_some_and(|truth| set.contains(&truth)), set.len())
    }
}

/// Metrics of label sets on labelled documents.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LabelSetMetrics {
    /// The share of documents whose set should contain their label.
    pub asked: f64,
    /// The share of documents whose set contains their label.
    pub held: f64,
    /// Mean number of labels per set.
    pub labels: f64,
    /// Share of the documents with an empty set.
    pub empty: f64,
}

impl LabelSetMetrics {
    /// For each document: whether its set contains its label, and the size of the set.
    pub fn new(asked: f64, sets: &[(bool, usize)]) -> Self {
        let documents = sets.len().max(1) as f64;
        let share = |count: usize| count as f64 / documents;
        LabelSetMetrics {
            asked,
            held: share(sets.iter().filter(|(holds, _)| *holds).count()),
            labels: share(sets.iter().map(|(_, size)| size).sum()),
            empty: share(sets.iter().filter(|(_, size)| *size == 0).count()),
        }
    }
}
