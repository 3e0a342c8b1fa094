//! The confusion matrix of a model.

use super::{Captions, DataTable, Figure, Language};
use super::{ConfusionExcerpt, labels_of};
use crate::charts::{self, CellText, Confusion};
use crate::evaluate::{Metrics, Outcome};

fn table(data: &Confusion) -> DataTable {
    let rows = data.rows.iter().zip(&data.matrix).flat_map(|(truth, row)| {
        let sum: u64 = row.iter().sum();
        let cells = data.columns.iter().zip(row);
        cells.map(move |(prediction, &count)| {
            let share = (sum > 0).then(|| count as f64 / sum as f64);
            [
                truth.as_str().into(),
                prediction.as_str().into(),
                count.into(),
                share.into(),
            ]
        })
    });
    DataTable::new(["truth", "prediction", "documents", "share_of_truth"], rows)
}

/// Accuracy over all labels.
#[derive(Debug, Clone, Copy)]
pub struct Accuracy {
    correct: u64,
    documents: u64,
    labels: usize,
}

impl Accuracy {
    /// The accuracy of these outcomes.
    pub fn of(outcomes: &[Outcome]) -> Self {
        Accuracy {
            correct: outcomes.iter().filter(|o| o.is_correct()).count() as u64,
            documents: outcomes.len() as u64,
            labels: labels_of(outcomes).len(),
        }
    }

    /// The accuracy as text, with the number of labels that are shown.
    pub fn said(self, language: Language, shown: usize) -> String {
        let share = self.correct as f64 / self.documents.max(1) as f64;
        let read = language.accuracy(share, self.documents);
        if shown < self.labels {
            return language.labels_shown(&read, shown, self.labels);
        }
        read
    }
}

impl From<&Metrics> for Accuracy {
    fn from(metrics: &Metrics) -> Self {
        let matrix = metrics.confusion.matrix.iter().enumerate();
        Accuracy {
            correct: matrix.map(|(label, row)| row[label]).sum(),
            documents: metrics.documents,
            labels: metrics.labels.len(),
        }
    }
}

/// The matrix and its captions.
///
/// Documents whose predicted label is not shown, and documents that were left unlabelled, have separate
/// columns.
pub fn confusion(
    excerpt: &ConfusionExcerpt,
    accuracy: Accuracy,
    cells: CellText,
    language: Language,
) -> Figure {
    let (truth, prediction) = language.confusion_axes();
    let mut data = Confusion {
        rows: excerpt.labels.clone(),
        columns: excerpt.labels.clone(),
        matrix: excerpt.matrix.clone(),
        truth,
        prediction,
        cells,
    };
    let added = [
        (language.other_labels(), &excerpt.others),
        (language.unknown(), &excerpt.unknown),
    ];
    for (name, counts) in added {
        if counts.iter().any(|&count| count > 0) {
            data.columns.push(name);
            for (row, &count) in data.matrix.iter_mut().zip(counts) {
                row.push(count);
            }
        }
    }
    let captions = Captions {
        language,
        title: language.confusion_title(),
        subtitle: accuracy.said(language, excerpt.labels.len()),
    };
    let table = table(&data);
    Figure::new(data, charts::confusion, captions, table)
}
