//! Every term that occurs in enough documents, before selection.
//!
//! N-grams are counted length by length: an n-gram can only occur in enough documents when the
//! n-gram without its last token and that token do, so each length looks only at survivors of
//! the one before (the a-priori property; Agrawal and Srikant 1994).

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rayon::prelude::*;

use super::ngram_key::{self, NONE, key};
use super::row_counter::FirstSeen;
use super::token_table::TokenTable;
use super::tokenized::TokenizedCorpus;
use crate::text::{NgramRange, for_each_char_ngram};

/// Token positions that one counting table is planned for; bounds its memory.
const POSITIONS_PER_TABLE: usize = 1 << 22;

/// Most counting tables: each reads the whole corpus, so beyond this they only grow.
const MOST_TABLES: usize = 32;

/// Some documents of a corpus.
#[derive(Clone, Copy)]
pub(super) struct Selected<'c> {
    pub corpus: &'c TokenizedCorpus,
    /// Whether each document of the corpus is in.
    pub included: &'c [bool],
}

impl Selected<'_> {
    /// Runs `work` on every document, on all threads, each with a state of its own; hands the
    /// states back, in no order that matters.
    ///
    /// States are as large as the vocabulary, so there is one for each thread and no more.
    pub(super) fn for_each<S: Send>(
        &self,
        start: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, usize) + Sync,
    ) -> Vec<S> {
        let parts = rayon::current_num_threads();
        let tokens = self.corpus.token_count();
        let end_of = |part: usize| {
            let position = tokens * (part + 1) / parts;
            self.corpus.first_document_from(position, part + 1 == parts)
        };
        (0..parts)
            .into_par_iter()
            .map(|part| {
                let mut state = start();
                let first = if part == 0 { 0 } else { end_of(part - 1) };
                for document in (first..end_of(part)).filter(|&d| self.included[d]) {
                    work(&mut state, document);
                }
                state
            })
            .collect()
    }
}

/// N-grams of one length that occur in enough documents.
struct Level {
    /// Number of the n-gram that starts at each token of the corpus, or [`NONE`]; empty for
    /// length 1, where the token's number serves.
    starts: Vec<u32>,
    df: Vec<u32>,
    /// The n-gram one shorter, and the last token.
    parts: Vec<(u32, u32)>,
    /// Candidate number of each n-gram, or [`NONE`].
    candidate: Vec<u32>,
}

/// Character n-grams of the corpus's tokens.
struct CharNgrams {
    table: TokenTable,
    /// Numbers of the n-grams of each token.
    of_token: Vec<Vec<u32>>,
    candidate: Vec<u32>,
}

/// The terms of some documents whose document frequency lies in a range.
pub(super) struct Candidates<'c> {
    selected: Selected<'c>,
    levels: Vec<Level>,
    chars: Option<CharNgrams>,
    df: Vec<u32>,
}

impl<'c> Candidates<'c> {
    /// Counts terms of the given lengths with a document frequency from `df.0` to `df.1`.
    pub(super) fn count(
        selected: Selected<'c>,
        ngrams: NgramRange,
        char_ngrams: Option<NgramRange>,
        df: (u64, u64),
    ) -> Self {
        let mut candidates = Candidates {
            selected,
            levels: vec![tokens_level(selected)],
            chars: None,
            df: Vec::new(),
        };
        for _ in 1..ngrams.high() {
            let level = candidates.longer(df.0);
            candidates.levels.push(level);
        }
        for length in 1..=ngrams.high() {
            let within = |count: u32| ngrams.contains(length) && in_range(count, df);
            let level = &mut candidates.levels[length - 1];
            level.candidate = number(&level.df, within, &mut candidates.df);
        }
        if let Some(range) = char_ngrams {
            candidates.count_chars(range, df);
        }
        candidates
    }

    /// Number of candidates.
    pub(super) fn len(&self) -> usize {
        self.df.len()
    }

    /// Document frequency of each candidate.
    pub(super) fn df(&self) -> &[u32] {
        &self.df
    }

    /// Hands every occurrence of a candidate in `document` to `take`: shorter n-grams first,
    /// character n-grams last, each in order of the text.
    #[inline]
    pub(super) fn for_each(&self, document: usize, mut take: impl FnMut(u32)) {
        let tokens = self.selected.corpus.document(document);
        for &token in tokens {
            let candidate = self.levels[0].candidate[token as usize];
            if candidate != NONE {
                take(candidate);
            }
        }
        let span = self.selected.corpus.span(document);
        for level in &self.levels[1..] {
            for &ngram in &level.starts[span.clone()] {
                if ngram != NONE && level.candidate[ngram as usize] != NONE {
                    take(level.candidate[ngram as usize]);
                }
            }
        }
        if let Some(chars) = &self.chars {
            for &token in tokens {
                for &ngram in &chars.of_token[token as usize] {
                    if chars.candidate[ngram as usize] != NONE {
                        take(chars.candidate[ngram as usize]);
                    }
                }
            }
        }
    }

