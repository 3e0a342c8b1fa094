//! What contributes to the log-odds: terms, or whole words.

use serde::Serialize;

use super::written::written;
use crate::figures::ExplainedUnit;
use crate::model::{GatheredWord, LabelExplanation, Model, TermContribution};

#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Explanation")]
pub(in crate::cli) struct UnitArguments {
    /// Show what whole words contribute: that of a term, evenly shared by the words it takes [default
    /// in tables and charts of models with character n-grams]
    #[arg(long)]
    words: bool,
    /// Show what terms contribute: words, and word or character n-grams as the model has them
    /// [default elsewhere]
    #[arg(long, conflicts_with = "words")]
    terms: bool,
}

impl UnitArguments {
    /// What was asked for; else whole words where `is_for_people` and terms are parts of words.
    pub(in crate::cli) fn unit(&self, model: &Model, is_for_people: bool) -> ExplainedUnit {
        let has_parts = model.settings.features.char_ngrams.is_some();
        if self.words || (is_for_people && has_parts && !self.terms) {
            ExplainedUnit::Words
        } else {
            ExplainedUnit::Terms
        }
    }
}

/// What one term or word says.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct Part {
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    word: Option<String>,
    /// How it is written in the text, for people.
    #[serde(skip)]
    pub written: String,
    /// Of a term: its weight in the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    pub contribution: f64,
    pub spans: Vec<[usize; 2]>,
}

impl Part {
    /// All parts of an explanation, the largest first.
    pub(in crate::cli) fn all(
        explanation: &LabelExplanation,
        unit: ExplainedUnit,
        model: &Model,
        text: &str,
    ) -> Vec<Part> {
        match unit {
            ExplainedUnit::Terms => {
                let terms = explanation.terms.iter();
                terms.map(|term| Part::of_term(term, model, text)).collect()
            }
            ExplainedUnit::Words => {
                let words = explanation.gathered().into_iter();
                words.map(|word| Part::of_word(word, text)).collect()
            }
        }
    }

    fn of_term(term: &TermContribution, model: &Model, text: &str) -> Self {
        let name = model.features.vocabulary.term(term.term);
        Part {
            written: written(name, &term.spans, text),
            term: Some(name.to_owned()),
            word: None,
            weight: Some(term.weight),
            contribution: term.contribution,
            spans: term.spans.iter().map(|s| [s.start, s.end]).collect(),
        }
    }

    fn of_word(word: GatheredWord, text: &str) -> Self {
        Part {
            written: written(&word.word, &word.spans, text),
            term: None,
            word: Some(word.word),
            weight: None,
            contribution: word.contribution,
            spans: word.spans.iter().map(|s| [s.start, s.end]).collect(),
        }
    }

    /// The term or word as it is counted.
    pub(super) fn name(&self) -> &str {
        let name = self.term.as_ref().or(self.word.as_ref());
        name.map_or("", String::as_str)
    }
}

/// The parts of an explanation that are shown, and the sum of the others.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Parts {
    Terms {
        terms: Vec<Part>,
        #[serde(skip_serializing_if = "Option::is_none")]
        other_terms: Option<OtherTerms>,
    },
    Words {
        words: Vec<Part>,
        #[serde(skip_serializing_if = "Option::is_none")]
        other_words: Option<OtherWords>,
    },
}

/// What terms that are not shown say together.
#[derive(Debug, Serialize)]
pub(super) struct OtherTerms {
    terms: u64,
    contribution: f64,
}

/// What words that are not shown say together.
#[derive(Debug, Serialize)]
pub(super) struct OtherWords {
    words: u64,
    contribution: f64,
}

impl Parts {
    /// No part at all.
    pub(super) fn none(unit: ExplainedUnit) -> Self {
        Parts::first(Vec::new(), unit, 0)
    }

    /// The first `top` of `parts`.
    pub(super) fn first(mut parts: Vec<Part>, unit: ExplainedUnit, top: usize) -> Self {
        let others = parts.split_off(top.min(parts.len()));
        let hidden = others.len() as u64;
        let contribution = others.iter().map(|part| part.contribution).sum();
        match unit {
            ExplainedUnit::Terms => Parts::Terms {
                terms: parts,
                other_terms: (hidden > 0).then_some(OtherTerms {
                    terms: hidden,
                    contribution,
                }),
            },
            ExplainedUnit::Words => Parts::Words {
                words: parts,
                other_words: (hidden > 0).then_some(OtherWords {
                    words: hidden,
                    contribution,
                }),
            },
        }
    }

    /// Those that are shown.
    pub(super) fn shown(&self) -> &[Part] {
        match self {
            Parts::Terms { terms, .. } => terms,
            Parts::Words { words, .. } => words,
        }
    }

    /// How many are not shown, and their sum; `None` when all are.
    pub(super) fn others(&self) -> Option<(u64, f64)> {
        match self {
            Parts::Terms { other_terms, .. } => {
                let others = other_terms.as_ref()?;
                Some((others.terms, others.contribution))
            }
            Parts::Words { other_words, .. } => {
                let others = other_words.as_ref()?;
                Some((others.words, others.contribution))
            }
        }
    }

    /// What one of them is called.
    pub(super) fn noun(&self) -> &'static str {
        match self {
            Parts::Terms { .. } => "term",
            Parts::Words { .. } => "word",
        }
    }
}
