//! `tasnif chart explain`: which words decided on the label of a document.

use std::num::NonZeroUsize;

use super::LookArguments;
use crate::charts::{Contributions, contributions};
use crate::cli::Global;
use crate::cli::corpus_reader::read;
use crate::cli::explain::{ComparedArguments, Part, UnitArguments};
use crate::cli::failure::Failure;
use crate::cli::input::{AutoClean, InputArguments};
use crate::cli::model_argument::ModelArgument;
use crate::corpus::Document;
use crate::figures::{Captions, DataTable, ExplainedUnit, Language, LogOdds};
use crate::model::{Classifier, LabelExplanation, Model};
use crate::report::counted;

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
    compared: ComparedArguments,
    #[command(flatten)]
    unit: UnitArguments,
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
    let compared = arguments.compared.of(&model)?;
    let document = arguments.document(&model, global)?;
    let classifier = Classifier::new(&model);
    let explanation = compared.explain(&mut classifier.session(), &document.text);
    let explanation = explanation.ok_or_else(|| {
        Failure::Message(format!(
            "{}: the model knows no word of it, so there is nothing to draw",
            document.id
        ))
    })?;
    arguments.draw(&explanation, &model, &document, global)
}

impl Arguments {
    fn draw(
        &self,
        explanation: &LabelExplanation,
        model: &Model,
        document: &Document,
        global: &Global,
    ) -> Result<u8, Failure> {
        let unit = self.unit.unit(model, true);
        let mut parts = Part::all(explanation, unit, model, &document.text);
        let others = parts.split_off(self.top.get().min(parts.len()));
        let names = parts.iter().map(|part| part.written.as_str());
        let language = self.look.language().unwrap_or_else(|| Language::of(names));
        let [label, against] =
            [explanation.label, explanation.against].map(|class| model.labels.name(class));
        let sums = sums(explanation, unit, (&parts, &others));
        let captions = Captions {
            language,
            title: language.explanation_title(label, against),
            subtitle: language.log_odds(&document.id, &sums),
        };
        let data = bars(parts, [label, against], language);
        self.look.save(
            global,
            contributions(&data, &self.look.frame(captions)?),
            &table(&data, unit),
        )
    }

    /// The one document that is meant.
    fn document(&self, model: &Model, global: &Global) -> Result<Document, Failure> {
        let reading = self.input.reading("chart", false, AutoClean::As(model))?;
        let is_meant = |document: &Document| self.id.as_ref().is_none_or(|id| *id == document.id);
        let mut found = None;
        let mut count = 0;
        read(
            global,
            reading,
            || (),
            |(), _, documents| {
                let mut meant = documents.into_iter().filter(is_meant);
                let first = meant.next();
                (meant.count() as u64 + u64::from(first.is_some()), first)
            },
            |(more, first)| {
                count += more;
                found = found.take().or(first);
                Ok(())
            },
        )?;
        match (found, count) {
            (Some(document), 1) => Ok(document),
            _ => Err(self.not_one(count)),
        }
    }

    fn not_one(&self, count: u64) -> Failure {
        let found = counted(count, "document");
        Failure::Message(match &self.id {
            Some(id) => format!("--id {id}: {found} of that name; name one that is there once"),
            None => format!("the input holds {found}, and a chart explains one: name it with --id"),
        })
    }
}

/// What adds up to the log-odds.
fn sums(
    explanation: &LabelExplanation,
    unit: ExplainedUnit,
    (shown, others): (&[Part], &[Part]),
) -> LogOdds {
    // The sum of nothing is −0, which would be shown.
    let sum = |parts: &[Part]| 0.0 + parts.iter().map(|part| part.contribution).sum::<f64>();
    LogOdds {
        all: explanation.log_odds,
        unit,
        shown: sum(shown),
        others: sum(others),
        hidden: others.len() as u64,
        prior: explanation.prior,
    }
}

fn bars(parts: Vec<Part>, sides: [&str; 2], language: Language) -> Contributions {
    let bars = parts.into_iter();
    Contributions {
        terms: bars.map(|part| (part.written, part.contribution)).collect(),
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
