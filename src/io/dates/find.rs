//! A date inside a short text.

use std::ops::Range;

use super::{DayOrder, parse_in};

/// Maximum number of words of a date with its time and zone.
const MOST_WORDS: usize = 10;

/// The first date in a short text, as written, with its time if one follows. A year of two digits between dots
/// (28.9.19) is one of this century.
pub(in crate::io) fn find_date(text: &str, order: DayOrder) -> Option<String> {
    find_among(text, &words(text, false), order)
        // Elements beside each other may have no space between them.
        .or_else(|| find_among(text, &words(text, true), order))
}

/// The words of a text; with `parted`, a digit after a letter starts another word, as does a letter after a digit.
fn words(text: &str, parted: bool) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let parts = before.is_alphanumeric() && letter.is_alphanumeric();
        let is_border = parted && parts && before.is_numeric() != letter.is_numeric();
        let starts = before.is_whitespace() || is_border;
        match words.last_mut() {
            _ if letter.is_whitespace() => {}
            Some(word) if !starts => {
                word.end = end;
            }
            _ => words.push(at..end),
        }
        before = letter;
    }
    words
}

fn find_among(text: &str, words: &[Range<usize>], order: DayOrder) -> Option<String> {
    let has_digit = |words: &[Range<usize>]| {
        let mut words = words.iter();
        words.any(|word| text[word.clone()].contains(char::is_numeric))
    };
    let date = |window: &[Range<usize>]| {
        let (first, last) = (window.first()?, window.last()?);
        let found = with_century(trimmed(&text[first.start..last.end]));
        // A number alone may be the number of anything.
        let is_number = found.chars().all(char::is_numeric);
        let date = parse_in(&found, order).ok().filter(|_| !is_number)?;
        Some((found, date))
    };
    let (window, found) = (0..words.len()).find_map(|first| {
        let window = &words[first..(first + MOST_WORDS).min(words.len())];
        if !has_digit(window) {
            return None;
        }
        let ends = (1..=window.len()).rev();
        let mut windows = ends.map(|length| &window[..length]);
        windows.find_map(|window| Some((window, date(window)?)))
    })?;
    // Without the words before it, such as "published on".
    let shorter = (1..window.len()).map(|first| date(&window[first..]));
    let shorter = shorter.map_while(|other| other.filter(|(_, date)| *date == found.1));
    Some(shorter.last().unwrap_or(found).0)
}

/// The text in which `28.9.19` is `28.9.2019`.
fn with_century(text: &str) -> String {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let parts: Vec<&str> = first.trim_end_matches(',').split('.').collect();
    let is_short =
        |part: &&str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [day, month, year] if parts.iter().all(is_short) && year.len() == 2 => {
            format!("{day}.{month}.20{year} {rest}").trim().to_owned()
        }
        _ => text.to_owned(),
    }
}

/// The text without punctuation around it.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|letter: char| !letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_found_with_its_time() {
        for (text, expected) in [
            (
                "By A. Writer, May 3, 2024 at 10:30",
                Some("May 3, 2024 at 10:30"),
            ),
            ("Published: (3 May 2024).", Some("3 May 2024")),
            (
                "نشر في: الخميس ٣٠ كانون الثاني ٢٠٢٥ | القاهرة",
                Some("٣٠ كانون الثاني ٢٠٢٥"),
            ),
            (
                "تاریخ انتشار: ۱۲ اردیبهشت ۱۴۰۳ - ۱۰:۳۰",
                Some("۱۲ اردیبهشت ۱۴۰۳ - ۱۰:۳۰"),
            ),
            ("Posted 11.11.2021 by admin", Some("11.11.2021")),
            ("Name, 28.09.19, 12:44", Some("28.09.2019 12:44")),
            ("By A. Writer17 May 2019Sport", Some("17 May 2019")),
            ("Version 1.2.19.3", None),
            ("Call 1710538200 in 2024", None),
            ("", None),
        ] {
            let found = find_date(text, DayOrder::Unknown);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
        let ambiguous = "Posted 3/4/2024";
        assert_eq!(find_date(ambiguous, DayOrder::Unknown), None);
        let found = find_date(ambiguous, DayOrder::DayFirst);
        assert_eq!(found.as_deref(), Some("3/4/2024"));
    }
}
