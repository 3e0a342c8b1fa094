//! `tasnif chart confusion`: where a model errs.

use super::chosen_labels::LabelArguments;
use super::evaluation::EvaluationChartArguments;
use crate::charts::{CellText, MAX_CONFUSION_LABELS};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::figures::{self, Accuracy};
use crate::jobs::evaluate::Evaluation;

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
    show: CellText,
    #[command(flatten)]
    labels: LabelArguments,
    #[command(flatten)]
    chart: EvaluationChartArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.chart.look;
    let choice = arguments.labels.choice();
    let Evaluation {
        outcomes, letters, ..
    } = arguments
        .chart
        .evaluation("chart confusion", global, |labels| {
            Ok(choice.check(labels, MAX_CONFUSION_LABELS)?)
        })?;
    let excerpt = choice.excerpt(&outcomes, MAX_CONFUSION_LABELS)?;
    let language = look.language_of(letters);
    let accuracy = Accuracy::of(&outcomes);
    let figure = figures::confusion(&excerpt, accuracy, arguments.show, language);
    look.save(global, &figure)
}
