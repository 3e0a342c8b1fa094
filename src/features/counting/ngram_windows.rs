//! Number of windows that contain each subset of an n-gram's words.

use std::hash::{Hash, Hasher};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::FxHasher;

use super::ngram_key::NONE;
use super::terms::Terms;
use crate::corpus::tokens::document_reader::DocumentReader;
use crate::error::{Error, Result};

/// Maximum number of words of an n-gram whose windows are counted.
pub const LONGEST_COLLOCATION: usize = 4;

/// N-grams that are counted in one reading of the corpus, even if memory is short.
const FEWEST: usize = 1 << 16;

/// Maximum number of readings of the corpus.
const MOST_READINGS: usize = 1 << 7;

/// Bytes per subset of words in a table that has just grown.
const BYTES_PER_CHOICE: usize = 56;

/// Words at some positions of a window; [`NONE`] where any word is allowed.
type Choice = [u32; LONGEST_COLLOCATION];

/// How often subsets of the words of an n-gram occur at its positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NgramWindows {
    /// Number of the n-gram in its [`Terms`].
    pub ngram: u32,
    /// Windows with the words at the positions given by the bits of the index. Index 0 counts all windows of
    /// the n-gram's length, the last index its occurrences.
    pub windows: Vec<u64>,
}

/// The subsets of the words of some n-grams, and their counters.
struct Choices {
    length: usize,
    numbers: HashTable<(Choice, u32)>,
    /// Positions of each token in the n-grams.
    places: Vec<u8>,
}

impl Terms<'_> {
    /// Passes the windows of each n-gram of `length` words to `take`, in any order; with a `node`, only of
    /// n-grams with this word. A window is within one document; stop words and other non-terms occupy
    /// positions in it.
    ///
    /// # Errors
    /// When `length` is not from 2 to [`LONGEST_COLLOCATION`], or the corpus's temporary file cannot be read.
    pub fn ngram_windows(
        &self,
        length: usize,
        node: Option<&str>,
        mut take: impl FnMut(NgramWindows),
    ) -> Result<()> {
        if !(2..=LONGEST_COLLOCATION).contains(&length) {
            return Err(Error::Settings(format!(
                "words that go together are counted in n-grams of 2 to {LONGEST_COLLOCATION} words, \
                 not of {length}"
            )));
        }
        let ngrams = self.ngrams(length, node);
        let counts = self.totals();
        let bytes = self.selected().corpus.table_bytes();
        for ngrams in ngrams.chunks(number_of_ngrams(ngrams.len(), length, bytes)) {
            let choices = Choices::new(length, ngrams, self.selected().corpus.tokens().len());
            let (total, windows) = self.count_choices(&choices)?;
            for (ngram, tokens) in ngrams {
                let all = (1 << length) - 1;
                let of_choice = |mask: usize| match mask {
                    0 => total,
                    _ if mask == all => counts[*ngram as usize].0,
                    _ => choices
                        .number(&chosen(tokens, mask))
                        .map_or(0, |number| windows[number as usize]),
                };
                take(NgramWindows {
                    ngram: *ngram,
                    windows: (0..=all).map(of_choice).collect(),
                });
            }
        }
        Ok(())
    }

    /// The n-grams of `length` words, with their tokens.
    fn ngrams(&self, length: usize, node: Option<&str>) -> Vec<(u32, Choice)> {
        let node = node.map(|word| self.selected().corpus.tokens().get(word));
        let mut ngrams = Vec::new();
        self.candidates().for_each_word_term(|ngram, tokens| {
            let wanted = node.is_none_or(|node| node.is_some_and(|node| tokens.contains(&node)));
            if tokens.len() == length && wanted {
                let mut choice = [NONE; LONGEST_COLLOCATION];
                choice[..length].copy_from_slice(tokens);
                ngrams.push((ngram, choice));
            }
        });
        ngrams
    }

    /// Number of all windows, and of those of each subset.
    fn count_choices(&self, choices: &Choices) -> Result<(u64, Vec<u64>)> {
        let zeros = || (0, vec![0; choices.numbers.len()]);
        let parts = self
            .selected()
            .for_each(zeros, |(total, windows), reader, document| {
                choices.count(reader, document, total, windows)
            })?;
        let mut sums = zeros();
        for (total, windows) in parts {
            sums.0 += total;
            let sum = sums.1.iter_mut().zip(windows);
            sum.for_each(|(sum, windows)| *sum += windows);
        }
        Ok(sums)
    }
}

impl Choices {
    fn new(length: usize, ngrams: &[(u32, Choice)], tokens: usize) -> Self {
        let mut choices = Choices {
            length,
            numbers: HashTable::new(),
            places: vec![0; tokens],
        };
        for (_, ngram) in ngrams {
            for (place, &token) in ngram[..length].iter().enumerate() {
                choices.places[token as usize] |= 1 << place;
            }
            (1..(1 << length) - 1).for_each(|mask| choices.insert(chosen(ngram, mask)));
        }
        choices
    }

