//! A range of days.

use jiff::civil::Date;

use crate::error::{Error, Result};

/// The days from one date to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateRange {
    /// First day; without it, the range is open at the start.
    pub from: Option<Date>,
    /// Last day; without it, the range is open at the end.
    pub until: Option<Date>,
}

impl DateRange {
    /// Refuses a range that ends before it starts.
    ///
    /// # Errors
    /// When `from` is after `until`.
    pub fn check(&self) -> Result<()> {
        match (self.from, self.until) {
            (Some(from), Some(until)) if from > until => Err(Error::Settings(format!(
                "`from` {from} is after `until` {until}: the range holds no day"
            ))),
            _ => Ok(()),
        }
    }

    /// Whether the range has a first or a last day.
    pub fn is_limited(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    /// Whether a day is in the range.
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// The first and the last day of a day, month or year: `2024-03-15`, `2024-03` or `2024`.
pub fn days_of(text: &str) -> Result<(Date, Date)> {
    let parts: Option<Vec<i16>> = text.split('-').map(|part| part.parse().ok()).collect();
    let date = |year: i16, month: i16, day: i16| {
        let [month, day] = [month, day].map(i8::try_from);
        Date::new(year, month.ok()?, day.ok()?).ok()
    };
    let days = match parts.as_deref() {
        Some(&[year]) => date(year, 1, 1).zip(date(year, 12, 31)),
        Some(&[year, month]) => date(year, month, 1).map(|first| (first, first.last_of_month())),
        Some(&[year, month, day]) => date(year, month, day).map(|day| (day, day)),
        _ => None,
    };
    days.ok_or_else(|| {
        Error::Settings(format!(
            "\"{text}\" is not a date such as 2024-03-15, 2024-03 or 2024"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years_are_ranges() {
        let days = |text| {
            let (first, last) = days_of(text).unwrap();
            format!("{first} {last}")
        };
        assert_eq!(days("2024"), "2024-01-01 2024-12-31");
        assert_eq!(days("2024-02"), "2024-02-01 2024-02-29");
        assert_eq!(days("2024-03-15"), "2024-03-15 2024-03-15");
        for wrong in ["", "24-13", "2024-02-30", "x", "2024-1-1-1", "2024-300"] {
            assert!(days_of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn both_ends_are_included() {
        let (first, last) = days_of("2024-02").unwrap();
        let range = DateRange {
            from: Some(first),
            until: Some(last),
        };
        let contains = |day: &str| range.contains(day.parse().unwrap());
        assert!(contains("2024-02-01") && contains("2024-02-29"));
        assert!(!contains("2024-01-31") && !contains("2024-03-01"));
    }
}
