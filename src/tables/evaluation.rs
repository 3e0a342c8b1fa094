//! Metrics in every format.

use std::io::{self, Write};

use serde::Serialize;

use crate::evaluate::{LabelMetrics, Metrics};
use crate::jobs::label_sets::LabelSetMetrics;
use crate::report::{Record, ReportFormat, ReportWriter, decimals, percent};

/// Shares of the documents for which a table gives the accuracy.
const COVERAGES: [f64; 4] = [0.95, 0.9, 0.8, 0.5];

/// Metrics of documents, and of their label sets if they were requested.
#[derive(Debug, Serialize)]
pub struct EvaluationMetrics {
    /// Those of the predictions.
    #[serde(flatten)]
    pub metrics: Metrics,
    /// Those of the label sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_sets: Option<LabelSetMetrics>,
}

/// Writes metrics.
pub fn write_evaluation(
    evaluation: &EvaluationMetrics,
    format: ReportFormat,
    mut out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        ReportFormat::Table => {
            averages(&evaluation.metrics, out)?;
            if let Some(sets) = &evaluation.label_sets {
                writeln!(out, " label sets        {}", shown_sets(sets))?;
            }
            labels(&evaluation.metrics, format, out)?;
        }
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut out, evaluation)?;
            writeln!(out)?;
        }
        ReportFormat::JsonLines => {
            serde_json::to_writer(&mut out, evaluation)?;
            writeln!(out)?;
        }
        ReportFormat::Csv | ReportFormat::Tsv | ReportFormat::Parquet => {
            labels(&evaluation.metrics, format, out)?;
        }
    }
    Ok(())
}

/// Metrics for people.
pub fn write_metrics_table(metrics: &Metrics, out: &mut dyn Write) -> io::Result<()> {
    averages(metrics, out)?;
    labels(metrics, ReportFormat::Table, out)
}

/// Metrics over all documents.
fn averages(metrics: &Metrics, out: &mut dyn Write) -> io::Result<()> {
    let (averages, weighted) = (&metrics.macro_average, &metrics.weighted_average);
    writeln!(out, " documents         {}", metrics.documents)?;
    writeln!(out, " accuracy          {}", percent(metrics.accuracy))?;
    writeln!(out, " macro F1          {}", decimals(averages.f1))?;
    writeln!(out, " weighted F1       {}", decimals(weighted.f1))?;
    writeln!(out, " log-loss          {}", decimals(metrics.log_loss))?;
    writeln!(out, " Brier score       {}", decimals(metrics.brier))?;
    writeln!(out, " calibration error {}", decimals(metrics.ece))?;
    let of_labelled = metrics.labelled_accuracy;
    let of_labelled = of_labelled.map(|share| format!(" (accuracy of these {})", percent(share)));
    writeln!(
        out,
        " labelled          {}{}",
        percent(metrics.coverage),
        of_labelled.unwrap_or_default()
    )?;
    writeln!(out, " accuracy at       {}", at_coverage(metrics))?;
    Ok(())
}

fn shown_sets(sets: &LabelSetMetrics) -> String {
    format!(
        "{} hold the label (asked: {}); {:.2} labels on average, {} empty",
        percent(sets.held),
        percent(sets.asked),
        sets.labels,
        percent(sets.empty)
    )
}

/// Accuracy on the documents with the highest probabilities, for some shares of all documents.
fn at_coverage(metrics: &Metrics) -> String {
    let at = metrics.accuracy_at_coverage.iter();
    let shown = at.filter(|at| COVERAGES.contains(&at.coverage));
    let shown = shown.map(|at| format!("{:.0} % {}", at.coverage * 1e2, percent(at.accuracy)));
    format!("coverage {}", shown.collect::<Vec<_>>().join(" · "))
}

/// Metrics of each label; a table has an empty line above.
fn labels(metrics: &Metrics, format: ReportFormat, mut out: &mut dyn Write) -> io::Result<()> {
    if format == ReportFormat::Table {
        writeln!(out)?;
    }
    let mut writer = ReportWriter::new(&mut out, format);
    for label in &metrics.labels {
        writer.write(&PerLabel(label))?;
    }
    writer.finish()?;
    Ok(())
}

/// Metrics of a label as a record.
#[derive(Debug, Serialize)]
pub struct PerLabel<'m>(pub &'m LabelMetrics);

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
