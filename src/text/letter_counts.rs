//! Counts of letters that distinguish scripts and languages.

use unicode_bidi::{BidiClass, bidi_class};

/// Number of characters at the start of a text that represent the rest.
const BEGINNING: usize = 1_000;

/// Letters that only Urdu has.
const URDU: &str = "ٹڈڑںےۓہھۂۃ";

/// Letters that Persian and Urdu have, but not Arabic.
const NOT_ARABIC: &str = "پچژگ";

/// Letters that Persian and Urdu encode differently from Arabic, and the Arabic ones.
const PERSIAN_FORMS: &str = "کیۀ";
const ARABIC_FORMS: &str = "كيىةأإ";

/// Counts of letters, with those of right-to-left scripts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LetterCounts {
    /// Letters of any script.
    pub all: u64,
    /// Letters of right-to-left scripts.
    pub right_to_left: u64,
    /// Letters that only Urdu has.
    pub urdu: u64,
    /// Letters of Persian or Urdu that Arabic does not have.
    pub not_arabic: u64,
    /// Kaf, ya and ta marbuta in their Persian forms.
    pub persian_forms: u64,
    /// Letters in forms that only Arabic has.
    pub arabic_forms: u64,
}

impl LetterCounts {
    /// The letters at the start of a text.
    pub fn of(text: &str) -> Self {
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
