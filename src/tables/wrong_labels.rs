//! Documents whose most probable label is not their true label.

use serde::Serialize;

use crate::evaluate::Outcome;
use crate::report::{Record, percent};

/// A document whose most probable label is not its true label.
#[derive(Debug, Serialize)]
pub struct WrongLabel<'o> {
    id: &'o str,
    label: &'o str,
    predicted: Option<&'o str>,
    probability: Option<f64>,
    probability_of_label: f64,
    /// Whether the document stays unlabelled.
    unknown: bool,
}

impl WrongLabel<'_> {
    fn row(&self, number: fn(f64) -> String) -> Vec<String> {
        vec![
            self.id.to_owned(),
            self.label.to_owned(),
            self.predicted.unwrap_or_default().to_owned(),
            self.probability.map(number).unwrap_or_default(),
            number(self.probability_of_label),
            self.unknown.to_string(),
        ]
    }
}

impl Record for WrongLabel<'_> {
    fn columns(&self) -> Vec<String> {
        let columns = [
            "id",
            "label",
            "predicted",
            "probability",
            "probability_of_label",
            "unknown",
        ];
        columns.map(str::to_owned).to_vec()
    }

    fn cells(&self) -> Vec<String> {
        self.row(|number| number.to_string())
    }

    fn shown(&self) -> Vec<String> {
        self.row(percent)
    }

    fn is_numeric(&self, column: usize) -> bool {
        matches!(column, 3 | 4)
    }
}

/// The wrong predictions, most confident first, ties in input order.
pub fn wrong_labels<'o>(ids: &'o [String], outcomes: &'o [Outcome]) -> Vec<WrongLabel<'o>> {
    let documents = ids.iter().zip(outcomes);
    let mut wrong: Vec<_> = documents
        .filter(|(_, outcome)| !outcome.is_correct())
        .collect();
    wrong.sort_by(|a, b| b.1.confidence().total_cmp(&a.1.confidence()));
    let rows = wrong.into_iter().map(|(id, outcome)| WrongLabel {
        id,
        label: &outcome.truth,
        predicted: outcome.predicted.as_deref(),
        probability: outcome.predicted.as_ref().map(|_| outcome.top_probability),
        probability_of_label: outcome.probability_of_truth,
        unknown: !outcome.labelled,
    });
    rows.collect()
}
