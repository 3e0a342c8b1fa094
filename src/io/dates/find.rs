//! A date inside a short text.

use std::ops::Range;

use super::{DayOrder, parse_in};

/// Maximum number of words of a date with its time and zone.
const MOST_WORDS: usize = 10;

/// The first date in a short text, as written, with its time if one follows.
pub(in crate::io) fn find_date(text: &str, order: DayOrder) -> Option<&str> {
    find_among(text, &words(text, false), order)
        // Elements beside each other may have no space between them.
        .or_else(|| find_among(text, &words(text, true), order))
}

/// Splits a text at white space, and if `at_digits`, also between letters and digits.
fn words(text: &str, at_digits: bool) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let changes = (before.is_numeric() && letter.is_alphabetic())
            || (before.is_alphabetic() && letter.is_numeric());
        let starts_word = before.is_whitespace() || (at_digits && changes);
        let end = at + letter.len_utf8();
        match words.last_mut() {
            _ if letter.is_whitespace() => {}
            Some(word) if !starts_word => word.end = end,
            _ => words.push(at..end),
        }
        before = letter;
    }
    words
}

/// As [`find_date`], in a text that is split into words.
fn find_among<'t>(text: &'t str, words: &[Range<usize>], order: DayOrder) -> Option<&'t str> {
    let has_digit = |words: &[Range<usize>]| {
        let mut words = words.iter();
        words.any(|word| text[word.clone()].contains(char::is_numeric))
    };
    let date = |window: &[Range<usize>]| {
        let (first, last) = (window.first()?, window.last()?);
        let found = trimmed(&text[first.start..last.end]);
        // A number alone may be the number of anything.
        let is_number = found.chars().all(char::is_numeric);
        let date = parse_in(found, order).ok().filter(|_| !is_number)?;
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
            ("Name, 28.09.19, 12:44", Some("28.09.19, 12:44")),
            ("By A. Writer17 May 2019Sport", Some("17 May 2019")),
            ("Version 1.2.19.3", None),
            ("Call 1710538200 in 2024", None),
            ("", None),
        ] {
            assert_eq!(find_date(text, DayOrder::Unknown), expected, "{text}");
        }
        let ambiguous = "Posted 3/4/2024";
        assert_eq!(find_date(ambiguous, DayOrder::Unknown), None);
        assert_eq!(find_date(ambiguous, DayOrder::DayFirst), Some("3/4/2024"));
    }
}
