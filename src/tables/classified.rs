//! Classified documents as rows.

use serde::Serialize;

use crate::jobs::classify::ClassifiedDocument;
use crate::model::{Abstention, Model};
use crate::report::{Record, percent};

/// A classified document as a record.
#[derive(Debug, Serialize)]
pub struct Classified<'m> {
    id: String,
    label: Option<&'m str>,
    /// The same as `label`, next to the fields of a record, which may have another label.
    #[serde(skip_serializing_if = "Option::is_none")]
    predicted: Option<Option<&'m str>>,
    probability: Option<f64>,
    labels: Vec<LabelProbability<'m>>,
    tokens: u64,
    known_tokens: u64,
    similarity: f64,
    unknown: bool,
    /// The most probable label of a document that is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    best_label: Option<&'m str>,
    /// Why it is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// The label set of the requested coverage.
    #[serde(skip_serializing_if = "Option::is_none")]
    label_set: Option<Vec<&'m str>>,
    /// Whether `labels` is a column of tables.
    #[serde(skip)]
    shows_labels: bool,
}

/// One label's probability.
#[derive(Debug, Serialize)]
pub struct LabelProbability<'m> {
    label: &'m str,
    probability: f64,
}

impl<'m> Classified<'m> {
    /// The row of a document; `shows_labels` adds a column of its most probable labels.
    pub fn new(classified: &ClassifiedDocument, model: &'m Model, shows_labels: bool) -> Self {
        let name = |label: usize| model.labels.name(label);
        let prediction = &classified.prediction;
        let is_unknown = prediction.label.is_none();
        let ranked = classified.ranked.iter();
        let set = classified.label_set.as_ref();
        Classified {
            id: classified.document.id.clone(),
            label: prediction.label.map(name),
            predicted: None,
            probability: prediction
                .label
                .map(|label| prediction.probabilities[label]),
            labels: ranked
                .map(|&(label, probability)| LabelProbability {
                    label: name(label),
                    probability,
                })
                .collect(),
            tokens: prediction.tokens,
            known_tokens: prediction.known_tokens,
            similarity: prediction.similarity,
            unknown: is_unknown,
            best_label: prediction.most_probable.filter(|_| is_unknown).map(name),
            reason: prediction.abstention.map(Abstention::name),
            label_set: set.map(|set| set.iter().map(|&label| name(label)).collect()),
            shows_labels,
        }
    }

    /// Also writes the prediction separately from the label.
    pub fn beside_fields(self) -> Self {
        Classified {
            predicted: Some(self.label),
            ..self
        }
    }

    /// The most probable labels with their probabilities.
    fn listed(&self, number: fn(f64) -> String) -> String {
        let labels = self.labels.iter();
        let listed = labels.map(|of| format!("{} {}", of.label, number(of.probability)));
        listed.collect::<Vec<_>>().join(" · ")
    }

    /// Names and cells; the label and probability of an unknown document are empty.
    fn named_cells(&self) -> Vec<(&'static str, String)> {
        let label = |label: Option<&str>| label.unwrap_or_default().to_owned();
        let mut cells = vec![("id", self.id.clone()), ("label", label(self.label))];
        cells.extend(
            self.predicted
                .map(|predicted| ("predicted", label(predicted))),
        );
        let probability = self.probability.map(|p| p.to_string());
        cells.extend([
            ("probability", probability.unwrap_or_default()),
            ("tokens", self.tokens.to_string()),
            ("known_tokens", self.known_tokens.to_string()),
        ]);
        cells.push(("best_label", label(self.best_label)));
        cells.push(("reason", self.reason.unwrap_or_default().to_owned()));
        if self.shows_labels {
            cells.push(("labels", self.listed(|p| p.to_string())));
        }
        let label_set = self.label_set.as_ref();
        cells.extend(label_set.map(|labels| ("label_set", labels.join(" · "))));
        cells
    }
}

impl Record for Classified<'_> {
    fn columns(&self) -> Vec<String> {
        let cells = self.named_cells().into_iter();
        cells.map(|(name, _)| name.to_owned()).collect()
    }

    fn cells(&self) -> Vec<String> {
        let cells = self.named_cells().into_iter();
        cells.map(|(_, cell)| cell).collect()
    }

    fn shown(&self) -> Vec<String> {
        let cells = self.named_cells().into_iter();
        let shown = cells.map(|(name, cell)| match name {
            "label" if self.unknown => "unknown".into(),
            "probability" => self.probability.map(percent).unwrap_or_default(),
            "labels" => self.listed(percent),
            _ => cell,
        });
        shown.collect()
    }

    fn is_hidden_when_empty(&self, column: usize) -> bool {
        let cells = self.named_cells();
        matches!(cells[column].0, "best_label" | "reason")
    }

    fn is_numeric(&self, column: usize) -> bool {
        let cells = self.named_cells();
        matches!(cells[column].0, "probability" | "tokens" | "known_tokens")
    }
}
