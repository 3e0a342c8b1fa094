//! Arabic clitics: small words that are written together with the word before or after them.
//!
//! Conjunctions, prepositions, the future marker and the article come before a word, pronouns after it. From
//! the letters alone `وزير` (minister) could be و and a word `زير`; so this file only lists how a token could
//! be split, and which forms would show that a letter belongs to the word. The document frequencies of a
//! corpus decide whether it is split (`features/clitic_table.rs`).
//!
//! All forms are those of normalised tokens: `ة` is `ه`, `أ إ آ` are `ا`, `ى` is `ي`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::letters::Letters;
use super::protected::PROTECTED;

/// Proclitics: و and ف (and), ب (by), ك (as), ل (for), س (will), ال (the); `لل` is ل with ال, whose alef is
/// then not written.
const PROCLITICS: [&str; 26] = [
    "و", "ف", "ب", "ك", "ل", "س", "ال", "وب", "وك", "ول", "وس", "وال", "فب", "فك", "فل", "فس",
    "فال", "بال", "كال", "لل", "وبال", "وكال", "ولل", "فبال", "فكال", "فلل",
];

/// Pronouns after a word. ه, ك and ي are excluded: a final ه is mostly a ta marbuta, a final ي mostly an
/// adjective's ending.
const ENCLITICS: [&str; 9] = ["ها", "هم", "هما", "هن", "كم", "كما", "كن", "نا", "ني"];

/// Minimum number of letters of a base form.
const FEWEST_LETTERS: usize = 3;

/// First letters of verbs that may follow س.
const FUTURE: [char; 3] = ['ي', 'ت', 'ن'];

/// Forms of the article; a word cannot have two of them.
const ARTICLES: [&str; 2] = ["ال", "لل"];

/// Prefixes of a definite word.
const DEFINITE: [&str; 6] = ["ال", "وال", "بال", "كال", "فال", "لل"];

/// One way to split a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parting {
    proclitic: &'static str,
    enclitic: &'static str,
    /// The remainder.
    pub base: String,
}

impl Parting {
    /// Maximum ratio, as a fraction, between the frequencies of a form and its base: definite words are often
    /// more frequent than indefinite ones, while ف and ك are rare and many words start with these letters.
    pub fn largest_ratio(&self) -> (u64, u64) {
        if self.proclitic.ends_with(['ف', 'ك']) {
            (1, 4)
        } else if self.has_article() {
            (4, 1)
        } else {
            (1, 1)
        }
    }

    /// Forms of `token` that are impossible if it is split this way: an article before a preposition or
    /// conjunction, a preposition before another one or before a conjunction, an article before a word with a
    /// pronoun.
    ///
    /// `الوزير` shows that the first letter of `وزير` belongs to the word, and `الكتابه` shows it for the
    /// last letter of `كتابه`.
    pub fn counter_evidence(&self, token: &str) -> Vec<String> {
        let mut before: Vec<&str> = Vec::new();
        if !self.has_article() {
            before.extend(DEFINITE);
        }
        if !self.proclitic.is_empty() && !self.has_article() {
            before.push("ب");
            // Before ل it could also be the article: للمدرسه.
            if !token.starts_with('ل') {
                before.push("ل");
            }
        }
        before
            .into_iter()
            .map(|part| format!("{part}{token}"))
            .collect()
    }

    fn has_article(&self) -> bool {
        ARTICLES
            .iter()
            .any(|article| self.proclitic.ends_with(article))
    }
}

/// The ways to split a normalised token, those with the longest base first; empty for a token that is not
/// entirely in Arabic letters.
pub(crate) fn partings(token: &str) -> Vec<Parting> {
    let mut partings = Vec::new();
    if !token.chars().all(|c| matches!(c, '\u{621}'..='\u{64A}')) {
        return partings;
    }
    for proclitic in PROCLITICS.into_iter().chain([""]) {
        let Some(rest) = token.strip_prefix(proclitic) else {
            continue;
        };
        if proclitic.ends_with('س') && !rest.starts_with(FUTURE) {
            continue;
        }
        if !proclitic.is_empty() {
            push(&mut partings, proclitic, "", rest.to_owned());
        }
        if !ARTICLES
            .iter()
            .any(|a| proclitic.ends_with(a) || rest.starts_with(a))
        {
            push_with_enclitics(&mut partings, proclitic, rest);
        }
    }
    partings.sort_by_key(|parting| std::cmp::Reverse(parting.base.len()));
    partings
}

