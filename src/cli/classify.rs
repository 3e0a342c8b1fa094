//! `tasnif classify`: labels new documents.

use serde::Serialize;

use super::Global;
use super::abstaining::{AbstainArguments, share};
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::keep::{KeepArgument, finish_rows};
use super::label_sets::LabelSets;
use super::model_argument::ModelArgument;
use super::output::{OutputArguments, say_unlabelled};
use crate::cli::corpus_reader::read;
use crate::corpus::Document;
use crate::corpus::reading::field_names;
use crate::error::Result;
use crate::io::Per;
use crate::jobs::UnlabelledCounts;
use crate::model::{Abstention, Classifier, Model, Prediction};
use crate::report::{Kept, KeptColumns, Own};
use crate::report::{Record, ReportFormat, percent};

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

/// What is said of one document.
#[derive(Debug, Serialize)]
pub(super) struct Classified {
    pub id: String,
    pub label: Option<String>,
    /// The same as `label`, beside the fields of a record, which may hold another label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predicted: Option<Option<String>>,
    pub probability: Option<f64>,
    pub labels: Vec<LabelProbability>,
    pub tokens: u64,
    pub known_tokens: u64,
    pub similarity: f64,
    pub unknown: bool,
    /// The most probable label of a document that is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_label: Option<String>,
    /// Why it is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    #[serde(skip)]
    pub abstention: Option<Abstention>,
    /// The label set of the coverage that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_set: Option<Vec<String>>,
    /// Whether `labels` is a column of tables.
    #[serde(skip)]
    pub shows_labels: bool,
}

/// One label's probability.
#[derive(Debug, Serialize)]
pub(super) struct LabelProbability {
    pub label: String,
    pub probability: f64,
}

impl Classified {
    pub(super) fn new(id: String, prediction: &Prediction, model: &Model, top: usize) -> Self {
        let ranked = prediction.ranked().into_iter().take(top);
        let best = prediction
            .most_probable
            .filter(|_| prediction.label.is_none());
        Classified {
            id,
            label: prediction
                .label
                .map(|label| model.labels.name(label).to_owned()),
            predicted: None,
            probability: prediction
                .label
                .map(|label| prediction.probabilities[label]),
            labels: ranked
                .map(|(label, probability)| LabelProbability {
                    label: model.labels.name(label).to_owned(),
                    probability,
                })
                .collect(),
            tokens: prediction.tokens,
            known_tokens: prediction.known_tokens,
            similarity: prediction.similarity,
            unknown: prediction.label.is_none(),
            best_label: best.map(|label| model.labels.name(label).to_owned()),
            reason: prediction.abstention.map(Abstention::name),
            abstention: prediction.abstention,
            label_set: None,
            shows_labels: false,
        }
    }
}

impl Classified {
    /// Says the prediction apart from the label as well.
    fn beside_fields(self) -> Self {
        Classified {
            predicted: Some(self.label.clone()),
            ..self
        }
    }

    /// The most probable labels with their probabilities.
    fn listed(&self, number: fn(f64) -> String) -> String {
        let labels = self.labels.iter();
        let listed = labels.map(|of| format!("{} {}", of.label, number(of.probability)));
        listed.collect::<Vec<_>>().join(" · ")
    }

    /// Names and cells; the label and probability of an unknown document are empty.
    fn named_cells(&self) -> Vec<(&'static str, String)> {
        let label = |label: &Option<String>| label.clone().unwrap_or_default();
        let mut cells = vec![("id", self.id.clone()), ("label", label(&self.label))];
        let predicted = self.predicted.as_ref();
        cells.extend(predicted.map(|predicted| ("predicted", label(predicted))));
        let probability = self.probability.map(|p| p.to_string());
        cells.extend([
            ("probability", probability.unwrap_or_default()),
            ("tokens", self.tokens.to_string()),
            ("known_tokens", self.known_tokens.to_string()),
        ]);
        cells.push(("best_label", label(&self.best_label)));
        cells.push(("reason", self.reason.unwrap_or_default().to_owned()));
        if self.shows_labels {
            cells.push(("labels", self.listed(|p| p.to_string())));
        }
        let label_set = self.label_set.as_ref();
        cells.extend(label_set.map(|labels| ("label_set", labels.join(" · "))));
        cells
    }
}

impl Record for Classified {
    fn columns(&self) -> Vec<String> {
        let cells = self.named_cells().into_iter();
        cells.map(|(name, _)| name.to_owned()).collect()
    }

    fn cells(&self) -> Vec<String> {
        let cells = self.named_cells().into_iter();
        cells.map(|(_, cell)| cell).collect()
    }

    fn shown(&self) -> Vec<String> {
        let cells = self.named_cells().into_iter();
        let shown = cells.map(|(name, cell)| match name {
            "label" if self.unknown => "unknown".into(),
            "probability" => self.probability.map(percent).unwrap_or_default(),
            "labels" => self.listed(percent),
            _ => cell,
        });
        shown.collect()
    }

    fn is_hidden_when_empty(&self, column: usize) -> bool {
        let cells = self.named_cells();
        matches!(cells[column].0, "best_label" | "reason")
    }

    fn is_numeric(&self, column: usize) -> bool {
        let cells = self.named_cells();
        matches!(cells[column].0, "probability" | "tokens" | "known_tokens")
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let model = arguments.model.read()?;
    let format = arguments.output.format()?;
    let mut reading = arguments
        .input
        .reading("classify", false, AutoClean::As(&model))?;
    reading.options.keep = arguments.keep.of(format);
    let text_field = arguments.input.text_field.as_str();
    let is_part = reading.options.per == Per::Paragraph;
    let own = Own {
        stated: match reading.options.fields.id == "id" && !is_part {
            true => &["id"],
            false => &[],
        },
        guess: Some("label"),
    };
    let names = match format {
        ReportFormat::Table => Vec::new(),
        _ => field_names(&reading)?,
    };
    let columns = KeptColumns::new(arguments.output.open()?, format, own);
    let mut writer = columns.with_keep(&reading.options.keep).with_names(names);
    let thresholds = arguments.abstaining.thresholds(&model);
    let classifier = Classifier::new(&model).with_thresholds(thresholds);
    let label_sets = LabelSets::of(&model, arguments.coverage)?;
    let top = arguments.top.unwrap_or(usize::MAX);
    let mut unknown = UnlabelledCounts::default();
    read(
        global,
        reading,
        || classifier.session(),
        |session, _, documents| {
            let classify = |mut document: Document| {
                let mut kept = Kept::of(&mut document);
                let prediction = session.classify(&document.text);
                let label_set = label_sets.map(|sets| sets.names(&prediction));
                let mut classified = Classified {
                    label_set,
                    shows_labels: arguments.top.is_some(),
                    ..Classified::new(document.id, &prediction, &model, top)
                };
                if let Some(kept) = &mut kept {
                    classified = classified.beside_fields();
                    if is_part {
                        kept.replace_text(text_field, &document.text);
                    }
                }
                (kept, classified)
            };
            documents.into_iter().map(classify).collect::<Vec<_>>()
        },
        |classified| {
            for (kept, record) in classified {
                unknown.add(record.abstention);
                writer.write(kept, &record)?;
            }
            Ok(writer.flush()?)
        },
    )?;
    finish_rows(writer, global)?;
    say_unlabelled(global, &unknown);
    Ok(0)
}
