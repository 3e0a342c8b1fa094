//! An explanation as a JSON object.

use std::ops::Range;

use serde::Serialize;

use crate::jobs::explain::{
    ExplainedPart, ExplainedUnit, Explanation, FlipSearch, FlipWords, LabelComparison,
};
use crate::model::Abstention;

/// An explanation; empty members are left out.
#[derive(Debug, Serialize)]
pub(super) struct ExplanationObject<'e> {
    id: &'e str,
    label: Option<&'e str>,
    runner_up: Option<&'e str>,
    /// The most probable label.
    predicted: Option<&'e str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unknown: bool,
    /// The most probable label of a document that stays unlabelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    best_label: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    log_odds: Option<f64>,
    prior: Option<f64>,
    #[serde(flatten)]
    parts: Parts<'e>,
    /// `null` when no words were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    flip: Option<Option<FlipObject<'e>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'e str>,
}

/// Listed parts under the name of their unit, and the sum of the others.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Parts<'e> {
    Terms {
        terms: Vec<PartObject<'e>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        other_terms: Option<OtherTerms>,
    },
    Words {
        words: Vec<PartObject<'e>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        other_words: Option<OtherWords>,
    },
}

#[derive(Debug, Serialize)]
struct OtherTerms {
    terms: u64,
    contribution: f64,
}

#[derive(Debug, Serialize)]
struct OtherWords {
    words: u64,
    contribution: f64,
}

/// A term or word, under the name of its unit.
#[derive(Debug, Serialize)]
pub(super) struct PartObject<'e> {
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    word: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<f64>,
    contribution: f64,
    spans: Vec<[usize; 2]>,
}

#[derive(Debug, Serialize)]
struct FlipObject<'e> {
    words: &'e [String],
    spans: Vec<[usize; 2]>,
    /// The label of the text without the words.
    label: Option<&'e str>,
    /// Its most probable label, if it stays unlabelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    best_label: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

impl<'e> ExplanationObject<'e> {
    pub(super) fn of(explanation: &'e Explanation) -> Self {
        let compared = explanation.comparison.as_ref();
        let predicted = compared.map(|compared| &*compared.predicted);
        let abstention = explanation.abstention;
        ExplanationObject {
            id: &explanation.id,
            label: compared.map(|compared| &*compared.label),
            runner_up: compared.map(|compared| &*compared.runner_up),
            predicted,
            unknown: abstention.is_some(),
            best_label: predicted.filter(|_| abstention.is_some()),
            reason: abstention.map(Abstention::name),
            log_odds: compared.map(|compared| compared.log_odds),
            prior: compared.map(|compared| compared.prior),
            parts: Parts::of(compared, explanation.unit),
            flip: match &explanation.flip {
                FlipSearch::NotSearched => None,
                FlipSearch::NotFound => Some(None),
                FlipSearch::Found(words) => Some(Some(FlipObject::of(words))),
            },
            text: (!explanation.is_input_text).then_some(&*explanation.text),
        }
    }
}

impl<'e> Parts<'e> {
    fn of(compared: Option<&'e LabelComparison>, unit: ExplainedUnit) -> Self {
        let parts = compared.map_or(&[][..], |compared| &compared.parts).iter();
        let parts = parts.map(|part| PartObject::of(part, unit)).collect();
        let others = compared.map(|compared| compared.others);
        let others = others.filter(|others| others.count > 0);
        match unit {
            ExplainedUnit::Terms => Parts::Terms {
                terms: parts,
                other_terms: others.map(|others| OtherTerms {
                    terms: others.count,
                    contribution: others.contribution,
                }),
            },
            ExplainedUnit::Words => Parts::Words {
                words: parts,
                other_words: others.map(|others| OtherWords {
                    words: others.count,
                    contribution: others.contribution,
                }),
            },
        }
    }
}

impl<'e> PartObject<'e> {
    pub(super) fn of(part: &'e ExplainedPart, unit: ExplainedUnit) -> Self {
        let name = |of| (unit == of).then_some(&*part.name);
        PartObject {
            term: name(ExplainedUnit::Terms),
            word: name(ExplainedUnit::Words),
            weight: part.weight,
            contribution: part.contribution,
            spans: pairs(&part.spans),
        }
    }
}

impl<'e> FlipObject<'e> {
    fn of(flip: &'e FlipWords) -> Self {
        let given = flip.abstention.is_none();
        FlipObject {
            words: &flip.words,
            spans: pairs(&flip.spans),
            label: given.then_some(&*flip.label),
            best_label: (!given).then_some(&*flip.label),
            reason: flip.abstention.map(Abstention::name),
        }
    }
}

fn pairs(spans: &[Range<usize>]) -> Vec<[usize; 2]> {
    spans.iter().map(|span| [span.start, span.end]).collect()
}
