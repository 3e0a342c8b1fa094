//! `tasnif chart drift`: measures of texts over time against what a model expects.

use super::LookArguments;
use super::date_range::DateRangeArguments;
use crate::charts::MAX_PERIODS;
use crate::cli::Global;
use crate::cli::check::BaselineArgument;
use crate::cli::corpus_reader::environment;
use crate::cli::failure::Failure;
use crate::cli::input::{AutoClean, InputArguments};
use crate::cli::model_argument::ModelArgument;
use crate::figures;
use crate::jobs::PeriodLength;
use crate::jobs::check::{DriftSettings, FEW_CHECKED, TextCheck};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart drift -m news.tasnif news.jsonl --date-field published -o drift.png
  tasnif chart drift -m news.tasnif news.jsonl --by week --from 2024 -o drift.png

Panels show the measures of check. The band holds changes by chance (99 %) and small changes: a stability index
below 0.1, Cohen's d below 0.2, Cohen's h below 0.3. Days are those of UTC.")]
pub(super) struct Arguments {
    /// Length of a period: day, week, month or year
    #[arg(long, value_name = "LENGTH", default_value = "month")]
    by: PeriodLength,
    #[command(flatten)]
    days: DateRangeArguments,
    /// Shade periods with fewer documents than this
    #[arg(long, value_name = "N", default_value_t = FEW_CHECKED)]
    few_documents: u64,
    #[command(flatten)]
    model: ModelArgument,
    #[command(flatten)]
    baseline: BaselineArgument,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let range = arguments.days.range()?;
    let model = std::sync::Arc::new(arguments.model.read()?);
    let baseline = arguments
        .baseline
        .reading(&arguments.input, "chart", &model)?;
    let reading = arguments
        .input
        .reading("chart", false, AutoClean::As(&model))?;
    let settings = DriftSettings {
        length: arguments.by,
        range,
        most: MAX_PERIODS,
    };
    let check = TextCheck::new(model);
    let drift = check.drift(&environment(global), reading, baseline, &settings)?;
    let figure = figures::drift(&drift, arguments.few_documents, look.language());
    look.save(global, &figure)
}
