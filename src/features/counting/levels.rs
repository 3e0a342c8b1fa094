//! Counting n-grams length by length.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rayon::prelude::*;

use super::ngram_key::{self, NONE, key};
use super::selected::{Selected, document_frequencies, sum_of_parts};
use crate::corpus::tokens::document_reader::DocumentReader;
use crate::corpus::tokens::storage::Numbers;
use crate::error::Result;

/// Target number of n-grams per counting table.
const KIND_TABLE: usize = 1 << 22;

/// Maximum number of counting tables, unless memory is short.
const ENOUGH_TABLES: usize = 16;

/// Maximum number of counting tables in any case: beyond this they only become larger.
const MOST_TABLES: usize = 1 << 7;

/// Bytes per n-gram of a counting table that has just grown.
const BYTES_PER_NGRAM: usize = 48;

/// What the frequency of an n-gram counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frequency {
    /// Documents that contain it.
    Documents,
    /// Every occurrence.
    Occurrences,
}

/// N-grams of one length that are frequent enough.
pub(crate) struct Level {
    /// Id of the n-gram that starts at each token of the corpus, or [`NONE`], one sequence per chunk; empty
    /// for length 1, where the token's id is used.
    pub starts: Vec<Numbers>,
    pub frequency: Vec<u32>,
    /// The n-gram without its last token, and the last token.
    pub parts: Vec<(u32, u32)>,
}

/// The tokens themselves: n-grams of length 1.
pub(crate) fn tokens_level(selected: &Selected<'_>, counted: Frequency) -> Result<Level> {
    let size = selected.corpus.tokens().len();
    let mut frequency = match counted {
        Frequency::Documents => document_frequencies(selected, size, |reader, document, take| {
            reader
                .occurrences(document)?
                .for_each(|(token, _)| take(token));
            Ok(())
        })?,
        Frequency::Occurrences => token_counts(selected, size)?,
    };
    if let Some(gap) = selected.gap {
        frequency[gap as usize] = 0;
    }
    Ok(Level {
        starts: Vec::new(),
        frequency,
        parts: Vec::new(),
    })
}

/// How often each token occurs.
pub(crate) fn token_counts(selected: &Selected<'_>, size: usize) -> Result<Vec<u32>> {
    let parts = selected.for_each(
        || vec![0u32; size],
        |counts, reader, document| {
            for (token, count) in reader.occurrences(document)? {
                let sum = &mut counts[token as usize];
                *sum = sum.saturating_add(count);
            }
            Ok(())
        },
    )?;
    Ok(sum_of_parts(parts))
}

/// The n-grams one token longer than the longest of `levels`, which must include length 1, with a frequency
/// of at least `least`.
pub(crate) fn longer_level(
    selected: &Selected<'_>,
    levels: &[Level],
    counted: Frequency,
    least: u64,
) -> Result<Level> {
    let pairs = Pairs {
        selected,
        shorter: levels.last().filter(|_| levels.len() > 1),
        tokens: &levels[0],
        length: levels.len(),
        counted,
        least,
    };
    let tables = number_of_tables(
        selected.corpus.token_count(),
        selected.corpus.table_bytes(),
        rayon::current_num_threads(),
    );
    let counted = (0..tables)
        .into_par_iter()
        .map(|table| pairs.count(table, tables))
        .collect::<Result<_>>()?;
    pairs.level(counted)
}

/// Number of tables for counting `tokens` n-grams with `bytes` of memory; `threads` tables are filled at the
/// same time.
///
/// Each table reads the whole corpus, so their number must not grow with it unless memory is short; but small
/// tables use caches better.
pub(crate) fn number_of_tables(tokens: usize, bytes: usize, threads: usize) -> u32 {
    let for_caches = (tokens / KIND_TABLE + 1).min(ENOUGH_TABLES);
    let for_memory = tokens / (bytes / threads / BYTES_PER_NGRAM).max(1) + 1;
    // Not `clamp`: there may be more threads than tables.
    for_caches.max(for_memory).max(threads).min(MOST_TABLES) as u32
}

/// N-grams of `length` tokens, each with the next token.
struct Pairs<'c> {
    selected: &'c Selected<'c>,
    /// The n-grams of `length` tokens, unless they are single tokens.
    shorter: Option<&'c Level>,
    tokens: &'c Level,
    length: usize,
    counted: Frequency,
    least: u64,
}

/// The count of one n-gram.
struct Counted {
    key: u64,
    frequency: u32,
    last: u32,
}

