//! The canonical form of a corpus: equal for equal documents, whatever the order of additions and removals.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::words::Words;
use super::{Entry, KeptCorpus};
use crate::corpus::tokens::token_table::TokenTable;

impl KeptCorpus {
    /// The same documents in canonical form.
    ///
    /// Words are numbered by falling frequency, in powers of two, then by token and surface form; documents are ordered
    /// by digest, id, label and words. What no document uses is dropped.
    pub fn into_canonical(self) -> KeptCorpus {
        let counts = self.word_counts();
        let order = order(&self.words, &counts);
        let mut words = Words::default();
        let mut numbers = vec![0; self.words.len()];
        for &word in &order {
            numbers[word as usize] = words.insert(self.words.token(word), self.words.form(word));
        }
        let (labels, label_numbers) = self.sorted_labels();
        let mut sequence = self.sequence;
        sequence
            .par_iter_mut()
            .for_each(|word| *word = numbers[*word as usize]);
        let mut documents = self.documents;
        for entry in &mut documents {
            entry.label = label_numbers[entry.label as usize];
            entry.place = None;
        }
        documents.par_sort_by(|a, b| compare(a, b, &sequence));
        KeptCorpus {
            words,
            labels,
            sequence: in_order(&mut documents, &sequence),
            documents,
            ..KeptCorpus::default()
        }
    }

    /// How often each word occurs in the documents.
    pub(super) fn word_counts(&self) -> Vec<u64> {
        let mut counts = vec![0; self.words.len()];
        for entry in &self.documents {
            for &word in &self.sequence[entry.words.clone()] {
                counts[word as usize] += 1;
            }
        }
        counts
    }

    /// The labels of documents in order, and the new number of each label.
    fn sorted_labels(&self) -> (TokenTable, Vec<u32>) {
        let mut is_used = vec![false; self.labels.len()];
        for entry in &self.documents {
            is_used[entry.label as usize] = true;
        }
        let used = (0..self.labels.len() as u32).filter(|&label| is_used[label as usize]);
        let mut used: Vec<u32> = used.collect();
        used.sort_unstable_by_key(|&label| self.labels.token(label));
        let mut labels = TokenTable::default();
        let mut numbers = vec![0; self.labels.len()];
        for label in used {
            numbers[label as usize] = labels.insert(self.labels.token(label));
        }
        (labels, numbers)
    }
}

/// The words that occur, in canonical order.
fn order(words: &Words, counts: &[u64]) -> Vec<u32> {
    let occurring = (0..words.len() as u32).filter(|&word| counts[word as usize] > 0);
    let mut order: Vec<u32> = occurring.collect();
    // This sort is fast where much is in order already, as it is after a small change.
    order.par_sort_by(|&a, &b| {
        let magnitude = |word: u32| counts[word as usize].ilog2();
        let strings = |word: u32| (words.token(word), words.form(word));
        magnitude(b)
            .cmp(&magnitude(a))
            .then_with(|| strings(a).cmp(&strings(b)))
    });
    order
}

fn compare(a: &Entry, b: &Entry, sequence: &[u32]) -> Ordering {
    let key = |entry: &Entry| (entry.digest, entry.label);
    key(a)
        .cmp(&key(b))
        .then_with(|| a.id.cmp(&b.id))
        .then_with(|| sequence[a.words.clone()].cmp(&sequence[b.words.clone()]))
}

/// The words of the documents, one document after the other.
fn in_order(documents: &mut [Entry], sequence: &[u32]) -> Vec<u32> {
    let mut ordered = Vec::with_capacity(sequence.len());
    for entry in documents {
        let start = ordered.len();
        ordered.extend_from_slice(&sequence[entry.words.clone()]);
        entry.words = start..ordered.len();
    }
    ordered
}
