//! Explanations as rows: of CSV for programs, of a table for people.

use serde::Serialize;

use super::explained::Explained;
use super::parts::{Part, Parts};
use crate::report::{Record, counted, decimals};

/// What a row of an explanation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum RowKind {
    Term,
    OtherTerms,
    Word,
    OtherWords,
    Prior,
    LogOdds,
    Unknown,
}

impl RowKind {
    fn name(self) -> &'static str {
        match self {
            RowKind::Term => "term",
            RowKind::OtherTerms => "other_terms",
            RowKind::Word => "word",
            RowKind::OtherWords => "other_words",
            RowKind::Prior => "prior",
            RowKind::LogOdds => "log_odds",
            RowKind::Unknown => "unknown",
        }
    }
}

/// A row of CSV: a term, or one of the sums.
#[derive(Debug, Serialize)]
pub(super) struct CsvRow<'e> {
    id: &'e str,
    label: &'e str,
    runner_up: &'e str,
    part: RowKind,
    contribution: Option<f64>,
    term: Option<&'e Part>,
    /// Of documents that are unknown.
    best_label: &'e str,
    reason: &'static str,
}

/// The rows of an explanation; contributions of all but the last add up to the last.
pub(super) fn csv_rows(explained: &Explained) -> Vec<CsvRow<'_>> {
    let row = |part, contribution, term| CsvRow {
        id: &explained.id,
        label: explained.label.as_deref().unwrap_or_default(),
        runner_up: explained.runner_up.as_deref().unwrap_or_default(),
        part,
        contribution,
        term,
        best_label: explained.best_label.as_deref().unwrap_or_default(),
        reason: explained.reason.unwrap_or_default(),
    };
    if explained.label.is_none() {
        return vec![row(RowKind::Unknown, None, None)];
    }
    let (kind, others) = match explained.parts {
        Parts::Terms { .. } => (RowKind::Term, RowKind::OtherTerms),
        Parts::Words { .. } => (RowKind::Word, RowKind::OtherWords),
    };
    let shown = explained.parts.shown().iter();
    let mut rows: Vec<_> = shown
        .map(|part| row(kind, Some(part.contribution), Some(part)))
        .collect();
    if let Some((_, contribution)) = explained.parts.others() {
        rows.push(row(others, Some(contribution), None));
    }
    rows.push(row(RowKind::Prior, explained.prior, None));
    rows.push(row(RowKind::LogOdds, explained.log_odds, None));
    rows
}

impl Record for CsvRow<'_> {
    fn columns(&self) -> Vec<String> {
        [
            "id",
            "label",
            "runner_up",
            "part",
            "term",
            "weight",
            "contribution",
            "spans",
            "best_label",
            "reason",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    /// Spans are parted by spaces, `0-8 21-29`.
    fn cells(&self) -> Vec<String> {
        let spans = |term: &Part| {
            let spans = term.spans.iter();
            let spans: Vec<_> = spans.map(|[start, end]| format!("{start}-{end}")).collect();
            spans.join(" ")
        };
        let number = |number: Option<f64>| number.map(|n| n.to_string()).unwrap_or_default();
        vec![
            self.id.into(),
            self.label.into(),
            self.runner_up.into(),
            self.part.name().into(),
            self.term
                .map(|term| term.name().to_owned())
                .unwrap_or_default(),
            number(self.term.and_then(|term| term.weight)),
            number(self.contribution),
            self.term.map(spans).unwrap_or_default(),
            self.best_label.into(),
            self.reason.into(),
        ]
    }
}

/// A row of a table: a term or word, or one of the sums.
#[derive(Debug, Serialize)]
pub(super) struct TableRow {
    noun: &'static str,
    name: String,
    /// Empty of sums, `None` of words.
    weight: Option<String>,
    contribution: String,
    count: String,
}

/// The rows of an explanation; contributions of all but the last add up to the last.
pub(super) fn table_rows(explained: &Explained) -> Vec<TableRow> {
    let noun = explained.parts.noun();
    let sum = |name: String, contribution: Option<f64>| TableRow {
        noun,
        name,
        weight: matches!(explained.parts, Parts::Terms { .. }).then(String::new),
        contribution: contribution.map(signed).unwrap_or_default(),
        count: String::new(),
    };
    let shown = explained.parts.shown().iter();
    let mut rows: Vec<_> = shown
        .map(|part| TableRow {
            noun,
            name: part.written.clone(),
            weight: part.weight.map(decimals),
            contribution: signed(part.contribution),
            count: part.spans.len().to_string(),
        })
        .collect();
    if let Some((count, contribution)) = explained.parts.others() {
        let name = format!("({})", counted(count, &format!("other {noun}")));
        rows.push(sum(name, Some(contribution)));
    }
    rows.push(sum("(prior)".into(), explained.prior));
    rows.push(sum("(log-odds)".into(), explained.log_odds));
    rows
}

fn signed(contribution: f64) -> String {
    format!("{contribution:+.4}")
}

impl Record for TableRow {
    fn columns(&self) -> Vec<String> {
        let weight = self.weight.as_ref().map(|_| "weight");
        let columns = [self.noun].into_iter().chain(weight);
        let columns = columns.chain(["contribution", "count"]);
        columns.map(str::to_owned).collect()
    }

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.name.clone()];
        cells.extend(self.weight.clone());
        cells.extend([self.contribution.clone(), self.count.clone()]);
        cells
    }
}
