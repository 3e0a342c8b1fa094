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
use crate::corpus::TokenizedCorpus;
use crate::error::Error;
use crate::io::check_output_folder;
use crate::jobs::kept_model::{
    add_unlabelled, kept_training_corpus, kept_unlabelled_corpus, train_kept,
};
use crate::jobs::seeds::{Seeds, train_from_seeds};
use crate::jobs::train::{
    mixed_corpus, train, train_with_unlabelled, training_corpus, unlabelled_corpus,
};
use crate::model::{KeptModel, Model, ModelSettings, Training, write_model};
use crate::report::counted;
use crate::tables::{ChoiceSummary, seeding_sentence, unlabelled_sentence};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif train corpus.jsonl -o news.tasnif
  tasnif train data/paragraphs --per paragraph -o topics.tasnif     the folder is the label
  tasnif train a.csv b.tsv.zst --label-field topic -o topics.tasnif
  tasnif train few.jsonl --unlabelled archive.jsonl -o news.tasnif
  tasnif train --seeds topics.toml archive.jsonl -o news.tasnif     topic = [\"word\", …], no labels")]
pub(super) struct Arguments {
    /// The model file to write; - is standard output
    #[arg(short, long, value_name = "MODEL")]
    output: PathBuf,
    /// Unlabelled documents, a file or folder, to learn from as well; a label in them is ignored. Held-out
    /// labelled documents decide whether and how much they count; give it again to add files
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::AnyPath)]
    unlabelled: Vec<PathBuf>,
    /// Learn from words: a TOML file with a line for each topic, sport = ["match", "goal"]. FILES are then
    /// unlabelled; with --unlabelled they are labelled, and both count
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    seeds: Option<PathBuf>,
    /// Check input and settings, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Keep the documents in the model, so that update, forget and merge can change it; whoever has the
    /// model can read their words
    #[arg(long, conflicts_with = "seeds")]
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
    say_unlabelled(model, global);
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
    if arguments.keep_corpus {
        return Ok(Trained::Kept(Box::new(learn_and_keep(
            arguments, settings, global,
        )?)));
    }
    Ok(Trained::Model(Box::new(learn(
        arguments, &settings, global,
    )?)))
}

/// Trains a model that keeps its documents.
fn learn_and_keep(
    arguments: &Arguments,
    settings: ModelSettings,
    global: &Global,
) -> Result<KeptModel, Failure> {
    let environment = environment(global);
    let choices = arguments.settings.training_settings()?.choices();
    let reading = arguments.input.reading("train", true, AutoClean::ByKind)?;
    let mut corpus = kept_training_corpus(&environment, reading, &settings.features)?;
    if !arguments.unlabelled.is_empty() {
        let unlabelled = arguments.input.with_files(&arguments.unlabelled)?;
        let reading = unlabelled.reading("train", false, AutoClean::ByKind)?;
        let unlabelled = kept_unlabelled_corpus(&environment, reading, &settings.features)?;
        add_unlabelled(&mut corpus, unlabelled)?;
    }
    let training = Training { settings, choices };
    Ok(train_kept(corpus, training, &environment)?)
}

/// Trains on the documents that were asked for.
fn learn(
    arguments: &Arguments,
    settings: &ModelSettings,
    global: &Global,
) -> Result<Model, Failure> {
    let environment = environment(global);
    let (features, choices) = (
        &settings.features,
        arguments.settings.training_settings()?.choices(),
    );
    if let Some(path) = &arguments.seeds {
        let seeds = read_seeds(path)?;
        let corpus = match arguments.unlabelled.is_empty() {
            true => {
                let reading = arguments.input.reading("train", false, AutoClean::ByKind)?;
                unlabelled_corpus(&environment, reading, features)?
            }
            false => labelled_and_unlabelled(arguments, settings, global)?,
        };
        return Ok(train_from_seeds(&corpus.all(), &seeds, settings, global)?);
    }
    if arguments.unlabelled.is_empty() {
        let reading = arguments.input.reading("train", true, AutoClean::ByKind)?;
        let corpus = training_corpus(&environment, reading, features)?;
        return Ok(train(&corpus.all(), settings, choices, global)?);
    }
    let corpus = labelled_and_unlabelled(arguments, settings, global)?;
    Ok(train_with_unlabelled(
        &corpus.all(),
        settings,
        choices,
        global,
    )?)
}

fn labelled_and_unlabelled(
    arguments: &Arguments,
    settings: &ModelSettings,
    global: &Global,
) -> Result<TokenizedCorpus, Failure> {
    let labelled = arguments.input.reading("train", true, AutoClean::ByKind)?;
    let unlabelled = arguments.input.with_files(&arguments.unlabelled)?;
    let unlabelled = unlabelled.reading("train", false, AutoClean::ByKind)?;
    let environment = environment(global);
    Ok(mixed_corpus(
        &environment,
        labelled,
        unlabelled,
        &settings.features,
    )?)
}

/// The topics of a TOML file: `topic = ["word", …]`.
fn read_seeds(path: &Path) -> Result<Seeds, Failure> {
    let wrong = |problem: &dyn std::fmt::Display| {
        Failure::Message(format!("--seeds {}: {problem}", path.display()))
    };
    let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
    toml::from_str(&text).map_err(|error| {
        wrong(&format!(
            "{}; expected a line for each topic, such as sport = [\"match\", \"goal\"]",
            error.to_string().trim_end()
        ))
    })
}

/// What unlabelled documents did.
fn say_unlabelled(model: &Model, global: &Global) {
    let Some(text) = &model.unlabelled else {
        return;
    };
    say(global, format!("unlabelled: {}", unlabelled_sentence(text)));
    if let Some(seeds) = &text.seeds {
        say(global, seeding_sentence(seeds));
        say(
            global,
            "labels have not been checked: evaluate does so with a few labelled documents that were drawn at random",
        );
    }
}

fn summary(model: &Model) -> String {
    format!(
        "learned {} and {} from {}",
        counted(model.labels.len() as u64, "label"),
        counted(model.features.vocabulary.len() as u64, "term"),
        counted(model.features.documents, "document")
    )
}
