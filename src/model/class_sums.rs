//! Sums of term weights over the documents of each class: all that naive Bayes learns from.
//!
//! Weights are rounded to a grid of 2⁻³² before they are added, so sums are integers: the same
//! for any order of documents and any number of threads.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Error, Result};
use crate::features::Fit;

/// Steps of the grid in a unit of weight.
const GRID: f64 = 4_294_967_296.0;

/// Largest sum of weights that the integers hold with room to spare.
const LARGEST_SUM: f64 = (1u64 << 30) as f64;

/// Sums in steps of the grid.
pub(super) struct ClassSums {
    /// Of each term, a vector a class.
    by_class: Vec<Vec<i64>>,
    /// Of each term over all classes.
    total: Vec<i64>,
}

impl ClassSums {
    /// Adds up the rows of the fit's documents.
    ///
    /// # Errors
    /// When weights are so large that their sum leaves the integers (only without a norm).
    pub(super) fn new(fit: &Fit<'_>) -> Result<Self> {
        let documents = fit.features().documents as f64;
        let too_large = AtomicBool::new(false);
        let by_class = fit.sums_by_class(|weight| {
            if weight * documents > LARGEST_SUM {
                too_large.store(true, Ordering::Relaxed);
            }
            (weight * GRID).round_ties_even() as i64
        })?;
        if too_large.into_inner() {
            return Err(Error::Settings(
                "the weights are too large to be added up; use --norm l2 or --tf sublinear".into(),
            ));
        }
        let mut total = vec![0; fit.features().vocabulary.len()];
        for sums in &by_class {
            total
                .iter_mut()
                .zip(sums)
                .for_each(|(all, sum)| *all += sum);
        }
        Ok(ClassSums { by_class, total })
    }

    /// Number of classes.
    pub(super) fn classes(&self) -> usize {
        self.by_class.len()
    }

    /// Sum of the weights of each term in `class`.
    pub(super) fn of_class(&self, class: usize) -> impl Iterator<Item = f64> + '_ {
        self.by_class[class].iter().map(|&sum| sum as f64 / GRID)
    }

    /// Sum of the weights of each term in all classes but `class`.
    pub(super) fn of_complement(&self, class: usize) -> impl Iterator<Item = f64> + '_ {
        let sums = self.total.iter().zip(&self.by_class[class]);
        sums.map(|(all, sum)| (all - sum) as f64 / GRID)
    }
}
