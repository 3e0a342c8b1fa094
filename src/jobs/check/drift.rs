//! The measures of texts by period.

use std::collections::BTreeMap;

use super::{TextCheck, count_document};
use crate::corpus::Document;
use crate::corpus::reading::{Reading, read};
use crate::error::{Error, Result};
use crate::jobs::period_counts::{no_date, say_undated, too_many};
use crate::jobs::{DateRange, Environment, PeriodLength};
use crate::model::PredictionCounts;
use crate::text::LetterCounts;

/// Which periods are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DriftSettings {
    /// Length of a period; default a month.
    pub length: PeriodLength,
    /// Days that are counted; default all.
    pub range: DateRange,
    /// Maximum number of periods; default no limit.
    pub most: usize,
}

impl Default for DriftSettings {
    fn default() -> Self {
        DriftSettings {
            length: PeriodLength::Month,
            range: DateRange::default(),
            most: usize::MAX,
        }
    }
}

/// What a model predicts for texts by period, and what it expects.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// Length of a period.
    pub length: PeriodLength,
    /// Numbers of the first and the last period with a document.
    pub span: (i64, i64),
    /// Counts of every period, without gaps.
    pub periods: Vec<PredictionCounts>,
    /// What is expected.
    pub expected: PredictionCounts,
    /// The scripts of the letters of the texts.
    pub letters: LetterCounts,
}

impl Drift {
    /// Names of the periods.
    pub fn names(&self) -> Vec<String> {
        let numbers = self.span.0..=self.span.1;
        numbers.map(|number| self.length.name(number)).collect()
    }
}

/// What is counted of a batch of documents.
#[derive(Default)]
struct Batch {
    periods: BTreeMap<i64, PredictionCounts>,
    /// Documents without a date, and with one outside of the range.
    undated: u64,
    outside: u64,
    letters: LetterCounts,
}

impl Batch {
    /// The counts of a document's period; `None` if it has no date in the range.
    fn counts_of(
        &mut self,
        document: &Document,
        settings: &DriftSettings,
        labels: usize,
    ) -> Option<&mut PredictionCounts> {
        let Some(date) = document.date else {
            self.undated += 1;
            return None;
        };
        if !settings.range.contains(date.day()) {
            self.outside += 1;
            return None;
        }
        self.add_letters(LetterCounts::of(&document.text));
        let counts = self.periods.entry(settings.length.number(date));
        Some(counts.or_insert_with(|| PredictionCounts::new(labels)))
    }

    fn add_letters(&mut self, more: LetterCounts) {
        self.letters = [self.letters, more].into_iter().sum();
    }

    fn append(&mut self, other: Batch) {
        self.undated += other.undated;
        self.outside += other.outside;
        self.add_letters(other.letters);
        for (number, counts) in other.periods {
            match self.periods.get_mut(&number) {
                Some(all) => all.append(&counts),
                None => drop(self.periods.insert(number, counts)),
            }
        }
    }
}

impl TextCheck {
    /// Counts the predictions for the documents of a reading by period; documents without a date are left out.
    ///
    /// # Errors
    /// As [`TextCheck::run`]; when no document has a date in the range, or there are too many periods.
    pub fn drift(
        &self,
        environment: &Environment<'_>,
        mut reading: Reading,
        baseline: Option<Reading>,
        settings: &DriftSettings,
    ) -> Result<Drift> {
        let expected = self.expected(environment, baseline)?;
        reading.options.count_dates = true;
        let counted = self.count_periods(environment, reading, settings)?;
        let numbers = counted.periods.keys();
        let (Some(&first), Some(&last)) = (numbers.clone().min(), numbers.max()) else {
            return Err(no_date(counted.outside > 0));
        };
        let count = (last - first).unsigned_abs().saturating_add(1);
        if count > settings.most as u64 {
            return Err(too_many(count, settings.most, "by"));
        }
        say_undated(counted.undated, environment);
        let of_period = |number| counted.periods.get(&number).cloned();
        let none = || PredictionCounts::new(expected.labels.len());
        Ok(Drift {
            length: settings.length,
            span: (first, last),
            periods: (first..=last)
                .map(|n| of_period(n).unwrap_or_else(none))
                .collect(),
            letters: counted.letters,
            expected,
        })
    }

    fn count_periods(
        &self,
        environment: &Environment<'_>,
        reading: Reading,
        settings: &DriftSettings,
    ) -> Result<Batch> {
        let labels = self.classifier.model().labels.len();
        let mut all = Batch::default();
        read(
            environment.progress,
            reading,
            || self.classifier.session(),
            |session, _, documents| {
                let mut batch = Batch::default();
                for document in documents {
                    if let Some(counts) = batch.counts_of(&document, settings, labels) {
                        count_document(session, &document, counts);
                    }
                }
                batch
            },
            |batch| {
                all.append(batch);
                Ok::<_, Error>(())
            },
        )?;
        Ok(all)
    }
}
