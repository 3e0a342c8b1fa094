//! Lookup table of Arabic word forms and their base forms without clitics.

use crate::corpus::tokens::token_table::TokenTable;
use crate::error::{Error, Result};
use crate::features::vectorizer::array::Array;
use crate::features::vectorizer::vocabulary::Vocabulary;
use crate::text::{is_protected, partings};

/// Word forms and their base forms.
///
/// It contains every grouped form of the training documents, and the whole forms that would be split if they
/// were new. So a training document gets the same tokens when it is classified.
#[derive(Debug, Clone, PartialEq)]
pub struct CliticTable {
    /// Forms and base forms.
    words: Vocabulary,
    /// Index of the base form of each word; a base form points to itself.
    bases: Array<u32>,
    /// Number of documents that contain each form as written.
    document_frequency: Array<u32>,
    /// Whether each word is the base form of another.
    is_base: Vec<bool>,
}

/// A word form and the number of documents that contain it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct WordForm<'t> {
    /// The normalised form.
    pub form: &'t str,
    /// Training documents that contain it.
    pub documents: u32,
}

impl CliticTable {
    /// A table from its arrays.
    ///
    /// # Errors
    /// Describes the problem when the arrays do not match.
    pub fn from_parts(
        words: Vocabulary,
        bases: Array<u32>,
        document_frequency: Array<u32>,
    ) -> Result<Self, &'static str> {
        let is_final = |&base: &u32| bases.get(base as usize) == Some(&base);
        if bases.len() != words.len() || document_frequency.len() != words.len() {
            return Err("the arrays of word forms differ in length");
        }
        if !bases.iter().all(is_final) {
            return Err("a base form of a word has a base form itself");
        }
        let mut is_base = vec![false; words.len()];
        for (word, &base) in bases.iter().enumerate() {
            is_base[base as usize] |= base as usize != word;
        }
        Ok(CliticTable {
            words,
            bases,
            document_frequency,
            is_base,
        })
    }

    /// The table with the result of `learn_bases`.
    pub(crate) fn learned(tokens: &TokenTable, df: &[u32], base_of: &[u32]) -> Result<Self> {
        let mut listed: Vec<u32> = listed(tokens, df, base_of);
        listed.sort_unstable_by_key(|&token| tokens.token(token));
        let texts = listed.iter().map(|&token| tokens.token(token));
        let words = Vocabulary::from_terms(texts)?;
        let index = |token: &u32| words.index(tokens.token(base_of[*token as usize]));
        // The base form of a listed word is listed.
        let bases: Vec<u32> = listed.iter().filter_map(index).map(|i| i as u32).collect();
        let df: Vec<u32> = listed.iter().map(|&token| df[token as usize]).collect();
        CliticTable::from_parts(words, bases.into(), df.into())
            .map_err(|problem| Error::Input(problem.to_owned()))
    }

    /// The base form of `token`, unless it is its own.
    ///
    /// A form that was not seen in training is split if the remainder is a base form.
    pub fn base(&self, token: &str) -> Option<&str> {
        self.find(token).map(|word| self.word(word))
    }

    /// Index of [`CliticTable::base`].
    pub(crate) fn find(&self, token: &str) -> Option<usize> {
        if let Some(word) = self.words.index(token) {
            let base = self.bases[word] as usize;
            return (base != word).then_some(base);
        }
        if is_protected(token) {
            return None;
        }
        let bases = partings(token).into_iter();
        let mut words = bases.filter_map(|parting| self.words.index(&parting.base));
        words.find(|&word| self.is_base[word])
    }

    /// The word at an index of the table.
    pub(crate) fn word(&self, index: usize) -> &str {
        self.words.term(index)
    }

    /// How many word forms are grouped with their base form.
    pub fn grouped(&self) -> usize {
        let words = self.bases.iter().enumerate();
        words.filter(|&(word, &base)| base as usize != word).count()
    }

    /// Each base form with its forms: itself first, then the others by descending frequency. Groups are
    /// sorted by total frequency, ties by base form.
    pub fn groups(&self) -> Vec<Vec<WordForm<'_>>> {
        let mut groups: Vec<Vec<WordForm<'_>>> = vec![Vec::new(); self.words.len()];
        for base in (0..self.words.len()).filter(|&word| self.is_base[word]) {
            groups[base].push(self.form(base));
        }
        for (word, &base) in self.bases.iter().enumerate() {
            if base as usize != word {
                groups[base as usize].push(self.form(word));
            }
        }
        groups.retain(|group| !group.is_empty());
        for group in &mut groups {
            group[1..].sort_by_key(|form| std::cmp::Reverse(form.documents));
        }
        let documents = |form: &WordForm<'_>| u64::from(form.documents);
        groups.sort_by_key(|group| std::cmp::Reverse(group.iter().map(documents).sum::<u64>()));
        groups
    }

    /// `term` with each base form replaced by its most frequent form; ties go to the base form, then to the
    /// first form.
    pub fn shown(&self, term: &str) -> String {
        let words = term.split(' ').map(|word| self.most_frequent_form(word));
        words.collect::<Vec<_>>().join(" ")
    }

    fn most_frequent_form<'t>(&'t self, word: &'t str) -> &'t str {
        let Some(base) = self.words.index(word).filter(|&word| self.is_base[word]) else {
            return word;
        };
        let forms = self.bases.iter().enumerate();
        let forms = forms.filter(|&(_, &of)| of as usize == base);
        let mut most = base;
        forms.for_each(|(form, _)| {
            if self.document_frequency[form] > self.document_frequency[most] {
                most = form;
            }
        });
        self.words.term(most)
    }

    /// The words, the index of the base form of each, and the documents of each.
    pub fn parts(&self) -> (&Vocabulary, &[u32], &[u32]) {
        (&self.words, &self.bases, &self.document_frequency)
    }

    fn form(&self, word: usize) -> WordForm<'_> {
        WordForm {
            form: self.words.term(word),
            documents: self.document_frequency[word],
        }
    }
}

