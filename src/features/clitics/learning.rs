//! Evidence of a corpus for the base forms of Arabic words.
//!
//! A form is split only if the remainder occurs as a word in enough documents, is not much rarer than the
//! form, and no other form shows that the letters belong to the word.

use rayon::prelude::*;

use crate::corpus::tokens::token_table::TokenTable;
use crate::features::vectorizer::settings::enough_documents;
use crate::text::{Parting, is_protected, partings};

/// A form stays whole if the evidence against splitting it has at least one document per this many
/// documents of the form.
const COUNTER_SHARE: u64 = 20;

/// The base form of each token according to the documents; `df` is the number of `documents` that contain
/// each token. The result depends only on these numbers and the letters, so the order of documents does not
/// matter.
pub(crate) fn learn_bases(tokens: &TokenTable, df: &[u32], documents: u64) -> Vec<u32> {
    let corpus = Corpus {
        tokens,
        df,
        fewest: enough_documents(documents),
    };
    let all = 0..tokens.len() as u32;
    let shorter = all.clone().into_par_iter();
    let mut base_of: Vec<u32> = shorter.map(|token| corpus.shorter(token)).collect();
    // A base form may itself have a shorter one. Each step is shorter, so the chain ends.
    for token in all {
        let mut base = base_of[token as usize];
        while base_of[base as usize] != base {
            base = base_of[base as usize];
        }
        base_of[token as usize] = base;
    }
    base_of
}

/// The document frequencies of a corpus.
struct Corpus<'c> {
    tokens: &'c TokenTable,
    df: &'c [u32],
    /// Minimum document frequency of a base form.
    fewest: u64,
}

impl Corpus<'_> {
    /// The remainder of `token` after splitting, or the token itself.
    fn shorter(&self, token: u32) -> u32 {
        let (text, df) = (self.tokens.token(token), self.df[token as usize]);
        if df == 0 || is_protected(text) {
            return token;
        }
        let mut possible = partings(text).into_iter();
        possible
            .find_map(|parting| self.attested(text, df, &parting))
            .unwrap_or(token)
    }

    /// The base of `parting` if the corpus supports splitting `token` this way.
    fn attested(&self, token: &str, df: u32, parting: &Parting) -> Option<u32> {
        let base = self.tokens.get(&parting.base)?;
        let base_df = u64::from(self.df[base as usize]);
        let (most, of) = parting.largest_ratio();
        let often_enough = base_df >= self.fewest && u64::from(df) * of <= base_df * most;
        (often_enough && !self.is_contradicted(token, df, parting)).then_some(base)
    }

    fn is_contradicted(&self, token: &str, df: u32, parting: &Parting) -> bool {
        let against = parting.counter_evidence(token);
        let against = against.iter().map(|form| u64::from(self.df_of(form)));
        let against: u64 = against.sum();
        against * COUNTER_SHARE >= u64::from(df)
    }

    fn df_of(&self, form: &str) -> u32 {
        let token = self.tokens.get(form);
        token.map_or(0, |token| self.df[token as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The base forms of words with these document frequencies, in a corpus of this many documents.
    fn grouped(words: &[(&str, u32)], documents: u64) -> Vec<(String, String)> {
        let mut tokens = TokenTable::default();
        words.iter().for_each(|(word, _)| {
            tokens.insert(word);
        });
        let df: Vec<u32> = words.iter().map(|(_, df)| *df).collect();
        let bases = learn_bases(&tokens, &df, documents).into_iter().enumerate();
        let changed = bases.filter(|&(token, base)| token as u32 != base);
        let named = changed.map(|(token, base)| {
            let [form, base] = [token as u32, base].map(|token| tokens.token(token).to_owned());
            (form, base)
        });
        named.collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        let expected = expected.iter();
        expected
            .map(|(form, base)| (form.to_string(), base.to_string()))
            .collect()
    }

    #[test]
    fn forms_go_to_the_shortest_attested_base() {
        let words = [
            ("مدرسه", 9),
            ("المدرسه", 12),
            ("وبالمدرسه", 1),
            ("مدرستهم", 2),
            ("للمدرسه", 4),
            ("مستشفي", 1),
            ("بالمستشفي", 2),
        ];
        let expected = [
            ("المدرسه", "مدرسه"),
            ("وبالمدرسه", "مدرسه"),
            ("مدرستهم", "مدرسه"),
            ("للمدرسه", "مدرسه"),
        ];
        assert_eq!(grouped(&words, 9_000), pairs(&expected));
        let small = pairs(&[("بالمستشفي", "مستشفي")]);
        assert_eq!(grouped(&words, 90), [pairs(&expected), small].concat());
    }

    #[test]
    fn a_form_much_more_frequent_than_the_rest_is_whole() {
        for (word, rest, most) in [
            ("المغرب", "مغرب", 40),
            ("وكشف", "كشف", 10),
            ("كدليل", "دليل", 2),
            ("فهناك", "هناك", 2),
            ("حقوقنا", "حقوق", 10),
        ] {
            let is_grouped =
                |df| grouped(&[(rest, 10), (word, df)], 9_000) == pairs(&[(word, rest)]);
            assert!(is_grouped(most) && !is_grouped(most + 1), "{word}");
        }
    }

    #[test]
    fn other_forms_show_that_a_letter_is_the_words_own() {
        // صلصه: sauce; وصلصه could be "and sauce", unless there is a word الوصلصه.
        let alone = [("صلصه", 50), ("وصلصه", 40)];
        assert_eq!(grouped(&alone, 9_000), pairs(&[("وصلصه", "صلصه")]));
        for witness in ["الوصلصه", "بوصلصه", "لوصلصه"] {
            let words = [&alone[..], &[(witness, 2)]].concat();
            let found = grouped(&words, 9_000);
            assert!(!found.iter().any(|(form, _)| form == "وصلصه"), "{witness}");
        }
        // A single spelling error among many documents is no evidence.
        let words = [("صلصه", 50), ("وصلصه", 41), ("الوصلصه", 2)];
        assert_eq!(grouped(&words, 9_000)[0], pairs(&[("وصلصه", "صلصه")])[0]);
    }

    #[test]
    fn protected_words_are_whole_whatever_the_corpus_says() {
        for (word, rest) in [
            ("وزير", "زير"),
            ("فلسطين", "لسطين"),
            ("بغداد", "غداد"),
            ("واشنطن", "اشنطن"),
            ("المانيا", "مانيا"),
            ("ولايه", "لايه"),
            ("بيروت", "يروت"),
            ("كوريا", "وريا"),
            ("فرنسا", "رنسا"),
            ("لبنان", "بنان"),
            ("وكاله", "كاله"),
            ("الذين", "ذين"),
        ] {
            assert_eq!(grouped(&[(rest, 99), (word, 1)], 9_000), [], "{word}");
        }
    }
}
