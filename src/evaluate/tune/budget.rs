//! What a search costs, by a fixed estimate: the clock would make every run another.

use super::space::Candidate;
use crate::features::TokenizedCorpus;

/// Seconds for a token on two ordinary cores: counting and weighing of single words, of each
/// further length of n-grams, and of character n-grams.
const WORDS: f64 = 100e-9;
const LONGER: f64 = 250e-9;
const CHARS: f64 = 2e-6;

/// Seconds for a token of one naive Bayes, and more of it for each class.
const BAYES: f64 = 20e-9;
const BAYES_OF_CLASS: f64 = 1.5e-9;

/// Seconds for a token, a class and an epoch of refinement.
const REFINEMENT: f64 = 2.5e-9;

/// Terms of a row for each token, with n-grams of two words and with characters.
const LONGER_TERMS: f64 = 2.0;
const CHAR_TERMS: f64 = 9.0;

/// Bytes of a model for a term: itself, its place in the table and its document frequency.
const TERM_BYTES: u64 = 24;

/// Bytes of a weight.
const WEIGHT_BYTES: u64 = 4;

/// Most terms of a model that is to have `bytes` bytes, by an estimate.
pub(super) fn terms_within(bytes: u64, classes: usize) -> usize {
    let of_term = TERM_BYTES + WEIGHT_BYTES * classes as u64;
    usize::try_from(bytes / of_term)
        .unwrap_or(usize::MAX)
        .max(1)
}

/// Seconds that a candidate's terms take on one fold of `tokens` tokens.
pub(super) fn cost_of_terms(corpus: &TokenizedCorpus, candidate: &Candidate) -> f64 {
    let features = &candidate.settings.features;
    let longer = (features.ngrams.high() - 1) as f64 * LONGER;
    let chars = if features.char_ngrams.is_some() {
        CHARS
    } else {
        0.0
    };
    corpus.token_count() as f64 * (WORDS + longer + chars)
}

/// Seconds that the candidate takes on one fold once its terms are there.
pub(super) fn cost_of_weights(corpus: &TokenizedCorpus, candidate: &Candidate) -> f64 {
    let features = &candidate.settings.features;
    let mut terms = if features.ngrams.high() > 1 {
        LONGER_TERMS
    } else {
        1.0
    };
    if features.char_ngrams.is_some() {
        terms += CHAR_TERMS;
    }
    let refinement = candidate.settings.refinement;
    let epochs = refinement.map_or(0.0, |refinement| f64::from(refinement.epochs));
    let classes = corpus.classes().len() as f64;
    let tokens = corpus.token_count() as f64 * terms;
    tokens * (BAYES + classes * (BAYES_OF_CLASS + REFINEMENT * epochs))
}
