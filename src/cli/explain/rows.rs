//! Explanations as rows: of CSV for programs, of a table for people.

use serde::Serialize;

use super::explained::{Explained, Term};
use crate::report::{Record, counted, decimals};

/// What a row of an explanation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Part {
    Term,
    OtherTerms,
    Prior,
    LogOdds,
    Unknown,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Part::Term => "term",
            Part::OtherTerms => "other_terms",
            Part::Prior => "prior",
            Part::LogOdds => "log_odds",
            Part::Unknown => "unknown",
        }
    }
}

/// A row of CSV: a term, or one of the sums.
#[derive(Debug, Serialize)]
pub(super) struct CsvRow<'e> {
    id: &'e str,
    label: &'e str,
    runner_up: &'e str,
    part: Part,
    contribution: Option<f64>,
    term: Option<&'e Term>,
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
    };
    if explained.label.is_none() {
        return vec![row(Part::Unknown, None, None)];
    }
    let terms = explained.terms.iter();
    let mut rows: Vec<_> = terms
        .map(|term| row(Part::Term, Some(term.contribution), Some(term)))
        .collect();
    if let Some(others) = &explained.other_terms {
        rows.push(row(Part::OtherTerms, Some(others.contribution), None));
    }
    rows.push(row(Part::Prior, explained.prior, None));
    rows.push(row(Part::LogOdds, explained.log_odds, None));
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
        ]
        .map(str::to_owned)
        .to_vec()
    }

    /// Spans are parted by spaces, `0-8 21-29`.
    fn cells(&self) -> Vec<String> {
        let spans = |term: &Term| {
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
            self.term.map(|term| term.term.clone()).unwrap_or_default(),
            number(self.term.map(|term| term.weight)),
            number(self.contribution),
            self.term.map(spans).unwrap_or_default(),
        ]
    }
}

/// A row of a table: a term, or one of the sums.
#[derive(Debug, Serialize)]
pub(super) struct TableRow {
    term: String,
    weight: String,
    contribution: String,
    count: String,
}

/// The rows of an explanation; contributions of all but the last add up to the last.
pub(super) fn table_rows(explained: &Explained) -> Vec<TableRow> {
    let sum = |term: String, contribution: Option<f64>| TableRow {
        term,
        weight: String::new(),
        contribution: contribution.map(signed).unwrap_or_default(),
        count: String::new(),
    };
    let terms = explained.terms.iter();
    let mut rows: Vec<_> = terms
        .map(|term| TableRow {
            term: term.written.clone(),
            weight: decimals(term.weight),
            contribution: signed(term.contribution),
            count: term.spans.len().to_string(),
        })
        .collect();
    if let Some(others) = &explained.other_terms {
        let name = format!("({})", counted(others.terms, "other term"));
        rows.push(sum(name, Some(others.contribution)));
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
        ["term", "weight", "contribution", "count"]
            .map(str::to_owned)
            .to_vec()
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.term.clone(),
            self.weight.clone(),
            self.contribution.clone(),
            self.count.clone(),
        ]
    }
}
