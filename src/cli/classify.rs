//! `tasnif classify`: labels new documents.

use std::sync::Arc;

use super::Global;
use super::abstaining::{AbstainArguments, share};
use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::keep::{KeepArgument, finish_rows};
use super::model_argument::ModelArgument;
use super::output::{OutputArguments, say_unlabelled};
use crate::corpus::reading::{Reading, field_names};
use crate::io::Per;
use crate::jobs::classify::{ClassifySettings, DocumentClassifier};
use crate::model::Model;
use crate::report::{Kept, KeptColumns, Own, ReportFormat};
use crate::tables::Classified;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
The fields of a JSON, CSV or Parquet record come first, as they are, and the results after them:
predicted is the label that the document is given, or empty; then best_label is the most probable
one, and reason says why it is not given: no words, few known words, unlike the training texts, low
probability. A field label of the record stays what
it is; without one in any record (of standard input, in the first), label says the same as predicted. Any other result whose name
the record has gets a number, such as probability_2, so that results of two models can stand side by
side.

Examples:
  tasnif classify articles/                            with the bundled Arabic news model
  tasnif classify -m topics.tasnif new.jsonl --top 3
  tasnif classify articles.csv --format csv -o labelled.csv    every column, and predicted, …
  tasnif keywords labelled.csv --by predicted                  the output is the next command's input
  cat article.txt | tasnif classify -m topics.tasnif --format json")]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    /// Show the K most probable labels and their probabilities; in tables, CSV and TSV as a column
    /// labels [default: all in JSON and Parquet, none in the others]
    #[arg(long, value_name = "K")]
    top: Option<usize>,
    /// Also give the set of labels that holds the true one in this share of documents like those of
    /// training, such as 0.95: of all of them together, not of each label; the set is empty where no
    /// label is likely enough
    #[arg(long, value_name = "SHARE", value_parser = share)]
    coverage: Option<f64>,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    abstaining: AbstainArguments,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    keep: KeepArgument,
}

impl Arguments {
    fn settings(&self, model: &Model) -> ClassifySettings {
        ClassifySettings {
            thresholds: Some(self.abstaining.thresholds(model)),
            coverage: self.coverage,
            top: self.top,
        }
    }

    /// Names for results that share a name with a field of the record.
    fn own(&self, reading: &Reading) -> Own {
        let is_whole = reading.options.per == Per::Document;
        Own {
            stated: match self.input.id_field == "id" && is_whole {
                true => &["id"],
                false => &[],
            },
            guess: Some("label"),
        }
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let model = Arc::new(arguments.model.read()?);
    let format = arguments.output.format()?;
    let mut reading = arguments
        .input
        .reading("classify", false, AutoClean::As(&model))?;
    reading.options.keep = arguments.keep.of(format);
    let names = match format {
        ReportFormat::Table => Vec::new(),
        _ => field_names(&reading)?,
    };
    let out = arguments.output.open()?;
    let columns = KeptColumns::new(out, format, arguments.own(&reading));
    let mut writer = columns.with_keep(&reading.options.keep).with_names(names);
    let classifier = DocumentClassifier::new(Arc::clone(&model), &arguments.settings(&model))?;
    let is_part = reading.options.per == Per::Paragraph;
    let unlabelled = classifier.run(&environment(global), reading, |documents| {
        for mut classified in documents {
            let mut row = Classified::new(&classified, &model, arguments.top.is_some());
            let mut kept = Kept::of(&mut classified.document);
            if let Some(kept) = &mut kept {
                row = row.beside_fields();
                if is_part {
                    kept.replace_text(&arguments.input.text_field, &classified.document.text);
                }
            }
            writer.write(kept, &row)?;
        }
        Ok::<_, Failure>(writer.flush()?)
    })?;
    finish_rows(writer, global)?;
    say_unlabelled(global, &unlabelled);
    Ok(0)
}
