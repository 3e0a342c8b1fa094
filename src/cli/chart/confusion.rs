//! `tasnif chart confusion`: where a model errs.

use clap::ValueEnum;

use super::captions::{Captions, Language};
use super::chosen_labels::LabelArguments;
use super::judged::JudgedChartArguments;
use super::table::DataTable;
use crate::charts::{CellText, Confusion, MAX_CONFUSION_LABELS, confusion};
use crate::cli::Global;
use crate::cli::evaluate::Judged;
use crate::cli::failure::Failure;
use crate::evaluate::{ConfusionExcerpt, Metrics, Outcome, labels_of};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart confusion -m news.tasnif test.jsonl -o confusion.png
  tasnif chart confusion --cv 5 data/paragraphs --per paragraph -o confusion.png
  tasnif chart confusion -m news.tasnif test.jsonl --top 12 --order similarity -o confusion.png

Rows are true labels with their number of documents (n), columns the labels that were given; cells
without a document are empty. With --label or --top, documents that were given another label than
those shown are counted in a column \"other labels\".")]
pub(super) struct Arguments {
    /// What is written in the cells
    #[arg(long, default_value = "both")]
    show: ShowArgument,
    #[command(flatten)]
    labels: LabelArguments,
    #[command(flatten)]
    chart: JudgedChartArguments,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum ShowArgument {
    /// Documents
    Counts,
    /// Shares of the documents of the true label
    Percent,
    /// Documents, and under them the share where there is room
    Both,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.chart.look;
    let Judged {
        outcomes, letters, ..
    } = arguments
        .chart
        .judged("chart confusion", global, |labels| {
            arguments.labels.check(labels, MAX_CONFUSION_LABELS)
        })?;
    let excerpt = arguments.labels.excerpt(&outcomes, MAX_CONFUSION_LABELS)?;
    let language = look.language_of(letters);
    let accuracy = Accuracy::of(&outcomes);
    let (mut data, captions) = confusion_data(&excerpt, accuracy, language);
    data.cells = match arguments.show {
        ShowArgument::Counts => CellText::Counts,
        ShowArgument::Percent => CellText::Percent,
        ShowArgument::Both => CellText::Both,
    };
    look.save(
        global,
        confusion(&data, &look.frame(captions)?),
        &table(&data),
    )
}

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

/// How many documents were labelled right, in all labels.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Accuracy {
    correct: u64,
    documents: u64,
    labels: usize,
}

impl Accuracy {
    pub(super) fn of(outcomes: &[Outcome]) -> Self {
        Accuracy {
            correct: outcomes.iter().filter(|o| o.is_correct()).count() as u64,
            documents: outcomes.len() as u64,
            labels: labels_of(outcomes).len(),
        }
    }

    /// The accuracy in words, and of how many labels some are shown.
    pub(super) fn said(self, language: Language, shown: usize) -> String {
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
/// Documents that were given another label than those shown, and documents that were left unlabelled,
/// get a column of their own.
pub(in crate::cli) fn confusion_data(
    excerpt: &ConfusionExcerpt,
    accuracy: Accuracy,
    language: Language,
) -> (Confusion, Captions) {
    let (truth, prediction) = language.confusion_axes();
    let mut data = Confusion {
        rows: excerpt.labels.clone(),
        columns: excerpt.labels.clone(),
        matrix: excerpt.matrix.clone(),
        truth,
        prediction,
        ..Confusion::default()
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
    (data, captions)
}
