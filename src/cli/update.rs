//! `tasnif update`: adds documents to a model, and corrects labels.

use std::path::PathBuf;

use super::Global;
use super::changed_model::{
    ChangedModelArguments, OnDuplicateArgument, rename_labels, write_changed,
};
use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use crate::corpus::KeptCorpus;
use crate::jobs::kept_model::{
    Updated, add_unlabelled, correct_labels, kept_training_corpus, kept_unlabelled_corpus,
    labels_of_ids, update,
};
use crate::model::KeptModel;
use crate::tables::updated_sentence;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
The model must keep its documents (train --keep-corpus). The result has the bytes of training on all documents anew.

Examples:
  tasnif update news.tasnif answers.csv -o newer.tasnif     add documents, or correct the labels of known texts
  tasnif update news.tasnif answers.csv --in-place
  tasnif update news.tasnif --labels labels.csv --in-place  labels of documents by their ids
  tasnif update news.tasnif --map-labels map.tsv --in-place rename and join labels")]
pub(super) struct Arguments {
    /// The model
    #[arg(value_name = "MODEL")]
    model: PathBuf,
    #[command(flatten)]
    changed: ChangedModelArguments,
    /// New labels of documents of the model: records with the fields of id and label
    #[arg(long, value_name = "FILE")]
    labels: Vec<PathBuf>,
    /// More unlabelled documents to learn from; those that the model has are skipped
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::AnyPath)]
    unlabelled: Vec<PathBuf>,
    /// New names of labels: lines of an old and a new name, separated by a tab
    #[arg(long, value_name = "FILE")]
    map_labels: Option<PathBuf>,
    /// What to do with documents that the model has already, with the same label, or under the same id with
    /// another text
    #[arg(long, value_name = "WHAT", default_value = "error")]
    on_duplicate: OnDuplicateArgument,
    #[command(flatten)]
    input: InputArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let path = arguments.changed.path(&arguments.model)?;
    let kept = KeptModel::read(&arguments.model)?;
    let mut corpus = kept.corpus()?;
    let mut done = Vec::new();
    if arguments.reads_files() {
        let updated = add_files(arguments, &kept, &mut corpus, global)?;
        done.push(updated_sentence(&updated));
    }
    if !arguments.unlabelled.is_empty() {
        let updated = add_unlabelled_files(arguments, &kept, &mut corpus, global)?;
        done.push(format!("{} without labels", updated_sentence(&updated)));
    }
    if !arguments.labels.is_empty() {
        let updated = correct(arguments, &kept, &mut corpus, global)?;
        done.push(updated_sentence(&updated));
    }
    done.extend(rename_labels(arguments.map_labels.as_deref(), &mut corpus)?);
    write_changed(path, (corpus, kept.training), &done.join(", "), global)
}

impl Arguments {
    /// Whether documents are read: without files, from standard input, unless something else is asked for.
    fn reads_files(&self) -> bool {
        let has_other =
            !self.labels.is_empty() || !self.unlabelled.is_empty() || self.map_labels.is_some();
        !self.input.files.is_empty() || !has_other
    }
}

fn add_files(
    arguments: &Arguments,
    kept: &KeptModel,
    corpus: &mut KeptCorpus,
    global: &Global,
) -> Result<Updated, Failure> {
    let input = &arguments.input;
    let reading = input.reading("update", true, AutoClean::As(&kept.model))?;
    let features = &kept.training.settings.features;
    let new = kept_training_corpus(&environment(global), reading, features)?;
    Ok(update(corpus, new, arguments.on_duplicate.into())?)
}

fn add_unlabelled_files(
    arguments: &Arguments,
    kept: &KeptModel,
    corpus: &mut KeptCorpus,
    global: &Global,
) -> Result<Updated, Failure> {
    let input = arguments.input.with_files(&arguments.unlabelled)?;
    let reading = input.reading("update", false, AutoClean::As(&kept.model))?;
    let features = &kept.training.settings.features;
    let new = kept_unlabelled_corpus(&environment(global), reading, features)?;
    Ok(add_unlabelled(corpus, new)?)
}

/// Corrects labels by records whose text is their id.
fn correct(
    arguments: &Arguments,
    kept: &KeptModel,
    corpus: &mut KeptCorpus,
    global: &Global,
) -> Result<Updated, Failure> {
    let input = InputArguments {
        files: arguments.labels.clone(),
        text_field: arguments.input.id_field.clone(),
        ..arguments.input.clone()
    };
    let reading = input.reading("update", true, AutoClean::As(&kept.model))?;
    let labels = labels_of_ids(&environment(global), reading)?;
    let labels = labels
        .iter()
        .map(|(id, label)| (id.as_str(), label.as_str()));
    Ok(correct_labels(corpus, labels)?)
}
