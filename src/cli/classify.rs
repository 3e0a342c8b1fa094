//! `tasnif classify`: labels new documents.

use serde::Serialize;

use super::Global;
use super::abstaining::{AbstainArguments, share};
use super::corpus_reader::read;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::label_sets::LabelSets;
use super::model_argument::ModelArgument;
use super::output::{OutputArguments, say};
use crate::error::Result;
use crate::model::{Classifier, Model, Prediction, Thresholds};
use crate::report::{Record, ReportWriter, counted, percent};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif classify articles/                            with the bundled Arabic news model
  tasnif classify -m topics.tasnif new.jsonl --top 3
  cat article.txt | tasnif classify -m topics.tasnif --format json")]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    /// Show the K most probable labels [default: all]
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
}

/// What is said of one document.
#[derive(Debug, Serialize)]
pub(super) struct Classified {
    pub id: String,
    pub label: Option<String>,
    pub probability: Option<f64>,
    pub labels: Vec<LabelProbability>,
    pub tokens: u64,
    pub known_tokens: u64,
    pub similarity: f64,
    pub unknown: bool,
    /// The label set of the coverage that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_set: Option<Vec<String>>,
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
        Classified {
            id,
            label: prediction
                .label
                .map(|label| model.labels.name(label).to_owned()),
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
            label_set: None,
        }
    }
}

impl Record for Classified {
    fn columns(&self) -> Vec<String> {
        let always = ["id", "label", "probability", "tokens", "known_tokens"].into_iter();
        let names = always.chain(self.label_set.as_ref().map(|_| "label_set"));
        names.map(str::to_owned).collect()
    }

    /// The label and probability of an unknown document are empty.
    fn cells(&self) -> Vec<String> {
        let mut cells = vec![
            self.id.clone(),
            self.label.clone().unwrap_or_default(),
            self.probability.map(|p| p.to_string()).unwrap_or_default(),
            self.tokens.to_string(),
            self.known_tokens.to_string(),
        ];
        cells.extend(self.label_set.as_ref().map(|labels| labels.join(" · ")));
        cells
    }

    fn shown(&self) -> Vec<String> {
        let mut cells = self.cells();
        if self.unknown {
            cells[1] = "unknown".into();
        }
        cells[2] = self.probability.map(percent).unwrap_or_default();
        cells
    }

    fn is_numeric(&self, column: usize) -> bool {
        (2..5).contains(&column)
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let model = arguments.model.read()?;
    let reading = arguments
        .input
        .reading("classify", false, AutoClean::As(&model))?;
    let mut writer = ReportWriter::new(arguments.output.open()?, arguments.output.format()?);
    let thresholds = arguments.abstaining.thresholds(&model);
    let classifier = Classifier::new(&model).with_thresholds(thresholds);
    let label_sets = LabelSets::of(&model, arguments.coverage)?;
    let top = arguments.top.unwrap_or(usize::MAX);
    let mut unknown = 0;
    read(
        global,
        reading,
        || classifier.session(),
        |session, _, documents| {
            let classify = |document: crate::corpus::Document| {
                let prediction = session.classify(&document.text);
                let label_set = label_sets.map(|sets| sets.names(&prediction));
                Classified {
                    label_set,
                    ..Classified::new(document.id, &prediction, &model, top)
                }
            };
            documents.into_iter().map(classify).collect::<Vec<_>>()
        },
        |classified| {
            for record in &classified {
                unknown += u64::from(record.unknown);
                writer.write(record)?;
            }
            Ok(writer.flush()?)
        },
    )?;
    writer.finish()?.commit()?;
    if thresholds == Thresholds::default() {
        say_unknown(global, unknown);
    } else if unknown > 0 {
        let what = counted(unknown, "document");
        say(
            global,
            format!("{what} unlike what the model has learned: unknown"),
        );
    }
    Ok(0)
}

/// Says how many documents hold no known word.
pub(super) fn say_unknown(global: &Global, documents: u64) {
    if documents > 0 {
        say(
            global,
            format!(
                "{} without a word that the model knows: unknown",
                counted(documents, "document")
            ),
        );
    }
}
