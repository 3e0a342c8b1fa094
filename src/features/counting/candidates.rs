//! Every term that is frequent enough, before selection.
//!
//! N-grams are counted length by length. An n-gram can only be frequent enough if the n-gram without its last
//! token and that token are, so each length considers only survivors of the previous one (the a-priori
//! property; Agrawal and Srikant 1994).

use std::sync::Arc;

use super::levels::{Frequency, Level, longer_level, tokens_level};
use super::ngram_key::NONE;
use super::selected::{Selected, document_frequencies};
use crate::corpus::tokens::document_reader::DocumentReader;
use crate::corpus::tokens::token_table::TokenTable;
use crate::corpus::tokens::tokenized::TokenizedCorpus;
use crate::error::Result;
use crate::text::{NgramRange, for_each_char_ngram};

/// Character n-grams of the corpus's tokens.
struct CharNgrams {
    table: TokenTable,
    /// Numbers of the n-grams of each token.
    of_token: Vec<Vec<u32>>,
}

/// The terms of some documents whose frequency is in a range.
///
/// Candidates of a part of the documents share the n-grams and have their own numbers.
pub(crate) struct Candidates<'c> {
    corpus: &'c TokenizedCorpus,
    levels: Arc<Vec<Level>>,
    /// The candidate of each n-gram of each level, or [`NONE`].
    of_level: Vec<Vec<u32>>,
    chars: Option<Arc<CharNgrams>>,
    /// The candidate of each character n-gram, or [`NONE`].
    of_chars: Vec<u32>,
    frequency: Vec<u32>,
}

impl<'c> Candidates<'c> {
    /// Counts terms of the given lengths with a document frequency from `df.0` to `df.1`. `min_df_of_longer` receives the
    /// words and returns the smallest document frequency with which a longer term is of use.
    pub(crate) fn count(
        selected: &Selected<'c>,
        ngrams: NgramRange,
        char_ngrams: Option<NgramRange>,
        df: (u64, u64),
        min_df_of_longer: impl FnOnce(&Self) -> Result<u64>,
    ) -> Result<Self> {
        let mut candidates =
            Self::words(selected, ngrams, Frequency::Documents, df, min_df_of_longer)?;
        if let Some(range) = char_ngrams {
            candidates.count_chars(selected, range, df)?;
        }
        Ok(candidates)
    }

    /// Counts word n-grams of the given lengths that occur at least `least` times.
    pub(crate) fn occurring(
        selected: &Selected<'c>,
        ngrams: NgramRange,
        least: u64,
    ) -> Result<Self> {
        let range = (least.max(1), u64::MAX);
        Self::words(selected, ngrams, Frequency::Occurrences, range, |_| {
            Ok(range.0)
        })
    }

    fn words(
        selected: &Selected<'c>,
        ngrams: NgramRange,
        counted: Frequency,
        range: (u64, u64),
        min_df_of_longer: impl FnOnce(&Self) -> Result<u64>,
    ) -> Result<Self> {
        let tokens = vec![tokens_level(selected, counted)?];
        let words = Self::numbered(selected.corpus, tokens, ngrams, range);
        if ngrams.high() == 1 {
            return Ok(words);
        }
        let least = min_df_of_longer(&words)?.max(range.0);
        let levels = Arc::into_inner(words.levels);
        let mut levels = levels.expect("the levels are not shared yet");
        for _ in 1..ngrams.high() {
            levels.push(longer_level(selected, &levels, counted, least)?);
        }
        Ok(Self::numbered(selected.corpus, levels, ngrams, range))
    }

    /// The n-grams of the given lengths whose frequency is in a range.
    fn numbered(
        corpus: &'c TokenizedCorpus,
        levels: Vec<Level>,
        ngrams: NgramRange,
        range: (u64, u64),
    ) -> Self {
        let mut frequency = Vec::new();
        let of_level = (1..).zip(&levels).map(|(length, level)| {
            let within = |count: u32| ngrams.contains(length) && in_range(count, range);
            number(&level.frequency, within, &mut frequency)
        });
        Candidates {
            corpus,
            of_level: of_level.collect(),
            levels: Arc::new(levels),
            chars: None,
            of_chars: Vec::new(),
            frequency,
        }
    }

    /// Number of candidates.
    pub(crate) fn len(&self) -> usize {
        self.frequency.len()
    }

    /// Frequency of each candidate, by documents or by occurrences.
    pub(crate) fn frequency(&self) -> &[u32] {
        &self.frequency
    }

    /// Passes candidates in `document` and their counts to `take`: shorter n-grams first, character n-grams
    /// last, each in text order; a candidate may occur several times.
    #[inline]
    pub(crate) fn for_each(
        &self,
        reader: &mut DocumentReader<'c>,
        document: usize,
        mut take: impl FnMut(u32, u32),
    ) -> Result<()> {
        for (token, count) in reader.occurrences(document)? {
            let candidate = self.of_level[0][token as usize];
            if candidate != NONE {
                take(candidate, count);
            }
        }
        for (level, candidate) in self.levels.iter().zip(&self.of_level).skip(1) {
            for &ngram in reader.beside(document, &level.starts)? {
                if ngram != NONE && candidate[ngram as usize] != NONE {
                    take(candidate[ngram as usize], 1);
                }
            }
        }
        if let Some(chars) = &self.chars {
            for (token, count) in reader.occurrences(document)? {
                for &ngram in &chars.of_token[token as usize] {
                    if self.of_chars[ngram as usize] != NONE {
                        take(self.of_chars[ngram as usize], count);
                    }
                }
            }
        }
        Ok(())
    }

