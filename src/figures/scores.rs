//! Precision and recall of each label.

use std::collections::BTreeMap;

use super::{Accuracy, Captions, Cell, DataTable, Figure, Language};
use crate::charts::{self, LabelScores, ScoredShare, Scores};
use crate::evaluate::Outcome;
use crate::stats::wilson_interval;

/// Precision and recall of these labels.
pub fn scores(outcomes: &[Outcome], labels: &[String], language: Language) -> Figure {
    let scored: Vec<LabelCounts> = counts(outcomes, labels);
    let data = Scores {
        labels: scored.iter().map(LabelCounts::scores).collect(),
        names: language.precision_and_recall(),
        axis: language.with_interval(&language.share()),
    };
    let captions = Captions {
        language,
        title: language.scores_title(),
        subtitle: Accuracy::of(outcomes).said(language, scored.len()),
    };
    let table = table(&data, &scored);
    Figure::new(data, charts::scores, captions, table)
}

/// Counts of documents of one label.
struct LabelCounts {
    label: String,
    /// Documents with the label, documents predicted as it, and documents with both.
    support: u64,
    given: u64,
    correct: u64,
}

fn counts(outcomes: &[Outcome], labels: &[String]) -> Vec<LabelCounts> {
    let mut all: BTreeMap<&str, [u64; 3]> = BTreeMap::new();
    for outcome in outcomes {
        let correct = u64::from(outcome.is_correct());
        let of_truth = all.entry(&outcome.truth).or_default();
        of_truth[0] += 1;
        of_truth[2] += correct;
        if let Some(predicted) = &outcome.predicted {
            all.entry(predicted).or_default()[1] += 1;
        }
    }
    let counts = |label: &String| {
        let [support, given, correct] = all.get(label.as_str()).copied().unwrap_or_default();
        LabelCounts {
            label: label.clone(),
            support,
            given,
            correct,
        }
    };
    labels.iter().map(counts).collect()
}

impl LabelCounts {
    fn scores(&self) -> LabelScores {
        LabelScores {
            label: self.label.clone(),
            documents: self.support,
            precision: share(self.correct, self.given),
            recall: share(self.correct, self.support),
        }
    }
}

fn share(correct: u64, all: u64) -> Option<ScoredShare> {
    (all > 0).then(|| ScoredShare {
        value: correct as f64 / all as f64,
        interval: wilson_interval(correct, all),
    })
}

fn table(data: &Scores, counts: &[LabelCounts]) -> DataTable {
    let rows = data.labels.iter().zip(counts).map(|(scores, counts)| {
        let cells = |share: Option<ScoredShare>| -> [Cell; 3] {
            let part = |value: fn(ScoredShare) -> f64| share.map(value).into();
            [
                part(|share| share.value),
                part(|share| share.interval.0),
                part(|share| share.interval.1),
            ]
        };
        let [precision, precision_low, precision_high] = cells(scores.precision);
        let [recall, recall_low, recall_high] = cells(scores.recall);
        [
            counts.label.as_str().into(),
            counts.support.into(),
            counts.given.into(),
            counts.correct.into(),
            precision,
            precision_low,
            precision_high,
            recall,
            recall_low,
            recall_high,
        ]
    });
    let columns = [
        "label",
        "support",
        "given",
        "correct",
        "precision",
        "precision_low",
        "precision_high",
        "recall",
        "recall_low",
        "recall_high",
    ];
    DataTable::new(columns, rows)
}
