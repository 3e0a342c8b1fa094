//! What is said of one document.

use serde::Serialize;

use super::parts::{Part, Parts};
use crate::corpus::Document;
use crate::figures::ExplainedUnit;
use crate::model::{Abstention, Flip, LabelExplanation, Model};
use crate::text::shown;

/// Why a document gets its label.
#[derive(Debug, Serialize)]
pub(super) struct Explained {
    pub id: String,
    /// The label that is explained; none when the document is unknown.
    pub label: Option<String>,
    /// The label that it is compared with.
    pub runner_up: Option<String>,
    /// The most probable label.
    pub predicted: Option<String>,
    /// Whether classify leaves the document unlabelled; told only then.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unknown: bool,
    /// The most probable label of a document that is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_label: Option<String>,
    /// Why it is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    pub log_odds: Option<f64>,
    pub prior: Option<f64>,
    #[serde(flatten)]
    pub parts: Parts,
    /// Without which words the label changes; the outer `None` when nobody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flip: Option<Option<Flipped>>,
    /// What spans are places of, where that is not the text of the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The text with its words marked.
    #[serde(skip)]
    pub marked: Option<String>,
}

/// Words without which the label changes.
#[derive(Debug, Serialize)]
pub(super) struct Flipped {
    pub words: Vec<String>,
    pub spans: Vec<[usize; 2]>,
    /// The label that classify gives the text without the words.
    pub label: Option<String>,
    /// The most probable label, when classify gives none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_label: Option<String>,
    /// Why it gives none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// How the words are written in the text, for people.
    #[serde(skip)]
    pub written: Vec<String>,
}

impl Explained {
    /// The `top` terms or words of an explanation, the others as a sum; without an explanation, an unknown
    /// document.
    pub(super) fn new(
        document: &Document,
        explanation: Option<&LabelExplanation>,
        model: &Model,
        (unit, top): (ExplainedUnit, usize),
    ) -> Self {
        let (id, text) = (document.id.clone(), &document.text);
        let Some(explanation) = explanation else {
            return Explained::unknown(id, unit);
        };
        let name = |class| Some(model.labels.name(class).to_owned());
        Explained {
            id,
            label: name(explanation.label),
            runner_up: name(explanation.against),
            predicted: name(explanation.predicted),
            log_odds: Some(explanation.log_odds),
            prior: Some(explanation.prior),
            parts: Parts::first(Part::all(explanation, unit, model, text), unit, top),
            unknown: false,
            best_label: None,
            reason: None,
            flip: None,
            text: None,
            marked: None,
        }
    }

    fn unknown(id: String, unit: ExplainedUnit) -> Self {
        Explained {
            id,
            unknown: true,
            best_label: None,
            reason: None,
            label: None,
            runner_up: None,
            predicted: None,
            log_odds: None,
            prior: None,
            parts: Parts::none(unit),
            flip: None,
            text: None,
            marked: None,
        }
    }

    /// Adds whether classify leaves the document unlabelled.
    pub(super) fn with_abstention(self, abstention: Option<Abstention>) -> Self {
        Explained {
            unknown: abstention.is_some(),
            best_label: self.predicted.clone().filter(|_| abstention.is_some()),
            reason: abstention.map(Abstention::name),
            ..self
        }
    }

    /// Adds the words without which the label changes.
    pub(super) fn with_flip(self, flip: Option<Flip>, model: &Model, text: &str) -> Self {
        let flip = flip.map(|flip| {
            let best = model.labels.name(flip.label).to_owned();
            let is_given = flip.abstention.is_none();
            let (label, best_label) = if is_given {
                (Some(best), None)
            } else {
                (None, Some(best))
            };
            Flipped {
                written: spellings(&flip, text),
                words: flip.words,
                spans: flip.spans.iter().map(|s| [s.start, s.end]).collect(),
                reason: flip.abstention.map(Abstention::name),
                label,
                best_label,
            }
        });
        Explained {
            flip: Some(flip),
            ..self
        }
    }
}

/// The spelling of each word at its first place.
fn spellings(flip: &Flip, text: &str) -> Vec<String> {
    let first = flip.first_places.iter();
    first
        .map(|place| shown(&text[place.clone()]).into_owned())
        .collect()
}
