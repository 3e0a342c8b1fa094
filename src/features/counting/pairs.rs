//! Pairs of terms that occur near each other.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rayon::prelude::*;

use super::levels::{number_of_tables, table_of};
use super::ngram_key::{self, NONE, key};
use super::terms::Terms;
use crate::error::Result;

/// Which tokens form a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pairing {
    /// Two adjacent tokens, in that order.
    Adjacent,
    /// Two tokens at most this many positions apart, in any order. A word forms no pair with itself.
    Window(usize),
}

/// How often two terms form a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairCount {
    /// Number of the first term; in windows, of either term.
    pub first: u32,
    /// Number of the other term.
    pub second: u32,
    /// Number of such pairs.
    pub count: u64,
    /// Documents with such a pair.
    pub documents: u32,
}

/// All pairs of a corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairCounts {
    /// The requested pairs, in any order.
    pub pairs: Vec<PairCount>,
    /// Pairs with each term in the first place. In windows, every pair is counted once from each side.
    pub as_first: Vec<u64>,
    /// Pairs with each term in the second place.
    pub as_second: Vec<u64>,
    /// All pairs of tokens, including non-terms.
    pub total: u64,
}

/// The count of one pair.
struct Counted {
    key: u64,
    count: u64,
    documents: u32,
    last: u32,
}

impl Terms<'_> {
    /// Pairs of terms that occur at least `least` times; with a `node`, only pairs with that term.
    ///
    /// # Errors
    /// When the corpus does not store word order, or its temporary file cannot be read.
    pub fn pairs(&self, pairing: Pairing, node: Option<u32>, least: u64) -> Result<PairCounts> {
        let corpus = self.selected().corpus;
        let span = match pairing {
            Pairing::Adjacent => 1,
            Pairing::Window(places) => places,
        };
        let tables = number_of_tables(
            corpus.token_count().saturating_mul(span),
            corpus.table_bytes(),
            rayon::current_num_threads(),
        );
        let counted = (0..tables).into_par_iter().map(|table| {
            self.count_pairs(pairing, node, |hash| table_of(hash, tables) == table)
                .map(|counts| {
                    let frequent = counts.into_iter().filter(|pair| pair.count >= least);
                    frequent.map(PairCount::from).collect::<Vec<_>>()
                })
        });
        let counted: Vec<Vec<PairCount>> = counted.collect::<Result<_>>()?;
        let (as_first, as_second, total) = self.pair_places(pairing)?;
        Ok(PairCounts {
            pairs: counted.concat(),
            as_first,
            as_second,
            total,
        })
    }

    fn count_pairs(
        &self,
        pairing: Pairing,
        node: Option<u32>,
        is_mine: impl Fn(u64) -> bool,
    ) -> Result<HashTable<Counted>> {
        let mut counts = HashTable::new();
        let mut reader = self.selected().reader();
        for document in self.selected().iter() {
            let tokens = reader.sequence(document)?.iter();
            let terms: Vec<u32> = tokens.map(|&token| self.term_of(token)).collect();
            for_each_pair(&terms, pairing, |first, second| {
                let wanted = node.is_none_or(|node| first == node || second == node);
                let key = key(first, second);
                let hash = ngram_key::hash(key);
                if wanted && is_mine(hash) {
                    add(&mut counts, key, hash, document as u32);
                }
            });
        }
        Ok(counts)
    }

    /// Pairs with each term in the first place, in the second place, and all pairs.
    fn pair_places(&self, pairing: Pairing) -> Result<(Vec<u64>, Vec<u64>, u64)> {
        let zeros = || (vec![0; self.len()], vec![0; self.len()], 0);
        let parts =
            self.selected()
                .for_each(zeros, |(as_first, as_second, total), reader, document| {
                    let tokens = reader.sequence(document)?;
                    for (place, &token) in tokens.iter().enumerate() {
                        let (before, after) = neighbours(place, tokens.len(), pairing);
                        *total += after;
                        let term = self.term_of(token);
                        if term != NONE {
                            as_first[term as usize] += after;
                            as_second[term as usize] += before;
                        }
                    }
                    Ok(())
                })?;
        let mut sums = zeros();
        for (as_first, as_second, total) in parts {
            let add = |sums: &mut Vec<u64>, counts: Vec<u64>| {
                sums.iter_mut().zip(counts).for_each(|(sum, c)| *sum += c);
            };
            add(&mut sums.0, as_first);
            add(&mut sums.1, as_second);
            sums.2 += total;
        }
        Ok(sums)
    }
}

