//! The fit: linfa-bayes' multinomial naive Bayes on class sums, and the weights derived from it.
//!
//! Multinomial naive Bayes only needs the sum of each class, so linfa is given one row per class, and no
//! dense matrix of documents is ever built. Complement naive Bayes (Rennie, Shih, Teevan, Karger 2003,
//! "Tackling the poor assumptions of naive Bayes text classifiers") is the same fit on the sums of all other
//! classes, used with the opposite sign. The same paper divides the weights of each class by the sum of their
//! magnitudes, so that classes with more dependent terms do not get larger weights.

use std::collections::BTreeMap;

use linfa::DatasetView;
use linfa::traits::Fit as _;
use linfa_bayes::{MultinomialNb, MultinomialNbParams};
use ndarray::{Array1, Axis};
use rayon::prelude::*;
use serde::Deserialize;

use super::bernoulli;
use super::class_sums::ClassSums;
use super::settings::Algorithm;
use crate::error::{Error, Result};

/// Classes that are fitted in parallel.
const CLASSES_AT_ONCE: usize = 64;

/// Weight of each term in each class: `weights[term * classes + class]`.
///
/// Multinomial: `ln P(term | class)`. Complement: `−ln P(term | other classes)`; if weight-normalised,
/// divided by their sum over all terms. Bernoulli: `ln p − ln (1 − p)` for `p = P(term | class)`.
///
/// # Errors
/// When linfa rejects the sums.
pub(super) fn fit(sums: &ClassSums, algorithm: Algorithm, alpha: f64) -> Result<Vec<f32>> {
    let (classes, terms) = (sums.classes(), sums.terms());
    let of_class = |class| -> Result<Vec<f32>> {
        let weights = weights_of_class(sums, class, algorithm, alpha)?;
        Ok(weights.into_iter().map(|weight| weight as f32).collect())
    };
    let mut weights = vec![0.0; classes * terms];
    // Block by block, so that weights are not stored twice.
    for first in (0..classes).step_by(CLASSES_AT_ONCE) {
        let block = (first..classes.min(first + CLASSES_AT_ONCE)).into_par_iter();
        let by_class: Vec<Vec<f32>> = block.map(of_class).collect::<Result<_>>()?;
        let rows = weights.par_chunks_exact_mut(classes).enumerate();
        rows.for_each(|(term, of_term)| {
            for (weight, of_terms) in of_term[first..].iter_mut().zip(&by_class) {
                *weight = of_terms[term];
            }
        });
    }
    Ok(weights)
}

/// Bias of each class; empty when the algorithm has no biases.
pub(super) fn biases(sums: &ClassSums, algorithm: Algorithm, alpha: f64) -> Vec<f64> {
    match algorithm {
        Algorithm::Bernoulli => (0..sums.classes())
            .map(|class| bernoulli::bias(sums, class, alpha))
            .collect(),
        Algorithm::Complement | Algorithm::WeightNormalisedComplement | Algorithm::Multinomial => {
            Vec::new()
        }
    }
}

/// Weights of all terms in a class.
fn weights_of_class(
    sums: &ClassSums,
    class: usize,
    algorithm: Algorithm,
    alpha: f64,
) -> Result<Vec<f64>> {
    match algorithm {
        Algorithm::Multinomial => {
            Ok(feature_log_probabilities(sums.of_class(class), alpha)?.to_vec())
        }
        Algorithm::Complement => complement(sums, class, alpha),
        Algorithm::WeightNormalisedComplement => complement(sums, class, alpha).map(normalised),
        Algorithm::Bernoulli => Ok(bernoulli::weights(sums, class, alpha)),
    }
}

/// `−ln P(term | other classes)`.
fn complement(sums: &ClassSums, class: usize, alpha: f64) -> Result<Vec<f64>> {
    let of_others = feature_log_probabilities(sums.of_complement(class), alpha)?;
    Ok(of_others.into_iter().map(|weight| -weight).collect())
}

/// Weights divided by the sum of their magnitudes; zeros are unchanged.
fn normalised(mut weights: Vec<f64>) -> Vec<f64> {
    let magnitude: f64 = weights.iter().map(|weight| weight.abs()).sum();
    if magnitude > 0.0 {
        weights.iter_mut().for_each(|weight| *weight /= magnitude);
    }
    weights
}

