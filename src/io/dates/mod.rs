//! Parsing of dates as written by people and programs.

mod day_order;
#[cfg(feature = "html")]
mod find;
mod format;
mod jalali;
mod months;
mod particles;
mod tokens;
mod words;

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::fmt::{rfc2822, temporal::Pieces};

pub(in crate::io) use self::day_order::DayOrder;
#[cfg(feature = "html")]
pub(in crate::io) use self::find::find_date;
pub use self::format::DateFormat;
use crate::corpus::WrittenDate;

/// Minimum number of digits of Unix seconds (1973 to 2286): shorter numbers may be years or days.
const SECONDS_DIGITS: usize = 9;
/// Minimum number of digits of Unix milliseconds (from 1973 on); as seconds they would be after the year
/// 5000.
const MILLISECONDS_DIGITS: usize = 12;

/// Why a date cannot be parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// Day and month are ambiguous.
    Ambiguous,
    /// The format is unknown.
    Unknown,
}

/// The date in `text`, in Arabic-script or Latin digits: in the given `format`, otherwise in ISO 8601, RFC
/// 2822, Unix seconds or milliseconds, as numbers with separators, or in words. Years of numbers from 1300 to
/// 1429 are Jalali.
///
/// Without an offset, the time is UTC; without a time, it is midnight.
pub(super) fn parse(text: &str, format: Option<&DateFormat>) -> Result<WrittenDate, Unread> {
    let text: String = text.trim().chars().map(latin_digit).collect();
    format
        .and_then(|format| format.read(&text))
        .or_else(|| unix(&text).map(WrittenDate::from))
        .or_else(|| iso(&text))
        .or_else(|| {
            let parser = rfc2822::DateTimeParser::new();
            let found = parser.parse_zoned_datetime(&text).ok()?;
            WrittenDate::new(found.datetime(), Some(found.offset()))
        })
        .map_or_else(|| words::read(&text, DayOrder::Unknown), Ok)
}

/// As [`parse`] without a format, more lenient, for dates in web pages: numbers are in a known order, between dots
/// the day is always first (3.4.2024), a year of two digits there is one of this century (3.4.24), and what follows
/// an ISO date may be damaged.
pub(super) fn parse_in(text: &str, order: DayOrder) -> Result<WrittenDate, Unread> {
    match parse(text, None) {
        Ok(date) => Ok(date),
        Err(Unread::Unknown) => damaged_iso(text)
            .or_else(|| parse_in(&with_century(text)?, order).ok())
            .ok_or(Unread::Unknown),
        Err(Unread::Ambiguous) => {
            let text: String = text.trim().chars().map(latin_digit).collect();
            let order = if is_dotted(&text) {
                DayOrder::DayFirst
            } else {
                order
            };
            words::read(&text, order)
        }
    }
}

/// True if a dot follows the first digits.
fn is_dotted(text: &str) -> bool {
    let first = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let rest = first.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.starts_with('.')
}

/// The text that starts with `28.9.19`, with `28.9.2019` in its place.
fn with_century(text: &str) -> Option<String> {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let parts: Vec<&str> = first.trim_end_matches(',').split('.').collect();
    let is_short =
        |part: &&str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [day, month, year] if parts.iter().all(is_short) && year.len() == 2 => {
            Some(format!("{day}.{month}.20{year} {rest}"))
        }
        _ => None,
    }
}

/// A date in ISO 8601 or RFC 3339; years of other calendars are excluded.
fn iso(text: &str) -> Option<WrittenDate> {
    let pieces = Pieces::parse(text).ok()?;
    let year = i32::from(pieces.date().year());
    if words::JALALI_YEARS.contains(&year) || words::LUNAR_YEARS.contains(&year) {
        return None;
    }
    let time = pieces.time().unwrap_or(Time::midnight());
    WrittenDate::new(pieces.date().to_datetime(time), pieces.to_numeric_offset())
}

/// A day and a time to the second in ISO 8601, with anything after them: `2022-01-10T22:06:08:684Z`.
fn damaged_iso(text: &str) -> Option<WrittenDate> {
    const LENGTH: usize = "2022-01-10T22:06:08".len();
    let rest = text.trim().get(LENGTH..)?;
    iso(text.trim().get(..LENGTH)?).filter(|_| !rest.contains(['+', ' ']))
}

/// A number of seconds, possibly with a fraction, or of milliseconds.
fn unix(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) || whole.len() < SECONDS_DIGITS {
        return None;
    }
    let number = whole.parse().ok()?;
    if whole.len() < MILLISECONDS_DIGITS {
        Timestamp::from_second(number).ok()
    } else {
        Timestamp::from_millisecond(number).ok()
    }
}

/// Converts Arabic-Indic and Persian digits to ASCII, and the units of Chinese and Japanese dates to separators;
/// all other characters are unchanged.
fn latin_digit(character: char) -> char {
    let ascii = |zero: u32| char::from_digit(u32::from(character) - zero, 10);
    match character {
        '٠'..='٩' => ascii(0x660),
        '۰'..='۹' => ascii(0x6F0),
        // 2024年5月3日
        '年' | '月' => Some('/'),
        '日' => Some(' '),
        _ => None,
    }
    .unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_names_the_same_instant() {
        for text in [
            "2024-03-15T21:30:00Z",
            "2024-03-16T00:30:00+03:00",
            "2024-03-16T00:30:00+03:00[Asia/Riyadh]",
            " 2024-03-15 21:30 ",
            "2024-03-15T21:30:00.000",
            "20240315T213000Z",
            "Fri, 15 Mar 2024 21:30:00 +0000",
            "16 Mar 2024 00:30:00 +0300",
            "1710538200",
            "1710538200.25",
            "1710538200000",
            "١٧١٠٥٣٨٢٠٠",
            "٢٠٢٤-٠٣-١٥ ٢١:٣٠",
            "2024/03/15 21:30",
            "2024-3-15T21:30:00Z",
            "۲۰۲۴-۰۳-۱۵T۲۱:۳۰:۰۰Z",
        ] {
            let second = parse(text, None).map(|date| date.instant().as_second());
            assert_eq!(second, Ok(1_710_538_200), "{text}");
        }
        for text in [
            "2024-03-15",
            "20240315",
            "٢٠٢٤-٠٣-١٥",
            "2024-03-15T00:00Z",
            "2024/3/15",
            "٢٠٢٤/٣/١٥",
            "2024.03.15",
        ] {
            let second = parse(text, None).map(|date| date.instant().as_second());
            assert_eq!(second, Ok(1_710_460_800), "{text}");
        }
    }

    #[test]
    fn what_names_no_instant_is_none() {
        for text in [
            "",
            "yesterday",
            "2024",
            "2024-13-01",
            "2024-02-30",
            "2024/13/01",
            "2024/3-15",
            "2024/003/15",
            "éé24/3/15",
            "-5",
            "1.2.3",
            "99999999999999999999",
            "NaN",
        ] {
            assert_eq!(parse(text, None), Err(Unread::Unknown), "{text}");
        }
    }
}
