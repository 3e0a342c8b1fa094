//! The search space.

use crate::features::{
    ClassWeighting, DfBound, FeatureSettings, Idf, MinDf, Norm, TermSelection, Tf,
};
use crate::model::{Algorithm, ModelSettings, Refinement};
use crate::text::NgramRange;

/// Settings, and the corpus variant to which they belong.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// Index of the variant.
    pub variant: usize,
    pub settings: ModelSettings,
}

impl Candidate {
    /// True when both use the same terms with the same weights.
    pub(super) fn has_terms_of(&self, other: &Candidate) -> bool {
        self.variant == other.variant && self.settings.features == other.settings.features
    }
}

fn range(low: usize, high: usize) -> NgramRange {
    NgramRange::new(low, high).expect("the ranges below are valid")
}

/// Models for the same terms. The steps of refinement are tuned for rows of unit length; Bernoulli naive
/// Bayes sees only presence.
pub(super) fn heads(terms: &ModelSettings) -> Vec<ModelSettings> {
    let bayes = |algorithm, alpha, balanced| ModelSettings {
        algorithm,
        alpha,
        balanced,
        ..terms.clone()
    };
    if terms.features.is_presence() {
        return [1.0, 0.1]
            .map(|alpha| bayes(Algorithm::Bernoulli, alpha, false))
            .into();
    }
    if terms.features.norm != Norm::L2 {
        return vec![
            bayes(Algorithm::Complement, 1.0, false),
            bayes(Algorithm::Multinomial, 1.0, false),
            bayes(Algorithm::WeightNormalisedComplement, 1.0, false),
        ];
    }
    heads_of_unit_rows(terms)
}

/// Naive Bayes, then refined models. On ten data sets, each was the best or nearly the best on at least one.
fn heads_of_unit_rows(terms: &ModelSettings) -> Vec<ModelSettings> {
    let bayes = |algorithm, alpha, balanced| ModelSettings {
        algorithm,
        alpha,
        balanced,
        ..terms.clone()
    };
    let refined = |epochs, learning_rate, start, blend| ModelSettings {
        refinement: Some(Refinement {
            epochs,
            learning_rate,
            start,
            blend,
        }),
        ..terms.clone()
    };
    vec![
        bayes(Algorithm::Complement, 0.1, false),
        refined(5, 5.0, 1.0, 0.0),
        refined(10, 20.0, 0.3, 0.0),
        refined(10, 5.0, 0.3, 0.0),
        refined(5, 5.0, 0.3, 0.3),
        bayes(Algorithm::WeightNormalisedComplement, 0.1, false),
        bayes(Algorithm::Multinomial, 0.03, true),
        refined(3, 3.0, 1.0, 0.0),
        refined(10, 2.0, 3.0, 0.0),
        bayes(Algorithm::Complement, 0.3, false),
        bayes(Algorithm::Multinomial, 0.1, false),
    ]
}

/// Feature settings in the order in which they are worth trying.
pub(super) fn terms(variants: &[ModelSettings]) -> Vec<Candidate> {
    let mut terms = Vec::new();
    for (ngrams, chars) in [
        ((1, 2), None),
        ((1, 1), None),
        ((1, 2), Some((3, 5))),
        ((1, 1), Some((3, 6))),
    ] {
        for (variant, settings) in variants.iter().enumerate() {
            for class_weighting in [ClassWeighting::Entropy, ClassWeighting::None] {
                let mut settings = settings.clone();
                settings.features.ngrams = range(ngrams.0, ngrams.1);
                settings.features.char_ngrams = chars.map(|(low, high)| range(low, high));
                settings.features.class_weighting = class_weighting;
                terms.push(Candidate { variant, settings });
            }
        }
        if ngrams == (1, 1) && chars.is_none() {
            terms.extend(words_weighed_otherwise(variants));
        }
    }
    terms
}

/// Single words in rows without unit length, and their presence alone.
fn words_weighed_otherwise(variants: &[ModelSettings]) -> Vec<Candidate> {
    let mut terms = Vec::new();
    for (variant, settings) in variants.iter().enumerate() {
        let text = &settings.features;
        let unscaled = FeatureSettings {
            norm: Norm::None,
            ..text.clone()
        };
        let presence = FeatureSettings {
            tf: Tf::Binary,
            idf: Idf::None,
            class_weighting: ClassWeighting::None,
            ..unscaled.clone()
        };
        for mut features in [unscaled, presence] {
            features.ngrams = range(1, 1);
            let settings = ModelSettings {
                features,
                ..settings.clone()
            };
            terms.push(Candidate { variant, settings });
        }
    }
    terms
}

