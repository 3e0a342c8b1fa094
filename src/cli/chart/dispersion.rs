//! `tasnif chart dispersion`: where in the corpus terms occur.

use std::num::NonZeroUsize;

use super::LookArguments;
use super::occurrences::TermArguments;
use crate::charts::MAX_DISPERSION_TERMS;
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::figures;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart dispersion articles/ -o where.png
  tasnif chart dispersion novel.txt --term war --term peace -o where.svg

Terms that occur too often for single strokes are drawn as a density: the height of a bar shows the
occurrences in its stretch of the corpus, as a part of the most of that term. Lines are the borders of labels
where the documents of each follow each other, or of documents where there are at most 60.")]
pub(super) struct Arguments {
    /// How many of the most frequent terms, when none is named
    #[arg(long, value_name = "N", default_value = "8")]
    top: NonZeroUsize,
    #[command(flatten)]
    terms: TermArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let (top, most) = (arguments.top.get(), MAX_DISPERSION_TERMS);
    let occurrences = arguments.terms.read(top, most, global)?;
    let figure = figures::dispersion(&occurrences, look.language());
    look.save(global, &figure)
}
