//! `tasnif forget`: removes documents from a model.

use std::path::PathBuf;

use super::Global;
use super::changed_model::{ChangedModelArguments, write_changed};
use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use crate::jobs::kept_model::{Forgetting, OnMissing, forget, kept_unlabelled_corpus};
use crate::model::KeptModel;
use crate::report::counted;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
The model must keep its documents (train --keep-corpus). The result has the bytes of training without these documents.

Examples:
  tasnif forget news.tasnif withdrawn.jsonl -o newer.tasnif  by id, or by text where there is no id
  tasnif forget news.tasnif --ids withdrawn.txt --in-place   a file with one id a line")]
pub(super) struct Arguments {
    /// The model
    #[arg(value_name = "MODEL")]
    model: PathBuf,
    #[command(flatten)]
    changed: ChangedModelArguments,
    /// A file with one id a line
    #[arg(long, value_name = "FILE", conflicts_with = "files")]
    ids: Option<PathBuf>,
    /// What to do when the model never learned from a document
    #[arg(long, value_name = "WHAT", default_value = "error")]
    on_missing: OnMissingArgument,
    #[command(flatten)]
    input: InputArguments,
}

/// What is done with documents that the model does not have.
#[derive(clap::ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum OnMissingArgument {
    /// Refuse, and change nothing
    Error,
    /// Skip them
    Skip,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let path = arguments.changed.path(&arguments.model)?;
    let kept = KeptModel::read(&arguments.model)?;
    let mut corpus = kept.corpus()?;
    let which = which(arguments, &kept, global)?;
    let on_missing = match arguments.on_missing {
        OnMissingArgument::Error => OnMissing::Error,
        OnMissingArgument::Skip => OnMissing::Skip,
    };
    let forgotten = forget(&mut corpus, &which, on_missing)?;
    let done = format!("forgot {}", counted(forgotten, "document"));
    write_changed(path, (corpus, kept.training), &done, global)
}

fn which(arguments: &Arguments, kept: &KeptModel, global: &Global) -> Result<Forgetting, Failure> {
    if let Some(file) = &arguments.ids {
        let ids = std::fs::read_to_string(file)
            .map_err(|error| Failure::Message(format!("--ids {}: {error}", file.display())))?;
        let ids = ids.lines().map(str::trim).filter(|id| !id.is_empty());
        return Ok(Forgetting::Ids(ids.map(str::to_owned).collect()));
    }
    let input = &arguments.input;
    let reading = input.reading("forget", false, AutoClean::As(&kept.model))?;
    let features = &kept.training.settings.features;
    let documents = kept_unlabelled_corpus(&environment(global), reading, features)?;
    Ok(Forgetting::Documents(Box::new(documents)))
}
