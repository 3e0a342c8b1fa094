//! `tasnif chart confusion`: where a model errs.

use clap::ValueEnum;

use super::chosen_labels::LabelArguments;
use super::judged::JudgedChartArguments;
use crate::charts::{CellText, MAX_CONFUSION_LABELS};
use crate::cli::Global;
use crate::cli::evaluate::Judged;
use crate::cli::failure::Failure;
use crate::figures::{self, Accuracy};

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
    let cells = match arguments.show {
        ShowArgument::Counts => CellText::Counts,
        ShowArgument::Percent => CellText::Percent,
        ShowArgument::Both => CellText::Both,
    };
    let figure = figures::confusion(&excerpt, accuracy, cells, language);
    look.save_figure(global, &figure)
}
