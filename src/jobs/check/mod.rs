//! Are texts still like those of training?

mod bands;
mod drift;
mod measure;

pub use bands::TimedMeasure;
pub use drift::{Drift, DriftSettings};
pub use measure::{CheckedMeasure, LabelShare, Measure};

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::Environment;
use crate::corpus::Document;
use crate::corpus::reading::{Reading, read};
use crate::error::{Error, Result};
use crate::model::{Classifier, Model, PredictionCounts, Session};

/// With fewer documents only large changes can be told from chance.
pub const FEW_CHECKED: u64 = 100;

/// The comparison of texts with what a model expects.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Documents that were checked.
    pub documents: u64,
    /// Documents from which the expectation comes.
    pub expected_documents: u64,
    /// Every measure.
    pub measures: Vec<CheckedMeasure>,
    /// The labels, largest change first.
    pub labels: Vec<LabelShare>,
    /// The words that occur in the largest number of documents and are unknown to the model, and this number.
    pub unknown_words: Vec<(String, u64)>,
}

impl Check {
    /// True if a measure changed so much that the texts are not like those of training.
    pub fn is_changed(&self) -> bool {
        self.measures.iter().any(|measure| measure.is_changed)
    }
}

/// Checks texts with a model.
#[derive(Debug)]
pub struct TextCheck {
    classifier: Classifier,
}

impl TextCheck {
    /// Prepares a model.
    pub fn new(model: impl Into<Arc<Model>>) -> Self {
        TextCheck {
            classifier: Classifier::new(model),
        }
    }

    /// Compares the documents of a reading with those of `baseline`, by default with the documents that training held
    /// out. Lists the `top` most frequent unknown words.
    ///
    /// # Errors
    /// As [`read`]; without a baseline, when the model does not know what to expect.
    pub fn run(
        &self,
        environment: &Environment<'_>,
        reading: Reading,
        baseline: Option<Reading>,
        top: usize,
    ) -> Result<Check> {
        let expected = self.expected(environment, baseline)?;
        let (observed, words) = self.count(environment, reading, true)?;
        let model = self.classifier.model();
        Ok(Check {
            documents: observed.documents(),
            expected_documents: expected.documents(),
            measures: measure::measures(&expected, &observed),
            labels: measure::label_shares(&model.labels, &expected, &observed),
            unknown_words: most_frequent(words, top),
        })
    }

    /// The counts of the baseline, or of the documents that training held out.
    fn expected(
        &self,
        environment: &Environment<'_>,
        baseline: Option<Reading>,
    ) -> Result<PredictionCounts> {
        if let Some(reading) = baseline {
            return Ok(self.count(environment, reading, false)?.0);
        }
        let calibration = self.classifier.model().calibration.as_ref();
        let expected = calibration.and_then(|calibration| calibration.expected.clone());
        expected.ok_or_else(|| {
            Error::Input(
                "the model does not record what to expect of texts: it was trained by an older version, without calibration or from fewer than 50 documents; train it again, or name texts to compare with in `baseline`"
                    .into(),
            )
        })
    }

    /// Counts the predictions for all documents, and in how many of them each unknown word occurs.
    fn count(
        &self,
        environment: &Environment<'_>,
        reading: Reading,
        with_words: bool,
    ) -> Result<(PredictionCounts, HashMap<String, u64>)> {
        let labels = self.classifier.model().labels.len();
        let (mut all, mut all_words) = (PredictionCounts::new(labels), HashMap::new());
        read(
            environment.progress,
            reading,
            || self.classifier.session(),
            |session, _, documents| {
                let mut counts = PredictionCounts::new(labels);
                let mut words = HashMap::new();
                for document in documents {
                    count_document(session, &document, &mut counts);
                    if with_words {
                        count_words(session, &mut words);
                    }
                }
                (counts, words)
            },
            |(counts, words)| {
                all.append(&counts);
                for (word, count) in words {
                    *all_words.entry(word).or_default() += count;
                }
                Ok::<_, Error>(())
            },
        )?;
        Ok((all, all_words))
    }
}

fn count_document(session: &mut Session<'_>, document: &Document, counts: &mut PredictionCounts) {
    counts.add(&session.classify(&document.text));
}

/// Counts each unknown word of the last text once.
fn count_words(session: &Session<'_>, words: &mut HashMap<String, u64>) {
    let mut unknown: Vec<&str> = session.unknown_words().collect();
    unknown.sort_unstable();
    unknown.dedup();
    for word in unknown {
        match words.get_mut(word) {
            Some(count) => *count += 1,
            None => drop(words.insert(word.to_owned(), 1)),
        }
    }
}

/// The most frequent words, ties by word.
fn most_frequent(words: HashMap<String, u64>, top: usize) -> Vec<(String, u64)> {
    let mut words: Vec<(String, u64)> = words.into_iter().collect();
    words.sort_unstable_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    words.truncate(top);
    words
}
