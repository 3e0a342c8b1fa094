//! Types of fields that JSON does not have, and how their values are written as JSON.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rustc_hash::FxHashMap;

/// The types of the fields of a table, by their names.
pub type FieldTypes = FxHashMap<Arc<str>, FieldType>;

/// The type of a field of a typed table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldType {
    /// A truth value.
    Bool,
    /// A whole number.
    Integer {
        /// 8, 16, 32 or 64.
        bits: u8,
        /// Whether it may be below 0.
        is_signed: bool,
    },
    /// A number in single precision.
    Float,
    /// A number in double precision.
    Double,
    /// A text.
    Text,
    /// Bytes: as a text if they are valid text, otherwise as a list of numbers.
    Bytes,
    /// The same number of bytes in every row.
    FixedBytes(usize),
    /// A decimal number with a fixed number of digits, written as a text with all of them.
    Decimal {
        /// Total number of digits, at most [`MOST_DIGITS`].
        precision: u8,
        /// Digits after the decimal point.
        scale: u8,
    },
    /// A day, `2024-01-31`.
    Date,
    /// A time of day, `18:30:00`.
    Time(TimeType),
    /// A point in time, `2024-01-31T18:30:00Z`; without the `Z` for a local time of an unknown time zone.
    Timestamp(TimeType),
    /// A list of values of one type.
    List(Box<FieldType>),
    /// Keys and their values, as a list of pairs.
    Map(Box<FieldType>, Box<FieldType>),
    /// Named values.
    Object(Vec<(String, FieldType)>),
}

/// Maximum number of digits of a decimal number: what 16 bytes can hold.
pub const MOST_DIGITS: u8 = 38;

/// Unit and zone of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeType {
    /// Its unit.
    pub unit: TimeUnit,
    /// Whether it is in UTC, and so a point in time.
    pub is_utc: bool,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// A thousandth of a second.
    Millisecond,
    /// A millionth of a second.
    Microsecond,
    /// A billionth of a second.
    Nanosecond,
}

impl TimeUnit {
    /// Nanoseconds per unit.
    fn nanoseconds(self) -> i64 {
        match self {
            TimeUnit::Millisecond => 1_000_000,
            TimeUnit::Microsecond => 1_000,
            TimeUnit::Nanosecond => 1,
        }
    }

    /// This many nanoseconds in this unit; `None` if the result is not a whole number.
    fn of_nanoseconds(self, nanoseconds: i128) -> Option<i64> {
        let unit = i128::from(self.nanoseconds());
        let is_whole = nanoseconds % unit == 0;
        is_whole.then(|| (nanoseconds / unit).try_into().ok())?
    }
}

/// The Unix epoch, 1970-01-01.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// The day this many days after 1970-01-01; `None` outside the years −9999 to 9999.
pub fn day_text(days: i32) -> Option<String> {
    let since = SignedDuration::from_secs(i64::from(days) * 86_400);
    let day = EPOCH.checked_add(since);
    day.ok().map(|day| day.to_string())
}

/// Days from 1970-01-01 to the day in `text`.
pub fn days_of(text: &str) -> Option<i32> {
    let day: Date = text.parse().ok()?;
    let is_day_alone = day.to_string() == text;
    is_day_alone.then(|| EPOCH.until(day).ok().map(|span| span.get_days()))?
}

/// The time of day this many units after midnight; `None` if the count exceeds a day.
pub fn time_text(count: i64, time: TimeType) -> Option<String> {
    let nanoseconds = count.checked_mul(time.unit.nanoseconds())?;
    let time = Time::midnight().checked_add(SignedDuration::from_nanos(nanoseconds));
    let is_in_day = (0..86_400_000_000_000).contains(&nanoseconds);
    time.ok().filter(|_| is_in_day).map(|time| time.to_string())
}

/// Units from midnight to the time of day in `text`.
pub fn time_of(text: &str, time: TimeType) -> Option<i64> {
    let written: Time = text.parse().ok()?;
    let midnight = Time::midnight();
    let nanoseconds = midnight.duration_until(written).as_nanos();
    let count = time.unit.of_nanoseconds(nanoseconds)?;
    (time_text(count, time).as_deref() == Some(text)).then_some(count)
}

/// The time this many units after the start of 1970; `None` outside the years −9999 to 9999.
pub fn timestamp_text(count: i64, time: TimeType) -> Option<String> {
    let nanoseconds = i128::from(count) * i128::from(time.unit.nanoseconds());
    let instant = Timestamp::from_nanosecond(nanoseconds).ok()?;
    Some(match time.is_utc {
        true => instant.to_string(),
        false => TimeZone::UTC.to_datetime(instant).to_string(),
    })
}

