//! `tasnif chart trials`: the settings that were tried for a model.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ValueHint;

use super::LookArguments;
use super::check_most;
use crate::charts::MAX_TRIALS;
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::cli::flag_names::with_flags;
use crate::cli::info::trials_of;
use crate::cli::model_argument::model_or_bundled;
use crate::figures::{self, Language};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart trials news.tasnif -o trials.png
  tasnif chart trials best.tasnif --top 100 --size 1200x2400 -o trials.png       all trials of a search

Accuracy and log-loss are those on held-out documents; intervals are the 95 % confidence intervals of Wilson (1927).
Later rounds of tune score the best settings on more documents. The chosen settings are at the top.")]
pub(super) struct Arguments {
    /// The model [default: the bundled Arabic news model]
    #[arg(value_name = "MODEL", value_hint = ValueHint::FilePath)]
    model: Option<PathBuf>,
    /// How many of the best trials
    #[arg(long, value_name = "N", default_value = "25")]
    top: NonZeroUsize,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let top = arguments.top.get();
    check_most("--top", top, MAX_TRIALS)?;
    let model = model_or_bundled(arguments.model.as_deref())?;
    let trials = trials_of(&model)?;
    let labels = model.labels.names().iter().map(String::as_str);
    let language = look.language().unwrap_or_else(|| Language::of(labels));
    let figure = figures::trials(trials, top, language, with_flags);
    look.save(global, &figure)
}
