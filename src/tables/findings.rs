//! Findings in a corpus, in every format.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::lint::{Finding, Kind, LintReport, WrittenIn};
use crate::report::{Record, ReportFormat, ReportWriter, decimals, percent, thousands};

/// A report as one JSON object.
#[derive(Serialize)]
struct Whole<'r> {
    documents: u64,
    counts: BTreeMap<&'static str, u64>,
    languages: &'r [WrittenIn],
    findings: &'r [Finding],
}

/// Writes findings; a table and the JSON object also have the languages.
pub fn write_findings(
    report: &LintReport,
    format: ReportFormat,
    mut out: &mut dyn Write,
) -> io::Result<()> {
    if format == ReportFormat::Json {
        let whole = Whole {
            documents: report.documents,
            counts: finding_counts(report)
                .into_iter()
                .map(|(kind, count)| (kind.name(), count))
                .collect(),
            languages: &report.languages,
            findings: &report.findings,
        };
        serde_json::to_writer_pretty(&mut out, &whole)?;
        writeln!(out)?;
        return Ok(());
    }
    let mut writer = ReportWriter::new(&mut out, format);
    for finding in &report.findings {
        writer.write(finding)?;
    }
    writer.finish()?;
    if format == ReportFormat::Table {
        if !report.findings.is_empty() {
            writeln!(out)?;
        }
        let mut writer = ReportWriter::new(&mut out, format);
        for language in &report.languages {
            writer.write(language)?;
        }
        writer.finish()?;
    }
    Ok(())
}

/// Number of findings of each kind.
pub fn finding_counts(report: &LintReport) -> BTreeMap<Kind, u64> {
    let mut counts = BTreeMap::new();
    for finding in &report.findings {
        *counts.entry(finding.kind).or_default() += 1;
    }
    counts
}

fn row(finding: &Finding, number: fn(f64) -> String) -> Vec<String> {
    let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
    vec![
        finding.kind.name().to_owned(),
        or_empty(&finding.id),
        or_empty(&finding.place),
        or_empty(&finding.label),
        or_empty(&finding.other),
        finding.score.map(number).unwrap_or_default(),
        finding.script.unwrap_or_default().to_owned(),
        finding.language.unwrap_or_default().to_owned(),
        finding.message.clone(),
    ]
}

impl Record for Finding {
    fn columns(&self) -> Vec<String> {
        [
            "kind", "id", "place", "label", "other", "score", "script", "language", "message",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    fn cells(&self) -> Vec<String> {
        row(self, |score| score.to_string())
    }

    fn shown(&self) -> Vec<String> {
        row(self, decimals)
    }

    fn is_numeric(&self, column: usize) -> bool {
        column == 5
    }
}

impl Record for WrittenIn {
    fn columns(&self) -> Vec<String> {
        ["script", "language", "documents", "share"]
            .map(str::to_owned)
            .to_vec()
    }

    fn cells(&self) -> Vec<String> {
        let (script, language) = (self.script.to_owned(), self.language.to_owned());
        let numbers = [self.documents.to_string(), self.share.to_string()];
        [vec![script, language], numbers.to_vec()].concat()
    }

    fn shown(&self) -> Vec<String> {
        let (script, language) = (self.script.to_owned(), self.language.to_owned());
        vec![
            script,
            language,
            thousands(self.documents),
            percent(self.share),
        ]
    }

    fn is_numeric(&self, column: usize) -> bool {
        column > 1
    }
}
