//! The parts of a date: numbers, times, offsets and words.

use jiff::civil::Time;
use jiff::tz::Offset;

/// A part of a date.
#[derive(Debug, PartialEq)]
pub(super) enum Token {
    /// A number and its number of digits.
    Number(i32, usize),
    /// Three numbers with the same separator.
    Triple([(i32, usize); 3]),
    Clock(Time),
    Offset(Offset),
    Word(String),
}

/// The parts of a text; `None` when a number or a time cannot be part of a date.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, end) = match first {
            '0'..='9' => number(rest)?,
            '+' | '-' | '−' if has_clock(&tokens) => match offset(rest) {
                Some((offset, end)) => (Some(Token::Offset(offset)), end),
                None => (None, first.len_utf8()),
            },
            _ if first.is_alphabetic() => {
                let end = rest
                    .find(|c: char| !c.is_alphabetic())
                    .unwrap_or(rest.len());
                (Some(Token::Word(rest[..end].to_owned())), end)
            }
            _ => (None, first.len_utf8()),
        };
        tokens.extend(token);
        rest = &rest[end..];
    }
    Some(tokens)
}

fn has_clock(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| matches!(token, Token::Clock(_)))
}

/// Number of bytes of the digits at the start.
fn digits(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len())
}

/// The part that starts with the digits at the start of a text, and its end.
fn number(text: &str) -> Option<(Option<Token>, usize)> {
    let end = digits(text);
    let rest = &text[end..];
    let follows = |sign: char| rest.strip_prefix(sign).is_some_and(|rest| digits(rest) > 0);
    if follows(':') || (follows('h') && end <= 2) {
        let (time, end) = clock(text)?;
        return Some((Some(Token::Clock(time)), end));
    }
    if let Some((triple, end)) = triple(text) {
        return Some((Some(Token::Triple(triple)), end));
    }
    if end == 8 {
        let part =
            |range: std::ops::Range<usize>| Some((text[range.clone()].parse().ok()?, range.len()));
        let triple = [part(0..4)?, part(4..6)?, part(6..8)?];
        return Some((Some(Token::Triple(triple)), end));
    }
    if end > 4 {
        return None;
    }
    let ordinal = ["st", "nd", "rd", "th", "er"].iter().find(|ordinal| {
        let after = rest.strip_prefix(**ordinal);
        after.is_some_and(|after| !after.starts_with(char::is_alphabetic))
    });
    let token = Token::Number(text[..end].parse().ok()?, end);
    Some((
        Some(token),
        end + ordinal.map_or(0, |ordinal| ordinal.len()),
    ))
}

/// `31/12/2024`: three numbers of at most four digits.
fn triple(text: &str) -> Option<([(i32, usize); 3], usize)> {
    let end = digits(text);
    let sign = text[end..].chars().next().filter(|c| "/.-".contains(*c))?;
    let mut numbers = [(0, 0); 3];
    let mut at = 0;
    for (place, number) in numbers.iter_mut().enumerate() {
        if place > 0 {
            at += text[at..].strip_prefix(sign).map(|_| 1)?;
        }
        let length = digits(&text[at..]);
        let found = text[at..at + length].parse().ok().filter(|_| length <= 4)?;
        *number = (found, length);
        at += length;
    }
    // A fourth number means something else, such as an address.
    let more = text[at..]
        .strip_prefix(sign)
        .is_some_and(|rest| digits(rest) > 0);
    (!more).then_some((numbers, at))
}

/// `14:30`, `14:30:05.123`, `14h30`.
fn clock(text: &str) -> Option<(Time, usize)> {
    let mut numbers = [0i8; 3];
    let mut at = 0;
    for (place, number) in numbers.iter_mut().enumerate() {
        if place > 0 {
            match text[at..].strip_prefix([':', 'h']) {
                Some(rest) if digits(rest) > 0 => at += 1,
                _ => break,
            }
        }
        let end = at + digits(&text[at..]);
        *number = text[at..end].parse().ok()?;
        at = end;
    }
    if let Some(fraction) = text[at..].strip_prefix('.') {
        let length = digits(fraction);
        at += if length > 0 { length + 1 } else { 0 };
    }
    Some((Time::new(numbers[0], numbers[1], numbers[2], 0).ok()?, at))
}

/// `+03`, `+0300`, `-03:30`.
fn offset(text: &str) -> Option<(Offset, usize)> {
    let sign = text.chars().next()?;
    let start = sign.len_utf8();
    let length = digits(&text[start..]);
    let number: i32 = text[start..start + length].parse().ok()?;
    let (hours, minutes, end) = match length {
        4 => (number / 100, number % 100, start + 4),
        2 => match text[start + 2..].strip_prefix(':') {
            Some(rest) if digits(rest) == 2 => (number, rest[..2].parse().ok()?, start + 5),
            _ => (number, 0, start + 2),
        },
        _ => return None,
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    let seconds = hours * 3600 + minutes * 60;
    let offset = Offset::from_seconds(if sign == '+' { seconds } else { -seconds }).ok()?;
    Some((offset, end))
}
