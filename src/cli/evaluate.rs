//! `tasnif evaluate`: scores a model, or settings by cross-validation.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::ValueHint;

use super::abstaining::{AbstainArguments, share};
use super::corpus_reader::{WrittenForms, storage, tokenized_with};
use super::errors_file::ErrorsFile;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::label_sets::{LabelSets, SetMetrics};
use super::measured::{Measured, write_measured};
use super::output::{OutputArguments, say};
use super::settings::SettingArguments;
use super::splitting::{SplitArguments, Traits};
use super::{ANSWER_IS_NO, Global};
use crate::cli::corpus_reader::read;
use crate::corpus::{Document, TokenizedCorpus};
use crate::evaluate::{Metrics, Outcome, cross_validate};
use crate::figures::LetterCounts;
use crate::model::{Classifier, Model, ModelSettings, Session, read_model};
use crate::report::{ReportFormat, counted};
use crate::text::shown;

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

/// Labels that a message names.
const NAMED: usize = 5;

/// Documents whose labels were predicted.
pub(super) struct Judged {
    /// The id of every document.
    pub ids: Vec<String>,
    /// The outcome of every document.
    pub outcomes: Vec<Outcome>,
    /// What they are written in.
    pub letters: LetterCounts,
    /// How label sets did, if they were asked for.
    pub label_sets: Option<SetMetrics>,
}