/// Units from the start of 1970 to the time in `text`.
pub fn timestamp_of(text: &str, time: TimeType) -> Option<i64> {
    let instant: Timestamp = match time.is_utc {
        true => text.parse().ok()?,
        false => {
            let written: DateTime = text.parse().ok()?;
            TimeZone::UTC.to_timestamp(written).ok()?
        }
    };
    let count = time.unit.of_nanoseconds(instant.as_nanosecond())?;
    (timestamp_text(count, time).as_deref() == Some(text)).then_some(count)
}

/// The decimal number with these digits, `scale` of them after the point.
pub fn decimal_text(digits: i128, scale: u8) -> String {
    let sign = if digits < 0 { "-" } else { "" };
    let scale = usize::from(scale);
    let digits = format!("{:0>width$}", digits.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let point = if scale > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{part}")
}

/// The digits of the decimal number in `text`, with `scale` of them after the point; `None` if there are more
/// than `precision`.
pub fn decimal_of(text: &str, precision: u8, scale: u8) -> Option<i128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits: i128 = format!("{whole}{part}").parse().ok()?;
    let is_same = part.len() == usize::from(scale) && decimal_text(digits, scale) == text;
    let is_short = digits.unsigned_abs() < 10_u128.pow(u32::from(precision));
    (is_same && is_short).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [(TimeUnit, bool); 4] = [
        (TimeUnit::Millisecond, true),
        (TimeUnit::Microsecond, false),
        (TimeUnit::Nanosecond, true),
        (TimeUnit::Nanosecond, false),
    ];

    fn time((unit, is_utc): (TimeUnit, bool)) -> TimeType {
        TimeType { unit, is_utc }
    }

    #[test]
    fn days_come_back() {
        for (days, text) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (19_753, "2024-01-31"),
            (-719_162, "0001-01-01"),
        ] {
            assert_eq!(day_text(days).as_deref(), Some(text));
            assert_eq!(days_of(text), Some(days));
        }
        assert_eq!(day_text(i32::MAX), None);
        assert_eq!(days_of("2024-01-31T00:00:00"), None);
    }

    #[test]
    fn times_come_back() {
        let noon = time(ALL[0]);
        assert_eq!(time_text(43_200_001, noon).as_deref(), Some("12:00:00.001"));
        assert_eq!(time_text(86_400_000, noon), None);
        assert_eq!(time_text(-1, noon), None);
        for unit in ALL {
            let count = 43_200_001;
            let text = time_text(count, time(unit)).unwrap();
            assert_eq!(time_of(&text, time(unit)), Some(count), "{text}");
        }
    }

    #[test]
    fn timestamps_come_back() {
        let count = 1_706_725_800_123;
        let texts = [
            "2024-01-31T18:30:00.123Z",
            "1970-01-20T18:05:25.800123",
            "1970-01-01T00:28:26.725800123Z",
            "1970-01-01T00:28:26.725800123",
        ];
        for (unit, text) in ALL.into_iter().zip(texts) {
            assert_eq!(timestamp_text(count, time(unit)).as_deref(), Some(text));
            assert_eq!(timestamp_of(text, time(unit)), Some(count));
            let before = timestamp_text(-count, time(unit)).unwrap();
            assert_eq!(timestamp_of(&before, time(unit)), Some(-count), "{before}");
        }
        assert_eq!(timestamp_text(i64::MAX, time(ALL[0])), None);
        // Of a finer unit, or of another time zone.
        assert_eq!(
            timestamp_of("2024-01-31T18:30:00.0001Z", time(ALL[0])),
            None
        );
        assert_eq!(
            timestamp_of("2024-01-31T18:30:00+03:00", time(ALL[0])),
            None
        );
        assert_eq!(timestamp_of("2024-01-31T18:30:00", time(ALL[0])), None);
    }

    #[test]
    fn decimals_come_back() {
        for (digits, scale, text) in [
            (1230, 2, "12.30"),
            (-5, 2, "-0.05"),
            (0, 3, "0.000"),
            (123, 0, "123"),
        ] {
            assert_eq!(decimal_text(digits, scale), text);
            assert_eq!(decimal_of(text, 4, scale), Some(digits));
        }
        for text in ["12.3", "12.300", "123.45", "+1.00", ".10", "1e2", "", "."] {
            assert_eq!(decimal_of(text, 4, 2), None, "{text}");
        }
    }
}
