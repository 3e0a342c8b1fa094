//! Some documents of a corpus, and counting over them on all threads.

use rayon::prelude::*;

use super::row_counter::FirstSeen;
use super::tokenized::TokenizedCorpus;

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

/// How many documents hold each number below `size` that `numbers` names for them.
pub(super) fn document_frequencies<I: Iterator<Item = u32>>(
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
