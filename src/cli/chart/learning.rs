//! `tasnif chart learning`: accuracy against the number of labelled documents.

use super::LookArguments;
use crate::cli::Global;
use crate::cli::corpus_reader::environment;
use crate::cli::failure::Failure;
use crate::cli::input::{AutoClean, InputArguments};
use crate::cli::settings::SettingArguments;
use crate::cli::splitting::SplitArguments;
use crate::figures;
use crate::jobs::labelled_corpus::LabelledCorpus;
use crate::jobs::learning;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Models learn from the whole training set of each fold, from half of it, from half of that, and so on, and
all are tested on the same documents. The documents of a part are drawn at random, by their content. The
dashed line is an estimate: an inverse power law, a - b n^-c, that is fitted to the measured points; the
whisker at its end spans the estimates of the folds.

Examples:
  tasnif chart learning labelled.jsonl -o learning.png
  tasnif chart learning labelled.jsonl --cv 3 --quick -o learning.svg --data-out learning.csv")]
pub(super) struct Arguments {
    /// Folds by which each number of documents is tested
    #[arg(long, value_name = "K", default_value_t = 5)]
    cv: usize,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    split: SplitArguments,
    #[command(flatten)]
    look: LookArguments,
    #[command(flatten)]
    settings: SettingArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let Arguments { look, settings, .. } = arguments;
    look.check()?;
    settings.unknown.check_none("chart learning")?;
    let choices = settings.training_settings()?.choices();
    let settings = settings.model_settings()?;
    let splitting = arguments.split.settings()?;
    let reading = arguments.input.reading("chart", true, AutoClean::ByKind)?;
    let environment = environment(global);
    let documents = LabelledCorpus::read(&environment, reading, &settings.features, splitting)?;
    let curve = learning(&environment, &documents, arguments.cv, &settings, choices)?;
    let language = look.language_of(documents.letters);
    look.save(global, &figures::learning(&curve, language))
}
