//! Some documents of a corpus, and counting over them on all threads.

use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::row_counter::FirstSeen;
use crate::corpus::Selection;
use crate::corpus::tokens::document_reader::DocumentReader;
use crate::corpus::tokens::tokenized::TokenizedCorpus;
use crate::error::Result;

/// Some documents of a corpus.
#[derive(Clone)]
pub(crate) struct Selected<'c> {
    pub corpus: &'c TokenizedCorpus,
    /// The documents, class by class: a thread that counts by class then works on the numbers of one class
    /// for long, and threads rarely share the same ones.
    documents: Vec<u32>,
    /// The base form of each token, if word forms are grouped.
    base_of: Option<Arc<[u32]>>,
    /// Placeholder token id for non-terms: it and n-grams with it are not counted.
    pub gap: Option<u32>,
}

impl<'c> Selected<'c> {
    /// These documents, to be counted.
    pub(crate) fn new(selection: &Selection<'c>) -> Self {
        let corpus = selection.corpus();
        let mut documents: Vec<u32> = selection.numbers().to_vec();
        documents.sort_by_key(|&document| corpus.class_of(document as usize));
        Selected {
            corpus,
            documents,
            base_of: None,
            gap: None,
        }
    }

    /// Splits the documents into a training set and the given test set.
    pub(crate) fn split(&self, test_set: &[usize]) -> (Self, Self) {
        let mut is_test = vec![false; self.corpus.len()];
        test_set
            .iter()
            .for_each(|&document| is_test[document] = true);
        let all = self.documents.iter().copied();
        let (test, training) = all.partition(|&document| is_test[document as usize]);
        (self.with(training), self.with(test))
    }

    /// The documents of one class.
    pub(crate) fn of_class(&self, class: u32) -> Self {
        let class_of = |&document: &u32| self.corpus.class_of(document as usize);
        let start = self.documents.partition_point(|d| class_of(d) < class);
        let end = self.documents.partition_point(|d| class_of(d) <= class);
        self.with(self.documents[start..end].to_vec())
    }

    /// Other documents of the corpus, class by class.
    fn with(&self, documents: Vec<u32>) -> Self {
        Selected {
            corpus: self.corpus,
            documents,
            base_of: self.base_of.clone(),
            gap: self.gap,
        }
    }

    /// Counts each token as its base form from now on.
    pub(crate) fn group(&mut self, base_of: Vec<u32>) {
        self.base_of = Some(base_of.into());
    }

