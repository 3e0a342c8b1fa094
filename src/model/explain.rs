//! Explains why a text gets its label and not another.
//!
//! A score is a sum: `score(c) = prior(c) + Σ weight(t) · W(t, c)`. So the difference between the scores of
//! two labels, which is the log-odds of one against the other, is a sum over the same terms: term t
//! contributes `weight(t) · (W(t, label) − W(t, against))`. This is exact, unlike methods that approximate
//! non-additive models (LIME, SHAP); the weights of evidence of Good (1950, "Probability and the weighing of
//! evidence") are of this kind.

use std::collections::HashMap;
use std::ops::Range;

use super::classifier::{Session, first_largest};
use crate::features::SpannedRow;

/// Why a text gets one label rather than another.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelExplanation {
    /// The label that is explained.
    pub label: usize,
    /// The label that it is compared with.
    pub against: usize,
    /// The label that the text gets.
    pub predicted: usize,
    /// `ln (P(label) / P(against))` at the model's temperature, before the isotonic map and the reserve:
    /// above 0 when the label is more probable. The prior and all contributions add up to it.
    pub log_odds: f64,
    /// Logarithm of the prior odds.
    pub prior: f64,
    /// The terms of the text, largest contribution (in either direction) first; ties by term.
    pub terms: Vec<TermContribution>,
    /// The words of the text, in order.
    pub words: Vec<WordContribution>,
}

/// The contribution of a term to the label of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct TermContribution {
    /// Index of the term in the vocabulary.
    pub term: usize,
    /// Its weight in the text's row.
    pub weight: f64,
    /// What it adds to the log-odds; below 0 when it is evidence against the label.
    pub contribution: f64,
    /// Its positions as byte ranges of the text: for a word n-gram from the start of its first word to the
    /// end of its last, for a character n-gram the word that contains it.
    pub spans: Vec<Range<usize>>,
}

/// The contribution of a word to the label of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct WordContribution {
    /// The word as it is counted: normalised, with its base form if word forms are grouped.
    pub word: String,
    /// Its byte range in the text.
    pub span: Range<usize>,
    /// Its share of the contributions: that of a term is shared equally between its positions, and that of a
    /// position between its words. The sum over all words equals the sum over all terms.
    pub contribution: f64,
}

/// The contribution of all occurrences of a word.
#[derive(Debug, Clone, PartialEq)]
pub struct GatheredWord {
    /// The word as it is counted.
    pub word: String,
    /// Sum of the contributions of its occurrences.
    pub contribution: f64,
    /// Byte ranges of its occurrences in the text, in order.
    pub spans: Vec<Range<usize>>,
}

impl LabelExplanation {
    /// The words of the text with the contributions of their occurrences added up, largest (in either
    /// direction) first, ties by word; words without a contribution are left out. With the prior they add up
    /// to the log-odds, as terms do, and they are readable when terms are parts of words.
    pub fn gathered(&self) -> Vec<GatheredWord> {
        let mut gathered: Vec<GatheredWord> = Vec::new();
        let mut place_of: HashMap<&str, usize> = HashMap::new();
        for occurrence in &self.words {
            let place = *place_of.entry(&occurrence.word).or_insert(gathered.len());
            if place == gathered.len() {
                gathered.push(GatheredWord {
                    word: occurrence.word.clone(),
                    contribution: 0.0,
                    spans: Vec::new(),
                });
            }
            gathered[place].contribution += occurrence.contribution;
            gathered[place].spans.push(occurrence.span.clone());
        }
        gathered.retain(|word| word.contribution != 0.0);
        let size = |word: &GatheredWord| word.contribution.abs();
        gathered.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.word.cmp(&b.word)));
        gathered
    }
}

impl Session<'_> {
    /// Explains the label of a text, or another `label`, against its runner-up or another label. The
    /// runner-up is the most probable label other than the explained one; it is also used when both labels
    /// are the same.
    ///
    /// `None` when the text has no known term.
    pub fn explain(
        &mut self,
        text: &str,
        label: Option<usize>,
        against: Option<usize>,
    ) -> Option<LabelExplanation> {
        let spanned = self.transformer.spanned_row(text);
        if spanned.terms.is_empty() {
            return None;
        }
        let scores = self.classifier.scores(&spanned.row.weights);
        let predicted = first_largest(&scores);
        let label = label.unwrap_or(predicted);
        let against = against.filter(|&against| against != label);
        let against = against.unwrap_or_else(|| runner_up(&scores, label));
        let priors = self.classifier.intercepts();
        let contributions = self.contributions(&spanned, label, against);
        Some(LabelExplanation {
            label,
            against,
            predicted,
            log_odds: scores[label] - scores[against],
            prior: priors[label] - priors[against],
            words: word_contributions(&spanned, &contributions),
            terms: term_contributions(&spanned, &contributions),
        })
    }

    /// What each term of a row adds to the log-odds of two labels.
    fn contributions(&self, spanned: &SpannedRow, label: usize, against: usize) -> Vec<f64> {
        let terms = spanned.row.weights.iter();
        let contribution = |term| {
            let evidence = self.classifier.evidence(std::slice::from_ref(term));
            evidence[label] - evidence[against]
        };
        terms.map(contribution).collect()
    }
}

/// The class with the highest score except `label`, the first on ties.
fn runner_up(scores: &[f64], label: usize) -> usize {
    let others = (0..scores.len()).filter(|&class| class != label);
    let better = |best: usize, class: usize| {
        if scores[class] > scores[best] {
            class
        } else {
            best
        }
    };
    others.reduce(better).unwrap_or(label)
}

fn term_contributions(spanned: &SpannedRow, contributions: &[f64]) -> Vec<TermContribution> {
    let terms = spanned.terms.iter().zip(contributions);
    let mut terms: Vec<_> = terms
        .map(|(term, &contribution)| {
            let occurrences = term.occurrences.iter();
            TermContribution {
                term: term.term as usize,
                weight: term.weight,
                contribution,
                spans: occurrences.map(|tokens| spanned.bytes(tokens)).collect(),
            }
        })
        .collect();
    let size = |term: &TermContribution| term.contribution.abs();
    terms.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.term.cmp(&b.term)));
    terms
}

fn word_contributions(spanned: &SpannedRow, contributions: &[f64]) -> Vec<WordContribution> {
    let tokens = spanned.tokens.iter().enumerate();
    let words = tokens.map(|(index, word)| WordContribution {
        word: word.to_owned(),
        span: spanned.tokens.span(index),
        contribution: 0.0,
    });
    let mut words: Vec<_> = words.collect();
    for (term, contribution) in spanned.terms.iter().zip(contributions) {
        for tokens in &term.occurrences {
            let share = contribution / (term.occurrences.len() * tokens.len()) as f64;
            for word in &mut words[tokens.clone()] {
                word.contribution += share;
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runner_up_is_the_first_of_the_best_others() {
        assert_eq!(runner_up(&[3.0, 2.0, 2.0], 0), 1);
        assert_eq!(runner_up(&[3.0, 2.0, 4.0], 1), 2);
        assert_eq!(runner_up(&[f64::NEG_INFINITY, 0.0], 1), 0);
    }
}
