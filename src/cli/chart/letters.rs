//! In which language captions are, by the letters of what is shown.

use unicode_bidi::{BidiClass, bidi_class};

use super::captions::Language;

/// Characters of a text whose script tells that of the rest.
const BEGINNING: usize = 1_000;

/// Letters, and those of scripts that run from right to left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::cli) struct LetterCounts {
    right_to_left: u64,
    all: u64,
}

impl LetterCounts {
    /// The letters at the beginning of a text.
    pub(in crate::cli) fn of(text: &str) -> Self {
        let mut counts = LetterCounts::default();
        for letter in text.chars().take(BEGINNING).filter(|c| c.is_alphabetic()) {
            counts.all += 1;
            counts.right_to_left += u64::from(is_right_to_left(letter));
        }
        counts
    }

    /// Arabic when most letters are of a right-to-left script.
    pub(in crate::cli) fn language(self) -> Language {
        if self.right_to_left * 2 > self.all {
            Language::Arabic
        } else {
            Language::English
        }
    }
}

impl std::iter::Sum for LetterCounts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(LetterCounts::default(), |sum, counts| LetterCounts {
            right_to_left: sum.right_to_left + counts.right_to_left,
            all: sum.all + counts.all,
        })
    }
}

fn is_right_to_left(letter: char) -> bool {
    matches!(bidi_class(letter), BidiClass::R | BidiClass::AL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_letters_decide_the_language() {
        let of = |texts: &[&str]| {
            let counts: LetterCounts = texts.iter().map(|text| LetterCounts::of(text)).sum();
            counts.language()
        };
        assert_eq!(of(&["سياسة", "COVID"]), Language::English);
        assert_eq!(of(&["الاقتصاد", "COVID"]), Language::Arabic);
        assert_eq!(of(&[]), Language::English);
        assert_eq!(
            of(&[&"في ".repeat(400), &"in ".repeat(900)]),
            Language::English
        );
    }
}
