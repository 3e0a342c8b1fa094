//! Accuracy of a model by its confidence.

use super::{Captions, DataTable, Figure, Language};
use crate::charts::{self, Reliability, ReliabilityBin};
use crate::evaluate::{CalibrationBin, expected_calibration_error};
use crate::stats::wilson_interval;

/// The bins and their captions.
pub fn reliability(bins: &[CalibrationBin], language: Language) -> Figure {
    let drawn = bins.iter().map(|bin| ReliabilityBin {
        range: bin.range,
        documents: bin.documents,
        confidence: bin.confidence,
        accuracy: bin.accuracy,
        interval: wilson_interval(bin.correct, bin.documents),
    });
    let data = Reliability {
        bins: drawn.collect(),
        confidence: language.confidence(),
        accuracy: language.with_interval(&language.accuracy_axis()),
        documents: language.documents(),
    };
    let documents = bins.iter().map(|bin| bin.documents).sum();
    let captions = Captions {
        language,
        title: language.reliability_title(),
        subtitle: language.calibration_error(expected_calibration_error(bins), documents),
    };
    Figure::new(data, charts::reliability, captions, table(bins))
}

fn table(bins: &[CalibrationBin]) -> DataTable {
    let rows = bins.iter().map(|bin| {
        let known = |value| (bin.documents > 0).then_some(value);
        let (low, high) = wilson_interval(bin.correct, bin.documents);
        [
            bin.range.0.into(),
            bin.range.1.into(),
            bin.documents.into(),
            bin.correct.into(),
            known(bin.confidence).into(),
            known(bin.accuracy).into(),
            known(low).into(),
            known(high).into(),
        ]
    });
    let columns = [
        "from",
        "to",
        "documents",
        "correct",
        "confidence",
        "accuracy",
        "accuracy_low",
        "accuracy_high",
    ];
    DataTable::new(columns, rows)
}
