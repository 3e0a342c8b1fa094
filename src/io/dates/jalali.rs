//! The Solar Hijri (Jalali) calendar of Iran.

use jiff::ToSpan;
use jiff::civil::Date;

/// Years for which the rule below holds: between two of Borkowski's breaks.
const YEARS: std::ops::Range<i32> = 1210..1634;

/// The first day of a year, by K. M. Borkowski, "The Persian calendar for 3000 years", Earth, Moon,
/// and Planets 74 (1996), 223-230: between the breaks 1210 and 1635, leap years follow in cycles of 33
/// years, of which 8 are leap.
fn new_year(year: i32) -> Option<Date> {
    /// Leap years of the calendar before 1210, minus the constant of the rule.
    const LEAP_BEFORE: i32 = 294;
    let since = year - YEARS.start;
    let leap = LEAP_BEFORE + since / 33 * 8 + (since % 33 + 3) / 4;
    let gregorian = year + 621;
    let leap_gregorian = gregorian / 4 - (gregorian / 100 + 1) * 3 / 4 - 150;
    let march = 20 + leap - leap_gregorian;
    Date::new(i16::try_from(gregorian).ok()?, 3, i8::try_from(march).ok()?).ok()
}

/// The day of the Gregorian calendar; `None` for an invalid day.
pub(super) fn to_gregorian(year: i32, month: i32, day: i32) -> Option<Date> {
    if !YEARS.contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let first = new_year(year)?;
    let before = 31 * (month - 1).min(6) + 30 * (month - 7).max(0);
    let long = if month <= 6 { 31 } else { 30 };
    let date = first.checked_add((before + day - 1).days()).ok()?;
    // The last month has 29 days, or 30 in leap years.
    (day <= long && date < new_year(year + 1)?).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar_of_iran() {
        // New Year's days, the last days of leap years and historical days, according to the University of
        // Tehran's calendar centre and contemporary newspapers.
        for ((year, month, day), gregorian) in [
            ((1403, 1, 1), "2024-03-20"),
            ((1402, 1, 1), "2023-03-21"),
            ((1404, 1, 1), "2025-03-21"),
            ((1399, 1, 1), "2020-03-20"),
            ((1403, 12, 30), "2025-03-20"),
            ((1399, 12, 30), "2021-03-20"),
            ((1357, 11, 22), "1979-02-11"),
            ((1358, 1, 12), "1979-04-01"),
            ((1304, 1, 11), "1925-03-31"),
            ((1403, 5, 12), "2024-08-02"),
            ((1402, 7, 1), "2023-09-23"),
            ((1408, 12, 30), "2030-03-20"),
        ] {
            let found = to_gregorian(year, month, day).map(|date| date.to_string());
            assert_eq!(found.as_deref(), Some(gregorian), "{year}/{month}/{day}");
        }
    }

    #[test]
    fn there_are_no_other_days() {
        for (year, month, day) in [
            (1402, 12, 30),
            (1403, 7, 31),
            (1403, 13, 1),
            (1403, 0, 1),
            (1403, 1, 0),
            (1403, 1, 32),
            (1209, 1, 1),
            (1634, 1, 1),
        ] {
            assert_eq!(to_gregorian(year, month, day), None, "{year}/{month}/{day}");
        }
    }

    #[test]
    fn days_follow_one_another() {
        let mut last = to_gregorian(1300, 12, 30).unwrap();
        for year in 1301..1500 {
            for month in 1..=12 {
                for date in (1..=31).filter_map(|day| to_gregorian(year, month, day)) {
                    assert_eq!((date - last).get_days(), 1, "{year}/{month}");
                    last = date;
                }
            }
        }
    }
}
