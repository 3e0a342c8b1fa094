//! Explanations as rows: of CSV for programs, of a table for people.

use serde::Serialize;

use super::object::PartObject;
use crate::jobs::explain::{ExplainedPart, ExplainedUnit, Explanation, LabelComparison};
use crate::model::Abstention;
use crate::report::{Record, counted, decimals};

/// The kind of a row of an explanation.
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
    term: Option<PartObject<'e>>,
    #[serde(skip)]
    shown: Option<&'e ExplainedPart>,
    /// For unlabelled documents.
    best_label: &'e str,
    reason: &'static str,
}

/// The rows of an explanation; the contributions of all rows except the last add up to the last.
pub(super) fn csv_rows(explanation: &Explanation) -> Vec<CsvRow<'_>> {
    let compared = explanation.comparison.as_ref();
    let label = compared.map_or("", |compared| &compared.label);
    let runner_up = compared.map_or("", |compared| &compared.runner_up);
    let best = compared.filter(|_| explanation.abstention.is_some());
    let unit = explanation.unit;
    let row = |part, contribution, term| CsvRow {
        id: &explanation.id,
        label,
        runner_up,
        part,
        contribution,
        term: Option::map(term, |term| PartObject::of(term, unit)),
        shown: term,
        best_label: best.map_or("", |compared| &compared.predicted),
        reason: explanation.abstention.map_or("", Abstention::name),
    };
    let Some(compared) = compared else {
        return vec![row(RowKind::Unknown, None, None)];
    };
    let (kind, others) = match unit {
        ExplainedUnit::Terms => (RowKind::Term, RowKind::OtherTerms),
        ExplainedUnit::Words => (RowKind::Word, RowKind::OtherWords),
    };
    let parts = compared.parts.iter();
    let mut rows: Vec<_> = parts
        .map(|part| row(kind, Some(part.contribution), Some(part)))
        .collect();
    if compared.others.count > 0 {
        rows.push(row(others, Some(compared.others.contribution), None));
    }
    rows.push(row(RowKind::Prior, Some(compared.prior), None));
    rows.push(row(RowKind::LogOdds, Some(compared.log_odds), None));
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

    /// Spans are separated by spaces, `0-8 21-29`.
    fn cells(&self) -> Vec<String> {
        let spans = |term: &ExplainedPart| {
            let spans = term.spans.iter();
            let spans: Vec<_> = spans.map(|s| format!("{}-{}", s.start, s.end)).collect();
            spans.join(" ")
        };
        let number = |number: Option<f64>| number.map(|n| n.to_string()).unwrap_or_default();
        vec![
            self.id.into(),
            self.label.into(),
            self.runner_up.into(),
            self.part.name().into(),
            self.shown.map(|term| term.name.clone()).unwrap_or_default(),
            number(self.shown.and_then(|term| term.weight)),
            number(self.contribution),
            self.shown.map(spans).unwrap_or_default(),
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
    /// Empty for sums, `None` for words.
    weight: Option<String>,
    contribution: String,
    count: String,
}

/// The rows of a comparison; the contributions of all rows except the last add up to the last.
pub(super) fn table_rows(compared: &LabelComparison, unit: ExplainedUnit) -> Vec<TableRow> {
    let noun = match unit {
        ExplainedUnit::Terms => "term",
        ExplainedUnit::Words => "word",
    };
    let sum = |name: String, contribution: f64| TableRow {
        noun,
        name,
        weight: (unit == ExplainedUnit::Terms).then(String::new),
        contribution: signed(contribution),
        count: String::new(),
    };
    let parts = compared.parts.iter();
    let mut rows: Vec<_> = parts
        .map(|part| TableRow {
            noun,
            name: part.form.clone(),
            weight: part.weight.map(decimals),
            contribution: signed(part.contribution),
            count: part.spans.len().to_string(),
        })
        .collect();
    let others = compared.others;
    if others.count > 0 {
        let name = format!("({})", counted(others.count, &format!("other {noun}")));
        rows.push(sum(name, others.contribution));
    }
    rows.push(sum("(prior)".into(), compared.prior));
    rows.push(sum("(log-odds)".into(), compared.log_odds));
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
