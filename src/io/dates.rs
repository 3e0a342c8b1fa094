//! Dates as people and programs write them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::Offset;

/// Fewest digits of Unix seconds (1973 to 2286): shorter numbers may be years or days.
const SECONDS_DIGITS: usize = 9;
/// Fewest digits of Unix milliseconds (from 1973 on); as seconds they would lie past the year 5000.
const MILLISECONDS_DIGITS: usize = 12;

/// The instant that `text` names: ISO 8601 dates and date-times, RFC 2822, Unix seconds or
/// milliseconds, in digits of any Arabic or Latin script. Where the year stands first, its parts may
/// also be single digits and have slashes or points between them; where it stands last, nothing tells
/// the month from the day.
///
/// What states no offset is taken as UTC, a date without a time as its midnight.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text: String = text.trim().chars().map(latin_digit).collect();
    let text = with_hyphens(&text).unwrap_or(text);
    unix(&text)
        .or_else(|| text.parse().ok())
        .or_else(|| {
            let civil: DateTime = text.parse().ok()?;
            Offset::UTC.to_timestamp(civil).ok()
        })
        .or_else(|| {
            let parser = rfc2822::DateTimeParser::new();
            parser.parse_timestamp(&text).ok()
        })
}

/// A text that begins as 2024/3/5 does, as it would begin in ISO 8601.
fn with_hyphens(text: &str) -> Option<String> {
    let is_digit = |c: char| c.is_ascii_digit();
    let (year, rest) = text.split_at_checked(4)?;
    let sign = rest.chars().next().filter(|c| "/.-".contains(*c))?;
    let (month, rest) = rest[1..].split_once(sign)?;
    let (day, time) = rest.split_at(rest.find(|c| !is_digit(c)).unwrap_or(rest.len()));
    let is_short = |part: &str| (1..=2).contains(&part.len()) && part.chars().all(is_digit);
    let is_date = year.chars().all(is_digit) && is_short(month) && is_short(day);
    is_date.then(|| format!("{year}-{month:0>2}-{day:0>2}{time}"))
}

/// A number of seconds, which may have a fraction, or of milliseconds.
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

/// Arabic-Indic and Persian digits as ASCII; all other characters as they are.
fn latin_digit(character: char) -> char {
    let ascii = |zero: u32| char::from_digit(u32::from(character) - zero, 10);
    match character {
        '٠'..='٩' => ascii(0x660),
        '۰'..='۹' => ascii(0x6F0),
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
            let second = parse(text).map(Timestamp::as_second);
            assert_eq!(second, Some(1_710_538_200), "{text}");
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
            let second = parse(text).map(Timestamp::as_second);
            assert_eq!(second, Some(1_710_460_800), "{text}");
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
            "15/03/2024",
            "2024/13/01",
            "2024/3-15",
            "2024/003/15",
            "éé24/3/15",
            "-5",
            "1.2.3",
            "99999999999999999999",
            "NaN",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
