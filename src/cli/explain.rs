//! `tasnif explain`: which words decided on a label.

use std::sync::Arc;

use super::Global;
use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::model_argument::ModelArgument;
use super::output::{OutputArguments, say_unlabelled};
use crate::jobs::explain::{ExplainSettings, ExplainedUnit, Explainer, explain};
use crate::model::Model;
use crate::report::{Marking, ReportFormat};
use crate::tables::{ExplanationWriter, PageStyle};

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
    explained: ExplainedArguments,
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

    fn settings(&self, model: &Model, format: ReportFormat) -> ExplainSettings {
        let is_table = format == ReportFormat::Table;
        ExplainSettings {
            top: self.top.or(is_table.then_some(TABLE_TERMS)),
            with_flip: !self.no_flip && (is_table || format.is_json()),
            ..self.explained.settings(model, is_table)
        }
    }

    fn style(&self) -> PageStyle {
        PageStyle {
            marking: Marking::new(self.output.shows_color()),
            with_text: self.highlight || self.output.is_terminal(),
        }
    }
}

/// Which labels are compared, and by what.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Explanation")]
pub(super) struct ExplainedArguments {
    /// Explain this label [default: the label that the document gets]
    #[arg(long, value_name = "LABEL")]
    target: Option<String>,
    /// Compare with this label, or with the runner-up where it is the one explained [default: the
    /// runner-up, which is the most probable other label]
    #[arg(long, value_name = "LABEL")]
    against: Option<String>,
    /// Show what whole words contribute: that of a term, evenly shared by the words it takes [default
    /// in tables and charts of models with character n-grams]
    #[arg(long)]
    words: bool,
    /// Show what terms contribute: words, and word or character n-grams as the model has them
    /// [default elsewhere]
    #[arg(long, conflicts_with = "words")]
    terms: bool,
}

impl ExplainedArguments {
    /// What was asked for; without, what suits people or programs.
    pub(super) fn settings(&self, model: &Model, is_for_people: bool) -> ExplainSettings {
        ExplainSettings {
            target: self.target.clone(),
            against: self.against.clone(),
            unit: match (self.words, self.terms) {
                (true, _) => ExplainedUnit::Words,
                (false, false) if is_for_people => ExplainedUnit::readable(model),
                _ => ExplainedUnit::Terms,
            },
            ..ExplainSettings::default()
        }
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let format = arguments.format()?;
    let model = Arc::new(arguments.model.read()?);
    let explainer = Explainer::new(Arc::clone(&model), arguments.settings(&model, format))?;
    let reading = arguments
        .input
        .reading("explain", false, AutoClean::As(&model))?;
    let out = arguments.output.open()?;
    let mut writer = ExplanationWriter::new(out, format, arguments.style());
    let unlabelled = explain(&environment(global), reading, &explainer, |explanations| {
        explanations
            .iter()
            .try_for_each(|explanation| writer.write(explanation))?;
        Ok::<_, Failure>(writer.flush()?)
    })?;
    writer.finish()?.commit()?;
    say_unlabelled(global, &unlabelled);
    Ok(0)
}
