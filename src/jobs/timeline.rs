//! Periods without gaps, and the period of each document.

use super::PeriodLength;

/// Periods from the first one with a document to the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// Length of a period.
    pub length: PeriodLength,
    /// Numbers of the first and the last period.
    pub span: (i64, i64),
    /// Index of each document's period; `None` for documents without a date.
    pub of_document: Vec<Option<usize>>,
}

impl Timeline {
    /// The timeline of documents with these period numbers; `None` when no document has one.
    pub fn new(length: PeriodLength, numbers: &[Option<i64>]) -> Option<Self> {
        let known = || numbers.iter().copied().flatten();
        let (first, last) = (known().min()?, known().max()?);
        let index = |number: i64| (number - first) as usize;
        Some(Timeline {
            length,
            span: (first, last),
            of_document: numbers.iter().map(|number| number.map(index)).collect(),
        })
    }

    /// Number of periods.
    pub fn periods(&self) -> usize {
        (self.span.1 - self.span.0) as usize + 1
    }

    /// Names of the periods.
    pub fn names(&self) -> Vec<String> {
        let numbers = self.span.0..=self.span.1;
        numbers.map(|number| self.length.name(number)).collect()
    }

    /// Number of documents in each period.
    pub fn documents(&self) -> Vec<u64> {
        let mut counts = vec![0; self.periods()];
        for &period in self.of_document.iter().flatten() {
            counts[period] += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_without_documents_are_between_those_with_some() {
        let month = |year: i64, month: i64| Some(year * 12 + month - 1);
        let documents = [month(2023, 12), None, month(2024, 2)];
        let months = Timeline::new(PeriodLength::Month, &documents).unwrap();
        assert_eq!(months.names(), ["2023-12", "2024-01", "2024-02"]);
        assert_eq!(months.of_document, [Some(0), None, Some(2)]);
        assert_eq!(months.documents(), [1, 0, 1]);
        assert_eq!(Timeline::new(PeriodLength::Month, &[None]), None);
    }
}
