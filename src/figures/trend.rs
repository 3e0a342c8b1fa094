//! Frequency of terms over time.

use super::{Captions, Cell, DataTable, Figure, Language, ticks};
use crate::charts::{self, Series, Trend};
use crate::jobs::{CountedUnit, PeriodCounts};

/// Lines of terms by period, or of the values of `field`; periods with fewer than `few_documents` are shaded.
pub fn trend(
    counts: &PeriodCounts,
    field: Option<&str>,
    few_documents: u64,
    language: Option<Language>,
) -> Figure {
    let terms = counts.terms.iter().map(String::as_str);
    let language = language.unwrap_or_else(|| Language::of(terms));
    let (axis, few) = axis(counts, few_documents, language);
    let timeline = &counts.timeline;
    let series = counts.terms.iter().cloned().zip(counts.rates());
    let data = Trend {
        periods: timeline.names(),
        ticks: ticks(timeline.length, timeline.span, language),
        series: series
            .map(|(name, values)| Series { name, values })
            .collect(),
        axis,
        few,
    };
    let table = table(counts, &data);
    Figure::new(
        data,
        charts::trend,
        captions(counts, field, language),
        table,
    )
}

fn captions(counts: &PeriodCounts, field: Option<&str>, language: Language) -> Captions {
    let documents = counts.documents.iter().sum();
    Captions {
        language,
        title: match field {
            Some(name) => language.shares_title(name),
            None => language.trend_title(),
        },
        subtitle: match counts.unit {
            CountedUnit::Documents => language.documents_read(documents),
            CountedUnit::Words => language.read(documents, counts.sizes.iter().sum()),
        },
    }
}

/// The caption of the value axis, which mentions the shading, and the shaded periods: those with fewer than
/// `least` documents.
fn axis(counts: &PeriodCounts, least: u64, language: Language) -> (String, Vec<bool>) {
    let axis = match counts.unit {
        CountedUnit::Documents => language.percent_of_documents(),
        CountedUnit::Words => language.per_ten_thousand(),
    };
    let few: Vec<bool> = counts
        .documents
        .iter()
        .map(|&count| count < least)
        .collect();
    match few.contains(&true) {
        true => (language.with_few(&axis, least), few),
        false => (axis, few),
    }
}

fn table(counts: &PeriodCounts, data: &Trend) -> DataTable {
    let rows = data.series.iter().zip(&counts.counts);
    let rows = rows.flat_map(|(series, of_term)| {
        let values = series.values.iter().enumerate();
        values.map(move |(period, &value)| {
            let cells: [Cell; 6] = [
                series.name.as_str().into(),
                data.periods[period].as_str().into(),
                of_term[period].into(),
                counts.sizes[period].into(),
                value.into(),
                counts.documents[period].into(),
            ];
            cells
        })
    });
    match counts.unit {
        CountedUnit::Documents => {
            let columns = ["value", "period", "count", "documents", "percent"];
            DataTable::new(columns, rows.map(|[a, b, c, d, e, _]| [a, b, c, d, e]))
        }
        CountedUnit::Words => {
            let columns = [
                "term",
                "period",
                "count",
                "words",
                "per_10000_words",
                "documents",
            ];
            DataTable::new(columns, rows)
        }
    }
}