impl JudgedArguments {
    /// Predicts the label of every document, and with `coverage` by a model its label set; `check_labels` is told of how many labels folds are to learn.
    pub(super) fn judged(
        &self,
        command: &'static str,
        settings: &SettingArguments,
        global: &Global,
        coverage: Option<f64>,
        check_labels: impl Fn(usize) -> Result<(), Failure>,
    ) -> Result<Judged, Failure> {
        match (&self.model, self.cv) {
            (Some(_), _) if settings.model_settings()? != ModelSettings::default() => {
                Err(Failure::Message(
                    "settings of training do not go with --model, which has its own; leave them out, or use --cv"
                        .into(),
                ))
            }
            (Some(path), _) => self.of_model(path, command, global, coverage),
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

    /// As [`JudgedArguments::judged`], for charts, in which every document has its most probable label:
    /// thresholds are refused.
    pub(super) fn charted(
        &self,
        chart: &str,
        settings: &SettingArguments,
        global: &Global,
        check_labels: impl Fn(usize) -> Result<(), Failure>,
    ) -> Result<Judged, Failure> {
        self.abstaining.check_none(chart)?;
        settings.unknown.check_none(chart)?;
        self.judged("chart", settings, global, None, check_labels)
    }

    fn of_model(
        &self,
        path: &std::path::Path,
        command: &'static str,
        global: &Global,
        coverage: Option<f64>,
    ) -> Result<Judged, Failure> {
        let model = read_model(path)?;
        let thresholds = self.abstaining.thresholds(&model);
        let classifier = Classifier::new(&model).with_thresholds(thresholds);
        let label_sets = LabelSets::of(&model, coverage)?;
        let mut judged = Vec::new();
        read(
            global,
            self.input.reading(command, true, AutoClean::As(&model))?,
            || classifier.session(),
            |session, _, documents| {
                let judge = |document| judge(&document, session, &model, label_sets);
                documents.into_iter().map(judge).collect::<Vec<_>>()
            },
            |batch| {
                judged.extend(batch);
                Ok(())
            },
        )?;
        check_truths(&judged, &model, global)?;
        let sets = judged
            .iter()
            .filter_map(|judged| judged.set)
            .collect::<Vec<_>>();
        Ok(Judged {
            label_sets: coverage.map(|asked| SetMetrics::new(asked, &sets)),
            letters: judged.iter().map(|judged| judged.letters).sum(),
            ids: judged
                .iter_mut()
                .map(|judged| std::mem::take(&mut judged.id))
                .collect(),
            outcomes: judged.into_iter().map(|judged| judged.outcome).collect(),
        })
    }

    /// The documents, and what splits of them look at.
    fn read_labelled(
        &self,
        command: &'static str,
        settings: &SettingArguments,
        global: &Global,
    ) -> Result<Labelled, Failure> {
        self.split.check()?;
        let features = settings.model_settings()?.features;
        let mut reading = self.input.reading(command, true, AutoClean::ByKind)?;
        reading.options.fields.group = self.split.group_field();
        let (corpus, kept) = tokenized_with(
            global,
            reading,
            &features,
            WrittenForms::Forgotten,
            &storage(global),
            |document| {
                let facts = (Traits::of(document), document.id.clone());
                (facts, LetterCounts::of(&document.text))
            },
        )?;
        let (facts, letters): (Vec<_>, Vec<LetterCounts>) = kept.into_iter().unzip();
        let (traits, ids) = facts.into_iter().unzip();
        Ok(Labelled {
            corpus,
            traits,
            ids,
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
            ids,
            letters,
        } = documents;
        let model_settings = settings.model_settings()?;
        let groups = self.split.groups(&corpus, &traits, global)?;
        let splits = self.split.splits(&corpus, &traits, &groups, folds)?;
        let outcomes = cross_validate(&corpus, &groups, &model_settings, &splits, |_| ())?;
        Ok(Judged {
            ids,
            outcomes,
            letters,
            label_sets: None,
        })
    }
}

/// A document whose label was predicted.
struct JudgedDocument {
    id: String,
    outcome: Outcome,
    letters: LetterCounts,
    /// Whether its label set holds its label, and the size of the set, if sets are asked for.
    set: Option<(bool, usize)>,
}

/// Says which labels of documents are none of the model's.
fn check_truths(judged: &[JudgedDocument], model: &Model, global: &Global) -> Result<(), Failure> {
    let truths = judged.iter().map(|judged| judged.outcome.truth.as_str());
    let is_known = |label: &&str| model.labels.index(label).is_some();
    let unknown: Vec<&str> = truths.filter(|label| !is_known(label)).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let named: BTreeSet<&str> = unknown.iter().copied().collect();
    let names = |labels: &mut dyn Iterator<Item = &str>, count: usize| {
        let first: Vec<String> = labels.take(NAMED).map(|l| shown(l).into_owned()).collect();
        let more = if count > NAMED { ", …" } else { "" };
        format!("{}{more}", first.join(", "))
    };
    let of_documents = names(&mut named.iter().copied(), named.len());
    if unknown.len() == judged.len() {
        let known = model.labels.names();
        let known = names(&mut known.iter().map(String::as_str), known.len());
        return Err(Failure::Message(format!(
            "no document has a label of the model: found {of_documents}; the model has {known}"
        )));
    }
    let documents = counted(unknown.len() as u64, "document");
    say(
        global,
        format!(
            "{documents} with labels that the model does not have count as errors: {of_documents}"
        ),
    );
    Ok(())
}

fn judge(
    document: &Document,
    session: &mut Session<'_>,
    model: &Model,
    label_sets: Option<LabelSets<'_>>,
) -> JudgedDocument {
    let prediction = session.classify(&document.text);
    let truth = document.label.as_deref().unwrap_or_default();
    JudgedDocument {
        id: document.id.clone(),
        outcome: Outcome::new(truth, &prediction, model.labels.names()),
        letters: LetterCounts::of(&document.text),
        set: label_sets.map(|sets| sets.holds(&prediction, truth)),
    }
}

/// Documents that are to be parted into what is learned and what is tested.
struct Labelled {
    corpus: TokenizedCorpus,
    /// What splits look at.
    traits: Vec<Traits>,
    ids: Vec<String>,
    letters: LetterCounts,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let (output, errors) = match arguments.errors.clone() {
        Some(path) => {
            let (output, errors) = arguments.output.with_beside(path)?;
            (output, Some(errors))
        }
        None => (arguments.output.clone(), None),
    };
    let format = output.format()?;
    if arguments.coverage.is_some() && format != ReportFormat::Table && !format.is_json() {
        return Err(Failure::Message(
            "--coverage goes with tables and JSON; CSV, TSV and Parquet have a row for each label and no more".into(),
        ));
    }
    let mut out = output.open()?;
    let errors = errors.as_ref().map(ErrorsFile::open).transpose()?;
    let coverage = arguments.coverage;
    let judged = arguments.judged.judged(
        "evaluate",
        &arguments.settings,
        global,
        coverage,
        |_| Ok(()),
    )?;
    if let Some(errors) = errors {
        errors.write(&judged.ids, &judged.outcomes)?;
    }
    let measured = Measured {
        metrics: Metrics::new(&judged.outcomes),
        label_sets: judged.label_sets,
    };
    write_measured(&measured, format, &mut out)?;
    out.commit()?;
    let accuracy = measured.metrics.accuracy;
    let missed = arguments.min_accuracy.is_some_and(|least| accuracy < least);
    Ok(if missed { ANSWER_IS_NO } else { 0 })
}
