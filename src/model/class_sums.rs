//! Sums of term weights over the documents of each class: the only input of naive Bayes.
//!
//! Weights are rounded to a grid of 2⁻³² before they are summed, so sums are integers and do not depend on
//! the order of documents or the number of threads.

use std::sync::atomic::{AtomicBool, Ordering};

use super::training_rows::{RowBuffer, RowSample, TrainingRows};
use crate::error::{Error, Result};
use crate::features::Fit;

/// Grid steps per unit of weight.
pub(super) const GRID: f64 = 4_294_967_296.0;

/// Largest sum of weights that the integers hold with a safety margin.
const LARGEST_SUM: f64 = (1u64 << 30) as f64;

/// Rounds weights to the grid, and detects those that are too large for the sums.
pub(super) struct Grid {
    /// Total number of documents.
    documents: f64,
    too_large: AtomicBool,
}

impl Grid {
    pub(super) fn new(documents: u64) -> Self {
        Grid {
            documents: documents as f64,
            too_large: AtomicBool::new(false),
        }
    }

    /// A weight in grid steps.
    #[inline]
    pub(super) fn steps(&self, weight: f64) -> i64 {
        if weight * self.documents > LARGEST_SUM {
            self.too_large.store(true, Ordering::Relaxed);
        }
        (weight * GRID).round_ties_even() as i64
    }

    /// # Errors
    /// When weights are so large that their sum overflows the integers (only without a norm).
    pub(super) fn check(&self) -> Result<()> {
        match self.too_large.load(Ordering::Relaxed) {
            false => Ok(()),
            true => Err(too_large()),
        }
    }
}

/// The error when sums of weights may overflow.
pub(super) fn too_large() -> Error {
    Error::Settings(
        "the weights are too large to be added up: with `norm` l2 there is room for 1,073,741,824 documents, without it for fewer; train on a sample of the documents, or use `norm` l2 or `tf` sublinear".into(),
    )
}

/// Sums in grid steps.
pub(super) struct ClassSums {
    /// For each class, the terms that occur in it, in order, and their sums.
    by_class: Vec<Vec<(u32, i64)>>,
    /// For each term, the sum over all classes.
    total: Vec<i64>,
    /// Weighted number of documents of each class.
    documents: Vec<f64>,
}

impl ClassSums {
    /// Sums the rows of the fit's documents, and keeps them for refinement if that is wanted.
    ///
    /// # Errors
    /// When weights are so large that their sum overflows the integers (only without a norm).
    pub(super) fn read(fit: &Fit<'_>, refined: bool) -> Result<(Self, Option<TrainingRows>)> {
        let grid = Grid::new(fit.features().documents);
        let sample = refined.then(|| RowSample::new(fit.features()));
        let (by_class, rows) = fit.sums_by_class(
            |weight| grid.steps(weight),
            |rows: &mut RowBuffer, label, row| {
                if let Some(sample) = &sample {
                    rows.push(label, &row, sample);
                }
            },
        )?;
        grid.check()?;
        let terms = fit.features().vocabulary.len();
        let sums = ClassSums::of(by_class, fit.class_documents(), terms);
        Ok((sums, refined.then(|| TrainingRows::new(rows))))
    }

    /// From the sums of each class, over this many documents.
    pub(super) fn of(
        by_class: Vec<Vec<(u32, i64)>>,
        class_documents: &[u64],
        terms: usize,
    ) -> Self {
        let documents = class_documents.iter().map(|&n| n as f64).collect();
        ClassSums::weighted(by_class, documents, terms)
    }

    /// The sums with the same weight for each class; `class_documents` are the documents of each.
    pub(super) fn balanced(&self, class_documents: &[u64]) -> Self {
        let mut by_class = self.by_class.clone();
        balance(&mut by_class, class_documents);
        let all: u64 = class_documents.iter().sum();
        let documents = vec![all as f64 / by_class.len() as f64; by_class.len()];
        ClassSums::weighted(by_class, documents, self.terms())
    }

    fn weighted(by_class: Vec<Vec<(u32, i64)>>, documents: Vec<f64>, terms: usize) -> Self {
        let mut total = vec![0; terms];
        for &(term, sum) in by_class.iter().flatten() {
            total[term as usize] += sum;
        }
        ClassSums {
            by_class,
            total,
            documents,
        }
    }

    /// Number of classes.
    pub(super) fn classes(&self) -> usize {
        self.by_class.len()
    }

    /// Number of terms.
    pub(super) fn terms(&self) -> usize {
        self.total.len()
    }

    /// Documents of `class`; an equal share of all when classes are balanced.
    pub(super) fn documents(&self, class: usize) -> f64 {
        self.documents[class]
    }

    /// Sum of the weights of each term in `class`.
    pub(super) fn of_class(&self, class: usize) -> Vec<f64> {
        let mut sums = vec![0.0; self.total.len()];
        for &(term, sum) in &self.by_class[class] {
            sums[term as usize] = sum as f64 / GRID;
        }
        sums
    }

    /// Sum of the weights of each term in all classes except `class`.
    pub(super) fn of_complement(&self, class: usize) -> Vec<f64> {
        let mut sums: Vec<f64> = self.total.iter().map(|&all| all as f64 / GRID).collect();
        for &(term, sum) in &self.by_class[class] {
            let term = term as usize;
            sums[term] = (self.total[term] - sum) as f64 / GRID;
        }
        sums
    }
}

/// Multiplies the sums of each class by `n / (K · n_c)`, for `n` documents, `K` classes and `n_c`
/// documents of the class, and rounds to the grid. These are the balanced class weights of
/// scikit-learn's `compute_class_weight`, after King and Zeng (2001), "Logistic regression in rare
/// events data".
fn balance(by_class: &mut [Vec<(u32, i64)>], documents: &[u64]) {
    let all: u64 = documents.iter().sum();
    let classes = documents.len() as u64;
    for (sums, &of_class) in by_class.iter_mut().zip(documents) {
        let (numerator, denominator) = (i128::from(all), i128::from(classes * of_class));
        for (_, sum) in sums {
            // The weights of all documents fit into 64 bits, so an equal share does too.
            *sum = ((i128::from(*sum) * numerator + denominator / 2) / denominator) as i64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balanced_classes_weigh_as_in_scikit_learn() {
        // sklearn.utils.class_weight.compute_class_weight("balanced", classes=[0, 1, 2],
        // y=[0, 0, 0, 0, 1, 1, 2]) is 7/12, 7/6 and 7/3.
        let mut sums = vec![
            vec![(0, 12_000)],
            vec![(0, 6_000), (1, 6)],
            vec![(0, 3_000), (1, 1)],
        ];
        balance(&mut sums, &[4, 2, 1]);
        let expected = [
            vec![(0, 7_000)],
            vec![(0, 7_000), (1, 7)],
            vec![(0, 7_000), (1, 2)],
        ];
        assert_eq!(sums, expected);
    }
}
