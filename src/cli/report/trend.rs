//! The most frequent terms over the months.

use std::collections::BTreeSet;

use super::reading::Corpus;
use super::view::View;
use crate::charts::{MAX_PERIODS, Series, Trend, trend};
use crate::cli::chart::{FEW_DOCUMENTS, with_few_documents};
use crate::cli::failure::Failure;
use crate::features::Terms;
use crate::figures::{Captions, Language, PeriodLength, ticks};
use crate::report::HtmlSection;
use crate::stats::frequent_terms;

/// Lines of the chart.
const LINES: usize = 5;

/// Words that relative counts refer to.
const PER_WORDS: f64 = 10_000.0;

/// A chart; nothing when the documents are not of several months.
pub(super) fn section(
    corpus: &Corpus,
    terms: &Terms<'_>,
    view: &View,
) -> Result<Option<HtmlSection>, Failure> {
    let months = Months::of(corpus.months());
    if months.names.len() < 2 || months.names.len() > MAX_PERIODS {
        return Ok(None);
    }
    let language = view.language;
    let (data, words) = months.lines(terms, language)?;
    let dated = corpus.months().iter().filter(|month| !month.is_empty());
    let captions = Captions {
        language,
        title: language.trend_title(),
        subtitle: language.read(dated.count() as u64, words),
    };
    Ok(Some(HtmlSection {
        id: "trend",
        title: language.trend(),
        blocks: vec![view.picture(captions, |frame| trend(&data, frame))],
    }))
}

/// Months from the first with a document to the last.
struct Months {
    /// Months since the year 0 of the first and the last.
    span: (i64, i64),
    names: Vec<String>,
    /// Number of the month of each document; those without a date share one after the last.
    of_document: Vec<u32>,
}

impl Months {
    fn of(documents: &[String]) -> Self {
        let numbers: Vec<Option<i64>> = documents.iter().map(|month| number(month)).collect();
        let known = || numbers.iter().copied().flatten();
        let (first, last) = (known().min().unwrap_or(0), known().max().unwrap_or(-1));
        let count = (last - first + 1) as u32;
        let place = |number: Option<i64>| number.map_or(count, |number| (number - first) as u32);
        Months {
            span: (first, last),
            names: (first..=last)
                .map(|month| PeriodLength::Month.name(month))
                .collect(),
            of_document: numbers.into_iter().map(place).collect(),
        }
    }

    /// The most frequent terms as lines, and the words of all months.
    fn lines(&self, terms: &Terms<'_>, language: Language) -> Result<(Trend, u64), Failure> {
        let found = frequent_terms(terms, Some(LINES));
        let numbers: Vec<u32> = found.iter().map(|term| term.number).collect();
        let spreads = terms.spreads(None, &numbers, &self.of_document)?;
        let words = self.by_month(spreads.sizes.iter().copied().enumerate());
        let lines = found
            .into_iter()
            .zip(&spreads.spreads)
            .map(|(term, spread)| {
                let counts = spread.iter().map(|&(part, count)| (part as usize, count));
                let counts = self.by_month(counts).into_iter().zip(&words);
                let rate = |(count, &words): (u64, &u64)| {
                    (words > 0).then(|| count as f64 * PER_WORDS / words as f64)
                };
                Series {
                    name: term.text.form,
                    values: counts.map(rate).collect(),
                }
            });
        let (axis, few) = with_few_documents(
            language,
            language.per_ten_thousand(),
            &self.documents(),
            FEW_DOCUMENTS,
        );
        let trend = Trend {
            series: lines.collect(),
            periods: self.names.clone(),
            ticks: ticks(PeriodLength::Month, self.span, language),
            axis,
            few,
        };
        Ok((trend, words.iter().sum()))
    }

    /// Documents of each month.
    fn documents(&self) -> Vec<u64> {
        let mut counts = vec![0; self.names.len()];
        for &month in &self.of_document {
            // Those without a date come after the last month.
            if let Some(count) = counts.get_mut(month as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// Numbers of the months that have documents, in order, as numbers of all months.
    fn by_month(&self, of_present: impl Iterator<Item = (usize, u64)>) -> Vec<u64> {
        let present: BTreeSet<u32> = self.of_document.iter().copied().collect();
        let present: Vec<u32> = present.into_iter().collect();
        let mut all = vec![0; self.names.len()];
        for (part, number) in of_present {
            if let Some(of_month) = all.get_mut(present[part] as usize) {
                *of_month = number;
            }
        }
        all
    }
}

/// Months since the year 0 of a name such as `2024-03`.
fn number(name: &str) -> Option<i64> {
    let (year, month) = name.rsplit_once('-')?;
    Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()? - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_without_documents_are_between_those_with_some() {
        let documents = ["2023-12", "", "2024-02"].map(str::to_owned);
        let months = Months::of(&documents);
        assert_eq!(months.names, ["2023-12", "2024-01", "2024-02"]);
        assert_eq!(months.of_document, [0, 3, 2]);
        assert_eq!(months.documents(), [1, 0, 1]);
        assert!(Months::of(&[String::new()]).names.is_empty());
    }
}