/// Tokens that must be in the table: forms, base forms, and whole forms that would be split if they were new.
fn listed(tokens: &TokenTable, df: &[u32], base_of: &[u32]) -> Vec<u32> {
    let mut is_base = vec![false; tokens.len()];
    for (token, &base) in base_of.iter().enumerate() {
        is_base[base as usize] |= base as usize != token;
    }
    let would_be_parted = |token: u32| {
        let left = partings(tokens.token(token)).into_iter();
        let mut left = left.filter_map(|parting| tokens.get(&parting.base));
        left.any(|base| is_base[base as usize])
    };
    let all = 0..tokens.len() as u32;
    all.filter(|&token| {
        let is_form = base_of[token as usize] != token;
        let is_seen = df[token as usize] > 0;
        is_form || is_base[token as usize] || (is_seen && would_be_parted(token))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::clitics::learning::learn_bases;

    fn table(words: &[(&str, u32)]) -> CliticTable {
        let mut tokens = TokenTable::default();
        words.iter().for_each(|(word, _)| {
            tokens.insert(word);
        });
        let df: Vec<u32> = words.iter().map(|(_, df)| *df).collect();
        let base_of = learn_bases(&tokens, &df, 9_000);
        CliticTable::learned(&tokens, &df, &base_of).unwrap()
    }

    #[test]
    fn forms_are_found_and_new_ones_parted_only_to_known_bases() {
        let table = table(&[("مدرسه", 9), ("المدرسه", 9), ("طريق", 9)]);
        assert_eq!(table.base("المدرسه"), Some("مدرسه"));
        assert_eq!(table.base("مدرسه"), None);
        assert_eq!(table.base("وللمدرسه"), Some("مدرسه"));
        // طريق is not the base form of any word in training.
        assert_eq!(table.base("بالطريق"), None);
        assert_eq!(table.base("وزير"), None);
    }

    #[test]
    fn a_form_that_training_left_whole_is_whole_afterwards() {
        // للرباط is too frequent compared with رباط; if it were not listed, it would be split like a new
        // form.
        let words = [("بالرباط", 8), ("الرباط", 9), ("رباط", 3), ("للرباط", 13)];
        let table = table(&words);
        assert_eq!(table.base("بالرباط"), Some("رباط"));
        assert_eq!(table.base("للرباط"), None);
        assert_eq!(table.base("فالرباط"), Some("رباط"));
    }

    #[test]
    fn groups_come_the_most_frequent_first() {
        let table = table(&[
            ("طريق", 5),
            ("الطريق", 6),
            ("مدرسه", 9),
            ("بالمدرسه", 2),
            ("المدرسه", 3),
        ]);
        let groups: Vec<Vec<(&str, u32)>> = table
            .groups()
            .into_iter()
            .map(|group| group.iter().map(|f| (f.form, f.documents)).collect())
            .collect();
        let expected = [
            vec![("مدرسه", 9), ("المدرسه", 3), ("بالمدرسه", 2)],
            vec![("طريق", 5), ("الطريق", 6)],
        ];
        assert_eq!(groups, expected);
        assert_eq!(table.grouped(), 3);
    }

    #[test]
    fn arrays_that_do_not_fit_are_refused() {
        let words = || Vocabulary::from_terms(["a", "b"].into_iter()).unwrap();
        let made = |bases: Vec<u32>, df: Vec<u32>| {
            CliticTable::from_parts(words(), bases.into(), df.into()).is_ok()
        };
        assert!(made(vec![0, 0], vec![1, 1]));
        for (bases, df) in [
            (vec![0], vec![1, 1]),
            (vec![0, 0], vec![1]),
            (vec![1, 0], vec![1, 1]),
            (vec![0, 2], vec![1, 1]),
        ] {
            assert!(!made(bases, df));
        }
    }
}
