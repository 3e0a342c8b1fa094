//! `tasnif chart coverage`: accuracy on the documents that a model is surest of.

use super::evaluation::EvaluationChartArguments;
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::evaluate::coverage_curve;
use crate::figures;
use crate::jobs::evaluate::Evaluation;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart coverage -m news.tasnif test.jsonl -o coverage.png
  tasnif chart coverage --cv 5 data/paragraphs --per paragraph -o coverage.png --data-out coverage.csv")]
pub(super) struct Arguments {
    #[command(flatten)]
    chart: EvaluationChartArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.chart.look;
    let Evaluation {
        outcomes, letters, ..
    } = arguments
        .chart
        .evaluation("chart coverage", global, |_| Ok(()))?;
    let curve = coverage_curve(&outcomes);
    if curve.is_empty() {
        return Err(Failure::Message(
            "no document was given a label, so there is no accuracy to draw: the model knows no \
             word of them; check that they are in the language of its training"
                .into(),
        ));
    }
    let language = look.language_of(letters);
    let figure = figures::coverage(&outcomes, &curve, language);
    look.save(global, &figure)
}
