//! `tasnif diff`: compares two models.

use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueHint;

use super::Global;
use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::OutputArguments;
use crate::corpus::reading::Reading;
use crate::jobs::diff::ModelPair;
use crate::model::{Model, ModelDifference, read_model};
use crate::tables::{DifferenceReport, write_difference};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif diff old.tasnif new.tasnif
  tasnif diff old.tasnif new.tasnif articles/                which articles would be labelled differently
  tasnif diff old.tasnif new.tasnif test.jsonl               with labels: is the new model better?
  tasnif diff old.tasnif new.tasnif today.jsonl --format csv -o changed.csv

A weight is in nats: how much a text of the term alone speaks for the label more than for the mean of the
labels that both models have. Terms are ranked by the change of the weight times the square root of the smaller
document frequency. Accuracy is that of the most probable labels; McNemar's test is exact. Each FILE is a data
set; with at least six that have labels, Wilcoxon's signed-rank test compares the models over them (Demšar 2006).
CSV, TSV and Parquet have a row for each document that is labelled differently, or without FILES for each term.")]
pub(super) struct Arguments {
    /// The first model
    #[arg(value_name = "A", value_hint = ValueHint::FilePath)]
    first: PathBuf,
    /// The second model
    #[arg(value_name = "B", value_hint = ValueHint::FilePath)]
    second: PathBuf,
    /// How many terms of each kind, and documents in a table, are listed
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    output: OutputArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let format = arguments.output.format()?;
    let models = [&arguments.first, &arguments.second].map(|path| read_model(path).map(Arc::new));
    let [first, second] = models;
    let models = [first?, second?];
    let data_sets = arguments.data_sets(&models[1])?;
    let mut out = arguments.output.open()?;
    let difference = ModelDifference::new([&models[0], &models[1]], arguments.top)?;
    let predictions = match data_sets.is_empty() {
        true => None,
        false => Some(ModelPair::new(models).run(&environment(global), data_sets)?),
    };
    let report = DifferenceReport {
        models: &difference,
        predictions: predictions.as_ref(),
        top: arguments.top,
    };
    write_difference(&report, format, &mut out)?;
    out.commit()?;
    Ok(0)
}

impl Arguments {
    /// Each file or folder as a data set, cleaned as for the second model.
    fn data_sets(&self, model: &Model) -> Result<Vec<(String, Reading)>, Failure> {
        let files = self.input.files.iter().map(|file| {
            let input = InputArguments {
                files: vec![file.clone()],
                ..self.input.clone()
            };
            let reading = input.reading("diff", false, AutoClean::As(model))?;
            Ok((file.display().to_string(), reading))
        });
        files.collect()
    }
}
