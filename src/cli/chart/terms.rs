//! `tasnif chart terms`: the most frequent terms.

use std::num::NonZeroUsize;

use super::{CountArguments, LookArguments};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::figures;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart terms articles/ -o terms.png
  tasnif chart terms corpus.jsonl --top 40 --title 'News of May' -o may.png")]
pub(super) struct Arguments {
    /// How many terms
    #[arg(long, value_name = "N", default_value = "20")]
    top: NonZeroUsize,
    #[command(flatten)]
    counting: CountArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let counted = arguments.counting.count(false, global)?;
    let counted = counted.terms()?;
    let figure = figures::terms(&counted, arguments.top.get(), look.language())?;
    look.save(global, &figure)
}
