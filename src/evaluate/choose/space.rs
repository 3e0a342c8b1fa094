//! The candidates.

use crate::features::{ClassWeighting, DEFAULT_MAX_FEATURES, Norm};
use crate::model::{Algorithm, Choices, ModelSettings, Refinement};
use crate::text::NgramRange;

/// Smoothing that is tried beside the given one. On 37 data sets, choosing among 0.1 and these gives naive Bayes a
/// mean accuracy of 84.74 % (0.1 alone 84.20 %, with 0.03 as well 84.80 %).
const ALPHAS: [f64; 2] = [0.3, 1.0];

/// Shares of naive Bayes that are added to the refined weights. Refinement starts with a share of 0.3, so
/// these reach from the refined weights alone to mostly those of naive Bayes.
const BLENDS: [f64; 4] = [0.0, 0.1, 0.3, 1.0];

/// Epochs of refinement. On 37 data sets the mean accuracy of what is chosen is 86.45 %, with ten epochs 86.47 %.
const EPOCHS: u32 = 5;

/// Epochs in a corpus of many documents: on SANAD AlKhaleej three are as good as ten.
const FEW_EPOCHS: u32 = 3;

/// With more documents, few epochs are enough.
const MANY_DOCUMENTS: usize = 30_000;

/// Character n-grams are tried in corpora of at most this many tokens: they multiply the work, and help most
/// where few words are known.
const MOST_TOKENS_WITH_CHARS: usize = 1_000_000;

/// Another class weighting is tried in corpora of at most this many tokens.
const MOST_TOKENS_WITH_WEIGHTINGS: usize = 8_000_000;

/// Lengths of the character n-grams that are tried.
const CHAR_NGRAMS: (usize, usize) = (3, 5);

/// Other smoothing, weightings and character n-grams are tried up to about this many weights of a model, one for each
/// term and label: with hundreds of labels, weights take most of the time and memory.
const MOST_WEIGHTS: usize = 25_000_000;

/// Terms of a model per token, about: with pairs of words most are new.
const TERMS_PER_TOKEN: usize = 2;

/// Refinement is tried if an epoch moves at most about this many weights, one of each label for each term of each
/// document: it should take a second or two.
const MOST_REFINED: usize = 1 << 29;

/// Of more tokens, a sample is refined.
const MOST_REFINED_TOKENS: usize = 1 << 24;

/// Sizes of the documents to train on.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Sizes {
    pub documents: usize,
    pub tokens: usize,
    pub labels: usize,
}

impl Sizes {
    /// About how many weights an epoch of refinement moves.
    fn refined_weights(self) -> usize {
        self.tokens
            .min(MOST_REFINED_TOKENS)
            .saturating_mul(self.labels)
    }

    /// About how many weights a model of the documents has.
    fn weights(self) -> usize {
        let terms = self.tokens.saturating_mul(TERMS_PER_TOKEN);
        terms.min(DEFAULT_MAX_FEATURES).saturating_mul(self.labels)
    }
}

/// A candidate: its settings, and how its weights are made.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub settings: ModelSettings,
    pub estimator: Estimator,
}

/// What candidates with the same rows differ in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Estimator {
    /// Naive Bayes, by the index of its smoothing.
    NaiveBayes(usize),
    /// Refined weights with a share of naive Bayes.
    Refined(f64),
    /// Weights as the settings say.
    AsGiven,
}

/// The candidates around given settings.
pub(super) struct Space {
    /// Settings with different terms; each in one or two weightings.
    terms: Vec<Vec<ModelSettings>>,
    /// Smoothing values, first the given one.
    alphas: Vec<f64>,
    refinement: Option<Refinement>,
}

impl Space {
    pub(super) fn new(settings: &ModelSettings, choices: Choices, sizes: Sizes) -> Self {
        let is_linear = matches!(
            settings.algorithm,
            Algorithm::Complement | Algorithm::Multinomial
        );
        let is_small = is_linear && sizes.weights() <= MOST_WEIGHTS;
        let other_weighting =
            choices.class_weighting && is_small && sizes.tokens <= MOST_TOKENS_WITH_WEIGHTINGS;
        let mut terms = vec![weightings(settings, other_weighting)];
        let tries_chars = choices.char_ngrams && settings.features.char_ngrams.is_none();
        if tries_chars && is_small && sizes.tokens <= MOST_TOKENS_WITH_CHARS {
            let with_chars = terms[0].iter().map(with_char_ngrams);
            terms.push(with_chars.collect());
        }
        let is_given = settings.refinement.is_some();
        let mut alphas = vec![settings.alpha];
        if choices.alpha && is_small && !is_given {
            alphas.extend(ALPHAS.into_iter().filter(|&alpha| alpha != settings.alpha));
        }
        let is_refined = choices.refinement
            && is_linear
            && !is_given
            && !settings.balanced
            && settings.features.norm == Norm::L2
            && sizes.refined_weights() <= MOST_REFINED;
        Space {
            terms,
            alphas,
            refinement: is_refined.then(|| Refinement::new(epochs(sizes.documents))),
        }
    }

