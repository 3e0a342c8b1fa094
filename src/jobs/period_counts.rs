//! Counts of terms by period.

use std::collections::BTreeSet;

use super::{CountedUnit, DateRange, Environment, Occurrences, PeriodLength, Timeline};
use crate::error::{Error, Result};
use crate::features::Terms;
use crate::report::counted;
use crate::stats::frequent_terms;

/// Rates are per this many words.
pub const PER_WORDS: f64 = 10_000.0;

/// Values of periods with fewer documents are unreliable.
pub const FEW_DOCUMENTS: u64 = 5;

/// Which periods are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodSettings {
    /// Length of a period.
    pub length: PeriodLength,
    /// Days that are counted.
    pub range: DateRange,
    /// Maximum number of periods.
    pub most: usize,
}

impl Default for PeriodSettings {
    /// All months.
    fn default() -> Self {
        PeriodSettings {
            length: PeriodLength::Month,
            range: DateRange::default(),
            most: usize::MAX,
        }
    }
}

/// Counts of terms by period, from the first period with a document to the last.
#[derive(Debug, Clone, PartialEq)]
pub struct PeriodCounts {
    /// The periods.
    pub timeline: Timeline,
    /// What is counted.
    pub unit: CountedUnit,
    /// Terms, or values of a field.
    pub terms: Vec<String>,
    /// Documents of each period.
    pub documents: Vec<u64>,
    /// Words of each period, or documents if these are counted.
    pub sizes: Vec<u64>,
    /// `counts[term][period]`.
    pub counts: Vec<Vec<u64>>,
}

impl PeriodCounts {
    /// Counts occurrences; documents without a date are ignored.
    ///
    /// # Errors
    /// When no document has a date in the range, or there are too many periods.
    pub fn of_occurrences(
        environment: &Environment<'_>,
        occurrences: Occurrences,
        settings: &PeriodSettings,
    ) -> Result<Self> {
        let timeline = timeline(&occurrences, settings)?;
        let undated = occurrences.documents.iter();
        let undated = undated.filter(|document| document.date.is_none()).count();
        say_undated(undated as u64, environment);
        let count = timeline.periods();
        let mut sizes = vec![0; count];
        let mut counts = vec![vec![0; count]; occurrences.terms.len()];
        for (document, period) in occurrences.documents.iter().zip(&timeline.of_document) {
            let Some(period) = *period else { continue };
            sizes[period] += document.words;
            for &(term, _) in &document.found {
                counts[term][period] += 1;
            }
        }
        Ok(PeriodCounts {
            documents: timeline.documents(),
            timeline,
            unit: occurrences.unit,
            terms: occurrences.terms,
            sizes,
            counts,
        })
    }

    /// Counts the `top` most frequent terms of a corpus.
    ///
    /// # Errors
    /// When the corpus's temporary file cannot be read.
    pub fn of_frequent_terms(terms: &Terms<'_>, top: usize, timeline: Timeline) -> Result<Self> {
        let found = frequent_terms(terms, Some(top));
        let numbers: Vec<u32> = found.iter().map(|term| term.number).collect();
        // Documents without a date form a part after the last period.
        let last = timeline.periods();
        let parts = timeline.of_document.iter();
        let parts: Vec<u32> = parts.map(|part| part.unwrap_or(last) as u32).collect();
        let spreads = terms.spreads(None, &numbers, &parts)?;
        let present: BTreeSet<u32> = parts.into_iter().collect();
        let present: Vec<u32> = present.into_iter().collect();
        let by_period = |parts: &mut dyn Iterator<Item = (usize, u64)>| {
            let mut all = vec![0; last + 1];
            parts.for_each(|(part, count)| all[present[part] as usize] = count);
            all.truncate(last);
            all
        };
        let spreads_of_terms = spreads.spreads.iter().map(|spread| {
            by_period(&mut spread.iter().map(|&(part, count)| (part as usize, count)))
        });
        Ok(PeriodCounts {
            counts: spreads_of_terms.collect(),
            documents: timeline.documents(),
            timeline,
            unit: CountedUnit::Words,
            terms: found.into_iter().map(|term| term.text.form).collect(),
            sizes: by_period(&mut spreads.sizes.iter().copied().enumerate()),
        })
    }

    /// Occurrences of each term per 10,000 words, or the percentage of documents, in each period; `None` in
    /// periods without words.
    pub fn rates(&self) -> Vec<Vec<Option<f64>>> {
        let per = match self.unit {
            CountedUnit::Words => PER_WORDS,
            CountedUnit::Documents => 100.0,
        };
        let rate =
            |(&count, &size): (&u64, &u64)| (size > 0).then(|| count as f64 * per / size as f64);
        let rates = |counts: &Vec<u64>| counts.iter().zip(&self.sizes).map(rate).collect();
        self.counts.iter().map(rates).collect()
    }
}

/// The periods of documents in the range.
fn timeline(occurrences: &Occurrences, settings: &PeriodSettings) -> Result<Timeline> {
    let &PeriodSettings {
        length,
        range,
        most,
    } = settings;
    let dates = || occurrences.documents.iter().map(|document| document.date);
    let numbers = dates().map(|date| {
        let date = date.filter(|date| range.contains(date.day()))?;
        Some(length.number(date))
    });
    let Some(timeline) = Timeline::new(length, &numbers.collect::<Vec<_>>()) else {
        let without_range = range.is_limited() && dates().any(|date| date.is_some());
        return Err(no_date(without_range));
    };
    let count = timeline.periods();
    if count > most {
        let setting = match occurrences.unit {
            CountedUnit::Words => "by",
            CountedUnit::Documents => "period",
        };
        return Err(too_many(count as u64, most, setting));
    }
    Ok(timeline)
}

/// The error when no document has a date, or none has one in the range.
pub(super) fn no_date(outside_range: bool) -> Error {
    Error::Input(match outside_range {
        true => "no document has a date between `from` and `until`; widen the range".into(),
        false => {
            "no document has a date that can be read; name the field of dates with `date_field`"
                .into()
        }
    })
}

/// The error for more periods than one chart holds; `setting` chooses their length.
pub(super) fn too_many(count: u64, most: usize, setting: &str) -> Error {
    Error::Settings(format!(
        "{count} periods are too many for one chart (at most {most}); choose longer ones with `{setting}`"
    ))
}

/// Reports documents without a date.
pub(super) fn say_undated(undated: u64, environment: &Environment<'_>) {
    if undated > 0 {
        let documents = counted(undated, "document");
        let message = format!("left out {documents} without a date");
        environment.progress.notice(&message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_none_in_periods_without_words() {
        let month = |number: i64| Some(24_000 + number);
        let timeline = Timeline::new(PeriodLength::Month, &[month(0), month(2)]).unwrap();
        let mut counts = PeriodCounts {
            documents: timeline.documents(),
            timeline,
            unit: CountedUnit::Words,
            terms: vec!["oil".into()],
            sizes: vec![100, 0, 50],
            counts: vec![vec![1, 0, 0]],
        };
        assert_eq!(counts.rates(), [[Some(100.0), None, Some(0.0)]]);
        counts.unit = CountedUnit::Documents;
        assert_eq!(counts.rates(), [[Some(1.0), None, Some(0.0)]]);
    }
}
