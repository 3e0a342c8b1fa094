//! `tasnif chart reliability`: how often a model that is so sure is right.

use std::num::NonZeroUsize;

use super::check_most;
use super::evaluation::EvaluationChartArguments;
use crate::charts::MAX_BINS;
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::evaluate::{self, ECE_BINS};
use crate::figures;
use crate::jobs::evaluate::Evaluation;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart reliability -m news.tasnif test.jsonl -o reliability.png
  tasnif chart reliability --cv 5 data/paragraphs --per paragraph -o reliability.svg

A point stands at the mean probability and the accuracy of the documents of a bin, with the 95 %
confidence interval of Wilson (1927); the more documents, the larger it is.")]
pub(super) struct Arguments {
    /// How many bins of equal width [default: 15, as for the calibration error of evaluate]
    #[arg(long, value_name = "N", default_value_t = NonZeroUsize::new(ECE_BINS).unwrap_or(NonZeroUsize::MIN), hide_default_value = true)]
    bins: NonZeroUsize,
    #[command(flatten)]
    chart: EvaluationChartArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.chart.look;
    let bins = arguments.bins.get();
    check_most("--bins", bins, MAX_BINS)?;
    let Evaluation {
        outcomes, letters, ..
    } = arguments
        .chart
        .evaluation("chart reliability", global, |_| Ok(()))?;
    let bins = evaluate::reliability(&outcomes, bins);
    let language = look.language_of(letters);
    let figure = figures::reliability(&bins, language);
    look.save(global, &figure)
}