    /// Reads documents one after another.
    pub(crate) fn reader(&self) -> DocumentReader<'c> {
        self.corpus.reader_of_bases(self.base_of.clone())
    }

    /// Number of documents.
    pub(crate) fn len(&self) -> usize {
        self.documents.len()
    }

    /// The documents, class by class.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.documents.iter().map(|&document| document as usize)
    }

    /// Runs `work` on every document, on all threads, each with its own state; returns the states in any
    /// order.
    ///
    /// States are as large as the vocabulary, so there is only one per thread.
    pub(crate) fn for_each<S: Send>(
        &self,
        start: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, &mut DocumentReader<'c>, usize) -> Result<()> + Sync,
    ) -> Result<Vec<S>> {
        self.parts()
            .into_par_iter()
            .map(|part| {
                let mut state = start();
                let mut reader = self.reader();
                for &document in part {
                    work(&mut state, &mut reader, document as usize)?;
                }
                Ok(state)
            })
            .collect()
    }

    /// Runs `work` on the documents of one class after another, on all threads; `end` returns the result of a
    /// class. A class may occur several times, in any order.
    pub(crate) fn for_each_class<S: Send, T: Send>(
        &self,
        start: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, &mut DocumentReader<'c>, usize) -> Result<()> + Sync,
        end: impl Fn(&mut S) -> T + Sync,
    ) -> Result<Vec<(u32, T)>> {
        let class_of = |document: &u32| self.corpus.class_of(*document as usize);
        let found = self.parts().into_par_iter().map(|part| {
            let mut state = start();
            let mut reader = self.reader();
            let mut found = Vec::new();
            for documents in part.chunk_by(|a, b| class_of(a) == class_of(b)) {
                for &document in documents {
                    work(&mut state, &mut reader, document as usize)?;
                }
                found.push((class_of(&documents[0]), end(&mut state)));
            }
            Ok(found)
        });
        let found = found.collect::<Result<Vec<_>>>()?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Counts by class: `work` counts the documents of one class at a time in a vector of `size`. Returns the
    /// sums of all threads, one vector per class number of the corpus.
    pub(crate) fn sums_by_class<S: Send, N: Copy + Default + Send + std::ops::AddAssign>(
        &self,
        size: usize,
        start: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, &mut DocumentReader<'c>, usize, &mut [N]) -> Result<()> + Sync,
    ) -> Result<Vec<Vec<N>>> {
        let classes = self.corpus.classes().len();
        let sums: Vec<Mutex<Vec<N>>> = (0..classes).map(|_| Mutex::new(Vec::new())).collect();
        let counted = self.parts().into_par_iter().map(|part| {
            let mut state = start();
            let mut reader = self.reader();
            let class_of = |document: &u32| self.corpus.class_of(*document as usize);
            for documents in part.chunk_by(|a, b| class_of(a) == class_of(b)) {
                let mut counts = vec![N::default(); size];
                for &document in documents {
                    work(&mut state, &mut reader, document as usize, &mut counts)?;
                }
                add(&sums[class_of(&documents[0]) as usize], counts);
            }
            Ok(())
        });
        counted.collect::<Result<()>>()?;
        let sums = sums.into_iter().map(|sum| {
            sum.into_inner()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
        });
        Ok(sums.collect())
    }

    /// Ranges of documents of about the same size, one per thread.
    fn parts(&self) -> Vec<&[u32]> {
        let size = |document: &u32| self.corpus.size(*document as usize);
        let parts = rayon::current_num_threads();
        let all: usize = self.documents.iter().map(size).sum();
        let mut rest = self.documents.as_slice();
        let mut ends = Vec::with_capacity(parts);
        let mut read = 0;
        for part in 1..parts {
            let end = rest
                .iter()
                .position(|document| {
                    let is_behind = read >= all * part / parts;
                    if !is_behind {
                        read += size(document);
                    }
                    is_behind
                })
                .unwrap_or(rest.len());
            let (documents, after) = rest.split_at(end);
            ends.push(documents);
            rest = after;
        }
        ends.push(rest);
        ends
    }
}

/// Adds counts of one class to those of other threads.
fn add<N: Copy + std::ops::AddAssign>(sum: &Mutex<Vec<N>>, counts: Vec<N>) {
    let mut sum = sum
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    if sum.is_empty() {
        *sum = counts;
        return;
    }
    for (sum, count) in sum.iter_mut().zip(counts) {
        *sum += count;
    }
}

/// Document frequency of each number below `size`; `numbers` passes on the numbers of a document.
pub(crate) fn document_frequencies<'c>(
    selected: &Selected<'c>,
    size: usize,
    numbers: impl Fn(&mut DocumentReader<'c>, usize, &mut dyn FnMut(u32)) -> Result<()> + Sync,
) -> Result<Vec<u32>> {
    let parts = selected.for_each(
        || (FirstSeen::new(size), vec![0u32; size]),
        |(seen, df), reader, document| {
            numbers(reader, document, &mut |number| {
                df[number as usize] += u32::from(seen.is_first(number, document));
            })
        },
    )?;
    Ok(sum_of_parts(parts.into_iter().map(|(_, df)| df).collect()))
}

/// Sum of the counts of all threads.
pub(crate) fn sum_of_parts(parts: Vec<Vec<u32>>) -> Vec<u32> {
    let mut parts = parts.into_iter();
    let mut sums = parts.next().unwrap_or_default();
    for counts in parts {
        sums.iter_mut()
            .zip(counts)
            .for_each(|(sum, count)| *sum = sum.saturating_add(count));
    }
    sums
}
