//! `tasnif chart explain`: which words decided on the label of a document.

use std::num::NonZeroUsize;
use std::sync::Arc;

use super::LookArguments;
use crate::cli::Global;
use crate::cli::corpus_reader::environment;
use crate::cli::explain::ExplainedArguments;
use crate::cli::failure::Failure;
use crate::cli::input::{AutoClean, InputArguments};
use crate::cli::model_argument::ModelArgument;
use crate::figures;
use crate::jobs::explain::{ExplainSettings, Explainer, explain_one};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart explain article.txt -o why.png             with the bundled Arabic news model
  tasnif chart explain -m topics.tasnif new.jsonl --id 17 --against politics -o why.png")]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    /// Name of the document, when the input holds several
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    #[command(flatten)]
    explained: ExplainedArguments,
    /// How many terms or words: those with the largest contributions
    #[arg(long, value_name = "K", default_value = "20")]
    top: NonZeroUsize,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let model = Arc::new(arguments.model.read()?);
    let settings = ExplainSettings {
        top: Some(arguments.top.get()),
        ..arguments.explained.settings(&model, true)
    };
    let explainer = Explainer::new(Arc::clone(&model), settings)?;
    let reading = arguments
        .input
        .reading("chart", false, AutoClean::As(&model))?;
    let id = arguments.id.as_deref();
    let explanation = explain_one(&environment(global), reading, &explainer, id)?;
    let figure = figures::explanation(&explanation, look.language())?;
    look.save(global, &figure)
}
