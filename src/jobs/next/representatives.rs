//! Chooses documents that represent others: greedy maximisation of facility location.
//!
//! A set of documents is worth `Σ_j u_j max_i similarity(i, j)`, over all documents `j` of a sample, with
//! uncertainty `u_j`, and the chosen documents `i`. The document with the largest gain, times its own
//! uncertainty, is chosen next (Nemhauser, Wolsey and Fisher 1978: greedy choice reaches 63 % of the largest
//! value; Wei, Iyer and Bilmes 2015, "Submodularity in data subset selection and active learning"). Gains only
//! fall, so a gain is computed again only when it may be the largest (Minoux 1978).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::rows::{ONE, TermRow};

/// Weights are whole numbers: sums of them do not depend on the order.
const WEIGHT: f64 = (1_u64 << 15) as f64;

/// A sample of documents that is searched for similar ones.
pub(super) struct Sample<'r> {
    rows: &'r [TermRow],
    /// For each term its documents and its weights in them.
    postings: Vec<Vec<(u32, u32)>>,
}

impl<'r> Sample<'r> {
    /// A sample of documents with terms below `terms`.
    pub(super) fn new(rows: &'r [TermRow], terms: usize) -> Self {
        let mut postings = vec![Vec::new(); terms];
        for (document, row) in (0..).zip(rows) {
            for &(term, weight) in row {
                postings[term as usize].push((document, weight));
            }
        }
        Sample { rows, postings }
    }

    /// `count` documents, most useful first, ties in their order; `uncertainty` is from 0 to 1.
    pub(super) fn choose(&self, uncertainty: &[f64], count: usize) -> Vec<usize> {
        let weights = uncertainty.iter().map(|share| (share * WEIGHT) as u64);
        let weights: Vec<u64> = weights.collect();
        // Similarity of each document to the most similar chosen one.
        let mut closest = vec![0; self.rows.len()];
        let gain = |document: usize, closest: &[u64]| {
            let similarities = self.similarities(&self.rows[document]);
            let gains = similarities.iter().zip(closest).zip(&weights);
            let gain: u64 = gains
                .map(|((near, closest), weight)| near.saturating_sub(*closest) * weight)
                .sum();
            (
                (gain as f64 * uncertainty[document]) as u64,
                Reverse(document),
            )
        };
        let all = (0..self.rows.len()).into_par_iter();
        let gains: Vec<_> = all.map(|document| gain(document, &closest)).collect();
        let mut queue = BinaryHeap::from(gains);
        let mut chosen = Vec::new();
        while chosen.len() < count {
            let Some((_, Reverse(document))) = queue.pop() else {
                break;
            };
            let now = gain(document, &closest);
            if queue.peek().is_none_or(|next| now >= *next) {
                chosen.push(document);
                closest = larger(closest, &self.similarities(&self.rows[document]));
            } else {
                queue.push(now);
            }
        }
        chosen
    }

    /// The similarity of a row to each document: the cosine.
    fn similarities(&self, row: &TermRow) -> Vec<u64> {
        let mut sums = vec![0; self.rows.len()];
        for &(term, weight) in row {
            for &(document, other) in &self.postings[term as usize] {
                sums[document as usize] += u64::from(weight) * u64::from(other);
            }
        }
        sums.iter_mut()
            .for_each(|sum: &mut u64| *sum = (*sum).min(ONE));
        sums
    }
}

fn larger(mut a: Vec<u64>, b: &[u64]) -> Vec<u64> {
    a.iter_mut().zip(b).for_each(|(a, &b)| *a = (*a).max(b));
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row with these terms, of the same weight.
    fn row(terms: &[u32]) -> TermRow {
        let weight = (f64::from(1 << 15) / libm::sqrt(terms.len() as f64)) as u32;
        terms.iter().map(|&term| (term, weight)).collect()
    }

    /// Three documents about one topic, two about another, one about a third.
    fn topics() -> Vec<TermRow> {
        let documents = [
            &[0, 1, 2][..],
            &[1, 2, 3],
            &[1, 2, 4],
            &[5, 6],
            &[6, 7],
            &[8, 9],
        ];
        documents.map(row).to_vec()
    }

    #[test]
    fn the_largest_topic_is_first_and_each_topic_comes_once() {
        let rows = topics();
        let sample = Sample::new(&rows, 10);
        assert_eq!(sample.choose(&[1.0; 6], 3), [0, 3, 5]);
        assert_eq!(sample.choose(&[1.0; 6], 99).len(), 6);
    }

    #[test]
    fn what_the_model_is_sure_of_comes_late() {
        let rows = topics();
        let sample = Sample::new(&rows, 10);
        let sure = [0.01, 0.01, 0.01, 0.01, 1.0, 0.01];
        assert_eq!(sample.choose(&sure, 2), [4, 0]);
        // Similar to uncertain documents, although surer than the last.
        assert_eq!(sample.choose(&[0.5, 0.5, 0.5, 0.0, 0.0, 0.6], 1), [0]);
    }

    #[test]
    fn lazy_gains_choose_what_all_gains_do() {
        let rows: Vec<TermRow> = (0..60_u32)
            .map(|n| row(&[n % 7, 10 + n % 5, 20 + n * n % 11]))
            .collect();
        let sample = Sample::new(&rows, 40);
        let mut closest = vec![0; 60];
        let mut expected: Vec<usize> = Vec::new();
        for _ in 0..12 {
            let gain = |document: usize| -> u64 {
                let near = sample.similarities(&rows[document]);
                near.iter()
                    .zip(&closest)
                    .map(|(n, &c)| n.saturating_sub(c))
                    .sum()
            };
            let left = (0..60).filter(|document| !expected.contains(document));
            let best = left
                .max_by_key(|&document| (gain(document), Reverse(document)))
                .unwrap();
            closest = larger(closest, &sample.similarities(&rows[best]));
            expected.push(best);
        }
        assert_eq!(sample.choose(&[1.0; 60], 12), expected);
    }
}