/// Splits a pronoun from `rest`; before a pronoun, a ta marbuta is written as ت.
fn push_with_enclitics(partings: &mut Vec<Parting>, proclitic: &'static str, rest: &str) {
    for enclitic in ENCLITICS {
        let Some(base) = rest.strip_suffix(enclitic) else {
            continue;
        };
        push(partings, proclitic, enclitic, base.to_owned());
        if let Some(stem) = base.strip_suffix('ت') {
            push(partings, proclitic, enclitic, format!("{stem}ه"));
        }
    }
}

fn push(
    partings: &mut Vec<Parting>,
    proclitic: &'static str,
    enclitic: &'static str,
    base: String,
) {
    if base.chars().count() >= FEWEST_LETTERS {
        partings.push(Parting {
            proclitic,
            enclitic,
            base,
        });
    }
}

/// True for words that are never split; see the list in `protected.rs`.
pub(crate) fn is_protected(token: &str) -> bool {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let words = PROTECTED.iter().flat_map(|words| words.split_whitespace());
        let normalised = |word: &str| word.chars().map(|c| Letters::Arabic.fold(c)).collect();
        let words: Vec<String> = words.map(normalised).collect();
        // With folded hamza seats.
        let unseated = |word: &String| word.chars().map(|c| Letters::Arabic.fold_seat(c)).collect();
        let unseated: Vec<String> = words.iter().map(unseated).collect();
        words.into_iter().chain(unseated).collect()
    });
    WORDS.contains(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bases(token: &str) -> Vec<String> {
        let partings = partings(token).into_iter();
        partings.map(|parting| parting.base).collect()
    }

    #[test]
    fn every_way_is_named_the_longest_base_first() {
        assert_eq!(bases("وبالمدرسه"), ["بالمدرسه", "المدرسه", "مدرسه"]);
        assert_eq!(bases("للجنه"), ["لجنه", "جنه"]);
        assert_eq!(bases("مدرستها"), ["مدرست", "مدرسه"]);
        assert_eq!(
            bases("وكتابهم"),
            ["كتابهم", "تابهم", "وكتاب", "كتاب", "تاب"]
        );
        assert_eq!(bases("سيقول"), ["يقول"]);
    }

    #[test]
    fn what_cannot_be_a_clitic_stays() {
        for token in ["سالم", "مدرسه", "اقتصادي", "بيت", "minister", "و2024", ""]
        {
            assert_eq!(bases(token), [""; 0], "{token}");
        }
        // A word with an article has no pronoun.
        assert_eq!(bases("العالمهم"), ["عالمهم"]);
    }

    #[test]
    fn counter_evidence_is_what_the_parting_forbids() {
        let of = |token: &str, base: &str| {
            let mut partings = partings(token).into_iter();
            let parting = partings.find(|parting| parting.base == base);
            parting.unwrap().counter_evidence(token)
        };
        assert!(of("وزير", "زير").contains(&"الوزير".to_owned()));
        assert!(of("فرنسا", "رنسا").contains(&"بفرنسا".to_owned()));
        assert!(!of("لمدرسه", "مدرسه").contains(&"للمدرسه".to_owned()));
        assert_eq!(of("المدرسه", "مدرسه"), [""; 0]);
    }

    #[test]
    fn protected_words_are_normalised() {
        for word in [
            "وزير",
            "فلسطين",
            "بغداد",
            "واشنطن",
            "المانيا",
            "الي",
            "الله",
            "الا",
            "الذي",
            "ولايه",
            "بيروت",
            "كوريا",
            "فرنسا",
            "لبنان",
            "والد",
            "وكاله",
            "سنه",
            "الان",
            "فؤاد",
            "فواد",
        ] {
            assert!(is_protected(word), "{word}");
        }
        assert!(!is_protected("المدرسه"));
    }
}
