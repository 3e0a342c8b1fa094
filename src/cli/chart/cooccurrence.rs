//! `tasnif chart cooccurrence`: which terms occur in the same documents.

use std::num::NonZeroUsize;

use super::LookArguments;
use super::occurrences::TermArguments;
use crate::charts::MAX_COOCCURRENCE_TERMS;
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::figures;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart cooccurrence corpus.jsonl -o together.png
  tasnif chart cooccurrence articles/ --per paragraph --top 20 -o together.png")]
pub(super) struct Arguments {
    /// How many of the most frequent terms, when none is named
    #[arg(long, value_name = "N", default_value = "12")]
    top: NonZeroUsize,
    #[command(flatten)]
    terms: TermArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let (top, most) = (arguments.top.get(), MAX_COOCCURRENCE_TERMS);
    let occurrences = arguments.terms.read(top, most, global)?;
    let figure = figures::cooccurrence(occurrences, look.language());
    look.save(global, &figure)
}