/// Candidates that differ from `best` in one setting and have at most `most_terms` terms.
pub(super) fn neighbours(best: &Candidate, most_terms: Option<usize>) -> Vec<Candidate> {
    let mut settings = neighbours_by_weights(&best.settings);
    let of_terms = neighbours_by_terms(&best.settings.features);
    settings.extend(of_terms.into_iter().map(|features| ModelSettings {
        features,
        ..best.settings.clone()
    }));
    let fits = |features: &FeatureSettings| match (most_terms, features.max_features) {
        (Some(most), terms) => terms.is_some_and(|terms| terms <= most),
        (None, _) => true,
    };
    settings.retain(|settings| {
        settings.check().is_ok() && *settings != best.settings && fits(&settings.features)
    });
    let variant = best.variant;
    let candidates = settings.into_iter();
    candidates
        .map(|settings| Candidate { variant, settings })
        .collect()
}

/// Range in which smoothing and the start of refinement are tried.
const BOUNDS: (f64, f64) = (1e-5, 1e3);

/// A number rounded to three digits, so that its written form is short and exact.
fn rounded(number: f64) -> f64 {
    let digits = format!("{number:.2e}");
    digits.parse().unwrap_or(number)
}

fn bounded(number: f64) -> f64 {
    rounded(number).clamp(BOUNDS.0, BOUNDS.1)
}

fn neighbours_by_weights(best: &ModelSettings) -> Vec<ModelSettings> {
    let with_alpha = |factor: f64| ModelSettings {
        alpha: bounded(best.alpha * factor),
        ..best.clone()
    };
    let Some(refinement) = best.refinement else {
        return [0.3, 3.0].map(with_alpha).to_vec();
    };
    let with = |refinement| ModelSettings {
        refinement: Some(refinement),
        ..best.clone()
    };
    let (less, more) = match refinement.blend {
        0.0 => (0.0, 0.1),
        blend => (rounded(blend / 3.0), bounded(blend * 3.0)),
    };
    vec![
        with(Refinement {
            blend: more,
            ..refinement
        }),
        with(Refinement {
            blend: less,
            ..refinement
        }),
        with(Refinement {
            epochs: refinement.epochs * 2,
            ..refinement
        }),
        with(Refinement {
            learning_rate: rounded(refinement.learning_rate * 2.0),
            ..refinement
        }),
        with(Refinement {
            learning_rate: rounded(refinement.learning_rate / 2.0),
            ..refinement
        }),
        with(Refinement {
            start: bounded(refinement.start * 3.0),
            ..refinement
        }),
        with(Refinement {
            start: bounded(refinement.start / 3.0),
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
    let idf = FeatureSettings {
        idf: Idf::None,
        ..best.clone()
    };
    let selection = FeatureSettings {
        selection: TermSelection::ChiSquared,
        ..best.clone()
    };
    let raw = FeatureSettings {
        tf: Tf::Raw,
        ..best.clone()
    };
    let chars = FeatureSettings {
        char_ngrams: match best.char_ngrams {
            None => Some(range(3, 5)),
            Some(_) => None,
        },
        ..best.clone()
    };
    let mut neighbours = vec![chars, binary, rarer, all, idf, raw];
    // Without a limit there is no selection.
    neighbours.extend(best.max_features.map(|_| selection));
    if let Some(chars) = best.char_ngrams.filter(|chars| chars.low() > 1) {
        let wider = FeatureSettings {
            char_ngrams: Some(range(chars.low() - 1, chars.high())),
            ..best.clone()
        };
        neighbours.push(wider);
    }
    neighbours
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_next_stays_in_bounds_and_has_short_numbers() {
        let mut best = ModelSettings::default();
        for (alpha, expected) in [
            (0.03, [0.009, 0.09]),
            (2e-5, [1e-5, 6e-5]),
            (900.0, [270.0, 1e3]),
        ] {
            best.alpha = alpha;
            let alphas = neighbours_by_weights(&best)
                .into_iter()
                .map(|next| next.alpha);
            assert_eq!(alphas.collect::<Vec<_>>(), expected);
        }
        assert_eq!(rounded(0.1 / 3.0), 0.0333);
        assert_eq!(rounded(123_456.0), 123_000.0);
    }

    #[test]
    fn character_ngrams_have_a_character() {
        let best = |low| FeatureSettings {
            char_ngrams: Some(range(low, 5)),
            ..FeatureSettings::default()
        };
        let lowest = |low: usize| {
            let neighbours = neighbours_by_terms(&best(low)).into_iter();
            neighbours
                .filter_map(|features| Some(features.char_ngrams?.low()))
                .min()
        };
        assert_eq!((lowest(3), lowest(1)), (Some(2), Some(1)));
    }
}
