//! `tasnif evaluate`: scores a model, or settings by cross-validation.

use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueHint;

use super::abstaining::{AbstainArguments, share};
use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::{Destination, OutputArguments};
use super::settings::SettingArguments;
use super::splitting::SplitArguments;
use super::{ANSWER_IS_NO, Global};
use crate::evaluate::Metrics;
use crate::jobs::evaluate::{Evaluation, ModelTest, cross_validation};
use crate::jobs::labelled_corpus::LabelledCorpus;
use crate::model::{Choices, ModelSettings, read_model};
use crate::report::{ReportFormat, ReportWriter};
use crate::tables::{EvaluationMetrics, write_evaluation, wrong_labels};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif evaluate -m news.tasnif test.jsonl
  tasnif evaluate --cv 5 data/paragraphs --per paragraph
  tasnif evaluate --cv 5 news.jsonl --group-by site         no site is both learned and tested
  tasnif evaluate --cv 5 news.jsonl --split time            learn from the past, test what came later
  tasnif evaluate -m news.tasnif test.jsonl --coverage 0.95        are label sets as large as they need be?
  tasnif evaluate -m news.tasnif test.jsonl --min-accuracy 0.9     exit code 1 when below

The Brier score sums over all labels, from 0 to 2. The calibration error has 15 bins of equal width. In
JSON, coverage is the share of documents that are labelled, accuracy_at_coverage the accuracy of the
surest documents, and label_sets what --coverage asks for. Formulas and sources: docs/methods.md.")]
pub(super) struct Arguments {
    /// Exit with code 1 when accuracy, of the most probable labels whatever the thresholds, is below
    /// this share, from 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_accuracy: Option<f64>,
    /// Also tell how often the label sets that classify gives with this coverage hold the true label,
    /// and how large they are; the coverage is that of all documents, not of each label
    #[arg(long, value_name = "SHARE", value_parser = share, conflicts_with = "cv")]
    coverage: Option<f64>,
    /// List the documents whose most probable label is not their own, surest first, in the format of
    /// the ending; --bom is for this file, too
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    errors: Option<PathBuf>,
    #[command(flatten)]
    pub evaluated: EvaluationArguments,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    settings: SettingArguments,
}

/// What is evaluated, on which documents.
#[derive(clap::Args, Debug)]
pub(super) struct EvaluationArguments {
    /// The model to score
    #[arg(
        short,
        long,
        value_name = "MODEL",
        conflicts_with_all = ["cv", "group_by", "split", "seed"],
        required_unless_present = "cv"
    )]
    pub model: Option<PathBuf>,
    /// Score the training settings by cross-validation with K folds
    #[arg(long, value_name = "K")]
    pub cv: Option<usize>,
    #[command(flatten)]
    pub input: InputArguments,
    #[command(flatten)]
    pub split: SplitArguments,
    #[command(flatten)]
    pub abstaining: AbstainArguments,
}

impl EvaluationArguments {
    /// Predicts the label of every document, and with `coverage` by a model its label set; `check_labels` is told of how many labels folds are to learn.
    pub(super) fn evaluation(
        &self,
        command: &'static str,
        settings: &SettingArguments,
        global: &Global,
        coverage: Option<f64>,
        check_labels: impl Fn(usize) -> Result<(), Failure>,
    ) -> Result<Evaluation, Failure> {
        let choices = settings.training_settings()?.choices();
        let settings = settings.model_settings()?;
        let environment = environment(global);
        let Some(path) = &self.model else {
            self.check_no_thresholds()?;
            let splitting = self.split.settings()?;
            let reading = self.input.reading(command, true, AutoClean::ByKind)?;
            let documents =
                LabelledCorpus::read(&environment, reading, &settings.features, splitting)?;
            check_labels(documents.corpus.classes().len())?;
            let folds = self.cv.unwrap_or_default();
            let evaluation = cross_validation(&environment, documents, folds, &settings, choices)?;
            return Ok(evaluation);
        };
        check_no_settings(&settings, choices)?;
        let model = Arc::new(read_model(path)?);
        let test = ModelTest::new(
            Arc::clone(&model),
            self.abstaining.thresholds(&model),
            coverage,
        )?;
        let reading = self.input.reading(command, true, AutoClean::As(&model))?;
        Ok(test.run(&environment, reading)?)
    }

    fn check_no_thresholds(&self) -> Result<(), Failure> {
        match self.abstaining.is_given() {
            false => Ok(()),
            true => Err(Failure::Message(
                "thresholds such as --min-known go with --model; with --cv each fold has those it learned".into(),
            )),
        }
    }

    /// As [`EvaluationArguments::evaluation`], for charts, in which every document has its most probable label:
    /// thresholds are refused.
    pub(super) fn charted(
        &self,
        chart: &str,
        settings: &SettingArguments,
        global: &Global,
        check_labels: impl Fn(usize) -> Result<(), Failure>,
    ) -> Result<Evaluation, Failure> {
        self.abstaining.check_none(chart)?;
        settings.unknown.check_none(chart)?;
        self.evaluation("chart", settings, global, None, check_labels)
    }
}

fn check_no_settings(settings: &ModelSettings, choices: Choices) -> Result<(), Failure> {
    match *settings == ModelSettings::default() && choices == Choices::ALL {
        true => Ok(()),
        false => Err(Failure::Message(
            "settings of training do not go with --model, which has its own; leave them out, or use --cv"
                .into(),
        )),
    }
}

impl Arguments {
    /// Where metrics go, and wrong labels if they are asked for.
    fn outputs(&self) -> Result<(OutputArguments, Option<OutputArguments>), Failure> {
        Ok(match self.errors.clone() {
            Some(path) => {
                let (output, errors) = self.output.with_beside(path)?;
                (output, Some(errors))
            }
            None => (self.output.clone(), None),
        })
    }
}

/// Opens the file of wrong labels, before long work begins.
fn open_errors(output: &OutputArguments) -> Result<ReportWriter<Destination>, Failure> {
    Ok(ReportWriter::new(output.open()?, output.format()?))
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let (output, errors) = arguments.outputs()?;
    let format = output.format()?;
    if arguments.coverage.is_some() && format != ReportFormat::Table && !format.is_json() {
        return Err(Failure::Message(
            "--coverage goes with tables and JSON; CSV, TSV and Parquet have a row for each label and no more".into(),
        ));
    }
    let mut out = output.open()?;
    let errors = errors.as_ref().map(open_errors).transpose()?;
    let (settings, coverage) = (&arguments.settings, arguments.coverage);
    let evaluation =
        arguments
            .evaluated
            .evaluation("evaluate", settings, global, coverage, |_| Ok(()))?;
    if let Some(mut errors) = errors {
        let rows = wrong_labels(&evaluation.ids, &evaluation.outcomes);
        rows.iter().try_for_each(|row| errors.write(row))?;
        errors.finish()?.commit()?;
    }
    let metrics = EvaluationMetrics {
        metrics: Metrics::new(&evaluation.outcomes),
        label_sets: evaluation.label_sets,
    };
    write_evaluation(&metrics, format, &mut out)?;
    out.commit()?;
    let accuracy = metrics.metrics.accuracy;
    let missed = arguments.min_accuracy.is_some_and(|least| accuracy < least);
    Ok(if missed { ANSWER_IS_NO } else { 0 })
}
