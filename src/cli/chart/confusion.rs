//! `tasnif chart confusion`: where a model errs.

use std::collections::BTreeSet;

use clap::ValueEnum;

use super::LookArguments;
use super::captions::{Captions, Language};
use super::table::DataTable;
use crate::charts::{CellText, Confusion, MAX_CONFUSION_LABELS, confusion};
use crate::cli::Global;
use crate::cli::evaluate::{Judged, JudgedArguments};
use crate::cli::failure::Failure;
use crate::cli::settings::SettingArguments;
use crate::evaluate::{Metrics, Outcome};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart confusion -m news.tasnif test.jsonl -o confusion.png
  tasnif chart confusion --cv 5 data/paragraphs --per paragraph -o confusion.png")]
pub(super) struct Arguments {
    /// What is written in the cells
    #[arg(long, default_value = "both")]
    show: ShowArgument,
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
        .charted("chart confusion", &arguments.settings, global, check_count)?;
    check_labels(&outcomes)?;
    let language = look.language_of(letters);
    let (mut data, captions) = confusion_data(&Metrics::new(&outcomes), language);
    data.cells = match arguments.show {
        ShowArgument::Counts => CellText::Counts,
        ShowArgument::Percent => CellText::Percent,
        ShowArgument::Both => CellText::Both,
    };
    look.save(confusion(&data, &look.frame(captions)?), &table(&data))
}

/// Refuses more labels than can be drawn: a table of all their pairs may not fit in memory.
fn check_labels(outcomes: &[Outcome]) -> Result<(), Failure> {
    let truths = outcomes.iter().map(|outcome| outcome.truth.as_str());
    let given = outcomes.iter().filter_map(|o| o.predicted.as_deref());
    let labels: BTreeSet<&str> = truths.chain(given).collect();
    check_count(labels.len())
}

fn check_count(labels: usize) -> Result<(), Failure> {
    if labels > MAX_CONFUSION_LABELS {
        return Err(Failure::Message(format!(
            "{labels} labels are too many for one chart: give it at most {MAX_CONFUSION_LABELS}"
        )));
    }
    Ok(())
}

fn table(data: &Confusion) -> DataTable {
    let rows = data
        .labels
        .iter()
        .zip(&data.matrix)
        .flat_map(|(truth, row)| {
            let sum: u64 = row.iter().sum();
            let cells = data.labels.iter().zip(row);
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

/// The matrix and its captions.
///
/// Documents that were left unlabelled get a column of their own.
pub(in crate::cli) fn confusion_data(
    metrics: &Metrics,
    language: Language,
) -> (Confusion, Captions) {
    let counts = &metrics.confusion;
    let (truth, prediction) = language.confusion_axes();
    let mut data = Confusion {
        labels: counts.labels.clone(),
        matrix: counts.matrix.clone(),
        truth,
        prediction,
        ..Confusion::default()
    };
    if counts.unknown.iter().any(|&unknown| unknown > 0) {
        data.labels.push(language.unknown());
        for (row, unknown) in data.matrix.iter_mut().zip(&counts.unknown) {
            row.push(*unknown);
        }
        data.matrix.push(vec![0; data.labels.len()]);
    }
    let captions = Captions {
        language,
        title: language.confusion_title(),
        subtitle: language.accuracy(metrics.accuracy, metrics.documents),
    };
    (data, captions)
}
