//! Why a document gets its label.

use std::ops::Range;

use super::surface_form::surface_form;
use super::{ExplainSettings, ExplainedUnit};
use crate::model::{
    Abstention, Flip, GatheredWord, LabelExplanation, Model, TermContribution, WordContribution,
};
use crate::text::shown;

/// Why a document gets its label, or stays unlabelled.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Id of the document.
    pub id: String,
    /// The text that was read; spans are byte ranges of it.
    pub text: String,
    /// Whether `text` equals the input: false for the article of a web page or repaired letters.
    pub is_input_text: bool,
    /// The unit of contributions: terms or words.
    pub unit: ExplainedUnit,
    /// One label against another; `None` when the model knows no word of the document.
    pub comparison: Option<LabelComparison>,
    /// Why the document stays unlabelled, if it does.
    pub abstention: Option<Abstention>,
    /// The words whose removal changes the label.
    pub flip: FlipSearch,
}

/// Two labels and the evidence for one against the other.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelComparison {
    /// The label that is explained.
    pub label: String,
    /// The label that it is compared with.
    pub runner_up: String,
    /// The most probable label.
    pub predicted: String,
    /// `ln (P(label) / P(runner_up))`; prior and all contributions add up to it.
    pub log_odds: f64,
    /// Logarithm of the prior odds.
    pub prior: f64,
    /// The terms or words with the largest contributions in either direction, largest first.
    pub parts: Vec<ExplainedPart>,
    /// All other terms or words together.
    pub others: OtherParts,
    /// The contribution of each occurrence of a word, in the order of the text.
    pub words: Vec<WordContribution>,
}

/// A term or word and what it contributes to the log-odds.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedPart {
    /// The term or word as it is counted.
    pub name: String,
    /// Its most frequent spelling in the text.
    pub form: String,
    /// For a term: its weight in the document's vector.
    pub weight: Option<f64>,
    /// Above 0 supports the label, below 0 the other one.
    pub contribution: f64,
    /// Its occurrences, as byte ranges of the text.
    pub spans: Vec<Range<usize>>,
}

/// Terms or words that are not listed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OtherParts {
    /// How many there are.
    pub count: u64,
    /// The sum of their contributions.
    pub contribution: f64,
}

/// Result of the search for words whose removal changes the label.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FlipSearch {
    /// The search was not requested.
    NotSearched,
    /// No set of up to 64 words was found.
    NotFound,
    /// Removing these words changes the label.
    Found(FlipWords),
}

/// Words whose removal changes the label.
#[derive(Debug, Clone, PartialEq)]
pub struct FlipWords {
    /// The words as they are counted.
    pub words: Vec<String>,
    /// The spelling of each word at its first occurrence.
    pub forms: Vec<String>,
    /// All their occurrences, as byte ranges of the text.
    pub spans: Vec<Range<usize>>,
    /// The most probable label of the text without them.
    pub label: String,
    /// Why the text without them is not given that label, if it is not.
    pub abstention: Option<Abstention>,
}

impl LabelComparison {
    /// The comparison for an explained text, with as many parts as `settings` request.
    pub(super) fn new(
        explanation: LabelExplanation,
        settings: &ExplainSettings,
        model: &Model,
        text: &str,
    ) -> Self {
        let name = |class| model.labels.name(class).to_owned();
        let mut parts = parts(&explanation, settings.unit, model, text);
        let top = settings.top.unwrap_or(usize::MAX);
        let others = OtherParts::of(&parts.split_off(top.min(parts.len())));
        LabelComparison {
            label: name(explanation.label),
            runner_up: name(explanation.against),
            predicted: name(explanation.predicted),
            log_odds: explanation.log_odds,
            prior: explanation.prior,
            parts,
            others,
            words: explanation.words,
        }
    }
}

impl OtherParts {
    fn of(parts: &[ExplainedPart]) -> Self {
        let sum: f64 = parts.iter().map(|part| part.contribution).sum();
        OtherParts {
            count: parts.len() as u64,
            // An empty sum is −0.
            contribution: 0.0 + sum,
        }
    }
}

/// All parts of an explanation, the largest first.
fn parts(
    explanation: &LabelExplanation,
    unit: ExplainedUnit,
    model: &Model,
    text: &str,
) -> Vec<ExplainedPart> {
    match unit {
        ExplainedUnit::Terms => {
            let terms = explanation.terms.iter();
            terms
                .map(|term| ExplainedPart::of_term(term, model, text))
                .collect()
        }
        ExplainedUnit::Words => {
            let words = explanation.gathered().into_iter();
            words
                .map(|word| ExplainedPart::of_word(word, text))
                .collect()
        }
    }
}

impl ExplainedPart {
    fn of_term(term: &TermContribution, model: &Model, text: &str) -> Self {
        let name = model.features.vocabulary.term(term.term);
        ExplainedPart {
            form: surface_form(name, &term.spans, text),
            name: name.to_owned(),
            weight: Some(term.weight),
            contribution: term.contribution,
            spans: term.spans.clone(),
        }
    }

    fn of_word(word: GatheredWord, text: &str) -> Self {
        ExplainedPart {
            form: surface_form(&word.word, &word.spans, text),
            name: word.word,
            weight: None,
            contribution: word.contribution,
            spans: word.spans,
        }
    }
}

impl FlipSearch {
    pub(super) fn of(flip: Option<Flip>, model: &Model, text: &str) -> Self {
        let Some(flip) = flip else {
            return FlipSearch::NotFound;
        };
        let first = flip.first_places.iter();
        let forms = first.map(|place| shown(&text[place.clone()]).into_owned());
        FlipSearch::Found(FlipWords {
            forms: forms.collect(),
            words: flip.words,
            spans: flip.spans,
            label: model.labels.name(flip.label).to_owned(),
            abstention: flip.abstention,
        })
    }
}
