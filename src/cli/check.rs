//! `tasnif check`: are texts still like those of training?

use std::path::PathBuf;
use std::sync::Arc;

use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::model_argument::ModelArgument;
use super::output::{OutputArguments, say};
use super::{ANSWER_IS_NO, Global};
use crate::corpus::reading::Reading;
use crate::jobs::check::{FEW_CHECKED, TextCheck};
use crate::model::Model;
use crate::report::counted;
use crate::tables::write_check;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif check -m news.tasnif today.jsonl
  tasnif check -m news.tasnif today/ --baseline last-month/       for models that record no expectation
  tasnif check -m news.tasnif today.jsonl --format json           for programs

Four measures are compared with those of the documents that training held out: the shares of the labels, the
share of documents that stay unlabelled, the shares of known words, and the probabilities. Exit code 1 when one
of them changed: the change is large (stability index of at least 0.1; for the share of unlabelled documents
Cohen's h of at least 0.3), it is more than chance (p below 0.01, adjusted by Holm's method), and it is for the
worse. Formulas and sources: docs/methods.md.")]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    #[command(flatten)]
    baseline: BaselineArgument,
    /// How many of the most frequent unknown words are listed
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    output: OutputArguments,
}

/// Texts to compare with.
#[derive(clap::Args, Debug)]
pub(super) struct BaselineArgument {
    /// Compare with these texts, from which the model has not learned, not with those of training;
    /// may be given again
    #[arg(long, value_name = "FILE")]
    baseline: Vec<PathBuf>,
}

impl BaselineArgument {
    /// The texts to compare with, if some are named; they are read as `input`.
    pub(super) fn reading(
        &self,
        input: &InputArguments,
        command: &'static str,
        model: &Model,
    ) -> Result<Option<Reading>, Failure> {
        if self.baseline.is_empty() {
            return Ok(None);
        }
        let is_stdin = |file: &PathBuf| file.as_os_str() == "-";
        let is_own = input.files.is_empty() || input.files.iter().any(is_stdin);
        if is_own && self.baseline.iter().any(is_stdin) {
            return Err(Failure::Message(
                "standard input (-) is both checked and compared with; it can be read once".into(),
            ));
        }
        let baseline = InputArguments {
            files: self.baseline.clone(),
            ..input.clone()
        };
        let reading = baseline.reading(command, false, AutoClean::As(model))?;
        Ok(Some(reading))
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let model = Arc::new(arguments.model.read()?);
    let format = arguments.output.format()?;
    let baseline = arguments
        .baseline
        .reading(&arguments.input, "check", &model)?;
    let reading = arguments
        .input
        .reading("check", false, AutoClean::As(&model))?;
    let mut out = arguments.output.open()?;
    let check =
        TextCheck::new(model).run(&environment(global), reading, baseline, arguments.top)?;
    write_check(&check, format, &mut out)?;
    out.commit()?;
    if check.documents < FEW_CHECKED {
        let documents = counted(check.documents, "document");
        say(
            global,
            format!("{documents} show only large changes; check at least {FEW_CHECKED}"),
        );
    }
    Ok(if check.is_changed() { ANSWER_IS_NO } else { 0 })
}
