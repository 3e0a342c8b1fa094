//! Cost of a search by a fixed estimate: with the clock, every run would differ.

use super::TextVariant;
use super::space::Candidate;
use crate::corpus::TokenizedCorpus;
use crate::evaluate::calibrate::calibration_parts;
use crate::features::FeatureSettings;

/// Seconds per token on two ordinary cores, for counting and weighting single words, each further n-gram
/// length, and character n-grams.
const WORDS: f64 = 50e-9;
const LONGER: f64 = 125e-9;
const CHARS: f64 = 1e-6;

/// Seconds per token of one naive Bayes model, and the addition for each class.
const BAYES: f64 = 10e-9;
const BAYES_OF_CLASS: f64 = 0.75e-9;

/// Seconds per token, class and epoch of refinement.
const REFINEMENT: f64 = 1.25e-9;

/// Seconds per weight of one naive Bayes model, which has one for each term and class. It matters with
/// hundreds of classes.
const CELL: f64 = 20e-9;

/// Terms of a model per distinct word of the corpus, with n-grams of two words and with characters.
const LONGER_KINDS: f64 = 5.0;
const CHAR_KINDS: f64 = 10.0;

/// Terms of a row per token, with n-grams of two words and with characters.
const LONGER_TERMS: f64 = 2.0;
const CHAR_TERMS: f64 = 9.0;

/// Seconds of the final training, with calibration, if the settings of `variant` win.
pub(super) fn cost_of_training(variant: &TextVariant) -> f64 {
    let corpus = &*variant.corpus;
    let candidate = Candidate {
        variant: 0,
        settings: variant.settings.clone(),
    };
    let once = cost_of_fold(std::iter::once((corpus, &candidate)));
    once * (1 + calibration_parts(corpus.len())) as f64
}

/// Seconds for a candidate's terms on one fold of `tokens` tokens.
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

/// Seconds for the candidate on one fold once its terms are counted.
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
        + kinds(corpus, features) * classes * CELL
}

/// Approximate number of terms of a model.
fn kinds(corpus: &TokenizedCorpus, features: &FeatureSettings) -> f64 {
    let mut of_word = match features.ngrams.high() {
        1 => 1.0,
        _ => LONGER_KINDS,
    };
    if features.char_ngrams.is_some() {
        of_word += CHAR_KINDS;
    }
    let most = features
        .max_features
        .map_or(f64::INFINITY, |most| most as f64);
    (corpus.tokens().len() as f64 * of_word).min(most)
}

/// Seconds for candidates of one or several corpora on a fold; terms are counted once for all candidates that
/// share them.
pub(super) fn cost_of_fold<'c>(
    candidates: impl Iterator<Item = (&'c TokenizedCorpus, &'c Candidate)>,
) -> f64 {
    let mut counted: Vec<&Candidate> = Vec::new();
    let mut cost = 0.0;
    for (corpus, candidate) in candidates {
        if !counted.iter().any(|other| other.has_terms_of(candidate)) {
            cost += cost_of_terms(corpus, candidate);
        }
        counted.push(candidate);
        cost += cost_of_weights(corpus, candidate);
    }
    cost
}
