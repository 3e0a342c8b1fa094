//! `tasnif train`: learns a topic model from labelled documents.

use std::path::PathBuf;
use std::time::Instant;

use super::Global;
use super::corpus_reader::environment;
use super::failure::Failure;
use super::flag_names::with_flags;
use super::input::{AutoClean, InputArguments};
use super::output::{check_no_terminal, output_name, say};
use super::settings::SettingArguments;
use crate::io::check_output_folder;
use crate::jobs::train::{train, training_corpus};
use crate::model::{Model, ModelSettings, write_model};
use crate::report::counted;
use crate::tables::ChoiceSummary;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif train corpus.jsonl -o news.tasnif
  tasnif train data/paragraphs --per paragraph -o topics.tasnif     the folder is the label
  tasnif train a.csv b.tsv.zst --label-field topic -o topics.tasnif")]
pub(super) struct Arguments {
    /// The model file to write; - is standard output
    #[arg(short, long, value_name = "MODEL")]
    output: PathBuf,
    /// Check input and settings, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    settings: SettingArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let start = Instant::now();
    let settings = ModelSettings {
        clean: arguments.input.clean_mode(AutoClean::ByKind),
        clean_level: arguments.input.clean_level(AutoClean::ByKind),
        ..arguments.settings.model_settings()?
    };
    check_output_folder(&arguments.output)?;
    check_no_terminal(Some(&arguments.output), "a model")?;
    let reading = arguments.input.reading("train", true, AutoClean::ByKind)?;
    let corpus = training_corpus(&environment(global), reading, &settings.features)?;
    let model = train(
        &corpus.all(),
        &settings,
        arguments.settings.choices(),
        global,
    )?;
    if let Some(choice) = model.choice.as_ref().and_then(ChoiceSummary::of) {
        let flags = with_flags(choice.settings());
        say(global, format!("{flags}: {}", choice.shown()));
    }
    if arguments.dry_run {
        say(global, format!("{}; nothing was written", summary(&model)));
        return Ok(0);
    }
    let bytes = write_model(&arguments.output, &model)?;
    say(
        global,
        format!(
            "{}; wrote {} ({:.1} MB) in {:.1} s",
            summary(&model),
            output_name(&arguments.output),
            bytes as f64 / 1e6,
            start.elapsed().as_secs_f64()
        ),
    );
    Ok(0)
}

fn summary(model: &Model) -> String {
    format!(
        "learned {} and {} from {}",
        counted(model.labels.len() as u64, "label"),
        counted(model.features.vocabulary.len() as u64, "term"),
        counted(model.features.documents, "document")
    )
}
