//! What is tried.

use crate::features::{ClassWeighting, DfBound, FeatureSettings, MinDf, Tf};
use crate::model::{Algorithm, ModelSettings, Refinement};
use crate::text::NgramRange;

/// Settings, and the variant of the corpus they are for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// Index of the variant.
    pub variant: usize,
    pub settings: ModelSettings,
}

fn range(low: usize, high: usize) -> NgramRange {
    NgramRange::new(low, high).expect("the ranges below are valid")
}

/// Ways to weigh the same terms: naive Bayes, then refined. Measured on ten data sets, each was the
/// best or near it on one at least.
pub(super) fn heads(features: &ModelSettings) -> Vec<ModelSettings> {
    let bayes = |algorithm, alpha, balanced| ModelSettings {
        algorithm,
        alpha,
        balanced,
        ..features.clone()
    };
    let refined = |epochs, learning_rate, start| ModelSettings {
        refinement: Some(Refinement {
            epochs,
            learning_rate,
            start,
        }),
        ..features.clone()
    };
    vec![
        bayes(Algorithm::Complement, 0.1, false),
        refined(5, 5.0, 1.0),
        refined(10, 20.0, 0.3),
        refined(10, 5.0, 0.3),
        bayes(Algorithm::WeightNormalisedComplement, 0.1, false),
        bayes(Algorithm::Multinomial, 0.03, true),
        refined(3, 3.0, 1.0),
        refined(10, 2.0, 3.0),
        bayes(Algorithm::Complement, 0.3, false),
        bayes(Algorithm::Multinomial, 0.1, false),
    ]
}

/// Terms to learn from, in the order in which they are worth trying.
pub(super) fn terms(variants: &[ModelSettings]) -> Vec<Candidate> {
    let mut terms = Vec::new();
    for (ngrams, chars) in [
        ((1, 2), None),
        ((1, 1), None),
        ((1, 2), Some((3, 5))),
        ((1, 1), Some((3, 6))),
    ] {
        for (variant, settings) in variants.iter().enumerate() {
            for class_weighting in [ClassWeighting::None, ClassWeighting::Entropy] {
                let mut settings = settings.clone();
                settings.features.ngrams = range(ngrams.0, ngrams.1);
                settings.features.char_ngrams = chars.map(|(low, high)| range(low, high));
                settings.features.class_weighting = class_weighting;
                terms.push(Candidate { variant, settings });
            }
        }
    }
    terms
}

/// Candidates that differ from `best` in one setting.
pub(super) fn neighbours(best: &Candidate) -> Vec<Candidate> {
    let mut settings = neighbours_by_weights(&best.settings);
    let of_terms = neighbours_by_terms(&best.settings.features);
    settings.extend(of_terms.into_iter().map(|features| ModelSettings {
        features,
        ..best.settings.clone()
    }));
    settings.retain(|settings| settings.check().is_ok() && *settings != best.settings);
    let variant = best.variant;
    let candidates = settings.into_iter();
    candidates
        .map(|settings| Candidate { variant, settings })
        .collect()
}

fn neighbours_by_weights(best: &ModelSettings) -> Vec<ModelSettings> {
    let with_alpha = |factor: f64| ModelSettings {
        alpha: best.alpha * factor,
        ..best.clone()
    };
    let Some(refinement) = best.refinement else {
        return [0.3, 3.0].map(with_alpha).to_vec();
    };
    let with = |refinement| ModelSettings {
        refinement: Some(refinement),
        ..best.clone()
    };
    vec![
        with(Refinement {
            epochs: refinement.epochs * 2,
            ..refinement
        }),
        with(Refinement {
            learning_rate: refinement.learning_rate * 2.0,
            ..refinement
        }),
        with(Refinement {
            learning_rate: refinement.learning_rate / 2.0,
            ..refinement
        }),
        with(Refinement {
            start: refinement.start * 3.0,
            ..refinement
        }),
        with(Refinement {
            start: refinement.start / 3.0,
            ..refinement
        }),
        with_alpha(0.3),
    ]
}

fn neighbours_by_terms(best: &FeatureSettings) -> Vec<FeatureSettings> {
    let binary = FeatureSettings {
        tf: Tf::Binary,
        ..best.clone()
    };
    let rarer = FeatureSettings {
        min_df: MinDf::Bound(DfBound::Count(3)),
        ..best.clone()
    };
    let all = FeatureSettings {
        max_features: best.max_features.map(|most| most * 2),
        ..best.clone()
    };
    let mut neighbours = vec![binary, rarer, all];
    if let Some(chars) = best.char_ngrams {
        let wider = FeatureSettings {
            char_ngrams: Some(range(chars.low() - 1, chars.high())),
            ..best.clone()
        };
        neighbours.push(wider);
    }
    neighbours
}
