//! `tasnif train`: learns a topic model from labelled documents.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::Global;
use super::corpus_reader::environment;
use super::failure::Failure;
use super::flag_names::with_flags;
use super::input::{AutoClean, InputArguments};
use super::output::{check_no_terminal, output_name, say};
use super::settings::SettingArguments;
use crate::error::Error;
use crate::io::check_output_folder;
use crate::jobs::kept_model::{kept_training_corpus, train_kept};
use crate::jobs::train::{train, training_corpus};
use crate::model::{KeptModel, Model, ModelSettings, Training, write_model};
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
    /// Keep the documents in the model, so that update, forget and merge can change it; whoever has the
    /// model can read their words
    #[arg(long)]
    keep_corpus: bool,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    settings: SettingArguments,
}

/// A trained model, with its documents if they are kept.
enum Trained {
    Model(Box<Model>),
    Kept(Box<KeptModel>),
}

impl Trained {
    fn model(&self) -> &Model {
        match self {
            Trained::Model(model) => model,
            Trained::Kept(kept) => &kept.model,
        }
    }

    fn write(&self, path: &Path) -> Result<u64, Error> {
        match self {
            Trained::Model(model) => write_model(path, model),
            Trained::Kept(kept) => kept.write(path),
        }
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let start = Instant::now();
    check_output_folder(&arguments.output)?;
    check_no_terminal(Some(&arguments.output), "a model")?;
    let trained = trained(arguments, global)?;
    let model = trained.model();
    if let Some(choice) = model.choice.as_ref().and_then(ChoiceSummary::of) {
        let flags = with_flags(choice.settings());
        say(global, format!("{flags}: {}", choice.shown()));
    }
    if arguments.dry_run {
        say(global, format!("{}; nothing was written", summary(model)));
        return Ok(0);
    }
    let bytes = trained.write(&arguments.output)?;
    say(
        global,
        format!(
            "{}; wrote {} ({:.1} MB) in {:.1} s",
            summary(model),
            output_name(&arguments.output),
            bytes as f64 / 1e6,
            start.elapsed().as_secs_f64()
        ),
    );
    Ok(0)
}

/// Reads the documents and trains.
fn trained(arguments: &Arguments, global: &Global) -> Result<Trained, Failure> {
    let settings = ModelSettings {
        clean: arguments.input.clean_mode(AutoClean::ByKind),
        clean_level: arguments.input.clean_level(AutoClean::ByKind),
        ..arguments.settings.model_settings()?
    };
    let choices = arguments.settings.choices();
    let reading = arguments.input.reading("train", true, AutoClean::ByKind)?;
    let environment = environment(global);
    if arguments.keep_corpus {
        let corpus = kept_training_corpus(&environment, reading, &settings.features)?;
        let training = Training { settings, choices };
        let kept = train_kept(corpus, training, &environment)?;
        return Ok(Trained::Kept(Box::new(kept)));
    }
    let corpus = training_corpus(&environment, reading, &settings.features)?;
    let model = train(&corpus.all(), &settings, choices, global)?;
    Ok(Trained::Model(Box::new(model)))
}

fn summary(model: &Model) -> String {
    format!(
        "learned {} and {} from {}",
        counted(model.labels.len() as u64, "label"),
        counted(model.features.vocabulary.len() as u64, "term"),
        counted(model.features.documents, "document")
    )
}
