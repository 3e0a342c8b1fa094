//! `tasnif chart explain`: which words decided on the label of a document.

use std::num::NonZeroUsize;

use super::LookArguments;
use super::captions::{Captions, Language};
use super::classifier_captions::LogOdds;
use super::table::DataTable;
use crate::charts::{Contributions, contributions};
use crate::cli::Global;
use crate::cli::corpus_reader::read;
use crate::cli::explain::{ComparedArguments, written};
use crate::cli::failure::Failure;
use crate::cli::input::{AutoClean, InputArguments};
use crate::cli::model_argument::ModelArgument;
use crate::corpus::Document;
use crate::model::{Classifier, LabelExplanation, Model, TermContribution};
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
    /// How many terms: those with the largest contributions
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
    let top = arguments.top.get();
    let (data, captions) = bars(&explanation, &model, &document, top, look.language());
    let rows = data
        .terms
        .iter()
        .map(|(term, value)| [term.as_str().into(), (*value).into()]);
    let table = DataTable::new(["term", "contribution"], rows);
    look.save(contributions(&data, &look.frame(captions)?), &table)
}

impl Arguments {
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

/// The bars and their captions.
fn bars(
    explanation: &LabelExplanation,
    model: &Model,
    document: &Document,
    top: usize,
    language: Option<Language>,
) -> (Contributions, Captions) {
    let terms = &explanation.terms;
    let (shown, others) = terms.split_at(top.min(terms.len()));
    let name = |term: &TermContribution| {
        let name = model.features.vocabulary.term(term.term);
        written(name, &term.spans, &document.text)
    };
    let names: Vec<String> = shown.iter().map(name).collect();
    let language = language.unwrap_or_else(|| Language::of(names.iter().map(String::as_str)));
    let [label, against] =
        [explanation.label, explanation.against].map(|class| model.labels.name(class));
    let sum = |terms: &[TermContribution]| terms.iter().map(|term| term.contribution).sum();
    let sums = LogOdds {
        all: explanation.log_odds,
        shown: sum(shown),
        others: sum(others),
        hidden: others.len() as u64,
        prior: explanation.prior,
    };
    let bars = names.into_iter().zip(shown);
    let bars = bars.map(|(name, term)| (name, term.contribution));
    let data = Contributions {
        terms: bars.collect(),
        sides: [label, against].map(|label| language.speaks_for(label)),
        axis: language.contribution(),
    };
    let captions = Captions {
        language,
        title: language.explanation_title(label, against),
        subtitle: language.log_odds(&document.id, &sums),
    };
    (data, captions)
}
