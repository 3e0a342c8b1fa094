//! `tasnif next`: which unlabelled documents to label next.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use super::Global;
use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::keep::{KeepArgument, finish_rows};
use super::model_argument::ModelArgument;
use super::output::{OutputArguments, say};
use crate::corpus::reading::Reading;
use crate::io::Per;
use crate::jobs::next::{NextDocuments, NextSettings, next_documents};
use crate::model::Model;
use crate::report::{Kept, KeptColumns, Own, ReportFormat, counted};
use crate::tables::{add_answer_fields, field_names_of, next_row};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
A row has the fields of the record, an empty label for the answer, and what the model says: predicted
and runner_up are its most probable labels, words_for and words_against the words that decide between
them. reason is unknown (the model knows too few of its words), uncertain (the two labels are close)
or typical (many documents are like it). Write the right label into the column label, and train on the
file together with the others. Records that have a label are not proposed, and near copies of labelled
documents and of each other are not proposed either.

Examples:
  tasnif next -m news.tasnif new.jsonl --labelled labelled.jsonl -o answers.csv
  tasnif train labelled.jsonl answers.csv -o news.tasnif        when the labels are filled in
  tasnif next -m news.tasnif articles.csv --count 50 --format table")]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    /// How many documents to propose
    #[arg(long, value_name = "N", default_value = "20")]
    count: NonZeroUsize,
    /// Documents that are labelled already: they and near copies of them are not proposed; may be given
    /// again
    #[arg(long, value_name = "FILE")]
    labelled: Vec<PathBuf>,
    #[command(flatten)]
    keep: KeepArgument,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    output: OutputArguments,
}

impl Arguments {
    /// The documents to choose from, and the labelled ones.
    fn readings(&self, model: &Model) -> Result<(Reading, Option<Reading>), Failure> {
        let is_stdin = |file: &PathBuf| file.as_os_str() == "-";
        let files = &self.input.files;
        if self.labelled.iter().any(is_stdin) && (files.is_empty() || files.iter().any(is_stdin)) {
            return Err(Failure::Message(
                "standard input (-) is both chosen from and labelled; it can be read once".into(),
            ));
        }
        let read = |input: &InputArguments| input.reading("next", false, AutoClean::As(model));
        let labelled = InputArguments {
            files: self.labelled.clone(),
            ..self.input.clone()
        };
        let labelled = (!self.labelled.is_empty()).then(|| read(&labelled));
        Ok((read(&self.input)?, labelled.transpose()?))
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let model = Arc::new(arguments.model.read()?);
    let format = arguments.output.format()?;
    let (mut reading, labelled) = arguments.readings(&model)?;
    reading.options.keep = arguments.keep.of(format);
    let options = reading.options.clone();
    let out = arguments.output.open()?;
    let settings = NextSettings {
        count: arguments.count.get(),
    };
    let mut next = next_documents(&environment(global), &model, reading, labelled, &settings)?;
    if format != ReportFormat::Table {
        let is_part = options.per == Per::Paragraph;
        for next in &mut next.chosen {
            add_answer_fields(&mut next.document, &options.fields, is_part);
        }
    }
    let columns = KeptColumns::new(out, format, OWN).with_keep(&options.keep);
    let mut writer = columns.with_names(field_names_of(&next.chosen));
    for (rank, next) in (1..).zip(&mut next.chosen) {
        let row = next_row(rank, next, format);
        writer.write(Kept::of(&mut next.document), &row)?;
    }
    finish_rows(writer, global)?;
    say(global, summary(&next));
    Ok(0)
}

/// No result repeats a field of a record.
const OWN: Own = Own {
    stated: &[],
    guess: None,
};

/// `proposed 20 of 4,822 documents (31 labelled, 12 near copies)`.
fn summary(next: &NextDocuments) -> String {
    let proposed = next.chosen.len();
    let documents = counted(next.documents, "document");
    let counts = [
        (next.labelled, "labelled already"),
        (next.duplicates, "near copies"),
        (next.empty, "without words"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    match counts.is_empty() {
        true => format!("proposed {proposed} of {documents}"),
        false => format!("proposed {proposed} of {documents} ({})", counts.join(", ")),
    }
}
