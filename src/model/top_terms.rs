//! The terms that speak most for a class.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::fit::Model;
use super::similarity::{lead, term_factor, total};

/// Ranks the terms of a model for its classes; what all classes share is added up once.
pub struct TopTerms<'m> {
    model: &'m Model,
    /// Of each term, the sum of its weights in all classes and the factor of its leads.
    terms: Vec<(f64, f64)>,
}

impl<'m> TopTerms<'m> {
    /// Prepares `model`.
    pub fn new(model: &'m Model) -> Self {
        let terms = 0..model.features.vocabulary.len();
        let of_term = |term| (total(model.weights_of(term)), term_factor(model, term));
        TopTerms {
            model,
            terms: terms.into_par_iter().map(of_term).collect(),
        }
    }

    /// The `count` terms that speak most for `class`, with their scores, highest first: difference of
    /// weights against the average of the other classes, times the term's own weight and the square
    /// root of its document frequency; ties by term.
    pub fn of(&self, class: usize, count: usize) -> Vec<(&'m str, f64)> {
        let score = |(term, &(total, factor)): (usize, &(f64, f64))| {
            (
                term,
                lead(self.model.weights_of(term), class, total) * factor,
            )
        };
        let mut scored: Vec<(usize, f64)> = self.terms.iter().enumerate().map(score).collect();
        if count < scored.len() {
            scored.select_nth_unstable_by(count, higher_first);
            scored.truncate(count);
        }
        scored.sort_unstable_by(higher_first);
        let named = scored.into_iter();
        let vocabulary = &self.model.features.vocabulary;
        named
            .map(|(term, score)| (vocabulary.term(term), score))
            .collect()
    }
}

fn higher_first(a: &(usize, f64), b: &(usize, f64)) -> Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}
