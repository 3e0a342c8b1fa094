//! The difference of two models, in every format.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use crate::jobs::diff::{DataSetCounts, FEWEST_DATA_SETS, LabelChange, PredictionDifference};
use crate::model::{ModelDifference, MovedTerm, SettingDifference, SingleTerms};
use crate::report::{
    Record, ReportFormat, Row, counted, decimals, percent, shortened, significant, thousands,
    write_records,
};
use crate::text::shown;

/// Number of moves from label to label in a table.
const MOVES: usize = 10;

/// How two models and their predictions differ.
#[derive(Debug)]
pub struct DifferenceReport<'d> {
    /// The models.
    pub models: &'d ModelDifference,
    /// Their predictions, if documents were given.
    pub predictions: Option<&'d PredictionDifference>,
    /// Number of documents that a table lists.
    pub top: usize,
}

/// A document that is labelled differently, as a record.
#[derive(Debug, Serialize)]
pub struct LabelChangeRow<'c> {
    id: &'c str,
    #[serde(rename = "label", skip_serializing_if = "Option::is_none")]
    truth: Option<&'c str>,
    label_a: Option<&'c str>,
    probability_a: Option<f64>,
    label_b: Option<&'c str>,
    probability_b: Option<f64>,
}

impl<'c> LabelChangeRow<'c> {
    /// The row of a document.
    pub fn of(change: &'c LabelChange) -> Self {
        let [label_a, label_b] = change.labels.each_ref().map(Option::as_deref);
        let [probability_a, probability_b] = change.probabilities;
        LabelChangeRow {
            id: &change.id,
            truth: change.truth.as_deref(),
            label_a,
            probability_a,
            label_b,
            probability_b,
        }
    }

    fn row(&self, unknown: &str, number: fn(f64) -> String) -> Vec<String> {
        let label = |label: Option<&str>| label.unwrap_or(unknown).to_owned();
        let number = |value: Option<f64>| value.map(number).unwrap_or_default();
        vec![
            self.id.to_owned(),
            self.truth.unwrap_or_default().to_owned(),
            label(self.label_a),
            number(self.probability_a),
            label(self.label_b),
            number(self.probability_b),
        ]
    }
}

impl Record for LabelChangeRow<'_> {
    fn columns(&self) -> Vec<String> {
        [
            "id",
            "label",
            "label_a",
            "probability_a",
            "label_b",
            "probability_b",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    fn cells(&self) -> Vec<String> {
        self.row("", |number| number.to_string())
    }

    fn shown(&self) -> Vec<String> {
        let mut cells = self.row("unknown", percent);
        cells[0] = shortened(&cells[0]);
        cells
    }

    fn is_hidden_when_empty(&self, column: usize) -> bool {
        column == 1
    }

    fn is_numeric(&self, column: usize) -> bool {
        matches!(column, 3 | 5)
    }
}

/// Writes the difference: text for people, one JSON object, or rows: the documents that are labelled differently, or
/// without documents the terms whose weights differ most.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_difference(
    report: &DifferenceReport<'_>,
    format: ReportFormat,
    mut out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        ReportFormat::Table => text(report, out),
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &object(report))?;
            writeln!(out)
        }
        ReportFormat::JsonLines => {
            serde_json::to_writer(&mut out, &object(report))?;
            writeln!(out)
        }
        ReportFormat::Csv | ReportFormat::Tsv | ReportFormat::Parquet => match report.predictions {
            Some(predictions) => write_records(
                predictions.changes.iter().map(LabelChangeRow::of),
                format,
                out,
            )
            .map(|_| ()),
            None => {
                write_records(report.models.moved.iter().map(moved_row), format, out).map(|_| ())
            }
        },
    }
}

fn moved_row(term: &MovedTerm) -> Row {
    let mut row = Row::default();
    row.text("term", &term.term);
    row.text("form", &term.form);
    row.text("label", &term.label);
    row.number("weight_a", term.weights[0]);
    row.number("weight_b", term.weights[1]);
    row.number("change", term.change());
    row.count("documents_a", u64::from(term.documents[0]));
    row.count("documents_b", u64::from(term.documents[1]));
    row
}

fn single_rows(terms: &SingleTerms) -> impl Iterator<Item = Row> {
    terms.strongest.iter().map(|term| {
        let mut row = Row::default();
        row.text("term", &term.term);
        row.text("form", &term.form);
        row.text("label", &term.label);
        row.number("score", term.score);
        row
    })
}

