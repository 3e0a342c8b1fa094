//! `tasnif chart zipf`: counts of words by rank.

use super::{CountArguments, LookArguments};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::figures;
use crate::stats::frequent_terms;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart zipf corpus.jsonl -o zipf.png
  tasnif chart zipf articles/ -o zipf.svg --data-out ranks.csv

All words are counted, as in measures: numbers too, and stop words unless --stop-words leaves them
out.")]
pub(super) struct Arguments {
    #[command(flatten)]
    counting: CountArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let counted = arguments.counting.count_all(global)?;
    let terms = counted.terms()?;
    let ranked = frequent_terms(&terms, None);
    let figure = figures::zipf(&ranked, &terms, look.language())?;
    look.save(global, &figure)
}
