//! Counting n-grams of one length after another.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rayon::prelude::*;

use super::ngram_key::{self, NONE, key};
use super::selected::{Selected, document_frequencies};

/// Token positions that one counting table is planned for; bounds its memory.
const POSITIONS_PER_TABLE: usize = 1 << 22;

/// Most counting tables: each reads the whole corpus, so beyond this they only grow.
const MOST_TABLES: usize = 32;

/// N-grams of one length that occur in enough documents.
pub(super) struct Level {
    /// Number of the n-gram that starts at each token of the corpus, or [`NONE`]; empty for
    /// length 1, where the token's number serves.
    pub starts: Vec<u32>,
    pub df: Vec<u32>,
    /// The n-gram one shorter, and the last token.
    pub parts: Vec<(u32, u32)>,
    /// Candidate number of each n-gram, or [`NONE`].
    pub candidate: Vec<u32>,
}

/// The tokens themselves: n-grams of length 1.
pub(super) fn tokens_level(selected: Selected<'_>) -> Level {
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

/// The n-grams one longer than the longest of `levels`, which must hold length 1, in at least
/// `min_df` documents.
pub(super) fn longer_level(selected: Selected<'_>, levels: &[Level], min_df: u64) -> Level {
    let pairs = Pairs {
        selected,
        shorter: levels.last(),
        tokens: &levels[0],
        length: levels.len(),
        min_df,
    };
    let tables = selected.corpus.token_count() / POSITIONS_PER_TABLE + 1;
    let tables = (tables.min(MOST_TABLES) as u32).max(rayon::current_num_threads() as u32);
    let counted: Vec<Vec<(u64, u32)>> = (0..tables)
        .into_par_iter()
        .map(|table| pairs.count(table, tables))
        .collect();
    pairs.level(counted)
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
