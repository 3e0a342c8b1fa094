//! The most frequent terms by month.

use super::corpus::Corpus;
use super::view::View;
use crate::charts::MAX_PERIODS;
use crate::error::Result;
use crate::features::Terms;
use crate::figures;
use crate::jobs::{FEW_DOCUMENTS, PeriodCounts, PeriodLength, Timeline};
use crate::report::HtmlSection;

/// Number of lines in the chart.
const LINES: usize = 5;

/// A chart; `None` when the documents do not span several months.
pub(super) fn section(
    corpus: &Corpus,
    terms: &Terms<'_>,
    view: &View,
) -> Result<Option<HtmlSection>> {
    let months: Vec<Option<i64>> = corpus.months().iter().map(|name| number(name)).collect();
    let timeline = Timeline::new(PeriodLength::Month, &months);
    let Some(timeline) = timeline.filter(|months| (2..=MAX_PERIODS).contains(&months.periods()))
    else {
        return Ok(None);
    };
    let counts = PeriodCounts::of_frequent_terms(terms, LINES, timeline)?;
    let figure = figures::trend(&counts, None, FEW_DOCUMENTS, Some(view.language));
    Ok(Some(HtmlSection {
        id: "trend",
        title: view.language.trend(),
        blocks: vec![view.figure(&figure)],
    }))
}

/// Months since the year 0 for a name such as `2024-03`.
fn number(name: &str) -> Option<i64> {
    let (year, month) = name.rsplit_once('-')?;
    Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()? - 1)
}