/// Number of pairs whose second token is at `place` of `length`, and of those whose first token is there.
fn neighbours(place: usize, length: usize, pairing: Pairing) -> (u64, u64) {
    let after = length - 1 - place;
    match pairing {
        Pairing::Adjacent => (place.min(1) as u64, after.min(1) as u64),
        Pairing::Window(places) => {
            let near = (place.min(places) + after.min(places)) as u64;
            (near, near)
        }
    }
}

fn for_each_pair(terms: &[u32], pairing: Pairing, mut take: impl FnMut(u32, u32)) {
    let places = match pairing {
        Pairing::Adjacent => 1,
        Pairing::Window(places) => places,
    };
    for (place, &first) in terms.iter().enumerate() {
        if first == NONE {
            continue;
        }
        let near = terms[place + 1..].iter().take(places);
        for &second in near.filter(|&&second| second != NONE) {
            match pairing {
                Pairing::Adjacent => take(first, second),
                Pairing::Window(_) if first == second => {}
                Pairing::Window(_) => take(first.min(second), first.max(second)),
            }
        }
    }
}

fn add(counts: &mut HashTable<Counted>, key: u64, hash: u64, document: u32) {
    let entry = counts.entry(
        hash,
        |have| have.key == key,
        |have| ngram_key::hash(have.key),
    );
    match entry {
        Entry::Occupied(mut entry) => {
            let counted = entry.get_mut();
            counted.count += 1;
            counted.documents += u32::from(counted.last != document);
            counted.last = document;
        }
        Entry::Vacant(entry) => {
            entry.insert(Counted {
                key,
                count: 1,
                documents: 1,
                last: document,
            });
        }
    }
}

impl From<Counted> for PairCount {
    fn from(counted: Counted) -> Self {
        let (first, second) = ngram_key::parts(counted.key);
        PairCount {
            first,
            second,
            count: counted.count,
            documents: counted.documents,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::TokenizedCorpus;
    use crate::features::{FeatureSettings, TermSettings};
    use crate::text::{StopList, Tokenizer};

    /// Pairs as words, with their counts and documents and the place counts of both words.
    fn pairs(texts: &[&str], pairing: Pairing, node: Option<&str>) -> (Vec<String>, u64) {
        let tokenizer = Tokenizer::default();
        let settings = FeatureSettings::default();
        let mut corpus = TokenizedCorpus::new(settings.text(), Default::default());
        for text in texts {
            corpus.push(text, "").unwrap();
        }
        let found = corpus.find_terms(&TermSettings {
            stop_list: StopList::from_lines(&tokenizer, "own", "the"),
            ..TermSettings::default()
        });
        let found = found.unwrap();
        let terms = Terms::count(&corpus.all(), found).unwrap();
        let node = node.map(|node| terms.word(node).unwrap());
        let counts = terms.pairs(pairing, node, 1).unwrap();
        let all: Vec<u32> = (0..terms.len() as u32).collect();
        let names = terms.texts(&all);
        let mut shown: Vec<String> = counts
            .pairs
            .iter()
            .map(|pair| {
                let (first, second) = (&names[&pair.first].term, &names[&pair.second].term);
                let (first, second) = match pairing {
                    Pairing::Adjacent => (first, second),
                    Pairing::Window(_) => (first.min(second), first.max(second)),
                };
                let number = |term: &str| terms.word(term).unwrap() as usize;
                format!(
                    "{first} {second} {} {} {}/{}",
                    pair.count,
                    pair.documents,
                    counts.as_first[number(first)],
                    counts.as_second[number(second)]
                )
            })
            .collect();
        shown.sort_unstable();
        (shown, counts.total)
    }

    #[test]
    fn adjacent_pairs_stay_inside_documents_and_are_parted_by_stop_words() {
        let texts = ["aa bb the aa bb", "bb aa bb bb"];
        let (shown, total) = pairs(&texts, Pairing::Adjacent, None);
        assert_eq!(shown, ["aa bb 3 2 3/4", "bb aa 1 1 3/2", "bb bb 1 1 3/4"]);
        assert_eq!(total, 7);
    }

    #[test]
    fn windows_look_both_ways() {
        let texts = ["aa bb the cc", "cc aa aa"];
        let (shown, total) = pairs(&texts, Pairing::Window(2), None);
        // Neighbours of aa: 2 of the first text, and 2 + 2 of the second.
        assert_eq!(shown, ["aa bb 1 1 6/3", "aa cc 2 1 6/4", "bb cc 1 1 3/4"]);
        assert_eq!(total, 2 * (2 + 2 + 1) + 2 * 3);
        let (shown, _) = pairs(&texts, Pairing::Window(2), Some("bb"));
        assert_eq!(shown, ["aa bb 1 1 6/3", "bb cc 1 1 3/4"]);
    }
}