    fn insert(&mut self, choice: Choice) {
        let next = self.numbers.len() as u32;
        let entry =
            self.numbers
                .entry(hash(&choice), |have| have.0 == choice, |have| hash(&have.0));
        if let Entry::Vacant(entry) = entry {
            entry.insert((choice, next));
        }
    }

    fn number(&self, choice: &Choice) -> Option<u32> {
        let found = self.numbers.find(hash(choice), |have| have.0 == *choice);
        found.map(|have| have.1)
    }

    /// Adds the windows of a document.
    fn count(
        &self,
        reader: &mut DocumentReader<'_>,
        document: usize,
        total: &mut u64,
        windows: &mut [u64],
    ) -> Result<()> {
        let all = (1 << self.length) - 1;
        for window in reader.sequence(document)?.windows(self.length) {
            *total += 1;
            let held = self.held(window);
            // Every subset of the matching positions, except the whole n-gram.
            let mut mask = held;
            while mask > 0 {
                if mask != all
                    && let Some(number) = self.number(&chosen(window, mask))
                {
                    windows[number as usize] += 1;
                }
                mask = (mask - 1) & held;
            }
        }
        Ok(())
    }

    /// The positions of a window whose word is at that position in some n-gram.
    fn held(&self, window: &[u32]) -> usize {
        let held = window.iter().enumerate();
        held.map(|(place, &token)| usize::from(self.places[token as usize]) & (1 << place))
            .sum()
    }
}

/// The words at the positions given by the bits of `mask`.
fn chosen(words: &[u32], mask: usize) -> Choice {
    let mut choice = [NONE; LONGEST_COLLOCATION];
    for (place, &word) in words.iter().enumerate() {
        if mask & (1 << place) != 0 {
            choice[place] = word;
        }
    }
    choice
}

fn hash(choice: &Choice) -> u64 {
    let mut hasher = FxHasher::default();
    choice.hash(&mut hasher);
    hasher.finish()
}

/// How many of `ngrams` are counted in one reading with `bytes` of memory.
fn number_of_ngrams(ngrams: usize, length: usize, bytes: usize) -> usize {
    let counts = size_of::<u64>() * rayon::current_num_threads();
    let for_memory = bytes / ((BYTES_PER_CHOICE + counts) << length);
    for_memory.max(FEWEST).max(ngrams.div_ceil(MOST_READINGS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::TokenizedCorpus;
    use crate::features::{FeatureSettings, TermSettings};
    use crate::text::{NgramRange, StopList, Tokenizer};

    /// Windows of each n-gram of `length` words, identified by its text.
    fn windows(texts: &[&str], length: usize, node: Option<&str>) -> Vec<(String, Vec<u64>)> {
        let tokenizer = Tokenizer::default();
        let ngrams = NgramRange::new(length, length).unwrap();
        let settings = FeatureSettings {
            ngrams,
            ..FeatureSettings::default()
        };
        let mut corpus = TokenizedCorpus::new(settings.text(), Default::default());
        for text in texts {
            corpus.push(text, "").unwrap();
        }
        let found = corpus.find_terms(&TermSettings {
            stop_list: StopList::from_lines(&tokenizer, "own", "the"),
            ngrams,
            ..TermSettings::default()
        });
        let terms = Terms::count(&corpus.all(), found.unwrap()).unwrap();
        let mut found = Vec::new();
        terms
            .ngram_windows(length, node, |ngram| found.push(ngram))
            .unwrap();
        let numbers: Vec<u32> = found.iter().map(|found| found.ngram).collect();
        let texts = terms.texts(&numbers);
        let named = found
            .into_iter()
            .map(|found| (texts[&found.ngram].term.clone(), found.windows));
        let mut named: Vec<_> = named.collect();
        named.sort_unstable();
        named
    }

    #[test]
    fn windows_lie_in_documents_and_hold_gaps() {
        let texts = ["aa bb cc aa bb dd the aa", "bb bb cc", "aa bb"];
        // The first of seven windows: aa first 2, bb second 3, both 2, cc third 2, aa and cc 1, bb and cc 2.
        assert_eq!(
            windows(&texts, 3, Some("cc")),
            [
                ("aa bb cc".to_owned(), vec![7, 2, 3, 2, 2, 1, 2, 1]),
                ("bb bb cc".to_owned(), vec![7, 3, 3, 1, 2, 1, 2, 1]),
                ("bb cc aa".to_owned(), vec![7, 3, 1, 1, 2, 1, 1, 1]),
                ("cc aa bb".to_owned(), vec![7, 1, 1, 1, 1, 1, 1, 1]),
            ]
        );
        assert!(windows(&texts, 3, Some("the")).is_empty());
        assert!(windows(&texts, 3, Some("zz")).is_empty());
        assert!(windows(&["aa bb"], 3, None).is_empty());
    }

    #[test]
    fn readings_are_few_however_short_memory_is() {
        assert_eq!(number_of_ngrams(10, 3, 0), FEWEST);
        assert_eq!(number_of_ngrams(FEWEST << 10, 3, 0), FEWEST << 3);
        assert!(number_of_ngrams(10, 3, 1 << 40) > number_of_ngrams(10, 4, 1 << 40));
    }
}