fn counts_row(name: Option<&str>, counts: &DataSetCounts) -> Row {
    let mut row = Row::default();
    if let Some(name) = name {
        row.text("file", name);
    }
    row.count("documents", counts.documents);
    row.count("changed", counts.changed);
    row.count("labelled", counts.labelled);
    let [a, b] = counts.accuracy().map_or([None; 2], |both| both.map(Some));
    row.number("accuracy_a", a);
    row.number("accuracy_b", b);
    row.count("only_a_correct", counts.only_correct[0]);
    row.count("only_b_correct", counts.only_correct[1]);
    row.number("p", counts.p_value());
    row
}

/// Everything as one object.
fn object(report: &DifferenceReport<'_>) -> Value {
    let models = report.models;
    let setting =
        |s: &SettingDifference| json!({"setting": s.setting, "a": s.values[0], "b": s.values[1]});
    let both = |values: [u64; 2]| json!({"a": values[0], "b": values[1]});
    let mut object = json!({
        "identical": models.is_identical(),
        "checksum": {"a": models.checksums[0], "b": models.checksums[1]},
        "documents": both(models.documents),
        "terms": both(models.terms.map(|terms| terms as u64)),
        "settings": models.settings.iter().map(setting).collect::<Vec<_>>(),
        "labels": models.labels.iter().map(|label| json!({
            "label": label.label, "documents_a": label.documents[0], "documents_b": label.documents[1],
        })).collect::<Vec<_>>(),
        "added": {"terms": models.added.count, "strongest": single_rows(&models.added).collect::<Vec<_>>()},
        "removed": {"terms": models.removed.count, "strongest": single_rows(&models.removed).collect::<Vec<_>>()},
        "moved": models.moved.iter().map(moved_row).collect::<Vec<_>>(),
    });
    if let Some(predictions) = report.predictions {
        let files = predictions.data_sets.iter();
        object["files"] = json!(
            files
                .map(|(name, counts)| counts_row(Some(name), counts))
                .collect::<Vec<_>>()
        );
        object["all"] = json!(counts_row(None, &predictions.all()));
        object["signed_rank_p"] = json!(predictions.signed_rank_p());
        object["changes"] = json!(
            predictions
                .changes
                .iter()
                .map(LabelChangeRow::of)
                .collect::<Vec<_>>()
        );
    }
    object
}

/// Text for people.
fn text(report: &DifferenceReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let models = report.models;
    if models.is_identical() {
        writeln!(
            out,
            "The models are identical (checksum {}).",
            models.checksums[0]
        )?;
    } else {
        summary(models, out)?;
        model_tables(models, out)?;
    }
    match report.predictions {
        Some(predictions) => predictions_text(predictions, report.top, out),
        None => Ok(()),
    }
}

/// The sizes of the models.
fn summary(models: &ModelDifference, out: &mut dyn Write) -> io::Result<()> {
    let both = |values: [u64; 2]| format!("{} → {}", thousands(values[0]), thousands(values[1]));
    let labels = [0, 1].map(|model| {
        let of_model = models
            .labels
            .iter()
            .filter(|label| label.documents[model].is_some());
        of_model.count() as u64
    });
    let [added, removed] = models.labels_of_one();
    writeln!(out, " documents  {}", both(models.documents))?;
    writeln!(
        out,
        " terms      {}: {} added, {} removed",
        both(models.terms.map(|terms| terms as u64)),
        thousands(models.added.count as u64),
        thousands(models.removed.count as u64)
    )?;
    writeln!(
        out,
        " labels     {}{}",
        both(labels),
        named(&added, &removed)
    )
}

/// `: added a, b; removed c`.
fn named(added: &[&str], removed: &[&str]) -> String {
    let list = |verb: &str, labels: &[&str]| {
        let names: Vec<_> = labels.iter().map(|label| shown(label)).collect();
        (!labels.is_empty()).then(|| format!("{verb} {}", names.join(", ")))
    };
    let parts = [list("added", added), list("removed", removed)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        true => ": the same".into(),
        false => format!(": {}", parts.join("; ")),
    }
}