/// Reads the tokens of documents, and the n-grams that start at each.
struct PairReader<'c> {
    tokens: DocumentReader<'c>,
    starts: DocumentReader<'c>,
}

impl Pairs<'_> {
    fn reader(&self) -> PairReader<'_> {
        PairReader {
            tokens: self.selected.reader(),
            starts: self.selected.corpus.reader(),
        }
    }

    /// Passes each position and key of an n-gram whose parts are frequent enough to `take`.
    #[inline]
    fn for_each(
        &self,
        reader: &mut PairReader<'_>,
        document: usize,
        mut take: impl FnMut(usize, u64),
    ) -> Result<()> {
        let tokens = reader.tokens.sequence(document)?;
        let next = tokens.iter().skip(self.length);
        if let Some(level) = self.shorter {
            let starts = reader.starts.beside(document, &level.starts)?;
            for (position, (&shorter, &token)) in starts.iter().zip(next).enumerate() {
                if shorter != NONE && self.lives(token) {
                    take(position, key(shorter, token));
                }
            }
            return Ok(());
        }
        for (position, (&first, &token)) in tokens.iter().zip(next).enumerate() {
            if self.lives(first) && self.lives(token) {
                take(position, key(first, token));
            }
        }
        Ok(())
    }

    #[inline]
    fn lives(&self, token: u32) -> bool {
        u64::from(self.tokens.frequency[token as usize]) >= self.least
    }

    /// Counts the n-grams whose hash belongs to `table` of `tables`, and keeps the frequent ones.
    fn count(&self, table: u32, tables: u32) -> Result<Vec<(u64, u32)>> {
        let mut counts: HashTable<Counted> = HashTable::new();
        let mut reader = self.reader();
        let every = self.counted == Frequency::Occurrences;
        for document in self.selected.iter() {
            let mark = document as u32;
            self.for_each(&mut reader, document, |_, key| {
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
                        let counts = every || counted.last != mark;
                        counted.frequency = counted.frequency.saturating_add(u32::from(counts));
                        counted.last = mark;
                    }
                    Entry::Vacant(entry) => {
                        entry.insert(Counted {
                            key,
                            frequency: 1,
                            last: mark,
                        });
                    }
                }
            })?;
        }
        let counts = counts.into_iter();
        Ok(counts
            .filter(|counted| u64::from(counted.frequency) >= self.least)
            .map(|counted| (counted.key, counted.frequency))
            .collect())
    }

    /// Numbers the survivors and finds their start positions.
    fn level(&self, counted: Vec<Vec<(u64, u32)>>) -> Result<Level> {
        let tables = counted.len() as u32;
        let mut frequency = Vec::new();
        let mut parts = Vec::new();
        let mut numbers: Vec<HashTable<(u64, u32)>> = Vec::new();
        for survivors in counted {
            let mut table = HashTable::with_capacity(survivors.len());
            for (key, count) in survivors {
                table.insert_unique(
                    ngram_key::hash(key),
                    (key, frequency.len() as u32),
                    |have| ngram_key::hash(have.0),
                );
                frequency.push(count);
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
        Ok(Level {
            starts: self.starts(find)?,
            frequency,
            parts,
        })
    }

    fn starts(&self, find: impl Fn(u64) -> u32 + Sync) -> Result<Vec<Numbers>> {
        let corpus = self.selected.corpus;
        let chunks = corpus.chunks().into_par_iter().map(|documents| {
            let mut reader = self.reader();
            let mut starts = Vec::new();
            for document in documents {
                let before = starts.len();
                starts.resize(before + corpus.size(document), NONE);
                self.for_each(&mut reader, document, |position, key| {
                    starts[before + position] = find(key);
                })?;
            }
            corpus.beside(starts)
        });
        chunks.collect()
    }
}

/// The table of a hash, from bits that the hash table itself does not use first.
pub(crate) fn table_of(hash: u64, tables: u32) -> u32 {
    ((u64::from((hash >> 20) as u32) * u64::from(tables)) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_grow_in_number_when_memory_is_short() {
        let few = 10 * KIND_TABLE;
        assert_eq!(number_of_tables(100, usize::MAX, 2), 2);
        assert_eq!(number_of_tables(few, usize::MAX, 2), 11);
        assert_eq!(number_of_tables(1000 * few, usize::MAX, 2), 16);
        assert_eq!(number_of_tables(few, 2 * BYTES_PER_NGRAM * few / 20, 2), 21);
        assert_eq!(number_of_tables(few, 0, 2), MOST_TABLES as u32);
        assert_eq!(number_of_tables(few, usize::MAX, 200), MOST_TABLES as u32);
    }
}
