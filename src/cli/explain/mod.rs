//! `tasnif explain`: which words decided on a label.

mod compared;
mod explained;
mod highlight;
mod page;
mod parts;
mod rows;
mod writer;
mod written;

use compared::Compared;
pub(super) use compared::ComparedArguments;
use explained::Explained;
use highlight::Marking;
pub(super) use parts::{Part, UnitArguments};
use writer::ExplanationWriter;

use super::Global;
use super::classify::Unlabelled;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::model_argument::ModelArgument;
use super::output::OutputArguments;
use crate::cli::corpus_reader::read;
use crate::corpus::Document;
use crate::figures::ExplainedUnit;
use crate::model::{Classifier, LabelExplanation, Model, Session};
use crate::report::ReportFormat;

/// Terms or words of a table when nothing else is asked for.
const TABLE_TERMS: usize = 10;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
The contributions of all terms and the prior add up to the log-odds: the logarithm of how many times
the label is more probable than its runner-up, at the temperature of the model. The probabilities
of classify are also mapped and leave a share to all labels. Spans are bytes of the text as it was
read, also where lines were cleaned; where that is not the text of the input (the article of a web
page, repaired letters), JSON has it in its member text.

The words without which the label changes are found greedily, and then no word of them can be left
out; smaller sets are tried one by one, all of them in texts of a dozen different words, and sets of
more than 64 words not at all. They change the most probable label; below the
thresholds of the model the text may come out unknown. Tables and JSON have them, CSV, TSV and Parquet do not.

Of a document that classify leaves unlabelled, every format says the reason, and best_label, its most
probable label.

Examples:
  tasnif explain article.txt                           with the bundled Arabic news model
  tasnif explain -m topics.tasnif article.txt --target sport --against politics
  tasnif explain -m topics.tasnif article.txt --highlight --color always | less -R
  tasnif explain -m topics.tasnif new.jsonl --no-flip --format json -o reasons.json")]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    #[command(flatten)]
    compared: ComparedArguments,
    #[command(flatten)]
    unit: UnitArguments,
    /// Show the K terms or words with the largest contributions, and the sum of the others [default:
    /// 10 in tables, else all]
    #[arg(long, value_name = "K")]
    top: Option<usize>,
    /// Show the text with its words marked above the table, as on a terminal: in colour, or as
    /// [++for] and [-against] where there is none
    #[arg(long)]
    highlight: bool,
    /// Do not look for words without which the label changes
    #[arg(long)]
    no_flip: bool,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    output: OutputArguments,
}

impl Arguments {
    /// The form of the output; marked text is a part of tables.
    fn format(&self) -> Result<ReportFormat, Failure> {
        match self.output.format {
            None if self.highlight => Ok(ReportFormat::Table),
            Some(format) if self.highlight && format != ReportFormat::Table => {
                Err(Failure::Message(
                    "--highlight goes with --format table; the other formats tell the spans of words"
                        .into(),
                ))
            }
            _ => self.output.format(),
        }
    }

    fn explainer<'m>(
        &self,
        model: &'m Model,
        format: ReportFormat,
        marking: Marking,
    ) -> Result<Explainer<'m>, Failure> {
        let table = format == ReportFormat::Table;
        let shows_text = table && (self.highlight || self.output.is_terminal());
        Ok(Explainer {
            model,
            compared: self.compared.of(model)?,
            unit: self.unit.unit(model, table),
            top: self
                .top
                .unwrap_or(if table { TABLE_TERMS } else { usize::MAX }),
            with_flip: !self.no_flip && (table || format.is_json()),
            marking: shows_text.then_some(marking),
        })
    }
}

/// What is explained of each document.
struct Explainer<'m> {
    model: &'m Model,
    compared: Compared,
    unit: ExplainedUnit,
    top: usize,
    with_flip: bool,
    /// How the text is marked, if it is shown.
    marking: Option<Marking>,
}

impl Explainer<'_> {
    fn explain(&self, session: &mut Session<'_>, document: Document) -> Explained {
        let text = &document.text;
        let explanation = self.compared.explain(session, text);
        let mut explained = Explained::new(
            &document,
            explanation.as_ref(),
            self.model,
            (self.unit, self.top),
        );
        explained = explained.with_abstention(session.classify(text).abstention);
        if self.with_flip {
            explained = explained.with_flip(session.flip(text), self.model, text);
        }
        let mark = |(marking, found): (Marking, LabelExplanation)| marking.text(text, &found.words);
        let is_changed = document.page.is_some() || document.misread.is_some();
        explained.text = is_changed.then(|| text.clone());
        explained.marked = self.marking.zip(explanation).map(mark);
        explained
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let format = arguments.format()?;
    let model = arguments.model.read()?;
    let marking = Marking::new(arguments.output.shows_color());
    let explainer = arguments.explainer(&model, format, marking)?;
    let reading = arguments
        .input
        .reading("explain", false, AutoClean::As(&model))?;
    let mut writer = ExplanationWriter::new(arguments.output.open()?, format, marking);
    let classifier = Classifier::new(&model);
    let mut unknown = Unlabelled::default();
    read(
        global,
        reading,
        || classifier.session(),
        |session, _, documents| {
            let explain = |document| explainer.explain(session, document);
            documents.into_iter().map(explain).collect::<Vec<_>>()
        },
        |explained| {
            for document in &explained {
                unknown.add(document.reason.filter(|_| document.label.is_none()));
                writer.write(document)?;
            }
            Ok(writer.flush()?)
        },
    )?;
    writer.finish()?;
    unknown.say(global);
    Ok(0)
}