    /// The text of each candidate for which `wanted` holds, with its number.
    pub(super) fn terms(&self, wanted: impl Fn(u32) -> bool) -> Vec<(String, u32)> {
        let mut terms = Vec::new();
        for (index, level) in self.levels.iter().enumerate() {
            for (ngram, &candidate) in level.candidate.iter().enumerate() {
                if candidate != NONE && wanted(candidate) {
                    terms.push((self.ngram_text(index, ngram as u32), candidate));
                }
            }
        }
        if let Some(chars) = &self.chars {
            for (ngram, &candidate) in chars.candidate.iter().enumerate() {
                if candidate != NONE && wanted(candidate) {
                    terms.push((chars.table.token(ngram as u32).to_owned(), candidate));
                }
            }
        }
        terms
    }

    fn ngram_text(&self, level: usize, ngram: u32) -> String {
        let tokens = self.selected.corpus.tokens();
        if level == 0 {
            return tokens.token(ngram).to_owned();
        }
        let (shorter, last) = self.levels[level].parts[ngram as usize];
        let mut text = self.ngram_text(level - 1, shorter);
        text.push(' ');
        text.push_str(tokens.token(last));
        text
    }

    /// Counts the n-grams one longer than the longest so far.
    fn longer(&self, min_df: u64) -> Level {
        let pairs = Pairs {
            selected: self.selected,
            shorter: self.levels.last(),
            tokens: &self.levels[0],
            length: self.levels.len(),
            min_df,
        };
        let tables = self.selected.corpus.token_count() / POSITIONS_PER_TABLE + 1;
        let tables = (tables.min(MOST_TABLES) as u32).max(rayon::current_num_threads() as u32);
        let counted: Vec<Vec<(u64, u32)>> = (0..tables)
            .into_par_iter()
            .map(|table| pairs.count(table, tables))
            .collect();
        pairs.level(counted)
    }

    fn count_chars(&mut self, range: NgramRange, df: (u64, u64)) {
        let tokens = self.selected.corpus.tokens();
        let mut table = TokenTable::default();
        let present = &self.levels[0].df;
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
        let corpus = self.selected.corpus;
        let ngrams = |document| {
            let tokens = corpus.document(document).iter();
            tokens.flat_map(|&token| of_token[token as usize].iter().copied())
        };
        let counts = document_frequencies(self.selected, table.len(), ngrams);
        let candidate = number(&counts, |count| in_range(count, df), &mut self.df);
        self.chars = Some(CharNgrams {
            table,
            of_token,
            candidate,
        });
    }
}

/// How many documents hold each number below `size` that `numbers` names for them.
fn document_frequencies<I: Iterator<Item = u32>>(
    selected: Selected<'_>,
    size: usize,
    numbers: impl Fn(usize) -> I + Sync,
) -> Vec<u32> {
    let parts = selected.for_each(
        || (FirstSeen::new(size), vec![0u32; size]),
        |(seen, df), document| {
            for number in numbers(document) {
                df[number as usize] += u32::from(seen.is_first(number, document));
            }
        },
    );
    let mut sums = vec![0; size];
    for (_, df) in parts {
        sums.iter_mut()
            .zip(df)
            .for_each(|(sum, count)| *sum += count);
    }
    sums
}

fn in_range(count: u32, (low, high): (u64, u64)) -> bool {
    (low..=high).contains(&u64::from(count))
}

/// Gives the entries of `df` that are `within` the next candidate numbers.
fn number(df: &[u32], within: impl Fn(u32) -> bool, candidates: &mut Vec<u32>) -> Vec<u32> {
    df.iter()
        .map(|&count| {
            if !within(count) {
                return NONE;
            }
            candidates.push(count);
            candidates.len() as u32 - 1
        })
        .collect()
}

fn tokens_level(selected: Selected<'_>) -> Level {
    let corpus = selected.corpus;
    let tokens = |document| corpus.document(document).iter().copied();
    let df = document_frequencies(selected, corpus.tokens().len(), tokens);
    Level {
        starts: Vec::new(),
        df,
        parts: Vec::new(),
        candidate: Vec::new(),
    }
}

