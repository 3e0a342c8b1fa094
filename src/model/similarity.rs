//! Similarity of a text to the learned profile of a label.
//!
//! The profile of a class has a number for each term that supports it: the difference between the term's
//! weight in the class and its average in the other classes, times the term's own weight and the square root
//! of its document frequency. The same numbers rank the top terms. The similarity is the largest cosine
//! between the row of a text and a profile (as Rocchio classifiers compare with centroids), with three
//! changes:
//!
//! - it is multiplied by the square root of the share of known words: this is the cosine if the unknown
//!   words lengthen the row by their share;
//! - it is divided by the fourth root of the number of known terms: a text with more terms of a topic is
//!   nearer to its profile, so otherwise short texts would differ from all topics. The square root would
//!   separate topics less well;
//! - for texts with more than twice the average number of known terms of documents like those of training,
//!   it is also divided by the square root of the ratio: the cosine grows with the terms of any topic, so a
//!   threshold learned from short documents would accept all long texts.
//!
//! Probabilities compare classes with each other and can be high for a text that is far from all of them; the
//! similarity detects that. `docs/quality.md` has the measurements.

use rayon::prelude::*;

use super::fit::Model;
use crate::features::Row;

/// Number of terms per partial sum; fixed, so that sums do not depend on the number of threads.
const CHUNK: usize = 1 << 14;

/// The parts of profiles that are not in the model.
pub(super) struct Profiles {
    /// The term's own weight times the square root of its document frequency.
    term_factors: Vec<f64>,
    /// Length of the profile of each class.
    lengths: Vec<f64>,
    /// Twice the average number of known terms of a document like those of training; at least one.
    many_terms: f64,
}

impl Profiles {
    pub(super) fn new(model: &Model) -> Self {
        let term_factors: Vec<f64> = (0..model.features.vocabulary.len())
            .into_par_iter()
            .map(|term| term_factor(model, term))
            .collect();
        let squares = term_factors
            .par_chunks(CHUNK)
            .enumerate()
            .map(|(chunk, factors)| squares(model, chunk * CHUNK, factors))
            .collect::<Vec<_>>();
        let lengths = (0..model.labels.len()).map(|class| {
            let of_class = squares.iter().map(|squares| squares[class]);
            libm::sqrt(of_class.sum())
        });
        Profiles {
            lengths: lengths.collect(),
            term_factors,
            many_terms: (2.0 * terms_of_document(model)).max(1.0),
        }
    }

    /// The similarity of a text, from 0 to 1; 0 without a known term.
    pub(super) fn similarity(&self, model: &Model, row: &Row) -> f64 {
        let mut products = vec![0.0; self.lengths.len()];
        let mut square = 0.0;
        for &(term, weight) in &row.weights {
            square += weight * weight;
            let factor = weight * self.term_factors[term as usize];
            let leads = leads(model.weights_of(term as usize));
            for (product, lead) in products.iter_mut().zip(leads) {
                *product += lead.max(0.0) * factor;
            }
        }
        let cosines = products.iter().zip(&self.lengths);
        let cosines = cosines.map(|(product, length)| product / (length * libm::sqrt(square)));
        // A class that no term supports has no cosine: 0 / 0.
        let largest = cosines
            .filter(|cosine| cosine.is_finite())
            .fold(0.0, f64::max);
        let terms = row.weights.len().max(1) as f64;
        let times = (terms / self.many_terms).max(1.0);
        let similarity = largest * libm::sqrt(row.known_share / libm::sqrt(terms) / times);
        similarity.min(1.0)
    }
}

/// Average number of terms that a training document shares with others: that many would be known if it had
/// not been in training.
fn terms_of_document(model: &Model) -> f64 {
    let frequencies = model.features.document_frequency.iter();
    let shared = frequencies
        .map(|&frequency| u64::from(frequency))
        .filter(|&df| df > 1);
    let all: u64 = shared.sum();
    all as f64 / model.features.documents.max(1) as f64
}

/// The difference between each weight of a term and the average of the others.
fn leads(weights: &[f32]) -> impl Iterator<Item = f64> {
    let total = total(weights);
    (0..weights.len()).map(move |class| lead(weights, class, total))
}

/// The difference between the weight in `class` and the average of the others; `total` is the sum of all.
pub(super) fn lead(weights: &[f32], class: usize, total: f64) -> f64 {
    let own = f64::from(weights[class]);
    own - (total - own) / (weights.len() - 1).max(1) as f64
}

pub(super) fn total(weights: &[f32]) -> f64 {
    weights.iter().map(|&weight| f64::from(weight)).sum()
}

/// Factor for the leads of a term: rare terms have the largest leads but say little about the class as a
/// whole.
pub(super) fn term_factor(model: &Model, term: usize) -> f64 {
    let frequency = f64::from(model.features.document_frequency[term]);
    model.features.term_weight(term) * libm::sqrt(frequency)
}

/// Sums of the squares of the profiles over some terms, the first of which is `first`.
fn squares(model: &Model, first: usize, factors: &[f64]) -> Vec<f64> {
    let mut squares = vec![0.0; model.labels.len()];
    for (term, factor) in (first..).zip(factors) {
        for (square, lead) in squares.iter_mut().zip(leads(model.weights_of(term))) {
            let of_term = lead.max(0.0) * factor;
            *square += of_term * of_term;
        }
    }
    squares
}
