//! `tasnif chart cloud`: a word cloud.

use std::num::NonZeroUsize;

use super::{CountArguments, LookArguments};
use crate::charts::MAX_CLOUD_TERMS;
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::figures;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart cloud articles/ -o cloud.png
  tasnif chart cloud corpus.jsonl --top 150 --palette okabe-ito -o cloud.svg")]
pub(super) struct Arguments {
    /// How many terms
    #[arg(long, value_name = "N", default_value = "80")]
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
    if top > MAX_CLOUD_TERMS {
        return Err(Failure::Message(format!(
            "--top {top}: too many for one cloud; use at most {MAX_CLOUD_TERMS}"
        )));
    }
    let counted = arguments.counting.count(false, global)?;
    let figure = figures::cloud(&counted.terms()?, top, look.language())?;
    look.save(global, &figure)
}
