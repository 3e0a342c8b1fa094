//! Which documents do two models label differently, and is the difference in accuracy more than chance?

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::Environment;
use crate::corpus::Document;
use crate::corpus::reading::{Reading, read};
use crate::error::{Error, Result};
use crate::model::{Classifier, Model, Prediction, Session};
use crate::stats::{mcnemar, signed_rank};

/// With fewer data sets Wilcoxon's test cannot reach a p-value below 0.05, whatever the differences.
pub const FEWEST_DATA_SETS: usize = 6;

/// A document that the models label differently.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelChange {
    /// Its id.
    pub id: String,
    /// The label that it has, if it has one.
    pub truth: Option<String>,
    /// The label that each model gives it; `None` if it stays unlabelled.
    pub labels: [Option<String>; 2],
    /// Probability of that label.
    pub probabilities: [Option<f64>; 2],
}

/// Counts of the documents of one data set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DataSetCounts {
    /// Documents.
    pub documents: u64,
    /// Documents that are labelled differently.
    pub changed: u64,
    /// Documents that have a label; 0 if none of their labels is one of the models.
    pub labelled: u64,
    /// Labelled documents whose most probable label by each model is their own, whatever the thresholds.
    pub correct: [u64; 2],
    /// Labelled documents for which only this model is correct.
    pub only_correct: [u64; 2],
}

impl DataSetCounts {
    /// Accuracy of each model; `None` without labelled documents.
    pub fn accuracy(&self) -> Option<[f64; 2]> {
        let share = |correct: u64| correct as f64 / self.labelled as f64;
        (self.labelled > 0).then(|| self.correct.map(share))
    }

    /// Accuracy of the second model minus that of the first, as one division, so that equal differences are equal.
    fn gain(&self) -> Option<f64> {
        let [first, second] = self.only_correct.map(|count| count as f64);
        (self.labelled > 0).then(|| (second - first) / self.labelled as f64)
    }

    /// p-value of McNemar's test that both models are equally accurate; `None` without labelled documents.
    pub fn p_value(&self) -> Option<f64> {
        let [first, second] = self.only_correct;
        (self.labelled > 0).then(|| mcnemar(first, second))
    }

    fn add(&mut self, other: &DataSetCounts) {
        self.documents += other.documents;
        self.changed += other.changed;
        self.labelled += other.labelled;
        for model in [0, 1] {
            self.correct[model] += other.correct[model];
            self.only_correct[model] += other.only_correct[model];
        }
    }
}

/// How the predictions of two models differ.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PredictionDifference {
    /// The name of each data set and its counts, in input order.
    pub data_sets: Vec<(String, DataSetCounts)>,
    /// The documents that are labelled differently, in input order.
    pub changes: Vec<LabelChange>,
}

impl PredictionDifference {
    /// The counts of all data sets together.
    pub fn all(&self) -> DataSetCounts {
        let mut all = DataSetCounts::default();
        self.data_sets
            .iter()
            .for_each(|(_, counts)| all.add(counts));
        all
    }

    /// p-value of Wilcoxon's signed-rank test over the accuracies on the labelled data sets; `None` for fewer than
    /// [`FEWEST_DATA_SETS`].
    pub fn signed_rank_p(&self) -> Option<f64> {
        let gains = self
            .data_sets
            .iter()
            .filter_map(|(_, counts)| counts.gain());
        let gains: Vec<f64> = gains.collect();
        (gains.len() >= FEWEST_DATA_SETS).then(|| signed_rank(&gains))
    }

    /// Labels by the first and by the second model of the documents that are labelled differently, and their number,
    /// most first.
    pub fn moves(&self) -> Vec<([Option<&str>; 2], u64)> {
        let mut moves: BTreeMap<[Option<&str>; 2], u64> = BTreeMap::new();
        for change in &self.changes {
            let labels = change.labels.each_ref().map(Option::as_deref);
            *moves.entry(labels).or_default() += 1;
        }
        let mut moves: Vec<_> = moves.into_iter().collect();
        moves.sort_by_key(|&(labels, count)| (Reverse(count), labels));
        moves
    }
}

/// Labels documents with two models and compares the labels.
#[derive(Debug)]
pub struct ModelPair {
    classifiers: [Classifier; 2],
}

/// A document that both models labelled.
struct Compared {
    truth: Option<String>,
    correct: [bool; 2],
    change: Option<LabelChange>,
}

impl ModelPair {
    /// Prepares two models.
    pub fn new(models: [Arc<Model>; 2]) -> Self {
        ModelPair {
            classifiers: models.map(Classifier::new),
        }
    }