fn model_tables(models: &ModelDifference, out: &mut dyn Write) -> io::Result<()> {
    let settings = models.settings.iter().map(setting_row);
    table("Settings that differ", settings, out)?;
    let labels = models.labels.iter();
    let labels = labels.filter(|label| label.documents[0] != label.documents[1]);
    let labels = labels.map(|label| {
        let mut row = Row::default();
        row.text("label", &label.label);
        row.count("documents_a", label.documents[0]);
        row.count("documents_b", label.documents[1]);
        row
    });
    table(
        "Labels with other numbers of training documents",
        labels,
        out,
    )?;
    table(
        "Strongest terms of B that A does not have",
        forms(single_rows(&models.added)),
        out,
    )?;
    table(
        "Strongest terms of A that B does not have",
        forms(single_rows(&models.removed)),
        out,
    )?;
    table(
        "Terms whose weights differ most (nats, against the mean of the labels)",
        forms(models.moved.iter().map(moved_row)),
        out,
    )
}

/// Rows in which people read the surface forms alone.
fn forms(rows: impl Iterator<Item = Row>) -> impl Iterator<Item = Row> {
    rows.map(|mut row| {
        row.keep(|name| name != "term");
        row
    })
}

fn setting_row(setting: &SettingDifference) -> Row {
    let value = |value: &Option<Value>| match value {
        None => "–".to_owned(),
        Some(Value::Array(words)) => counted(words.len() as u64, "word"),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) if number.is_f64() => {
            number.as_f64().map(significant).unwrap_or_default()
        }
        Some(value) => value.to_string(),
    };
    let mut row = Row::default();
    row.text("setting", setting.setting.replace('_', "-"));
    row.text("a", value(&setting.values[0]));
    row.text("b", value(&setting.values[1]));
    row
}

/// A table below its title; nothing without rows.
fn table<R: Record>(
    title: &str,
    rows_of: impl Iterator<Item = R>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut rows_of = rows_of.peekable();
    if rows_of.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "\n{title}:")?;
    write_records(rows_of, ReportFormat::Table, out).map(|_| ())
}

fn predictions_text(
    predictions: &PredictionDifference,
    top: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let all = predictions.all();
    writeln!(
        out,
        "\n{} of {} labelled differently ({}).",
        thousands(all.changed),
        counted(all.documents, "document"),
        percent(all.changed as f64 / all.documents.max(1) as f64)
    )?;
    if let Some(sentence) = accuracy_sentence(&all) {
        writeln!(out, "{sentence}")?;
    }
    if predictions.data_sets.len() > 1 {
        writeln!(out, "{}", data_sets_sentence(predictions))?;
        let files = predictions.data_sets.iter();
        table(
            "Files",
            files.map(|(name, counts)| counts_row(Some(name), counts)),
            out,
        )?;
    }
    let moves = predictions
        .moves()
        .into_iter()
        .take(MOVES)
        .map(|(labels, count)| {
            let [a, b] = labels.map(|label| label.unwrap_or("unknown"));
            let mut row = Row::default();
            row.text("label_a", a);
            row.text("label_b", b);
            row.count("documents", count);
            row
        });
    table("Most frequent changes", moves, out)?;
    let changes = predictions.changes.iter().take(top);
    table(
        "Documents that are labelled differently",
        changes.map(LabelChangeRow::of),
        out,
    )?;
    match predictions.changes.len().saturating_sub(top) {
        0 => Ok(()),
        more => writeln!(
            out,
            "… and {} more; --format csv lists all",
            thousands(more as u64)
        ),
    }
}

/// The accuracy of both models, and whether they differ.
fn accuracy_sentence(counts: &DataSetCounts) -> Option<String> {
    let [a, b] = counts.accuracy()?;
    let p = counts.p_value()?;
    let verdict = match p < 0.05 {
        true => "is more than chance",
        false => "may be chance",
    };
    Some(format!(
        "Accuracy {} → {} on {}: {} correct only by A, {} only by B; the difference {verdict} (McNemar, exact: p = {}).",
        percent(a),
        percent(b),
        counted(counts.labelled, "labelled document"),
        thousands(counts.only_correct[0]),
        thousands(counts.only_correct[1]),
        shown_p(p)
    ))
}

fn shown_p(p: f64) -> String {
    match p < 0.0001 {
        true => format!("{p:.1e}"),
        false => decimals(p),
    }
}

/// What can be said over several data sets.
fn data_sets_sentence(predictions: &PredictionDifference) -> String {
    match predictions.signed_rank_p() {
        Some(p) => format!(
            "Over the files as data sets (Wilcoxon's signed-rank test, Demšar 2006): p = {}.",
            shown_p(p)
        ),
        None => format!(
            "Files are compared as data sets (Wilcoxon's signed-rank test, Demšar 2006) if at least {FEWEST_DATA_SETS} are labelled."
        ),
    }
}
