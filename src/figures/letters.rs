//! In which language captions are, by the letters of what is shown.

use unicode_bidi::{BidiClass, bidi_class};

use super::captions::Language;

/// Characters of a text whose script tells that of the rest.
const BEGINNING: usize = 1_000;

/// One in so many right-to-left letters must be of a language alone for it to be that language.
const TELLING_SHARE: u64 = 50;

/// Letters that Urdu has alone.
const URDU: &str = "ٹڈڑںےۓہھۂۃ";

/// Letters that Persian and Urdu have, and Arabic has not.
const NOT_ARABIC: &str = "پچژگ";

/// Letters that Persian and Urdu write with another character than Arabic, and those of Arabic.
const PERSIAN_FORMS: &str = "کیۀ";
const ARABIC_FORMS: &str = "كيىةأإ";

/// Letters, and those of scripts that run from right to left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct LetterCounts {
    all: u64,
    right_to_left: u64,
    urdu: u64,
    not_arabic: u64,
    persian_forms: u64,
    arabic_forms: u64,
}

impl LetterCounts {
    /// The letters at the beginning of a text.
    pub(crate) fn of(text: &str) -> Self {
        let letters = text.chars().take(BEGINNING).filter(|c| c.is_alphabetic());
        letters.map(Self::of_letter).sum()
    }

    fn of_letter(letter: char) -> Self {
        let is_one_of = |letters: &str| u64::from(letters.contains(letter));
        LetterCounts {
            all: 1,
            right_to_left: u64::from(is_right_to_left(letter)),
            urdu: is_one_of(URDU),
            not_arabic: is_one_of(NOT_ARABIC),
            persian_forms: is_one_of(PERSIAN_FORMS),
            arabic_forms: is_one_of(ARABIC_FORMS),
        }
    }

    /// Arabic, Persian or Urdu when most letters are of a right-to-left script.
    pub(crate) fn language(self) -> Language {
        let is_telling =
            |letters: u64| letters > 0 && letters * TELLING_SHARE >= self.right_to_left;
        if self.right_to_left * 2 <= self.all {
            Language::English
        } else if is_telling(self.urdu) {
            Language::Urdu
        } else if is_telling(self.not_arabic) || self.persian_forms > self.arabic_forms {
            Language::Persian
        } else {
            Language::Arabic
        }
    }
}

impl std::iter::Sum for LetterCounts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(LetterCounts::default(), |sum, counts| LetterCounts {
            all: sum.all + counts.all,
            right_to_left: sum.right_to_left + counts.right_to_left,
            urdu: sum.urdu + counts.urdu,
            not_arabic: sum.not_arabic + counts.not_arabic,
            persian_forms: sum.persian_forms + counts.persian_forms,
            arabic_forms: sum.arabic_forms + counts.arabic_forms,
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
        assert_eq!(of(&["دولت", "مجلس", "اقتصاد ایران"]), Language::Persian);
        assert_eq!(of(&["پليس", "گزارش", "كتاب"]), Language::Persian);
        assert_eq!(of(&["حکومت", "پاکستان", "کھیل", "ٹیم"]), Language::Urdu);
        assert_eq!(
            of(&[&"في ".repeat(400), &"in ".repeat(900)]),
            Language::English
        );
    }
}
