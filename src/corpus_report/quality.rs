//! A model's predictions for the documents, and its quality on those with a label.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::corpus::Corpus;
use super::view::View;
use crate::charts::CellText;
use crate::corpus::reading::read;
use crate::corpus::{Document, Progress};
use crate::error::{Error, Result};
use crate::evaluate::{self, ECE_BINS, Metrics, Outcome, coverage_curve};
use crate::figures::{self, ConfusionExcerpt};
use crate::jobs::{Environment, SecondReading};
use crate::model::{Abstention, Classifier, Model, Prediction};
use crate::report::{HtmlBlock, HtmlSection, Row, decimals, percent, thousands};
use crate::tables::{PerLabel, TrialRow};
use crate::text::shown;

/// Maximum number of listed documents: with more, the page becomes slow.
const DOCUMENTS: usize = 2_000;

/// Maximum number of tuning trials that are shown.
const TRIALS: usize = 30;

/// The predictions of a model for the documents.
#[derive(Default)]
pub(super) struct LabelledDocuments {
    /// Outcomes of documents whose label the model knows.
    outcomes: Vec<Outcome>,
    /// Number of documents by given label; those left unlabelled are last.
    given: Vec<u64>,
    /// Number of documents by true label, for labels that the model does not know.
    strange: BTreeMap<String, u64>,
    /// The first documents, and their total number.
    documents: Vec<LabelledDocument>,
    read: usize,
}

/// The prediction of a model for a document.
struct LabelledDocument {
    id: String,
    truth: Option<String>,
    given: Option<(usize, f64)>,
    best: Option<usize>,
    abstention: Option<Abstention>,
}

impl LabelledDocument {
    fn new(id: String, truth: Option<String>, prediction: &Prediction) -> Self {
        let probability = |label: usize| (label, prediction.probabilities[label]);
        LabelledDocument {
            id,
            truth,
            given: prediction.label.map(probability),
            best: prediction
                .most_probable
                .filter(|_| prediction.label.is_none()),
            abstention: prediction.abstention,
        }
    }
}

/// Reads the documents again and predicts their labels.
pub(super) fn label(
    corpus: &Corpus,
    model: &Arc<Model>,
    environment: &Environment<'_>,
) -> Result<LabelledDocuments> {
    let classifier = Classifier::new(Arc::clone(model));
    let names = model.labels.names();
    let mut labelled = LabelledDocuments {
        given: vec![0; names.len() + 1],
        ..LabelledDocuments::default()
    };
    // The first reading reported the messages about the input, unless its cleaning was different.
    let again = SecondReading(environment.progress);
    let progress: &dyn Progress = match corpus.model_cleans_otherwise {
        true => environment.progress,
        false => &again,
    };
    read(
        progress,
        corpus.for_model.clone(),
        || classifier.session(),
        |session, _, documents| {
            let label_one = |document: Document| {
                let prediction = session.classify(&document.text);
                let truth = document.label.filter(|label| !label.is_empty());
                let outcome = truth
                    .as_deref()
                    .map(|truth| Outcome::new(truth, &prediction));
                (
                    LabelledDocument::new(document.id, truth, &prediction),
                    outcome,
                )
            };
            documents.into_iter().map(label_one).collect::<Vec<_>>()
        },
        |batch| {
            batch
                .into_iter()
                .for_each(|(document, outcome)| labelled.add(document, outcome, names));
            Ok::<_, Error>(())
        },
    )?;
    Ok(labelled)
}

impl LabelledDocuments {
    fn add(&mut self, document: LabelledDocument, outcome: Option<Outcome>, names: &[String]) {
        let label = document.given.map(|(label, _)| label);
        self.given[label.unwrap_or(names.len())] += 1;
        self.read += 1;
        if self.documents.len() < DOCUMENTS {
            self.documents.push(document);
        }
        match outcome {
            Some(outcome) if names.contains(&outcome.truth) => self.outcomes.push(outcome),
            Some(outcome) => *self.strange.entry(outcome.truth).or_default() += 1,
            None => {}
        }
    }
}

