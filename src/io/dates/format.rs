//! A date format given by the user.

use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time, date};
use jiff::fmt::strtime::{BrokenDownTime, format, parse};

use super::words::numbered;
use crate::corpus::WrittenDate;

/// A date format in the syntax of `strftime`, such as `%d/%m/%Y`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFormat(String);

impl DateFormat {
    /// The date of a text in this format; `None` for another format. Years from 1300 to 1429 are Jalali.
    pub(super) fn read(&self, text: &str) -> Option<WrittenDate> {
        let found = parse(&self.0, text).ok()?;
        if let Some(instant) = found.timestamp() {
            return Some(instant.into());
        }
        let time = found.to_time().unwrap_or(Time::midnight());
        WrittenDate::new(DateTime::from_parts(day(&found)?, time), found.offset())
    }
}

fn day(found: &BrokenDownTime) -> Option<Date> {
    match (found.year(), found.month(), found.day()) {
        (Some(year), Some(month), Some(day)) => numbered(year.into(), month.into(), day.into()),
        _ => found.to_date().ok(),
    }
}

impl FromStr for DateFormat {
    type Err = String;

    /// The format, if a day written in it is parsed as the same day.
    fn from_str(text: &str) -> Result<Self, String> {
        let expected = "expected signs of strftime for day, month and year, such as %d/%m/%Y";
        let sample = date(2024, 11, 23).at(21, 45, 56, 0);
        let zoned = sample.to_zoned_datetime(jiff::tz::TimeZone::UTC);
        let written = zoned.and_then(|zoned| format(text, &zoned));
        let written = written.map_err(|error| format!("{error}; {expected}"))?;
        let form = DateFormat(text.to_owned());
        match form.read(&written) {
            Some(date) if date.day() == sample.date() => Ok(form),
            _ => Err(format!("it does not tell the day; {expected}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn the_form_says_the_order() {
        for (form, text, expected) in [
            ("%d/%m/%Y", "03/04/2024", "2024-04-03T00:00:00Z"),
            ("%m/%d/%Y", "03/04/2024", "2024-03-04T00:00:00Z"),
            ("%d/%m/%Y", "٠٣/٠٤/٢٠٢٤", "2024-04-03T00:00:00Z"),
            ("%d.%m.%y", "3.4.24", "2024-04-03T00:00:00Z"),
            ("%d/%m/%Y", "03/04/1403", "2024-06-23T00:00:00Z"),
            (
                "%d/%m/%Y %H:%M %z",
                "03/04/2024 00:30 +0300",
                "2024-04-03T00:30:00+03:00",
            ),
            (
                "%I:%M %p, %d %B %Y",
                "9:30 pm, 3 April 2024",
                "2024-04-03T21:30:00Z",
            ),
            // Text in another format is parsed as if no format were given.
            ("%d/%m/%Y", "2024-03-04", "2024-03-04T00:00:00Z"),
        ] {
            let form: DateFormat = form.parse().unwrap();
            let found = parse(text, Some(&form)).map(|date| date.to_string());
            assert_eq!(found, Ok(expected.into()), "{text}");
        }
    }

    #[test]
    fn forms_without_a_day_are_refused() {
        for form in ["", "%d/%m", "%Y", "day", "%d/%m/%Q", "%Y-%m", "%"] {
            assert!(DateFormat::from_str(form).is_err(), "{form}");
        }
    }
}
