//! Counts documents that use a term more than the median document, and tests whether this depends on the side
//! of a comparison.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::contingency::Contingency;
use super::fisher::fisher_exact;
use crate::error::Result;
use crate::features::{CountedTerms, Holding};

/// Documents above the median, for all terms of a corpus.
pub(super) struct DocumentTest {
    documents: u64,
    /// For terms that most documents contain: documents of each class above the median.
    of_common: FxHashMap<u32, Vec<u64>>,
}

impl DocumentTest {
    /// Finds the median of each term; `totals` are [`CountedTerms::totals`].
    ///
    /// If at least half of the documents lack a term, its median is 0, and the documents above it are those
    /// that contain it. Single documents are examined only for the other terms.
    pub(super) fn new(terms: &dyn CountedTerms, totals: &[(u64, u64)]) -> Result<Self> {
        let documents = terms.document_count();
        let common = common_terms(totals, documents);
        let mut of_common = FxHashMap::default();
        if !common.is_empty() {
            let holdings = terms.holdings(&common)?;
            for (number, holdings) in common.into_iter().zip(holdings) {
                let mut by_class = vec![0; terms.sizes().len()];
                for above in above_median(holdings, documents) {
                    by_class[above.class as usize] += above.documents;
                }
                of_common.insert(number, by_class);
            }
        }
        Ok(DocumentTest {
            documents,
            of_common,
        })
    }

    /// Documents above the median in the class, and in all other classes; `holding` are the documents of the
    /// class and of the whole corpus that contain the term.
    pub(super) fn above(&self, term: u32, class: usize, holding: (u64, u64)) -> (u64, u64) {
        match self.of_common.get(&term) {
            Some(by_class) => {
                let all: u64 = by_class.iter().sum();
                (by_class[class], all - by_class[class])
            }
            None => (holding.0, holding.1 - holding.0),
        }
    }

    /// Two-sided p-value for a class of `documents`. `sign` is that of the difference of rates; the result is
    /// 1 if documents differ in the other direction.
    pub(super) fn p(&self, above: (u64, u64), documents: u64, sign: f64) -> f64 {
        let rest = self.documents - documents;
        let table = Contingency::of_parts(above.0, documents, above.1, rest);
        if table.sign() == sign {
            fisher_exact(&table)
        } else {
            1.0
        }
    }
}

/// The numbers of the terms that more than half of the documents contain; `totals` are [`CountedTerms::totals`].
pub(crate) fn common_terms(totals: &[(u64, u64)], documents: u64) -> Vec<u32> {
    let all = (0..).zip(totals);
    let common = all.filter(|(_, (_, holding))| *holding > documents / 2);
    common.map(|(number, _)| number).collect()
}

/// The documents whose rate of a term is above the median of all documents, most of which contain the term.
/// The median is the lower of the two middle values. Documents that tie with it count as above if the halves
/// are then more equal; this does not depend on the sides, so the test stays exact.
fn above_median(mut held: Vec<Holding>, documents: u64) -> Vec<Holding> {
    held.sort_unstable_by(by_rate);
    let holding: u64 = held.iter().map(|held| held.documents).sum();
    let middle = (documents - 1) / 2 - (documents - holding);
    let median = held[group_of(middle, &held)];
    let count = |is_above: fn(Ordering) -> bool| {
        let above = held.iter().filter(|held| is_above(by_rate(held, &median)));
        above.map(|held| held.documents).sum::<u64>() * 2
    };
    let from_half = |above: u64| above.abs_diff(documents);
    let is_above = match from_half(count(Ordering::is_ge)) < from_half(count(Ordering::is_gt)) {
        true => Ordering::is_ge,
        false => Ordering::is_gt,
    };
    held.retain(|held| is_above(by_rate(held, &median)));
    held
}

/// Compares rates in whole numbers: a / b < c / d if a · d < c · b.
fn by_rate(a: &Holding, b: &Holding) -> Ordering {
    let product = |count: u64, size: u64| u128::from(count) * u128::from(size);
    product(a.count, b.size).cmp(&product(b.count, a.size))
}

/// The index of the group with the document at a place, counted from 0, that all groups together contain.
fn group_of(place: u64, groups: &[Holding]) -> usize {
    let mut before = 0;
    let ends = groups.iter().map(|group| {
        before += group.documents;
        before
    });
    ends.take_while(|&end| end <= place).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The documents above the median; `spread` are documents with their counts, `sizes` are those of all.
    fn above_median(spread: &[(u32, u64)], sizes: &[u64]) -> Vec<u32> {
        let held = spread.iter().map(|&(document, count)| Holding {
            class: document,
            count,
            size: sizes[document as usize],
            documents: 1,
        });
        let above = super::above_median(held.collect(), sizes.len() as u64);
        above.iter().map(|held| held.class).collect()
    }

    #[test]
    fn groups_count_as_often_as_they_have_documents() {
        let group = |class, count, size, documents| Holding {
            class,
            count,
            size,
            documents,
        };
        // Rates 1/10 four times, 1/5 three times, 1/2 twice; two documents lack the term.
        let groups = vec![
            group(0, 5, 10, 2),
            group(1, 1, 10, 4),
            group(1, 1, 5, 1),
            group(0, 2, 10, 2),
        ];
        let above = super::above_median(groups, 11);
        let documents: u64 = above.iter().map(|held| held.documents).sum();
        assert_eq!(documents, 5);
        assert!(above.iter().all(|held| held.count * 5 >= held.size));
    }

    #[test]
    fn the_median_parts_documents_by_rate() {
        // Rates 0, 1/10, 2/20, 1/5, 3/10.
        let sizes = [7, 10, 20, 5, 10];
        let spread = [(1, 1), (2, 2), (3, 1), (4, 3)];
        let mut above = above_median(&spread, &sizes);
        above.sort_unstable();
        assert_eq!(above, [3, 4]);
        // An even number: the two middle values of 0, 0, 1/10, 1/10, 1/5, 3/10.
        let mut above = above_median(&spread, &[7, 10, 20, 5, 10, 9]);
        above.sort_unstable();
        assert_eq!(above, [3, 4]);
        assert!(above_median(&[(0, 1), (1, 2)], &[10, 20]).is_empty());
        // Four of seven tie with the median: if they count as above, the halves are four and three.
        let above = above_median(&[(0, 1), (1, 1), (2, 1), (3, 1)], &[9; 7]);
        assert_eq!(above.len(), 4);
    }

    #[test]
    fn documents_that_differ_the_other_way_say_nothing() {
        let test = DocumentTest {
            documents: 20,
            of_common: FxHashMap::default(),
        };
        assert!(test.p((8, 1), 10, 1.0) < 0.01);
        assert_eq!(test.p((8, 1), 10, -1.0), 1.0);
        assert_eq!(test.p((5, 5), 10, 1.0), 1.0);
        assert_eq!(test.above(3, 0, (4, 7)), (4, 3));
    }
}
