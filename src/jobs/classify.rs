//! Labels new documents.

use std::sync::Arc;

use serde::Deserialize;

use super::label_sets::LabelSets;
use super::{Environment, UnlabelledCounts};
use crate::corpus::Document;
use crate::corpus::reading::{Reading, read};
use crate::error::{Error, Result};
use crate::model::{Classifier, Model, Prediction, Session, Thresholds};

/// Settings of labelling.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClassifySettings {
    /// Documents below these thresholds stay unlabelled; by default, the thresholds learned in training.
    pub thresholds: Option<Thresholds>,
    /// The share of documents whose label sets should contain the true label; without it, no label sets are
    /// made.
    pub coverage: Option<f64>,
    /// How many of the most probable labels are ranked; by default all.
    pub top: Option<usize>,
}

/// A document and its prediction.
#[derive(Debug)]
pub struct ClassifiedDocument {
    /// The document.
    pub document: Document,
    /// The prediction.
    pub prediction: Prediction,
    /// The most probable classes and their probabilities, most probable first.
    pub ranked: Vec<(usize, f64)>,
    /// The classes of its label set, if label sets were requested.
    pub label_set: Option<Vec<usize>>,
}

/// Labels documents with a model.
#[derive(Debug)]
pub struct DocumentClassifier {
    classifier: Classifier,
    label_sets: Option<LabelSets>,
    top: usize,
}

impl DocumentClassifier {
    /// # Errors
    /// When label sets are requested and the model is not calibrated.
    pub fn new(model: impl Into<Arc<Model>>, settings: &ClassifySettings) -> Result<Self> {
        let classifier = Classifier::new(model);
        let label_sets = LabelSets::of(classifier.model(), settings.coverage)?;
        Ok(DocumentClassifier {
            classifier: match settings.thresholds {
                Some(thresholds) => classifier.with_thresholds(thresholds),
                None => classifier,
            },
            label_sets,
            top: settings.top.unwrap_or(usize::MAX),
        })
    }

    /// Reads the documents and labels them on all threads. Passes them to `consume` in batches, in input
    /// order. Returns the counts of documents that stay unlabelled.
    ///
    /// # Errors
    /// As [`read`], and those of `consume`.
    pub fn run<E: From<Error>>(
        &self,
        environment: &Environment<'_>,
        reading: Reading,
        mut consume: impl FnMut(Vec<ClassifiedDocument>) -> Result<(), E>,
    ) -> Result<UnlabelledCounts, E> {
        let mut unlabelled = UnlabelledCounts::default();
        read(
            environment.progress,
            reading,
            || self.classifier.session(),
            |session, _, documents| {
                let classify = |document| self.classify(document, session);
                documents.into_iter().map(classify).collect::<Vec<_>>()
            },
            |batch| {
                for classified in &batch {
                    unlabelled.add(classified.prediction.abstention);
                }
                consume(batch)
            },
        )?;
        Ok(unlabelled)
    }

    fn classify(&self, document: Document, session: &mut Session<'_>) -> ClassifiedDocument {
        let prediction = session.classify(&document.text);
        let mut ranked = prediction.ranked();
        ranked.truncate(self.top);
        ClassifiedDocument {
            document,
            ranked,
            label_set: self.label_sets.as_ref().map(|sets| sets.set(&prediction)),
            prediction,
        }
    }
}
