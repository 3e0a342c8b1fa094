//! `tasnif chart explain`: which words decided on the label of a document.

use std::num::NonZeroUsize;

use super::LookArguments;
use crate::charts::{Contributions, contributions};
use crate::cli::Global;
use crate::cli::corpus_reader::environment;
use crate::cli::explain::ExplainedArguments;
use crate::cli::failure::Failure;
use crate::cli::input::{AutoClean, InputArguments};
use crate::cli::model_argument::ModelArgument;
use crate::figures::{Captions, DataTable, Language, LogOdds};
use crate::jobs::explain::{Comparison, ExplainSettings, ExplainedUnit, Explainer, explain_one};

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
    let model = arguments.model.read()?;
    let settings = ExplainSettings {
        top: Some(arguments.top.get()),
        ..arguments.explained.settings(&model, true)
    };
    let explainer = Explainer::new(&model, settings)?;
    let reading = arguments
        .input
        .reading("chart", false, AutoClean::As(&model))?;
    let id = arguments.id.as_deref();
    let explanation = explain_one(&environment(global), reading, &explainer, id)?;
    let comparison = explanation.comparison.ok_or_else(|| {
        Failure::Message(format!(
            "{}: the model knows no word of it, so there is nothing to draw",
            explanation.id
        ))
    })?;
    draw(look, &explanation.id, &comparison, explanation.unit, global)
}

fn draw(
    look: &LookArguments,
    id: &str,
    comparison: &Comparison,
    unit: ExplainedUnit,
    global: &Global,
) -> Result<u8, Failure> {
    let forms = comparison.parts.iter().map(|part| part.form.as_str());
    let language = look.language().unwrap_or_else(|| Language::of(forms));
    let [label, against] = [&*comparison.label, &*comparison.runner_up];
    let captions = Captions {
        language,
        title: language.explanation_title(label, against),
        subtitle: language.log_odds(id, &sums(comparison, unit)),
    };
    let data = bars(comparison, language);
    look.save(
        global,
        contributions(&data, &look.frame(captions)?),
        &table(&data, unit),
    )
}

/// What adds up to the log-odds.
fn sums(comparison: &Comparison, unit: ExplainedUnit) -> LogOdds {
    let parts = comparison.parts.iter();
    LogOdds {
        all: comparison.log_odds,
        unit,
        // The sum of nothing is −0, which would be shown.
        shown: 0.0 + parts.map(|part| part.contribution).sum::<f64>(),
        others: comparison.others.contribution,
        hidden: comparison.others.count,
        prior: comparison.prior,
    }
}

fn bars(comparison: &Comparison, language: Language) -> Contributions {
    let bars = comparison.parts.iter();
    let sides = [&comparison.label, &comparison.runner_up];
    Contributions {
        terms: bars
            .map(|part| (part.form.clone(), part.contribution))
            .collect(),
        sides: sides.map(|label| language.speaks_for(label)),
        axis: language.contribution(),
    }
}

fn table(data: &Contributions, unit: ExplainedUnit) -> DataTable {
    let column = match unit {
        ExplainedUnit::Terms => "term",
        ExplainedUnit::Words => "word",
    };
    let rows = data
        .terms
        .iter()
        .map(|(term, value)| [term.as_str().into(), (*value).into()]);
    DataTable::new([column, "contribution"], rows)
}
