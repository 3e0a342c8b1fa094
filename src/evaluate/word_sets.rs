//! Sets of the distinct words of documents: digests, MinHash signatures, exact comparison.

use rayon::prelude::*;

use crate::corpus::{DocumentReader, TokenTable, TokenizedCorpus};
use crate::error::Result;
use crate::model::mixed;

/// Minima per band: documents must share all of them to be compared.
const ROWS: usize = 6;

/// Number of bands.
pub(super) const BANDS: usize = 20;

/// Summary of the set of a document's words.
#[derive(Debug)]
pub(super) struct WordSet {
    /// Equal for equal sets, whatever the order and ids of words.
    pub digest: [u8; 32],
    /// Distinct words.
    pub size: u32,
    /// A hash of the minima of each band.
    pub bands: [u32; BANDS],
}

/// The set of each document.
pub(super) fn word_sets(corpus: &TokenizedCorpus) -> Result<Vec<WordSet>> {
    let hashes = hashes(corpus.tokens());
    let multipliers = multipliers();
    let sets = (0..corpus.len()).into_par_iter().map_init(
        || (corpus.reader(), Vec::new()),
        |(reader, words), document| {
            words.clear();
            let found = reader.occurrences(document)?;
            words.extend(found.map(|(token, _)| hashes[token as usize]));
            words.sort_unstable();
            words.dedup();
            Ok(WordSet::new(words, &multipliers))
        },
    );
    sets.collect()
}

impl WordSet {
    /// `words` are the hashes of distinct words, sorted.
    fn new(words: &[u64], multipliers: &[u64; BANDS * ROWS]) -> Self {
        let mut minima = [u32::MAX; BANDS * ROWS];
        for &word in words {
            // Multiply-shift hashing (Dietzfelbinger et al. 1997).
            for (minimum, &multiplier) in minima.iter_mut().zip(multipliers) {
                *minimum = (*minimum).min((word.wrapping_mul(multiplier) >> 32) as u32);
            }
        }
        let mut bands = [0; BANDS];
        for (band, minima) in bands.iter_mut().zip(minima.chunks_exact(ROWS)) {
            let key = minima.iter().fold(0, |key: u64, &minimum| {
                mixed(key ^ u64::from(minimum)) // Places count: the key is mixed after each.
            });
            *band = key as u32;
        }
        WordSet {
            digest: *blake3::hash(bytemuck::cast_slice(words)).as_bytes(),
            size: words.len() as u32,
            bands,
        }
    }
}

/// A hash of each token's string, because ids depend on the order of documents.
fn hashes(tokens: &TokenTable) -> Vec<u64> {
    let numbers = (0..tokens.len() as u32).into_par_iter();
    let hash = |number: u32| {
        let digest = blake3::hash(tokens.token(number).as_bytes());
        u64::from_le_bytes(std::array::from_fn(|byte| digest.as_bytes()[byte]))
    };
    numbers.map(hash).collect()
}

/// Odd numbers without a pattern.
fn multipliers() -> [u64; BANDS * ROWS] {
    std::array::from_fn(|index| mixed(index as u64 + 1) | 1)
}

/// Compares the sets of two documents, token by token.
pub(super) struct SetComparer<'c> {
    reader: DocumentReader<'c>,
    /// The sets that contain each token; empty between comparisons.
    found: Vec<Found>,
    /// The distinct tokens of both documents.
    union: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Nowhere,
    First,
    Second,
}

impl<'c> SetComparer<'c> {
    pub(super) fn new(corpus: &'c TokenizedCorpus) -> Self {
        SetComparer {
            reader: corpus.reader(),
            found: vec![Found::Nowhere; corpus.tokens().len()],
            union: Vec::new(),
        }
    }

    /// Size of the intersection divided by size of the union; 1 when both are empty.
    pub(super) fn jaccard(&mut self, a: usize, b: usize) -> Result<f64> {
        for (token, _) in self.reader.occurrences(a)? {
            let found = &mut self.found[token as usize];
            if *found == Found::Nowhere {
                self.union.push(token);
                *found = Found::First;
            }
        }
        let mut common = 0u32;
        for (token, _) in self.reader.occurrences(b)? {
            let found = &mut self.found[token as usize];
            match *found {
                Found::Nowhere => self.union.push(token),
                Found::First => common += 1,
                Found::Second => continue,
            }
            *found = Found::Second;
        }
        let all = self.union.len();
        for token in self.union.drain(..) {
            self.found[token as usize] = Found::Nowhere;
        }
        Ok(if all == 0 {
            1.0
        } else {
            f64::from(common) / all as f64
        })
    }
}
