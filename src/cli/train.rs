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
use crate::jobs::TrainingTexts;
use crate::jobs::seeds::Seeds;
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
    let training = Training {
        settings: ModelSettings {
            clean: arguments.input.clean_mode(AutoClean::ByKind),
            clean_level: arguments.input.clean_level(AutoClean::ByKind),
            ..arguments.settings.model_settings()?
        },
        choices: arguments.settings.training_settings()?.choices(),
    };
    let texts = texts(arguments)?;
    let environment = environment(global);
    if arguments.keep_corpus {
        let kept = texts.train_and_keep(&environment, training)?;
        return Ok(Trained::Kept(Box::new(kept)));
    }
    let model = texts.train(&environment, &training)?;
    Ok(Trained::Model(Box::new(model)))
}

/// The documents that were asked for: FILES have no labels if there are only words of topics.
fn texts(arguments: &Arguments) -> Result<TrainingTexts, Failure> {
    let seeds = match &arguments.seeds {
        Some(path) => Some(read_seeds(path)?),
        None => None,
    };
    let only_words = seeds.is_some() && arguments.unlabelled.is_empty();
    let files = (arguments.input).reading("train", !only_words, AutoClean::ByKind)?;
    if only_words {
        return Ok(TrainingTexts {
            unlabelled: Some(files),
            seeds,
            ..TrainingTexts::default()
        });
    }
    let unlabelled = match arguments.unlabelled.as_slice() {
        [] => None,
        paths => {
            let input = arguments.input.with_files(paths)?;
            Some(input.reading("train", false, AutoClean::ByKind)?)
        }
    };
    Ok(TrainingTexts {
        labelled: Some(files),
        unlabelled,
        seeds,
    })
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
