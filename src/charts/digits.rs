//! Numbers in Arabic and Persian digits.

use super::bidi::{ends_part, number_end};
use super::look::Digits;

/// The text with its numbers in these digits. Numbers within or after Latin letters are unchanged: they
/// belong to a name, as in COVID-19.
pub(crate) fn write_digits(text: &str, digits: Digits) -> String {
    if digits == Digits::Latin {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let mut written = String::with_capacity(text.len() * 2);
    let mut after_latin = false;
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let end = number_end(&chars, at);
        let in_word = chars.get(end).is_some_and(|next| next.is_alphabetic());
        if end > at && !after_latin && !in_word {
            push_number(&mut written, &chars[at..end], digits);
            at = end;
            continue;
        }
        if c.is_alphabetic() {
            after_latin = c.is_ascii_alphabetic();
        } else if ends_part(&chars, at) {
            after_latin = false;
        }
        written.push(c);
        at += 1;
    }
    written
}

/// The percent sign is on the left of Arabic digits, and numbers are written left to right.
fn push_number(written: &mut String, number: &[char], digits: Digits) {
    let (number, percent) = match number {
        [number @ .., '%'] => (number, "٪"),
        number => (number, ""),
    };
    written.push_str(percent);
    written.extend(number.iter().map(|&c| in_digits(c, digits)));
}

/// A digit, or a sign between digits, in this set of digits; other characters unchanged.
pub(crate) fn in_digits(c: char, digits: Digits) -> char {
    let zero = match digits {
        Digits::Latin => return c,
        Digits::Arabic => 0x0660,
        Digits::Persian => 0x06F0,
    };
    let digit = |value: u32| char::from_u32(zero + value).unwrap_or(c);
    match c {
        '.' => '٫',
        ',' => '٬',
        _ => c.to_digit(10).map_or(c, digit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        write_digits(text, Digits::Arabic)
    }

    #[test]
    fn numbers_have_arabic_digits_and_signs() {
        assert_eq!(written("1,204.5"), "١٬٢٠٤٫٥");
        assert_eq!(
            written("الدقة 87.4%، الوثائق: 12"),
            "الدقة ٪٨٧٫٤، الوثائق: ١٢"
        );
        assert_eq!(written("−1.04"), "−١٫٠٤");
        assert_eq!(written("2024-03"), "٢٠٢٤-٠٣");
        assert_eq!(
            write_digits("سندها: 1,204", Digits::Persian),
            "سندها: ۱٬۲۰۴"
        );
    }

    #[test]
    fn numbers_after_a_comma_are_not_of_the_name_before_it() {
        assert_eq!(
            written("1,814 في articles، 14,275 في paragraphs"),
            "١٬٨١٤ في articles، ١٤٬٢٧٥ في paragraphs"
        );
        assert_eq!(
            written("512 documents, 31 words"),
            "٥١٢ documents, ٣١ words"
        );
    }

    #[test]
    fn numbers_of_latin_names_stay() {
        for text in ["COVID-19", "G20", "top 10", "3D"] {
            assert_eq!(written(text), text);
        }
        assert_eq!(write_digits("12%", Digits::Latin), "12%");
    }
}
