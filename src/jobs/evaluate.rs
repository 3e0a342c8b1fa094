//! Evaluates a model, or training settings, on labelled documents.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Environment;
use super::label_sets::{LabelSetMetrics, LabelSets};
use super::labelled_corpus::LabelledCorpus;
use crate::corpus::Document;
use crate::corpus::reading::{Reading, read};
use crate::error::{Error, Result};
use crate::evaluate::{Outcome, cross_validate};
use crate::model::{Choices, Classifier, Model, ModelSettings, Session, Thresholds};
use crate::report::counted;
use crate::text::{LetterCounts, shown};

/// How many labels a message names.
const NAMED: usize = 5;

/// Documents whose labels were predicted.
#[derive(Debug)]
pub struct Evaluation {
    /// The id of every document.
    pub ids: Vec<String>,
    /// The outcome of every document.
    pub outcomes: Vec<Outcome>,
    /// The scripts of their letters.
    pub letters: LetterCounts,
    /// Metrics of label sets, if they were requested.
    pub label_sets: Option<LabelSetMetrics>,
}

/// Predicts every document of `documents` with a model trained on the other folds, using the thresholds that
/// this model learned.
///
/// # Errors
/// When the documents cannot be split, or no model can be trained.
pub fn cross_validation(
    environment: &Environment<'_>,
    documents: LabelledCorpus,
    folds: usize,
    settings: &ModelSettings,
    choices: Choices,
) -> Result<Evaluation> {
    let (groups, splits) = documents.splits(folds, environment)?;
    let outcomes = cross_validate(
        &documents.corpus,
        &groups,
        settings,
        choices,
        &splits,
        |_| (),
    )?;
    Ok(Evaluation {
        ids: documents.ids,
        outcomes,
        letters: documents.letters,
        label_sets: None,
    })
}

/// Evaluates a model on labelled documents.
#[derive(Debug)]
pub struct ModelTest {
    classifier: Classifier,
    label_sets: Option<LabelSets>,
}

/// A document whose label was predicted.
struct TestedDocument {
    id: String,
    outcome: Outcome,
    letters: LetterCounts,
    /// Whether its label set contains its label, and the size of the set, if label sets are requested.
    set: Option<(bool, usize)>,
}

impl ModelTest {
    /// An evaluation with these thresholds, and with label sets of this coverage.
    ///
    /// # Errors
    /// When label sets are requested and the model is not calibrated.
    pub fn new(
        model: impl Into<Arc<Model>>,
        thresholds: Thresholds,
        coverage: Option<f64>,
    ) -> Result<Self> {
        let classifier = Classifier::new(model).with_thresholds(thresholds);
        Ok(ModelTest {
            label_sets: LabelSets::of(classifier.model(), coverage)?,
            classifier,
        })
    }

    /// Predicts the label of every document of a reading. Documents whose label the model does not know count
    /// as errors and are reported.
    ///
    /// # Errors
    /// As [`read`], and when no document has a label of the model.
    pub fn run(&self, environment: &Environment<'_>, reading: Reading) -> Result<Evaluation> {
        let mut tested = Vec::new();
        read(
            environment.progress,
            reading,
            || self.classifier.session(),
            |session, _, documents| {
                let test = |document| self.test(&document, session);
                documents.into_iter().map(test).collect::<Vec<_>>()
            },
            |batch| {
                tested.extend(batch);
                Ok::<_, Error>(())
            },
        )?;
        self.check_truths(&tested, environment)?;
        Ok(self.evaluation(tested))
    }

    fn test(&self, document: &Document, session: &mut Session<'_>) -> TestedDocument {
        let prediction = session.classify(&document.text);
        let truth = document.label.as_deref().unwrap_or_default();
        TestedDocument {
            id: document.id.clone(),
            outcome: Outcome::new(truth, &prediction),
            letters: LetterCounts::of(&document.text),
            set: self
                .label_sets
                .as_ref()
                .map(|sets| sets.holds(&prediction, truth)),
        }
    }

    fn evaluation(&self, tested: Vec<TestedDocument>) -> Evaluation {
        let sets: Vec<_> = tested.iter().filter_map(|tested| tested.set).collect();
        let coverage = self.label_sets.as_ref().map(LabelSets::coverage);
        let letters = tested.iter().map(|tested| tested.letters).sum();
        let documents = tested.into_iter();
        let (ids, outcomes) = documents.map(|tested| (tested.id, tested.outcome)).unzip();
        Evaluation {
            ids,
            outcomes,
            letters,
            label_sets: coverage.map(|asked| LabelSetMetrics::new(asked, &sets)),
        }
    }

    /// Reports labels of documents that the model does not know.
    fn check_truths(&self, tested: &[TestedDocument], environment: &Environment<'_>) -> Result<()> {
        let labels = &self.classifier.model().labels;
        let truths = tested.iter().map(|tested| tested.outcome.truth.as_str());
        let is_known = |label: &&str| labels.index(label).is_some();
        let unknown: Vec<&str> = truths.filter(|label| !is_known(label)).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let named: BTreeSet<&str> = unknown.iter().copied().collect();
        let of_documents = first_names(named.iter().copied(), named.len());
        if unknown.len() == tested.len() {
            let names = labels.names();
            let known = first_names(names.iter().map(String::as_str), names.len());
            return Err(Error::Input(format!(
                "no document has a label of the model: found {of_documents}; the model has {known}"
            )));
        }
        let documents = counted(unknown.len() as u64, "document");
        environment.progress.notice(&format!(
            "{documents} with labels that the model does not have count as errors: {of_documents}"
        ));
        Ok(())
    }
}

/// The first `count` labels.
fn first_names<'l>(labels: impl Iterator<Item = &'l str>, count: usize) -> String {
    let first: Vec<String> = labels
        .take(NAMED)
        .map(|label| shown(label).into_owned())
        .collect();
    let more = if count > NAMED { ", …" } else { "" };
    format!("{}{more}", first.join(", "))
}
