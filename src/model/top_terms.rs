//! The strongest terms of a class.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;

use rayon::prelude::*;

use super::fit::Model;
use super::similarity::{lead, term_factor, total};
use crate::corpus::Selection;
use crate::error::Result;
use crate::features::FormCounts;
use crate::text::CHAR_NGRAM_MARK;

/// Terms of a class whose surface forms a model stores: users rarely look at more.
const SHOWN: usize = 50;

/// Terms of all classes together whose surface forms a model stores; this limits its size.
const MOST_SHOWN: usize = 10_000;

/// Minimum number of such terms per class.
const FEWEST_SHOWN: usize = 8;

impl Model {
    /// The model with the surface forms of its strongest terms in the training documents.
    ///
    /// # Errors
    /// When the corpus's temporary file cannot be read.
    pub(crate) fn with_surface_forms(self, documents: &Selection<'_>) -> Result<Self> {
        let words = TopTerms::new(&self).shown_words();
        let clitics = self.features.clitics.as_ref();
        let surface_forms = documents.surface_forms(&words, clitics)?;
        Ok(Model {
            surface_forms,
            ..self
        })
    }

    /// The model with the surface forms of its strongest terms, as they were counted.
    pub(crate) fn with_counted_forms(self, counts: &FormCounts) -> Self {
        let words = TopTerms::new(&self).shown_words();
        let surface_forms = counts.surface_forms(&words);
        Model {
            surface_forms,
            ..self
        }
    }
}

/// Ranks the terms of a model for its classes; values shared by all classes are computed once.
pub struct TopTerms<'m> {
    model: &'m Model,
    /// For each term, the sum of its weights in all classes and the factor of its leads.
    terms: Vec<(f64, f64)>,
}

impl fmt::Debug for TopTerms<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TopTerms")
            .field("labels", &self.model.labels)
            .finish_non_exhaustive()
    }
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

    /// The `count` strongest terms of `class` that are words or word n-grams and satisfy `shows`: parts of
    /// words say little to a reader.
    pub fn words_of(
        &self,
        class: usize,
        count: usize,
        shows: impl Fn(&str) -> bool,
    ) -> Vec<(&'m str, f64)> {
        let vocabulary = &self.model.features.vocabulary;
        self.ranked(class, count, |term, score| {
            let term = vocabulary.term(term);
            score > 0.0 && !term.starts_with(CHAR_NGRAM_MARK) && shows(term)
        })
    }

    /// The words of the terms that may be shown: the strongest of each class, fewer if there are many
    /// classes.
    fn shown_words(&self) -> BTreeSet<&'m str> {
        let classes = self.model.labels.len();
        let count = (MOST_SHOWN / classes).clamp(FEWEST_SHOWN, SHOWN);
        let terms = (0..classes)
            .into_par_iter()
            .flat_map_iter(|class| self.words_of(class, count, |_| true));
        let words = terms.flat_map_iter(|(term, _)| term.split(' '));
        words.collect()
    }

    /// The `count` strongest terms of `class` with their scores, highest first. The score is the difference
    /// between the term's weight and its average in the other classes, times the term's own weight and the
    /// square root of its document frequency; ties by term.
    pub fn of(&self, class: usize, count: usize) -> Vec<(&'m str, f64)> {
        self.ranked(class, count, |_, _| true)
    }

    fn ranked(
        &self,
        class: usize,
        count: usize,
        keeps: impl Fn(usize, f64) -> bool,
    ) -> Vec<(&'m str, f64)> {
        let score = |(term, &(total, factor)): (usize, &(f64, f64))| {
            (
                term,
                lead(self.model.weights_of(term), class, total) * factor,
            )
        };
        let scored = self.terms.iter().enumerate().map(score);
        let mut scored: Vec<_> = scored.filter(|&(term, score)| keeps(term, score)).collect();
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
