//! Stemming with the Snowball algorithms of the `rust-stemmers` crate.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};
use serde::{Deserialize, Serialize};

/// The language of the Snowball stemmer that removes the endings of tokens.
///
/// Stemming removes more than endings: it damages names and many words (Arabic وزير becomes زير), so it is
/// never on by default. Its input is normalised tokens, in which ta marbuta is already ه, so Arabic stems
/// differ from those of the published word lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names of languages say it")]
#[non_exhaustive]
pub enum StemLanguage {
    Arabic,
    Danish,
    Dutch,
    English,
    Finnish,
    French,
    German,
    Greek,
    Hungarian,
    Italian,
    Norwegian,
    Portuguese,
    Romanian,
    Russian,
    Spanish,
    Swedish,
    Tamil,
    Turkish,
}

impl StemLanguage {
    /// All languages, in alphabetical order.
    pub const ALL: [StemLanguage; 18] = [
        StemLanguage::Arabic,
        StemLanguage::Danish,
        StemLanguage::Dutch,
        StemLanguage::English,
        StemLanguage::Finnish,
        StemLanguage::French,
        StemLanguage::German,
        StemLanguage::Greek,
        StemLanguage::Hungarian,
        StemLanguage::Italian,
        StemLanguage::Norwegian,
        StemLanguage::Portuguese,
        StemLanguage::Romanian,
        StemLanguage::Russian,
        StemLanguage::Spanish,
        StemLanguage::Swedish,
        StemLanguage::Tamil,
        StemLanguage::Turkish,
    ];

    /// The stem of a normalised token. A token with a character outside the language's script, except an
    /// apostrophe, is its own stem, as is one whose stem would be empty.
    pub fn stem(self, token: &str) -> Cow<'_, str> {
        if !token.chars().all(|c| self.writes(c) || c == '\'') {
            return Cow::Borrowed(token);
        }
        match Stemmer::create(self.algorithm()).stem(token) {
            stem if stem.is_empty() => Cow::Borrowed(token),
            stem => stem,
        }
    }

    /// Whether `c` is a letter or mark of the language's script.
    fn writes(self, c: char) -> bool {
        let code = u32::from(c);
        match self {
            StemLanguage::Arabic => matches!(code, 0x620..=0x64A | 0x66E..=0x6D3),
            StemLanguage::Greek => matches!(code, 0x370..=0x3FF | 0x1F00..=0x1FFF),
            StemLanguage::Russian => matches!(code, 0x400..=0x52F),
            StemLanguage::Tamil => matches!(code, 0xB80..=0xBE5),
            _ => c.is_ascii_alphabetic() || matches!(code, 0xC0..=0x24F | 0x1E00..=0x1EFF),
        }
    }

    fn algorithm(self) -> Algorithm {
        match self {
            StemLanguage::Arabic => Algorithm::Arabic,
            StemLanguage::Danish => Algorithm::Danish,
            StemLanguage::Dutch => Algorithm::Dutch,
            StemLanguage::English => Algorithm::English,
            StemLanguage::Finnish => Algorithm::Finnish,
            StemLanguage::French => Algorithm::French,
            StemLanguage::German => Algorithm::German,
            StemLanguage::Greek => Algorithm::Greek,
            StemLanguage::Hungarian => Algorithm::Hungarian,
            StemLanguage::Italian => Algorithm::Italian,
            StemLanguage::Norwegian => Algorithm::Norwegian,
            StemLanguage::Portuguese => Algorithm::Portuguese,
            StemLanguage::Romanian => Algorithm::Romanian,
            StemLanguage::Russian => Algorithm::Russian,
            StemLanguage::Spanish => Algorithm::Spanish,
            StemLanguage::Swedish => Algorithm::Swedish,
            StemLanguage::Tamil => Algorithm::Tamil,
            StemLanguage::Turkish => Algorithm::Turkish,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn stems_are_those_of_snowball_in_the_languages_script_only() {
        for (language, token, stem) in [
            (StemLanguage::English, "fruitlessly", "fruitless"),
            (StemLanguage::English, "minister's", "minist"),
            (StemLanguage::English, "مدارس", "مدارس"),
            (StemLanguage::English, "3rds", "3rds"),
            (StemLanguage::English, "u.s", "u.s"),
            (StemLanguage::Arabic, "المدرسون", "مدرس"),
            // The example in the help.
            (StemLanguage::Arabic, "وزير", "زير"),
            (StemLanguage::Arabic, "running", "running"),
            (StemLanguage::French, "continuellement", "continuel"),
        ] {
            assert_eq!(language.stem(token), stem, "{language:?} {token}");
        }
    }

    proptest! {
        #[test]
        fn no_token_makes_a_stemmer_panic_or_vanishes(
            token in "[a-z']{1,14}|[a-zàâçèéêëîïôûùüÿñæœäöåßøáíóúőűășțğışİ\u{307}ﬁ']{1,12}|[α-ωάέήίόύώϊϋΐΰς']{1,14}|[а-яё']{1,14}|[ء-يٱ-ۓ']{1,14}|[\u{B80}-\u{BE5}]{1,10}|[\u{C0}-\u{24F}]{1,9}"
        ) {
            for language in StemLanguage::ALL {
                prop_assert!(!language.stem(&token).is_empty());
            }
        }
    }
}
