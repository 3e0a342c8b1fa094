//! The fit itself: linfa-bayes' multinomial naive Bayes on class sums.
//!
//! Multinomial naive Bayes needs nothing but the sum of each class, so linfa is given one row a
//! class and no dense matrix of documents ever exists. Complement naive Bayes (Rennie, Shih,
//! Teevan, Karger 2003, "Tackling the poor assumptions of naive Bayes text classifiers") is the
//! same fit on the sums of all other classes, used with the opposite sign.

use std::collections::BTreeMap;

use linfa::DatasetView;
use linfa::traits::Fit as _;
use linfa_bayes::{MultinomialNb, MultinomialNbParams};
use ndarray::{Array1, Array2};
use serde::Deserialize;

use super::class_sums::ClassSums;
use super::settings::Algorithm;
use crate::error::{Error, Result};

/// Weight of each term in each class: `weights[term * classes + class]`.
///
/// Multinomial: `ln P(term | class)`. Complement: `−ln P(term | other classes)`.
///
/// # Errors
/// When linfa refuses the sums.
pub(super) fn fit(sums: &ClassSums, algorithm: Algorithm, alpha: f64) -> Result<Vec<f64>> {
    let (classes, terms) = (sums.classes(), sums.terms());
    let records = Array2::from_shape_fn((classes, terms), |(class, term)| match algorithm {
        Algorithm::Multinomial => sums.of_class(term, class),
        Algorithm::Complement => sums.of_complement(term, class),
    });
    let sign = match algorithm {
        Algorithm::Multinomial => 1.0,
        Algorithm::Complement => -1.0,
    };
    let log_probabilities = feature_log_probabilities(&records, alpha)?;
    let mut weights = vec![0.0; classes * terms];
    for (class, row) in log_probabilities.into_iter().enumerate() {
        for (term, log_probability) in row.into_iter().enumerate() {
            weights[term * classes + class] = sign * log_probability;
        }
    }
    Ok(weights)
}

/// `ln P(term | row)` of each row, as linfa fits it.
fn feature_log_probabilities(records: &Array2<f64>, alpha: f64) -> Result<Vec<Array1<f64>>> {
    let targets: Array1<usize> = (0..records.nrows()).collect();
    let dataset = DatasetView::new(records.view(), targets.view());
    let parameters = MultinomialNbParams::new().alpha(alpha);
    let fitted = parameters
        .fit(&dataset)
        .map_err(|error| Error::Fit(error.to_string()))?;
    parameters_of(&fitted)
}

/// linfa's serialised form: the only way to its parameters. A private layout, held by a test.
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
        let sums = array![[4.0, 0.5, 0.125, 0.25], [0.5, 3.25, 1.5, 4.5]];
        let ours = feature_log_probabilities(&sums, 0.1).unwrap();
        for (ours, full) in ours.iter().flatten().zip(full.iter().flatten()) {
            assert!((ours - full).abs() < 1e-12, "{ours} {full}");
        }
    }

    #[test]
    fn parameters_are_scikit_learns() {
        // sklearn.naive_bayes.MultinomialNB(alpha=1.0).fit([[1, 2, 0], [0, 1, 3]], [0, 1])
        // .feature_log_prob_; regenerate with tests/reference/naive_bayes.py
        let ours = feature_log_probabilities(&array![[1.0, 2.0, 0.0], [0.0, 1.0, 3.0]], 1.0);
        let expected = [
            [2.0 / 6.0, 3.0 / 6.0, 1.0 / 6.0],
            [1.0 / 7.0, 2.0 / 7.0, 4.0 / 7.0_f64],
        ];
        for (ours, expected) in ours.unwrap().iter().flatten().zip(expected.as_flattened()) {
            assert!((ours - expected.ln()).abs() < 1e-12);
        }
    }
}
