//! `tasnif chart scores`: precision and recall of each label.

use super::chosen_labels::LabelArguments;
use super::evaluation::EvaluationChartArguments;
use crate::charts::MAX_SCORED_LABELS;
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::figures;
use crate::jobs::evaluate::Evaluation;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart scores -m news.tasnif test.jsonl -o scores.png
  tasnif chart scores --cv 5 data/paragraphs --per paragraph --order size -o scores.png

Precision is the share of the documents given a label that have it, recall the share of the documents that
have it (n) that were given it. Intervals are the 95 % confidence intervals of Wilson (1927).")]
pub(super) struct Arguments {
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
        .evaluation("chart scores", global, |labels| {
            Ok(choice.check(labels, MAX_SCORED_LABELS)?)
        })?;
    let excerpt = choice.excerpt(&outcomes, MAX_SCORED_LABELS)?;
    let language = look.language_of(letters);
    let figure = figures::scores(&outcomes, &excerpt.labels, language);
    look.save(global, &figure)
}