    /// The candidates that satisfy `kept`, numbered without gaps, with the frequencies of `counts`: those of
    /// a part of the documents.
    pub(crate) fn part(&self, counts: &[u32], kept: impl Fn(u32) -> bool) -> Self {
        let mut next = 0;
        let renumbered = (0..self.frequency.len() as u32).map(|candidate| {
            if !kept(candidate) {
                return NONE;
            }
            next += 1;
            next - 1
        });
        let renumbered: Vec<u32> = renumbered.collect();
        let renumber = |candidates: &Vec<u32>| -> Vec<u32> {
            let new = |&old: &u32| renumbered.get(old as usize).copied().unwrap_or(NONE);
            candidates.iter().map(new).collect()
        };
        let frequency = counts.iter().zip(&renumbered);
        let frequency = frequency.filter(|&(_, &new)| new != NONE);
        let of_chars = renumber(&self.of_chars);
        let has_chars = of_chars.iter().any(|&candidate| candidate != NONE);
        Candidates {
            corpus: self.corpus,
            levels: Arc::clone(&self.levels),
            of_level: self.of_level.iter().map(renumber).collect(),
            chars: self.chars.clone().filter(|_| has_chars),
            of_chars,
            frequency: frequency.map(|(&count, _)| count).collect(),
        }
    }

    /// The number of the first character n-gram; they are numbered last.
    pub(crate) fn first_char_ngram(&self) -> u32 {
        let mut of_chars = self.of_chars.iter().copied();
        of_chars.find(|&c| c != NONE).unwrap_or(NONE)
    }

    /// The text of each candidate that satisfies `wanted`, with its number.
    pub(crate) fn terms(&self, wanted: impl Fn(u32) -> bool) -> Vec<(String, u32)> {
        let mut terms = Vec::new();
        for (index, of_level) in self.of_level.iter().enumerate() {
            for (ngram, &candidate) in of_level.iter().enumerate() {
                if candidate != NONE && wanted(candidate) {
                    terms.push((self.ngram_text(index, ngram as u32), candidate));
                }
            }
        }
        if let Some(chars) = &self.chars {
            for (ngram, &candidate) in self.of_chars.iter().enumerate() {
                if candidate != NONE && wanted(candidate) {
                    terms.push((chars.table.token(ngram as u32).to_owned(), candidate));
                }
            }
        }
        terms
    }

    /// Candidate of a token, or [`NONE`].
    #[inline]
    pub(crate) fn of_token(&self, token: u32) -> u32 {
        self.of_level[0][token as usize]
    }

    /// Passes each word n-gram and its tokens to `take`.
    pub(crate) fn for_each_word_term(&self, mut take: impl FnMut(u32, &[u32])) {
        let mut tokens = Vec::new();
        for (index, of_level) in self.of_level.iter().enumerate() {
            for (ngram, &candidate) in of_level.iter().enumerate() {
                if candidate != NONE {
                    tokens.clear();
                    self.ngram_tokens(index, ngram as u32, &mut tokens);
                    take(candidate, &tokens);
                }
            }
        }
    }

    fn ngram_tokens(&self, level: usize, ngram: u32, tokens: &mut Vec<u32>) {
        if level == 0 {
            tokens.push(ngram);
            return;
        }
        let (shorter, last) = self.levels[level].parts[ngram as usize];
        self.ngram_tokens(level - 1, shorter, tokens);
        tokens.push(last);
    }

    fn ngram_text(&self, level: usize, ngram: u32) -> String {
        let tokens = self.corpus.tokens();
        if level == 0 {
            return tokens.token(ngram).to_owned();
        }
        let (shorter, last) = self.levels[level].parts[ngram as usize];
        let mut text = self.ngram_text(level - 1, shorter);
        text.push(' ');
        text.push_str(tokens.token(last));
        text
    }

    fn count_chars(
        &mut self,
        selected: &Selected<'c>,
        range: NgramRange,
        df: (u64, u64),
    ) -> Result<()> {
        let tokens = self.corpus.tokens();
        let mut table = TokenTable::default();
        let present = &self.levels[0].frequency;
        let of_token: Vec<Vec<u32>> = tokens
            .iter()
            .zip(present)
            .map(|(token, &df)| {
                let mut numbers = Vec::new();
                if df > 0 {
                    for_each_char_ngram(token, range, |ngram| numbers.push(table.insert(ngram)));
                }
                numbers
            })
            .collect();
        let counts = document_frequencies(selected, table.len(), |reader, document, take| {
            for (token, _) in reader.occurrences(document)? {
                of_token[token as usize]
                    .iter()
                    .for_each(|&ngram| take(ngram));
            }
            Ok(())
        })?;
        self.of_chars = number(&counts, |count| in_range(count, df), &mut self.frequency);
        self.chars = Some(Arc::new(CharNgrams { table, of_token }));
        Ok(())
    }
}

fn in_range(count: u32, (low, high): (u64, u64)) -> bool {
    (low..=high).contains(&u64::from(count))
}

/// Assigns the next candidate numbers to the entries of `frequency` that satisfy `within`.
fn number(frequency: &[u32], within: impl Fn(u32) -> bool, candidates: &mut Vec<u32>) -> Vec<u32> {
    frequency
        .iter()
        .map(|&count| {
            if !within(count) {
                return NONE;
            }
            candidates.push(count);
            candidates.len() as u32 - 1
        })
        .collect()
}
