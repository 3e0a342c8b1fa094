//! Which Arabic word forms are one word with clitics: learned from a corpus, and looked up.

use super::array::Array;
use super::token_table::TokenTable;
use super::vocabulary::Vocabulary;
use crate::error::{Error, Result};
use crate::text::{Parting, is_protected, partings};

/// Documents of a corpus that is small: there one document attests a base form.
const SMALL_CORPUS: u64 = 2_000;

/// Documents that attest a base form in larger corpora.
const FEWEST_DOCUMENTS: u32 = 3;

/// A form is left whole when what speaks against its parting is found this share as often.
const COUNTER_SHARE: u64 = 20;

/// Word forms and their base forms.
///
/// It holds every grouped form of the training documents, and those left whole that would be parted
/// if they were new: so a training document gets the same tokens when it is classified.
#[derive(Debug, Clone, PartialEq)]
pub struct CliticTable {
    /// Forms and base forms.
    words: Vocabulary,
    /// Index of the base form of each word; a base form is its own.
    bases: Array<u32>,
    /// Documents that held each word as it was written.
    document_frequency: Array<u32>,
    /// Whether each word is the base form of another.
    is_base: Vec<bool>,
}

/// A word form and how many documents held it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct WordForm<'t> {
    /// The normalised form.
    pub form: &'t str,
    /// Training documents that held it.
    pub documents: u32,
}

impl CliticTable {
    /// A table from its arrays.
    ///
    /// # Errors
    /// Says what is wrong when the arrays do not fit each other.
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

    /// The table of what [`learn_bases`] found.
    pub(super) fn learned(tokens: &TokenTable, df: &[u32], base_of: &[u32]) -> Result<Self> {
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
    /// A form that was not seen in training is parted where what is left is a base form.
    pub fn base(&self, token: &str) -> Option<&str> {
        if let Some(word) = self.words.index(token) {
            let base = self.bases[word] as usize;
            return (base != word).then(|| self.words.term(base));
        }
        if is_protected(token) {
            return None;
        }
        let bases = partings(token).into_iter();
        let mut words = bases.filter_map(|parting| self.words.index(&parting.base));
        words
            .find(|&word| self.is_base[word])
            .map(|word| self.words.term(word))
    }

    /// How many word forms are grouped with their base form.
    pub fn grouped(&self) -> usize {
        let words = self.bases.iter().enumerate();
        words.filter(|&(word, &base)| base as usize != word).count()
    }

    /// Each base form with its forms, itself the first, the others most frequent first; groups that
    /// are most frequent in all come first, ties in order of the base.
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

/// The base form of each token by what documents attest: `df` says in how many of `documents` each
/// token is. Only these numbers and the letters decide, so the order of documents cannot matter.
pub(super) fn learn_bases(tokens: &TokenTable, df: &[u32], documents: u64) -> Vec<u32> {
    let corpus = Corpus {
        tokens,
        df,
        fewest: if documents < SMALL_CORPUS {
            1
        } else {
            FEWEST_DOCUMENTS
        },
    };
    let all = 0..tokens.len() as u32;
    let mut base_of: Vec<u32> = all.clone().map(|token| corpus.shorter(token)).collect();
    // A base form may have a shorter one itself. Each step is shorter, so an end is reached.
    for token in all {
        let mut base = base_of[token as usize];
        while base_of[base as usize] != base {
            base = base_of[base as usize];
        }
        base_of[token as usize] = base;
    }
    base_of
}

/// What a corpus attests.
struct Corpus<'c> {
    tokens: &'c TokenTable,
    df: &'c [u32],
    /// Fewest documents of a base form.
    fewest: u32,
}

impl Corpus<'_> {
    /// What is left of `token` when it is parted, or the token itself.
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

    /// The base of `parting` if the corpus attests that `token` is parted so.
    fn attested(&self, token: &str, df: u32, parting: &Parting) -> Option<u32> {
        let base = self.tokens.get(&parting.base)?;
        let base_df = self.df[base as usize];
        let (most, of) = parting.largest_ratio();
        let often_enough =
            base_df >= self.fewest && u64::from(df) * of <= u64::from(base_df) * most;
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

/// Tokens that must stand in the table: forms, base forms, and forms that are whole although a form
/// like them would be parted if it were new.
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
