//! What is said of one document.

use serde::Serialize;

use super::written::written;
use crate::corpus::Document;
use crate::model::{Flip, LabelExplanation, Model, TermContribution};
use crate::text::shown;

/// Why a document gets its label.
#[derive(Debug, Default, Serialize)]
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
    pub log_odds: Option<f64>,
    pub prior: Option<f64>,
    pub terms: Vec<Term>,
    /// The terms that are not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_terms: Option<OtherTerms>,
    /// Without which words the label changes; the outer `None` when nobody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flip: Option<Option<Flipped>>,
    /// The text with its words marked.
    #[serde(skip)]
    pub marked: Option<String>,
}

/// What one term says.
#[derive(Debug, Serialize)]
pub(super) struct Term {
    pub term: String,
    /// How it is written in the text, for people.
    #[serde(skip)]
    pub written: String,
    pub weight: f64,
    pub contribution: f64,
    pub spans: Vec<[usize; 2]>,
}

/// What terms that are not shown say together.
#[derive(Debug, Serialize)]
pub(super) struct OtherTerms {
    pub terms: u64,
    pub contribution: f64,
}

/// Words without which the label changes.
#[derive(Debug, Serialize)]
pub(super) struct Flipped {
    pub words: Vec<String>,
    pub spans: Vec<[usize; 2]>,
    pub label: String,
    /// How the words are written in the text, for people.
    #[serde(skip)]
    pub written: Vec<String>,
}

impl Explained {
    /// The `top` terms of an explanation, the others as a sum; without an explanation, an unknown
    /// document.
    pub(super) fn new(
        document: &Document,
        explanation: Option<&LabelExplanation>,
        model: &Model,
        top: usize,
    ) -> Self {
        let (id, text) = (document.id.clone(), &document.text);
        let Some(explanation) = explanation else {
            return Explained {
                id,
                unknown: true,
                ..Explained::default()
            };
        };
        let name = |class| Some(model.labels.name(class).to_owned());
        let terms = &explanation.terms;
        let (shown, others) = terms.split_at(top.min(terms.len()));
        Explained {
            id,
            label: name(explanation.label),
            runner_up: name(explanation.against),
            predicted: name(explanation.predicted),
            log_odds: Some(explanation.log_odds),
            prior: Some(explanation.prior),
            terms: shown
                .iter()
                .map(|term| Term::new(term, model, text))
                .collect(),
            other_terms: OtherTerms::of(others),
            ..Explained::default()
        }
    }

    /// Adds the words without which the label changes.
    pub(super) fn with_flip(self, flip: Option<Flip>, model: &Model, text: &str) -> Self {
        let flip = flip.map(|flip| Flipped {
            written: spellings(&flip, text),
            words: flip.words,
            spans: flip.spans.iter().map(|s| [s.start, s.end]).collect(),
            label: model.labels.name(flip.label).to_owned(),
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

impl Term {
    fn new(term: &TermContribution, model: &Model, text: &str) -> Self {
        let name = model.features.vocabulary.term(term.term);
        Term {
            term: name.to_owned(),
            written: written(name, &term.spans, text),
            weight: term.weight,
            contribution: term.contribution,
            spans: term.spans.iter().map(|s| [s.start, s.end]).collect(),
        }
    }
}

impl OtherTerms {
    /// The sum of what is left, if anything is.
    fn of(terms: &[TermContribution]) -> Option<Self> {
        (!terms.is_empty()).then(|| OtherTerms {
            terms: terms.len() as u64,
            contribution: terms.iter().map(|term| term.contribution).sum(),
        })
    }
}