    /// Leaves out the candidates with character n-grams; false if there are none.
    pub(super) fn drop_char_ngrams(&mut self) -> bool {
        let has_more = self.terms.len() > 1;
        self.terms.truncate(1);
        has_more
    }

    /// Settings with the terms of all candidates.
    pub(super) fn widest(&self) -> &ModelSettings {
        let last = self.terms.last().expect("the given settings are there");
        &last[0]
    }

    /// For each choice of terms the settings, in each weighting.
    pub(super) fn terms(&self) -> &[Vec<ModelSettings>] {
        &self.terms
    }

    /// The smoothing values of naive Bayes.
    pub(super) fn alphas(&self) -> &[f64] {
        &self.alphas
    }

    /// The refinement that is tried.
    pub(super) fn refinement(&self) -> Option<Refinement> {
        self.refinement
    }

    /// The candidates with the terms and the weighting of `settings`.
    pub(super) fn candidates(&self, settings: &ModelSettings) -> Vec<Candidate> {
        if settings.refinement.is_some() {
            return vec![Candidate {
                settings: settings.clone(),
                estimator: Estimator::AsGiven,
            }];
        }
        let smoothed = self.alphas.iter().enumerate();
        let smoothed = smoothed.map(|(index, &alpha)| Candidate {
            settings: ModelSettings {
                alpha,
                ..settings.clone()
            },
            estimator: Estimator::NaiveBayes(index),
        });
        let refinement = self.refinement;
        let refined = refinement.iter().flat_map(|&refinement| {
            BLENDS.map(|blend| Candidate {
                settings: ModelSettings {
                    refinement: Some(Refinement {
                        blend,
                        ..refinement
                    }),
                    ..settings.clone()
                },
                estimator: Estimator::Refined(blend),
            })
        });
        smoothed.chain(refined).collect()
    }
}

fn epochs(documents: usize) -> u32 {
    match documents > MANY_DOCUMENTS {
        true => FEW_EPOCHS,
        false => EPOCHS,
    }
}

/// The settings, and the same with the other weighting if it is chosen.
fn weightings(settings: &ModelSettings, is_chosen: bool) -> Vec<ModelSettings> {
    let mut weightings = vec![settings.clone()];
    if is_chosen {
        let mut other = settings.clone();
        other.features.class_weighting = match settings.features.class_weighting {
            ClassWeighting::Entropy => ClassWeighting::None,
            ClassWeighting::None => ClassWeighting::Entropy,
        };
        weightings.push(other);
    }
    weightings
}

fn with_char_ngrams(settings: &ModelSettings) -> ModelSettings {
    let mut with = settings.clone();
    let (low, high) = CHAR_NGRAMS;
    with.features.char_ngrams = NgramRange::new(low, high).ok();
    with
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Choices of terms, weightings, values of smoothing, and whether refinement is tried.
    fn tried(documents: usize, tokens: usize, labels: usize) -> (usize, usize, usize, bool) {
        let sizes = Sizes {
            documents,
            tokens,
            labels,
        };
        let space = Space::new(&ModelSettings::default(), Choices::ALL, sizes);
        let (terms, alphas) = (space.terms(), space.alphas().len());
        (
            terms.len(),
            terms[0].len(),
            alphas,
            space.refinement().is_some(),
        )
    }

    #[test]
    fn less_is_tried_where_it_would_take_long() {
        assert_eq!(tried(700, 15_000, 7), (2, 2, 3, true));
        // Many tokens: no parts of words, then no other weighting.
        assert_eq!(tried(11_000, 3_000_000, 20), (1, 2, 3, true));
        assert_eq!(tried(36_000, 13_000_000, 7), (1, 1, 3, true));
        // A sample of very many is refined.
        assert_eq!(tried(600_000, 220_000_000, 7), (1, 1, 3, true));
        // Many labels: the given terms and smoothing alone, then no refinement.
        assert_eq!(tried(1_600, 180_000, 400), (1, 1, 1, true));
        assert_eq!(tried(900_000, 220_000_000, 5_000), (1, 1, 1, false));
    }
}
