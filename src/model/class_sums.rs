//! Sums of term weights over the documents of each class: all that naive Bayes learns from.
//!
//! Weights are rounded to a grid of 2⁻³² before they are added, so sums are integers: the same
//! for any order of documents and any number of threads.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::error::{Error, Result};
use crate::features::Fit;

/// Steps of the grid in a unit of weight.
const GRID: f64 = 4_294_967_296.0;

/// Largest sum of weights that the integers hold with room to spare.
const LARGEST_SUM: f64 = (1u64 << 30) as f64;

/// `sums[term * classes + class]`, in steps of the grid.
pub(super) struct ClassSums {
    sums: Vec<i64>,
    classes: usize,
}

impl ClassSums {
    /// Adds up the rows of the fit's documents.
    ///
    /// # Errors
    /// When weights are so large that their sum leaves the integers (only without a norm).
    pub(super) fn new(fit: &Fit<'_>) -> Result<Self> {
        let classes = fit.labels().len();
        let cells = fit.features().vocabulary.len() * classes;
        let sums: Vec<AtomicI64> = (0..cells).map(|_| AtomicI64::new(0)).collect();
        let documents = fit.features().documents as f64;
        let too_large = AtomicI64::new(0);
        fit.for_each_slot_row(|class, row| {
            for &(slot, weight) in row {
                if weight * documents > LARGEST_SUM {
                    too_large.store(1, Ordering::Relaxed);
                }
                let steps = (weight * GRID).round_ties_even() as i64;
                sums[slot as usize * classes + class].fetch_add(steps, Ordering::Relaxed);
            }
        });
        if too_large.into_inner() > 0 {
            return Err(Error::Settings(
                "the weights are too large to be added up; use --norm l2 or --tf sublinear".into(),
            ));
        }
        let mut by_term = vec![0; cells];
        for (row, &term) in sums.chunks_exact(classes).zip(fit.term_of_slot()) {
            let start = term as usize * classes;
            for (to, from) in by_term[start..start + classes].iter_mut().zip(row) {
                *to = from.load(Ordering::Relaxed);
            }
        }
        Ok(ClassSums {
            sums: by_term,
            classes,
        })
    }

    /// Number of terms.
    pub(super) fn terms(&self) -> usize {
        self.sums.len() / self.classes
    }

    /// Number of classes.
    pub(super) fn classes(&self) -> usize {
        self.classes
    }

    /// Sum of the weights of `term` in `class`.
    pub(super) fn of_class(&self, term: usize, class: usize) -> f64 {
        self.sums[term * self.classes + class] as f64 / GRID
    }

    /// Sum of the weights of `term` in all classes but `class`.
    pub(super) fn of_complement(&self, term: usize, class: usize) -> f64 {
        let row = &self.sums[term * self.classes..(term + 1) * self.classes];
        (row.iter().sum::<i64>() - row[class]) as f64 / GRID
    }
}
