//! `tasnif evaluate`: scores a model, or settings by cross-validation.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::abstaining::{AbstainArguments, share};
use super::chart::LetterCounts;
use super::corpus_reader::{read, storage, tokenized_with};
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::OutputArguments;
use super::settings::SettingArguments;
use super::splitting::{SplitArguments, Traits};
use super::{ANSWER_IS_NO, Global};
use crate::evaluate::{LabelMetrics, Metrics, Outcome, cross_validate};
use crate::features::TokenizedCorpus;
use crate::model::{Classifier, ModelSettings, read_model};
use crate::report::{Record, ReportFormat, ReportWriter, decimals, percent};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif evaluate -m news.tasnif test.jsonl
  tasnif evaluate --cv 5 data/paragraphs --per paragraph
  tasnif evaluate --cv 5 news.jsonl --group-by site         no site is both learned and tested
  tasnif evaluate --cv 5 news.jsonl --split time            learn from the past, test what came later
  tasnif evaluate -m news.tasnif test.jsonl --min-accuracy 0.9     exit code 1 when below")]
pub(super) struct Arguments {
    /// Exit with code 1 when accuracy is below this share, from 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_accuracy: Option<f64>,
    #[command(flatten)]
    pub judged: JudgedArguments,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    settings: SettingArguments,
}

/// What is judged, on which documents.
#[derive(clap::Args, Debug)]
pub(super) struct JudgedArguments {
    /// The model to score
    #[arg(
        short,
        long,
        value_name = "MODEL",
        conflicts_with_all = ["cv", "group_by", "split"],
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

/// Documents whose labels were predicted.
pub(super) struct Judged {
    /// The outcome of every document.
    pub outcomes: Vec<Outcome>,
    /// What they are written in.
    pub letters: LetterCounts,
}

impl JudgedArguments {
    /// Predicts the label of every document; `check_labels` is told of how many labels folds are to learn.
    pub(super) fn judged(
        &self,
        command: &'static str,
        settings: &SettingArguments,
        global: &Global,
        check_labels: impl Fn(usize) -> Result<(), Failure>,
    ) -> Result<Judged, Failure> {
        match (&self.model, self.cv) {
            (Some(_), _) if settings.model_settings()? != ModelSettings::default() => {
                Err(Failure::Message(
                    "settings of training do not go with --model, which has its own; leave them out, or use --cv"
                        .into(),
                ))
            }
            (Some(path), _) => self.of_model(path, command, global),
            (None, _) if self.abstaining.is_given() => Err(Failure::Message(
                "thresholds such as --min-known go with --model; with --cv each fold has those it learned".into(),
            )),
            (None, folds) => {
                let documents = self.read_labelled(command, settings, global)?;
                check_labels(documents.corpus.classes().len())?;
                self.of_folds(folds.unwrap_or_default(), documents, settings, global)
            }
        }
    }

    fn of_model(
        &self,
        path: &std::path::Path,
        command: &'static str,
        global: &Global,
    ) -> Result<Judged, Failure> {
        let model = read_model(path)?;
        let thresholds = self.abstaining.thresholds(&model);
        let classifier = Classifier::new(&model).with_thresholds(thresholds);
        let mut judged = Vec::new();
        read(
            global,
            self.input.reading(command, true, AutoClean::As(&model))?,
            || classifier.session(),
            |session, _, documents| {
                let judge = |document: crate::corpus::Document| {
                    let prediction = session.classify(&document.text);
                    let truth = document.label.as_deref().unwrap_or_default();
                    let outcome = Outcome::new(truth, &prediction, model.labels.names());
                    (outcome, LetterCounts::of(&document.text))
                };
                documents.into_iter().map(judge).collect::<Vec<_>>()
            },
            |batch| {
                judged.extend(batch);
                Ok(())
            },
        )?;
        let (outcomes, letters): (_, Vec<LetterCounts>) = judged.into_iter().unzip();
        Ok(Judged {
            outcomes,
            letters: letters.into_iter().sum(),
        })
    }

