//! Shared by the commands that change a model: the flags of its output, and their messages.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::Global;
use super::corpus_reader::environment;
use super::failure::Failure;
use super::output::{check_no_terminal, output_name, say};
use crate::corpus::KeptCorpus;
use crate::io::check_output_folder;
use crate::jobs::kept_model::{LabelMap, OnDuplicate, train_kept};
use crate::model::Training;
use crate::report::counted;

#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false, id = "changed")]
pub(super) struct ChangedModelArguments {
    /// The changed model to write; - is standard output
    #[arg(short, long, value_name = "MODEL")]
    output: Option<PathBuf>,
    /// Replace the model, when the changed one is complete
    #[arg(long)]
    in_place: bool,
}

impl ChangedModelArguments {
    /// The path of the changed model, which can be written.
    pub(super) fn path<'a>(&'a self, model: &'a Path) -> Result<&'a Path, Failure> {
        let path = self.output.as_deref().unwrap_or(model);
        check_path(path)?;
        Ok(path)
    }
}

/// Checks that a model can be written to a path.
pub(super) fn check_path(path: &Path) -> Result<(), Failure> {
    check_output_folder(path)?;
    check_no_terminal(Some(path), "a model")
}

/// Trains on the changed documents, writes the model, and says what was done.
pub(super) fn write_changed(
    path: &Path,
    (corpus, training): (KeptCorpus, Training),
    done: &str,
    global: &Global,
) -> Result<u8, Failure> {
    let start = Instant::now();
    let kept = train_kept(corpus, training, &environment(global))?;
    let bytes = kept.write(path)?;
    let model = &kept.model;
    say(
        global,
        format!(
            "{done}; learned {} and {} from {}; wrote {} ({:.1} MB) in {:.1} s",
            counted(model.labels.len() as u64, "label"),
            counted(model.features.vocabulary.len() as u64, "term"),
            counted(model.features.documents, "document"),
            output_name(path),
            bytes as f64 / 1e6,
            start.elapsed().as_secs_f64()
        ),
    );
    Ok(0)
}

/// What is done with documents that the model has already.
#[derive(clap::ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnDuplicateArgument {
    /// Refuse, and change nothing
    Error,
    /// Leave those of the model
    Skip,
    /// Replace those of the model
    Replace,
}

impl From<OnDuplicateArgument> for OnDuplicate {
    fn from(argument: OnDuplicateArgument) -> Self {
        match argument {
            OnDuplicateArgument::Error => OnDuplicate::Error,
            OnDuplicateArgument::Skip => OnDuplicate::Skip,
            OnDuplicateArgument::Replace => OnDuplicate::Replace,
        }
    }
}

/// Renames labels by the file of `--map-labels`, and returns what was done.
pub(super) fn rename_labels(
    file: Option<&Path>,
    corpus: &mut KeptCorpus,
) -> Result<Option<String>, Failure> {
    let Some(file) = file else { return Ok(None) };
    let failed =
        |error: &dyn std::fmt::Display| Failure::Message(format!("{}: {error}", file.display()));
    let lines = std::fs::read_to_string(file).map_err(|error| failed(&error))?;
    let map = LabelMap::parse(&lines).map_err(|error| failed(&error))?;
    let renamed = map.apply(corpus).map_err(|error| failed(&error))?;
    Ok(Some(format!(
        "renamed the labels of {}",
        counted(renamed, "document")
    )))
}