/// N-grams of `length` tokens with one more token after each.
struct Pairs<'c> {
    selected: Selected<'c>,
    shorter: Option<&'c Level>,
    tokens: &'c Level,
    length: usize,
    min_df: u64,
}

/// One n-gram being counted.
struct Counted {
    key: u64,
    df: u32,
    last: u32,
}

impl Pairs<'_> {
    /// Hands each position and key of an n-gram whose parts occur in enough documents to `take`.
    #[inline]
    fn for_each(&self, document: usize, mut take: impl FnMut(usize, u64)) {
        let tokens = self.selected.corpus.document(document);
        let span = self.selected.corpus.span(document);
        let starts = match self.shorter {
            Some(level) if self.length > 1 => &level.starts[span],
            _ => tokens,
        };
        for (position, (&shorter, &token)) in starts
            .iter()
            .zip(tokens.iter().skip(self.length))
            .enumerate()
        {
            let shorter_lives = if self.length > 1 {
                shorter != NONE
            } else {
                self.lives(shorter)
            };
            if shorter_lives && self.lives(token) {
                take(position, key(shorter, token));
            }
        }
    }

    #[inline]
    fn lives(&self, token: u32) -> bool {
        u64::from(self.tokens.df[token as usize]) >= self.min_df
    }

    /// Counts the n-grams whose hash falls to `table` of `tables`, and keeps those in enough
    /// documents.
    fn count(&self, table: u32, tables: u32) -> Vec<(u64, u32)> {
        let mut counts: HashTable<Counted> = HashTable::new();
        let corpus = self.selected.corpus;
        for document in (0..corpus.len()).filter(|&document| self.selected.included[document]) {
            let mark = document as u32;
            self.for_each(document, |_, key| {
                let hash = ngram_key::hash(key);
                if table_of(hash, tables) != table {
                    return;
                }
                match counts.entry(
                    hash,
                    |have| have.key == key,
                    |have| ngram_key::hash(have.key),
                ) {
                    Entry::Occupied(mut entry) => {
                        let counted = entry.get_mut();
                        counted.df += u32::from(counted.last != mark);
                        counted.last = mark;
                    }
                    Entry::Vacant(entry) => {
                        entry.insert(Counted {
                            key,
                            df: 1,
                            last: mark,
                        });
                    }
                }
            });
        }
        counts
            .into_iter()
            .filter(|counted| u64::from(counted.df) >= self.min_df)
            .map(|counted| (counted.key, counted.df))
            .collect()
    }

    /// Numbers the survivors and finds where each starts.
    fn level(&self, counted: Vec<Vec<(u64, u32)>>) -> Level {
        let tables = counted.len() as u32;
        let mut df = Vec::new();
        let mut parts = Vec::new();
        let mut numbers: Vec<HashTable<(u64, u32)>> = Vec::new();
        for survivors in counted {
            let mut table = HashTable::with_capacity(survivors.len());
            for (key, count) in survivors {
                table.insert_unique(ngram_key::hash(key), (key, df.len() as u32), |have| {
                    ngram_key::hash(have.0)
                });
                df.push(count);
                parts.push(ngram_key::parts(key));
            }
            numbers.push(table);
        }
        let find = |key: u64| {
            let hash = ngram_key::hash(key);
            numbers[table_of(hash, tables) as usize]
                .find(hash, |have| have.0 == key)
                .map_or(NONE, |have| have.1)
        };
        Level {
            starts: self.starts(find),
            df,
            parts,
            candidate: Vec::new(),
        }
    }

    fn starts(&self, find: impl Fn(u64) -> u32 + Sync) -> Vec<u32> {
        let corpus = self.selected.corpus;
        let mut starts = vec![NONE; corpus.token_count()];
        let mut rest = starts.as_mut_slice();
        let mut slices = Vec::with_capacity(corpus.len());
        for document in 0..corpus.len() {
            let (slice, after) = rest.split_at_mut(corpus.span(document).len());
            slices.push((document, slice));
            rest = after;
        }
        slices
            .into_par_iter()
            .with_min_len(64)
            .filter(|(document, _)| self.selected.included[*document])
            .for_each(|(document, slice)| {
                self.for_each(document, |position, key| slice[position] = find(key));
            });
        starts
    }
}

/// The table that a hash falls to, from bits that the hash table itself does not use first.
fn table_of(hash: u64, tables: u32) -> u32 {
    ((u64::from((hash >> 20) as u32) * u64::from(tables)) >> 32) as u32
}