/// `ln P(term | row)`, as fitted by linfa to one row.
///
/// The parameters of a class depend only on its own row, so each class is a separate data set: classes are
/// fitted in parallel, and linfa copies only one class at a time.
fn feature_log_probabilities(row: Vec<f64>, alpha: f64) -> Result<Array1<f64>> {
    let records = Array1::from_vec(row).insert_axis(Axis(0));
    let targets: Array1<usize> = Array1::zeros(1);
    let dataset = DatasetView::new(records.view(), targets.view());
    let parameters = MultinomialNbParams::new().alpha(alpha);
    let fitted = parameters
        .fit(&dataset)
        .map_err(|error| Error::Fit(error.to_string()))?;
    let mut of_classes = parameters_of(&fitted)?;
    of_classes
        .pop()
        .ok_or_else(|| Error::Fit("linfa gave no parameters".into()))
}

/// linfa's serialised form: the only access to its parameters. A private layout, checked by a test.
#[derive(Deserialize)]
struct Fitted {
    class_info: BTreeMap<usize, ClassInfo>,
}

#[derive(Deserialize)]
#[allow(dead_code)] // The format is positional: every field must be named to be passed over.
struct ClassInfo {
    class_count: usize,
    prior: f64,
    feature_count: Array1<f64>,
    feature_log_prob: Array1<f64>,
}

fn parameters_of(fitted: &MultinomialNb<f64, usize>) -> Result<Vec<Array1<f64>>> {
    let layout = |error: postcard::Error| Error::Fit(format!("linfa's parameters: {error}"));
    let bytes = postcard::to_allocvec(fitted).map_err(layout)?;
    let fitted: Fitted = postcard::from_bytes(&bytes).map_err(layout)?;
    let classes = fitted.class_info.into_values();
    Ok(classes.map(|class| class.feature_log_prob).collect())
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn class_rows_give_the_parameters_of_the_full_matrix() {
        let rows = array![
            [1.0, 0.5, 0.0, 0.25],
            [0.0, 2.0, 1.0, 0.0],
            [3.0, 0.0, 0.125, 0.0],
            [0.0, 0.75, 0.0, 4.0],
            [0.5, 0.5, 0.5, 0.5]
        ];
        let targets = array![0usize, 1, 0, 1, 1];
        let full = MultinomialNbParams::new()
            .alpha(0.1)
            .fit(&DatasetView::new(rows.view(), targets.view()));
        let full = parameters_of(&full.unwrap()).unwrap();
        let sums = [[4.0, 0.5, 0.125, 0.25], [0.5, 3.25, 1.5, 4.5]];
        for (sums, full) in sums.iter().zip(full) {
            let ours = feature_log_probabilities(sums.to_vec(), 0.1).unwrap();
            for (ours, full) in ours.iter().zip(full) {
                assert!((ours - full).abs() < 1e-12, "{ours} {full}");
            }
        }
    }

    #[test]
    fn a_single_term_has_nothing_to_normalise() {
        assert_eq!(normalised(vec![1.0, 3.0]), [0.25, 0.75]);
        assert_eq!(normalised(vec![0.0]), [0.0]);
    }

    #[test]
    fn parameters_are_scikit_learns() {
        // sklearn.naive_bayes.MultinomialNB(alpha=1.0).fit([[1, 2, 0], [0, 1, 3]], [0, 1])
        // .feature_log_prob_; regenerate with tests/reference/naive_bayes.py
        let expected = [
            [2.0 / 6.0, 3.0 / 6.0, 1.0 / 6.0],
            [1.0 / 7.0, 2.0 / 7.0, 4.0 / 7.0_f64],
        ];
        let sums = [[1.0, 2.0, 0.0], [0.0, 1.0, 3.0]];
        for (sums, expected) in sums.iter().zip(expected) {
            let ours = feature_log_probabilities(sums.to_vec(), 1.0).unwrap();
            for (ours, expected) in ours.iter().zip(expected) {
                assert!((ours - expected.ln()).abs() < 1e-12);
            }
        }
    }
}
