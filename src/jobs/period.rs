//! Periods of time: days, weeks, months and years, numbered without gaps.

use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::corpus::WrittenDate;
use crate::error::Error;

/// The length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PeriodLength {
    /// A day.
    Day,
    /// A week from Monday, named by its Monday.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

impl FromStr for PeriodLength {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Ok(match name {
            "day" => PeriodLength::Day,
            "week" => PeriodLength::Week,
            "month" => PeriodLength::Month,
            "year" => PeriodLength::Year,
            _ => {
                return Err(Error::Settings(format!(
                    "\"{name}\" is no length of a period; expected day, week, month or year"
                )));
            }
        })
    }
}

/// A Thursday; days are counted from it.
const EPOCH: Date = Date::constant(1970, 1, 1);
/// Days since the preceding Monday.
const SINCE_MONDAY: i64 = 3;

impl PeriodLength {
    /// The number of the period that contains a date, by the day as written.
    pub fn number(self, date: WrittenDate) -> i64 {
        let date = date.day();
        match self {
            PeriodLength::Day => days(date),
            PeriodLength::Week => (days(date) + SINCE_MONDAY).div_euclid(7),
            PeriodLength::Month => i64::from(date.year()) * 12 + i64::from(date.month()) - 1,
            PeriodLength::Year => i64::from(date.year()),
        }
    }

    /// The first day of a period.
    pub fn start(self, number: i64) -> Date {
        match self {
            PeriodLength::Day => EPOCH.saturating_add(number.days()),
            PeriodLength::Week => EPOCH.saturating_add((number * 7 - SINCE_MONDAY).days()),
            PeriodLength::Month => first_of(number.div_euclid(12), number.rem_euclid(12) + 1),
            PeriodLength::Year => first_of(number, 1),
        }
    }

    /// The name of a period: `2024-03-15`, `2024-03` or `2024`.
    pub fn name(self, number: i64) -> String {
        match self {
            PeriodLength::Day | PeriodLength::Week => self.start(number).to_string(),
            PeriodLength::Month => {
                format!(
                    "{:04}-{:02}",
                    number.div_euclid(12),
                    number.rem_euclid(12) + 1
                )
            }
            PeriodLength::Year => format!("{number:04}"),
        }
    }
}

fn days(date: Date) -> i64 {
    // The span between two dates is in days by default.
    i64::from((date - EPOCH).get_days())
}

/// The first day of a month; for months out of range, the earliest possible one.
fn first_of(year: i64, month: i64) -> Date {
    let (year, month) = (i16::try_from(year).ok(), i8::try_from(month).ok());
    let date = year.zip(month);
    let date = date.and_then(|(year, month)| Date::new(year, month, 1).ok());
    date.unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(length: PeriodLength, instant: &str) -> String {
        let instant: jiff::Timestamp = instant.parse().unwrap();
        length.name(length.number(instant.into()))
    }

    #[test]
    fn instants_lie_in_their_periods() {
        let instant = "2024-03-15T23:30:00Z";
        assert_eq!(name(PeriodLength::Day, instant), "2024-03-15");
        assert_eq!(name(PeriodLength::Week, instant), "2024-03-11");
        assert_eq!(name(PeriodLength::Month, instant), "2024-03");
        assert_eq!(name(PeriodLength::Year, instant), "2024");
        assert_eq!(
            name(PeriodLength::Week, "1969-12-28T00:00:00Z"),
            "1969-12-22"
        );
        assert_eq!(name(PeriodLength::Month, "1969-12-28T00:00:00Z"), "1969-12");
    }

    #[test]
    fn neighbours_have_numbers_one_apart() {
        let at = |at: &str| at.parse::<jiff::Timestamp>().unwrap().into();
        let number = |length: PeriodLength, text: &str| length.number(at(text));
        let (old, new) = ("2023-12-31T12:00:00Z", "2024-01-01T12:00:00Z");
        for length in [
            PeriodLength::Day,
            PeriodLength::Week,
            PeriodLength::Month,
            PeriodLength::Year,
        ] {
            assert_eq!(number(length, new) - number(length, old), 1, "{length:?}");
        }
    }
}
