//! Accuracy on the documents with the most confident predictions.

use super::{Captions, DataTable, Figure, Language};
use crate::charts::{self, Coverage, CoveragePoint, MAX_POINTS};
use crate::evaluate::{CoverageStep, Outcome};

/// The curve and its captions.
pub fn coverage(outcomes: &[Outcome], curve: &[CoverageStep], language: Language) -> Figure {
    // Steps closer than a pixel are skipped, except the last.
    let stride = curve.len().div_ceil(MAX_POINTS / 2);
    let kept = curve.iter().enumerate().filter_map(|(index, step)| {
        (index % stride == 0 || index + 1 == curve.len()).then_some(step)
    });
    let data = Coverage {
        points: kept
            .map(|step| CoveragePoint {
                coverage: step.coverage,
                accuracy: step.accuracy,
            })
            .collect(),
        coverage: language.coverage(),
        accuracy: language.accuracy_axis(),
    };
    let right = outcomes
        .iter()
        .filter(|o| o.predicted.as_ref() == Some(&o.truth));
    let accuracy = right.count() as f64 / outcomes.len() as f64;
    let captions = Captions {
        language,
        title: language.coverage_title(),
        subtitle: language.accuracy(accuracy, outcomes.len() as u64),
    };
    Figure::new(data, charts::coverage, captions, table(curve))
}

fn table(curve: &[CoverageStep]) -> DataTable {
    let rows = curve.iter().map(|step| {
        [
            step.coverage.into(),
            step.accuracy.into(),
            step.labelled.into(),
            step.probability.into(),
        ]
    });
    let columns = ["coverage", "accuracy", "documents", "least_probability"];
    DataTable::new(columns, rows)
}
