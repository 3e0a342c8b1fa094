//! `tasnif chart confusion`: where a model errs.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use clap::ValueEnum;

use super::LookArguments;
use super::captions::{Captions, Language};
use super::table::DataTable;
use crate::charts::{CellText, Confusion, MAX_CONFUSION_LABELS, confusion};
use crate::cli::Global;
use crate::cli::evaluate::{Judged, JudgedArguments};
use crate::cli::failure::Failure;
use crate::cli::settings::SettingArguments;
use crate::evaluate::{ConfusionExcerpt, LabelOrder, Metrics, Outcome, labels_of, largest_labels};

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
    /// A label to show; may be given several times [default: all]
    #[arg(long, value_name = "NAME", conflicts_with = "top")]
    label: Vec<String>,
    /// Show so many labels, those with the most documents
    #[arg(long, value_name = "N")]
    top: Option<NonZeroUsize>,
    /// Order of the labels
    #[arg(long, default_value = "name")]
    order: OrderArgument,
    #[command(flatten)]
    judged: JudgedArguments,
    #[command(flatten)]
    look: LookArguments,
    #[command(flatten)]
    settings: SettingArguments,
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
    let look = &arguments.look;
    look.check()?;
    let Judged {
        outcomes, letters, ..
    } = arguments
        .judged
        .charted("chart confusion", &arguments.settings, global, |labels| {
            check_count(arguments.shown(labels))
        })?;
    let all = labels_of(&outcomes).len();
    let labels = arguments.chosen(&outcomes)?;
    let excerpt = ConfusionExcerpt::new(&outcomes, labels).ordered(arguments.order.order());
    let language = look.language_of(letters);
    let accuracy = Accuracy {
        correct: outcomes.iter().filter(|o| o.is_correct()).count() as u64,
        documents: outcomes.len() as u64,
        labels: all,
    };
    let (mut data, captions) = confusion_data(&excerpt, accuracy, language);
    data.cells = match arguments.show {
        ShowArgument::Counts => CellText::Counts,
        ShowArgument::Percent => CellText::Percent,
        ShowArgument::Both => CellText::Both,
    };
    look.save(confusion(&data, &look.frame(captions)?), &table(&data))
}

impl Arguments {
    /// How many of so many labels are shown.
    fn shown(&self, labels: usize) -> usize {
        match self.top {
            _ if !self.label.is_empty() => self.label.len(),
            Some(top) => top.get().min(labels),
            None => labels,
        }
    }

    /// The labels that are shown: a table of all their pairs must be small enough to be drawn.
    fn chosen(&self, outcomes: &[Outcome]) -> Result<Vec<String>, Failure> {
        let all = labels_of(outcomes);
        let missing = |name: &&String| !all.contains(name.as_str());
        if let Some(missing) = self.label.iter().find(missing) {
            return Err(Failure::Message(format!(
                "--label \"{missing}\": no document has this label, and none was given it"
            )));
        }
        check_count(self.shown(all.len()))?;
        Ok(match self.top {
            _ if !self.label.is_empty() => {
                let asked: BTreeSet<&String> = self.label.iter().collect();
                asked.into_iter().cloned().collect()
            }
            Some(top) => largest_labels(outcomes, top.get()),
            None => all.into_iter().map(str::to_owned).collect(),
        })
    }
}

fn check_count(shown: usize) -> Result<(), Failure> {
    if shown > MAX_CONFUSION_LABELS {
        return Err(Failure::Message(format!(
            "{shown} labels are too many for one chart (at most {MAX_CONFUSION_LABELS}); --top {MAX_CONFUSION_LABELS} \
             shows those with the most documents, --label NAME those that are named"
        )));
    }
    Ok(())
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

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum OrderArgument {
    /// By name
    Name,
    /// Labels with the most documents first
    Size,
    /// Labels that are confused with each other side by side (average linkage)
    Similarity,
}

impl OrderArgument {
    fn order(self) -> LabelOrder {
        match self {
            OrderArgument::Name => LabelOrder::Name,
            OrderArgument::Size => LabelOrder::Size,
            OrderArgument::Similarity => LabelOrder::Similarity,
        }
    }
}

/// How many documents were labelled right, in all labels.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Accuracy {
    correct: u64,
    documents: u64,
    labels: usize,
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
    let share = accuracy.correct as f64 / accuracy.documents.max(1) as f64;
    let read = language.accuracy(share, accuracy.documents);
    let captions = Captions {
        language,
        title: language.confusion_title(),
        subtitle: match excerpt.labels.len() {
            shown if shown < accuracy.labels => {
                language.labels_shown(&read, shown, accuracy.labels)
            }
            _ => read,
        },
    };
    (data, captions)
}
