//! Accuracy against the number of labelled documents, with what to expect of twice as many.

use super::{Captions, Cell, DataTable, Figure, Language};
use crate::charts::{self, EstimatedStep, Learning, LearningStep};
use crate::evaluate::{AccuracyEstimate, LearningCurve, LearningPoint};

/// Parts of the dashed line, every second of which is drawn.
const PARTS: u32 = 41;

/// The curve and its captions.
pub fn learning(curve: &LearningCurve, language: Language) -> Figure {
    let twice = curve.estimate(2 * curve.documents);
    let data = Learning {
        points: curve.points.iter().map(step).collect(),
        estimate: estimated(curve),
        range: twice.map_or((0.0, 0.0), |twice| twice.range),
        names: language.learning_names(),
        documents: language.labelled_documents(),
        share: language.accuracy_axis(),
    };
    let captions = Captions {
        language,
        title: language.learning_title(),
        subtitle: match twice {
            Some(twice) => language.expected_accuracy(twice.documents, twice.accuracy, twice.range),
            None => language.too_few_points(),
        },
    };
    Figure::new(data, charts::learning, captions, table(curve))
}

fn step(point: &LearningPoint) -> LearningStep {
    LearningStep {
        documents: point.documents,
        accuracy: point.accuracy,
        interval: point.interval,
        macro_f1: point.macro_f1,
    }
}

/// The estimated curve from the last measured point on.
fn estimated(curve: &LearningCurve) -> Vec<EstimatedStep> {
    let first = curve.points.last().map_or(1, |point| point.documents) as f64;
    let ratio = 2.0 * curve.documents as f64 / first;
    let documents = (0..=PARTS).map(|part| {
        let part = f64::from(part) / f64::from(PARTS);
        first * libm::pow(ratio, part)
    });
    let steps = documents.filter_map(|documents| {
        let accuracy = curve.accuracy_of(documents)?;
        Some(EstimatedStep {
            documents,
            accuracy,
        })
    });
    steps.collect()
}

fn table(curve: &LearningCurve) -> DataTable {
    let measured = curve.points.iter().map(|point| {
        [
            point.documents.into(),
            point.accuracy.into(),
            point.interval.0.into(),
            point.interval.1.into(),
            point.macro_f1.into(),
            point.tested.into(),
            "measured".into(),
        ]
    });
    let row = |estimate: AccuracyEstimate| {
        [
            estimate.documents.into(),
            estimate.accuracy.into(),
            estimate.range.0.into(),
            estimate.range.1.into(),
            Cell::Nothing,
            Cell::Nothing,
            "estimated".into(),
        ]
    };
    let counts = [curve.documents, 2 * curve.documents].into_iter();
    let estimates = counts.filter_map(|documents| curve.estimate(documents).map(row));
    let columns = [
        "documents",
        "accuracy",
        "accuracy_low",
        "accuracy_high",
        "macro_f1",
        "tested",
        "kind",
    ];
    DataTable::new(columns, measured.chain(estimates))
}