    /// Labels the documents of each data set, in input order; documents without a label are compared, too, but do not
    /// count for accuracy.
    ///
    /// # Errors
    /// As [`read`].
    pub fn run(
        &self,
        environment: &Environment<'_>,
        data_sets: Vec<(String, Reading)>,
    ) -> Result<PredictionDifference> {
        let mut difference = PredictionDifference::default();
        for (name, reading) in data_sets {
            let counts = self.compare_all(environment, reading, &name, &mut difference.changes)?;
            difference.data_sets.push((name, counts));
        }
        Ok(difference)
    }

    fn compare_all(
        &self,
        environment: &Environment<'_>,
        reading: Reading,
        name: &str,
        changes: &mut Vec<LabelChange>,
    ) -> Result<DataSetCounts> {
        let mut counts = DataSetCounts::default();
        let mut is_label_known = false;
        read(
            environment.progress,
            reading,
            || self.classifiers.each_ref().map(Classifier::session),
            |sessions, _, documents| {
                let compare = |document| compare(document, sessions);
                documents.into_iter().map(compare).collect::<Vec<_>>()
            },
            |batch| {
                for compared in batch {
                    is_label_known |= self.knows(compared.truth.as_deref());
                    count(&compared, &mut counts);
                    changes.extend(compared.change);
                }
                Ok::<_, Error>(())
            },
        )?;
        if counts.labelled > 0 && !is_label_known {
            environment.progress.notice(&format!(
                "{name}: no document has a label of one of the models, so there is no accuracy; name the field of labels with `label_field`"
            ));
            counts.labelled = 0;
        }
        Ok(counts)
    }

    fn knows(&self, label: Option<&str>) -> bool {
        let labels = self.classifiers.iter().map(|c| &c.model().labels);
        label.is_some_and(|label| {
            labels
                .into_iter()
                .any(|labels| labels.index(label).is_some())
        })
    }
}

fn count(compared: &Compared, counts: &mut DataSetCounts) {
    counts.documents += 1;
    counts.changed += u64::from(compared.change.is_some());
    if compared.truth.is_none() {
        return;
    }
    counts.labelled += 1;
    for model in [0, 1] {
        let (is_correct, is_other) = (compared.correct[model], compared.correct[1 - model]);
        counts.correct[model] += u64::from(is_correct);
        counts.only_correct[model] += u64::from(is_correct && !is_other);
    }
}

fn compare(document: Document, sessions: &mut [Session<'_>; 2]) -> Compared {
    let predictions = sessions
        .each_mut()
        .map(|session| session.classify(&document.text));
    let truth = document.label.filter(|label| !label.is_empty());
    let best = |prediction: &Prediction| {
        let class = prediction.most_probable?;
        Some(prediction.labels.name(class).to_owned())
    };
    let labels = predictions
        .each_ref()
        .map(|prediction| prediction.label_name().map(str::to_owned));
    Compared {
        correct: predictions
            .each_ref()
            .map(|prediction| truth.is_some() && best(prediction) == truth),
        change: (labels[0] != labels[1]).then(|| LabelChange {
            id: document.id,
            truth: truth.clone(),
            probabilities: predictions
                .each_ref()
                .map(|p| p.label.map(|label| p.probabilities[label])),
            labels,
        }),
        truth,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(labelled: u64, only_correct: [u64; 2]) -> DataSetCounts {
        DataSetCounts {
            documents: labelled,
            labelled,
            correct: only_correct,
            only_correct,
            ..DataSetCounts::default()
        }
    }

    fn difference(gains: &[u64]) -> PredictionDifference {
        let data_sets = gains
            .iter()
            .map(|&gain| ("a".to_owned(), counts(100, [0, gain])));
        PredictionDifference {
            data_sets: data_sets.collect(),
            changes: Vec::new(),
        }
    }

    #[test]
    fn several_data_sets_are_tested_by_their_ranks() {
        assert_eq!(difference(&[1, 2, 3, 4, 5]).signed_rank_p(), None);
        assert_eq!(
            difference(&[1, 2, 3, 4, 5, 6]).signed_rank_p(),
            Some(2.0 / 64.0)
        );
        let mut unlabelled = difference(&[1, 2, 3, 4, 5]);
        unlabelled
            .data_sets
            .push(("b".into(), DataSetCounts::default()));
        assert_eq!(unlabelled.signed_rank_p(), None);
        assert_eq!(difference(&[1, 2]).all(), counts(200, [0, 3]));
    }

    #[test]
    fn there_is_no_accuracy_without_labels() {
        let none = DataSetCounts {
            documents: 3,
            ..DataSetCounts::default()
        };
        assert_eq!((none.accuracy(), none.p_value()), (None, None));
    }
}
