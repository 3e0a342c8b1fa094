//! `tasnif chart classes`: the terms that set each label apart.

use std::num::NonZeroUsize;

use super::{CountArguments, LookArguments, check_most};
use crate::charts::MAX_CLASS_TERMS;
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::figures;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart classes corpus.jsonl -o topics.png
  tasnif chart classes data/paragraphs --per paragraph --label sport --label health -o two.png

Terms of a label are those that it has more often than all other labels together, by the log-likelihood
ratio G² (Dunning 1993). Bars are rates, all on one scale.")]
pub(super) struct Arguments {
    /// A label to show; may be given several times [default: all]
    #[arg(long, value_name = "NAME")]
    label: Vec<String>,
    /// How many terms of each label
    #[arg(long, value_name = "N", default_value = "8")]
    top: NonZeroUsize,
    #[command(flatten)]
    counting: CountArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let top = arguments.top.get();
    check_most("--top", top, MAX_CLASS_TERMS)?;
    let counted = arguments.counting.count(true, global)?;
    let counted = counted.terms()?;
    let figure = figures::classes(&counted, &arguments.label, top, look.language())?;
    look.save(global, &figure)
}