    /// The documents, and what splits of them look at.
    fn read_labelled(
        &self,
        command: &'static str,
        settings: &SettingArguments,
        global: &Global,
    ) -> Result<Labelled, Failure> {
        let features = settings.model_settings()?.features;
        let mut reading = self.input.reading(command, true, AutoClean::PagesOnly)?;
        reading.options.fields.group = self.split.group_field();
        let (corpus, kept) =
            tokenized_with(global, reading, &features, &storage(global), |document| {
                (Traits::of(document), LetterCounts::of(&document.text))
            })?;
        let (traits, letters): (_, Vec<LetterCounts>) = kept.into_iter().unzip();
        Ok(Labelled {
            corpus,
            traits,
            letters: letters.into_iter().sum(),
        })
    }

    fn of_folds(
        &self,
        folds: usize,
        documents: Labelled,
        settings: &SettingArguments,
        global: &Global,
    ) -> Result<Judged, Failure> {
        let Labelled {
            corpus,
            traits,
            letters,
        } = documents;
        let model_settings = settings.model_settings()?;
        let groups = self.split.groups(&corpus, &traits, global)?;
        let splits = self.split.splits(&corpus, &traits, &groups, folds)?;
        let outcomes = cross_validate(&corpus, &groups, &model_settings, &splits, |_| ())?;
        Ok(Judged { outcomes, letters })
    }
}

/// Documents that are to be parted into what is learned and what is tested.
struct Labelled {
    corpus: TokenizedCorpus,
    /// What splits look at.
    traits: Vec<Traits>,
    letters: LetterCounts,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let mut out = arguments.output.open()?;
    let judged = arguments
        .judged
        .judged("evaluate", &arguments.settings, global, |_| Ok(()))?;
    let metrics = Metrics::new(&judged.outcomes);
    match arguments.output.format() {
        ReportFormat::Table => table(&metrics, &mut out)?,
        format @ ReportFormat::Csv => {
            let mut writer = ReportWriter::new(&mut out, format);
            for label in &metrics.labels {
                writer.write(&PerLabel(label))?;
            }
            writer.finish()?;
        }
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &metrics).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        ReportFormat::JsonLines => {
            serde_json::to_writer(&mut out, &metrics).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.commit()?;
    let missed = arguments
        .min_accuracy
        .is_some_and(|least| metrics.accuracy < least);
    Ok(if missed { ANSWER_IS_NO } else { 0 })
}

/// Metrics for a person.
pub(super) fn table(metrics: &Metrics, mut out: &mut dyn Write) -> Result<(), Failure> {
    let (averages, weighted) = (&metrics.macro_average, &metrics.weighted_average);
    writeln!(out, " documents         {}", metrics.documents)?;
    writeln!(out, " accuracy          {}", percent(metrics.accuracy))?;
    writeln!(out, " macro F1          {}", decimals(averages.f1))?;
    writeln!(out, " weighted F1       {}", decimals(weighted.f1))?;
    writeln!(out, " log-loss          {}", decimals(metrics.log_loss))?;
    writeln!(out, " Brier score       {}", decimals(metrics.brier))?;
    writeln!(out, " calibration error {}", decimals(metrics.ece))?;
    writeln!(
        out,
        " labelled          {} (accuracy of these {})",
        percent(metrics.coverage),
        percent(metrics.labelled_accuracy)
    )?;
    writeln!(out)?;
    let mut writer = ReportWriter::new(&mut out, ReportFormat::Table);
    for label in &metrics.labels {
        writer.write(&PerLabel(label))?;
    }
    writer.finish()?;
    Ok(())
}

/// Metrics of a label as a record.
#[derive(Serialize)]
pub(super) struct PerLabel<'m>(pub &'m LabelMetrics);

impl PerLabel<'_> {
    fn row(&self, number: fn(f64) -> String) -> Vec<String> {
        vec![
            self.0.label.clone(),
            number(self.0.precision),
            number(self.0.recall),
            number(self.0.f1),
            self.0.support.to_string(),
        ]
    }
}

impl Record for PerLabel<'_> {
    fn columns(&self) -> Vec<String> {
        ["label", "precision", "recall", "f1", "support"]
            .map(str::to_owned)
            .to_vec()
    }

    fn cells(&self) -> Vec<String> {
        self.row(|number| number.to_string())
    }

    fn shown(&self) -> Vec<String> {
        self.row(decimals)
    }
}
