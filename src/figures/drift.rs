//! Measures of texts over time against what a model expects.

use super::{Captions, Cell, DataTable, Figure, Language, ticks};
use crate::charts::{self, Drift, DriftPanel};
use crate::jobs::check::{self, Measure, TimedMeasure};

/// Every measure by period; periods with fewer than `few_documents` are shaded.
pub fn drift(drift: &check::Drift, few_documents: u64, language: Option<Language>) -> Figure {
    let language = language.unwrap_or_else(|| drift.letters.language());
    let measures = drift.measures();
    let documents: Vec<u64> = drift
        .periods
        .iter()
        .map(|counts| counts.documents())
        .collect();
    let few: Vec<bool> = documents
        .iter()
        .map(|&count| count < few_documents)
        .collect();
    let data = Drift {
        periods: drift.names(),
        ticks: ticks(drift.length, drift.span, language),
        panels: measures
            .iter()
            .map(|measure| panel(measure, language))
            .collect(),
        names: language.drift_names(),
        few: few.clone(),
    };
    let subtitle = language.drift_read(documents.iter().sum(), drift.expected.documents());
    let captions = Captions {
        language,
        title: language.drift_title(),
        subtitle: match few.contains(&true) {
            true => language.with_few(&subtitle, few_documents),
            false => subtitle,
        },
    };
    let table = table(&data.periods, &documents, &measures);
    Figure::new(data, charts::drift, captions, table)
}

fn panel(timed: &TimedMeasure, language: Language) -> DriftPanel {
    DriftPanel {
        name: language.measure(timed.measure),
        values: timed.values.clone(),
        bands: timed.bands.clone(),
        expected: timed.expected,
        is_share: timed.measure != Measure::Labels,
    }
}

fn table(periods: &[String], documents: &[u64], measures: &[TimedMeasure]) -> DataTable {
    let rows = measures.iter().flat_map(|timed| {
        let values = timed.values.iter().zip(&timed.bands).enumerate();
        values.map(move |(period, (&value, &band))| {
            let cells: [Cell; 7] = [
                timed.measure.name().into(),
                periods[period].as_str().into(),
                documents[period].into(),
                value.into(),
                timed.expected.into(),
                band.map(|(low, _)| low).into(),
                band.map(|(_, high)| high).into(),
            ];
            cells
        })
    });
    let columns = [
        "measure",
        "period",
        "documents",
        "value",
        "expected",
        "band_low",
        "band_high",
    ];
    DataTable::new(columns, rows)
}
