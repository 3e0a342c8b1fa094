//! A range of dates, each given as a day, a month or a year.

use jiff::civil::Date;

use crate::cli::failure::Failure;

#[derive(clap::Args, Debug)]
pub(super) struct DateRangeArguments {
    /// First day, month or year: 2024-03-15, 2024-03 or 2024
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    from: Option<Date>,
    /// Last day, month or year, included
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    until: Option<Date>,
}

impl DateRangeArguments {
    /// Refuses a range that ends before it begins.
    pub(super) fn check(&self) -> Result<(), Failure> {
        match (self.from, self.until) {
            (Some(from), Some(until)) if from > until => Err(Failure::Message(format!(
                "--from {from} is after --until {until}: the range holds no day"
            ))),
            _ => Ok(()),
        }
    }

    pub(super) fn is_given(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    /// Whether a day lies in the range.
    pub(super) fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

fn first_day(text: &str) -> Result<Date, String> {
    day(text).map(|(first, _)| first)
}

fn last_day(text: &str) -> Result<Date, String> {
    day(text).map(|(_, last)| last)
}

/// The first and the last day of what a text names.
fn day(text: &str) -> Result<(Date, Date), String> {
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
    days.ok_or_else(|| format!("\"{text}\" is not a date such as 2024-03-15, 2024-03 or 2024"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years_are_ranges() {
        let days = |text| {
            let (first, last) = day(text).unwrap();
            format!("{first} {last}")
        };
        assert_eq!(days("2024"), "2024-01-01 2024-12-31");
        assert_eq!(days("2024-02"), "2024-02-01 2024-02-29");
        assert_eq!(days("2024-03-15"), "2024-03-15 2024-03-15");
        for wrong in ["", "24-13", "2024-02-30", "x", "2024-1-1-1", "2024-300"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn both_ends_are_included() {
        let range = DateRangeArguments {
            from: first_day("2024-02").ok(),
            until: last_day("2024-02").ok(),
        };
        let contains = |day: &str| range.contains(day.parse().unwrap());
        assert!(contains("2024-02-01") && contains("2024-02-29"));
        assert!(!contains("2024-01-31") && !contains("2024-03-01"));
    }
}
