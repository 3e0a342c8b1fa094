//! `tasnif info`: what a model is.

use std::path::PathBuf;

use super::failure::Failure;
use super::flag_names::trials_with_flags;
use super::model_argument::model_or_bundled;
use super::output::OutputArguments;
use crate::model::{Model, Trial, kept_bytes};
use crate::report::write_records;
use crate::tables::model_info::{ModelInfo, word_groups};
use crate::tables::write_trials;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif info news.tasnif
  tasnif info news.tasnif --format json --top 50
  tasnif info news.tasnif --clitics                  the word forms that it groups
  tasnif info                                        the bundled Arabic news model")]
pub(super) struct Arguments {
    /// The model [default: the bundled Arabic news model]
    #[arg(value_name = "MODEL")]
    model: Option<PathBuf>,
    /// How many terms to show for each label
    #[arg(long, value_name = "N", default_value_t = 8)]
    top: usize,
    /// List the base forms of a model trained with --clitics, and the word forms of each
    #[arg(long, conflicts_with = "top")]
    clitics: bool,
    /// List the settings that tune tried, or that train chose from, with their results on held-out
    /// documents
    #[arg(long, conflicts_with_all = ["top", "clitics"])]
    trials: bool,
    #[command(flatten)]
    output: OutputArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let model = model_or_bundled(arguments.model.as_deref())?;
    if arguments.clitics {
        return clitics(&model, &arguments.output);
    }
    if arguments.trials {
        return trials(&model, &arguments.output);
    }
    let kept = arguments.model.as_deref().map_or(Ok(0), kept_bytes)?;
    let info = ModelInfo::of(&model, arguments.top)?.with_kept_corpus(kept);
    let mut out = arguments.output.open()?;
    info.write(arguments.output.format()?, &mut out)?;
    out.commit()?;
    Ok(0)
}

/// Lists the settings that were tried.
fn trials(model: &Model, output: &OutputArguments) -> Result<u8, Failure> {
    let trials = trials_of(model)?;
    let mut out = output.open()?;
    write_trials(&trials_with_flags(trials), output.format()?, &mut out)?;
    out.commit()?;
    Ok(0)
}

/// The trials of the search or of the choice for a model.
pub(super) fn trials_of(model: &Model) -> Result<&[Trial], Failure> {
    let tuned = model.tuning.as_ref().map(|tuning| &tuning.trials);
    let chosen = model.choice.as_ref().map(|choice| &choice.trials);
    let trials = tuned.or(chosen).map(Vec::as_slice);
    trials.ok_or_else(|| {
        Failure::Message(
            "nothing was chosen for the model: its settings were given, or it had too few documents to hold some out; tune searches"
                .into(),
        )
    })
}

/// Lists every grouped word form.
fn clitics(model: &Model, output: &OutputArguments) -> Result<u8, Failure> {
    let Some(table) = &model.features.clitics else {
        return Err(Failure::Message(
            "the model groups no word forms; train it with --clitics".into(),
        ));
    };
    let mut out = output.open()?;
    write_records(word_groups(&table.groups()), output.format()?, &mut out)?;
    out.commit()?;
    Ok(0)
}
