//! `tasnif merge`: merges models.

use std::path::PathBuf;

use super::Global;
use super::changed_model::{OnDuplicateArgument, check_path, rename_labels, write_changed};
use super::failure::Failure;
use crate::jobs::kept_model::{Merged, merge};
use crate::model::KeptModel;
use crate::report::counted;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
The models must keep their documents (train --keep-corpus) and have the same settings. The result has the bytes of
training on the documents of all of them.

Examples:
  tasnif merge monday.tasnif tuesday.tasnif -o both.tasnif
  tasnif merge a.tasnif b.tasnif -o c.tasnif --on-duplicate skip")]
pub(super) struct Arguments {
    /// The models
    #[arg(value_name = "MODELS", required = true, num_args = 2..)]
    models: Vec<PathBuf>,
    /// The merged model to write; - is standard output
    #[arg(short, long, value_name = "MODEL")]
    output: PathBuf,
    /// New names of labels: lines of an old and a new name, separated by a tab
    #[arg(long, value_name = "FILE")]
    map_labels: Option<PathBuf>,
    /// What to do with documents that several models have: the later models count as new
    #[arg(long, value_name = "WHAT", default_value = "error")]
    on_duplicate: OnDuplicateArgument,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    check_path(&arguments.output)?;
    let models = arguments.models.iter().map(|path| {
        let kept = KeptModel::read(path)?;
        Ok((path.display().to_string(), kept))
    });
    let models: Vec<(String, KeptModel)> = models.collect::<Result<_, Failure>>()?;
    let merged = counted(models.len() as u64, "model");
    let Merged {
        mut corpus,
        training,
        ..
    } = merge(models, arguments.on_duplicate.into())?;
    let renamed = rename_labels(arguments.map_labels.as_deref(), &mut corpus)?;
    let done = [Some(format!("merged {merged}")), renamed];
    let done: Vec<String> = done.into_iter().flatten().collect();
    write_changed(
        &arguments.output,
        (corpus, training),
        &done.join(", "),
        global,
    )
}