/// Quality on documents whose label the model knows, and counts of the given labels.
pub(super) fn section(
    labelled: &LabelledDocuments,
    model: &Model,
    view: &View,
) -> Result<HtmlSection> {
    let language = view.language;
    let mut blocks = Vec::new();
    if labelled.outcomes.is_empty() {
        blocks.push(HtmlBlock::Text(language.no_quality()));
    } else {
        blocks.extend(quality(&labelled.outcomes, view));
    }
    if !labelled.strange.is_empty() {
        blocks.push(HtmlBlock::Text(language.strange_labels(
            labelled.strange.values().sum(),
            labelled.strange.len(),
        )));
    }
    blocks.push(view.table(language.labels_given(), &given(labelled, model, view)));
    blocks.push(documents(labelled, model, view));
    if let Some(tuning) = &model.tuning {
        let trials: Vec<TrialRow<'_>> = tuning.trials.iter().take(TRIALS).map(TrialRow).collect();
        blocks.push(HtmlBlock::Folded {
            summary: language.trials(),
            open: false,
            blocks: vec![view.table(language.trials(), &trials)],
        });
    }
    Ok(HtmlSection {
        id: "model",
        title: language.model(),
        blocks,
    })
}

fn quality(outcomes: &[Outcome], view: &View) -> Vec<HtmlBlock> {
    let metrics = Metrics::new(outcomes);
    let language = view.language;
    let labels: Vec<PerLabel<'_>> = metrics.labels.iter().map(PerLabel).collect();
    let mut blocks = vec![
        HtmlBlock::Figures(figures(&metrics, view)),
        view.table(view.language.label_quality(), &labels),
    ];
    let excerpt = ConfusionExcerpt::from(&metrics.confusion);
    let confusion = figures::confusion(&excerpt, (&metrics).into(), CellText::Both, language);
    blocks.push(view.figure(&confusion));
    let bins = evaluate::reliability(outcomes, ECE_BINS);
    blocks.push(view.figure(&figures::reliability(&bins, language)));
    let curve = coverage_curve(outcomes);
    if !curve.is_empty() {
        blocks.push(view.figure(&figures::coverage(outcomes, &curve, language)));
    }
    blocks
}

fn figures(metrics: &Metrics, view: &View) -> Vec<(String, String)> {
    let numbers = [
        ("documents", thousands(metrics.documents)),
        ("accuracy", percent(metrics.accuracy)),
        ("macro_f1", decimals(metrics.macro_average.f1)),
        ("log_loss", decimals(metrics.log_loss)),
        ("brier", decimals(metrics.brier)),
        ("ece", decimals(metrics.ece)),
        ("labelled", percent(metrics.coverage)),
        (
            "labelled_accuracy",
            metrics.labelled_accuracy.map(percent).unwrap_or_default(),
        ),
    ];
    let named = numbers.map(|(name, value)| (view.language.heading(name).text, value));
    named.to_vec()
}

/// The documents and their predictions, with a search field.
fn documents(labelled: &LabelledDocuments, model: &Model, view: &View) -> HtmlBlock {
    let rows: Vec<Row> = labelled
        .documents
        .iter()
        .map(|document| row(document, model, view))
        .collect();
    let caption = view.language.documents_table();
    let mut blocks = vec![view.searched_table(caption.clone(), &rows)];
    if labelled.read > rows.len() {
        let text = view.language.first_documents(rows.len(), labelled.read);
        blocks.insert(0, HtmlBlock::Text(text));
    }
    HtmlBlock::Folded {
        summary: caption,
        open: false,
        blocks,
    }
}

fn row(document: &LabelledDocument, model: &Model, view: &View) -> Row {
    let name = |label: usize| view.label(model.labels.name(label));
    let mut row = Row::default();
    row.text("id", shown(&document.id));
    if let Some(truth) = &document.truth {
        row.text("label", view.label(truth));
    } else {
        row.text("label", "");
    }
    let given = document.given.map(|(label, _)| name(label));
    row.text("predicted", given.unwrap_or_default());
    row.number("probability", document.given.map(|(_, p)| p));
    row.text("best_label", document.best.map(name).unwrap_or_default());
    let reason = document.abstention.map(|why| view.language.reason(why));
    row.text("reason", reason.unwrap_or_default());
    row
}

/// Number of documents by given label.
fn given(labelled: &LabelledDocuments, model: &Model, view: &View) -> Vec<Row> {
    let all: u64 = labelled.given.iter().sum();
    let names = model.labels.names().iter().map(|name| view.label(name));
    let names = names.chain([view.language.unknown()]);
    let rows = names.zip(&labelled.given).map(|(name, &documents)| {
        let mut row = Row::default();
        row.text("label", name);
        row.count("documents", documents);
        row.number("share", documents as f64 / all.max(1) as f64);
        row
    });
    rows.collect()
}
