//! Chooses the language of captions by the letters of the terms.

use super::captions::Language;
pub use crate::text::LetterCounts;

/// One in this many right-to-left letters must be specific to a language to choose it.
const TELLING_SHARE: u64 = 50;

impl LetterCounts {
    /// Arabic, Persian or Urdu when most letters are of a right-to-left script.
    pub fn language(self) -> Language {
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
