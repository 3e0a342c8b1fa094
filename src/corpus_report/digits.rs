//! The numbers of a page in Arabic or Persian digits.

use crate::charts::{Digits, in_digits, write_digits};

/// Characters in numbers other than digits.
const IN_NUMBERS: &str = ".,-−+% e";

/// A text of the page with its numbers in Arabic or Persian digits; numbers in Latin names are unchanged.
pub(super) fn with_digits(text: &str, digits: Digits) -> String {
    let is_number = |c: char| c.is_ascii_digit() || IN_NUMBERS.contains(c);
    if text.chars().all(is_number) {
        text.replace('%', "٪")
            .chars()
            .map(|c| in_digits(c, digits))
            .collect()
    } else {
        write_digits(text, digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_numbers_in_sentences_are_written_in_arabic_digits() {
        for (text, expected) in [
            ("12,345", "١٢٬٣٤٥"),
            ("−84.26", "−٨٤٫٢٦"),
            ("1.3e-9", "١٫٣e-٩"),
            ("97.34 %", "٩٧٫٣٤ ٪"),
            ("الوثائق: 12", "الوثائق: ١٢"),
            ("COVID-19", "COVID-19"),
            ("", ""),
        ] {
            assert_eq!(with_digits(text, Digits::Arabic), expected);
        }
        assert_eq!(with_digits("12,345", Digits::Persian), "۱۲٬۳۴۵");
    }
}
