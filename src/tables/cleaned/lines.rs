//! Lines of cleaned documents, with what became of each, as rows.

use std::io::{self, Write};

use serde::Serialize;

use crate::jobs::clean::CleanedDocument;
use crate::report::{Record, ReportFormat, ReportWriter};

/// A line as a row.
#[derive(Debug, Serialize)]
struct LineRow<'d> {
    id: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    kept: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    text: &'d str,
}

impl Record for LineRow<'_> {
    fn columns(&self) -> Vec<String> {
        ["id", "line", "kept", "rule", "probability", "text"]
            .map(str::to_owned)
            .to_vec()
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_owned(),
            self.line.map(|line| line.to_string()).unwrap_or_default(),
            self.kept.to_string(),
            self.rule.unwrap_or_default().to_owned(),
            self.probability.map(|p| p.to_string()).unwrap_or_default(),
            self.text.to_owned(),
        ]
    }
}

/// Writes a row for each line.
#[derive(Debug)]
pub struct CleanedLineWriter<W: Write>(ReportWriter<W>);

impl<W: Write> CleanedLineWriter<W> {
    /// A writer in a format.
    pub fn new(out: W, format: ReportFormat) -> Self {
        CleanedLineWriter(ReportWriter::new(out, format))
    }

    /// Writes the lines of a document.
    pub fn write(&mut self, cleaned: &CleanedDocument) -> io::Result<()> {
        for line in &cleaned.lines {
            self.0.write(&LineRow {
                id: &cleaned.document.id,
                line: line.line,
                kept: line.rule.is_none(),
                rule: line.rule.map(|rule| rule.name()),
                probability: line.probability.map(|p| f64::from(p) / 1000.0),
                text: &line.text,
            })?;
        }
        Ok(())
    }

    /// Flushes the written output.
    pub fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    /// Writes the rest and returns the destination.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}
