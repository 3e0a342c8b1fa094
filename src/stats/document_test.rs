//! Counts documents that use a term more than the median document, and tests whether this depends on the side
//! of a comparison.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::contingency::Contingency;
use super::fisher::fisher_exact;
use crate::error::Result;
use crate::features::{Spread, Terms};

/// Documents above the median, for all terms of a corpus.
pub(super) struct DocumentTest {
    documents: u64,
    /// For terms that most documents contain: documents of each class above the median.
    of_common: FxHashMap<u32, Vec<u64>>,
}

impl DocumentTest {
    /// Finds the median of each term; `totals` are [`Terms::totals`].
    ///
    /// If at least half of the documents lack a term, its median is 0, and the documents above it are those
    /// that contain it. Single documents are examined only for the other terms.
    pub(super) fn new(terms: &Terms<'_>, totals: &[(u64, u64)]) -> Result<Self> {
        let documents: u64 = terms.sizes().iter().map(|size| size.documents).sum();
        let all = (0..).zip(totals);
        let common = all.filter(|(_, (_, holding))| *holding > documents / 2);
        let common: Vec<u32> = common.map(|(number, _)| number).collect();
        let mut of_common = FxHashMap::default();
        if !common.is_empty() {
            let classes = terms.document_classes();
            let found = terms.spreads_over_documents(&common)?;
            for (number, spread) in common.iter().zip(&found.spreads) {
                let above = above_median(spread, &found.sizes);
                let mut by_class = vec![0; terms.sizes().len()];
                for document in above {
                    by_class[classes[document as usize] as usize] += 1;
                }
                of_common.insert(*number, by_class);
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

/// The documents whose rate of a term is above the median of all documents, most of which contain the term.
/// The median is the lower of the two middle values. Documents that tie with it count as above if the halves
/// are then more equal; this does not depend on the sides, so the test stays exact.
fn above_median(spread: &Spread, sizes: &[u64]) -> Vec<u32> {
    let mut held: Vec<(u32, u64)> = spread.clone();
    let product = |count: u64, size: u64| u128::from(count) * u128::from(size);
    // Compares rates in whole numbers: a / b < c / d if a · d < c · b.
    let compare = |a: &(u32, u64), b: &(u32, u64)| {
        let (a_size, b_size) = (sizes[a.0 as usize], sizes[b.0 as usize]);
        product(a.1, b_size).cmp(&product(b.1, a_size))
    };
    let without = sizes.len() - held.len();
    let middle = (sizes.len() - 1) / 2 - without;
    let median = *held.select_nth_unstable_by(middle, compare).1;
    let count = |is_above: fn(Ordering) -> bool| {
        let above = held.iter().filter(|held| is_above(compare(held, &median)));
        above.count() * 2
    };
    let from_half = |above: usize| above.abs_diff(sizes.len());
    let is_above = match from_half(count(Ordering::is_ge)) < from_half(count(Ordering::is_gt)) {
        true => Ordering::is_ge,
        false => Ordering::is_gt,
    };
    held.retain(|document| is_above(compare(document, &median)));
    held.into_iter().map(|(document, _)| document).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_parts_documents_by_rate() {
        // Rates 0, 1/10, 2/20, 1/5, 3/10.
        let sizes = [7, 10, 20, 5, 10];
        let spread = vec![(1, 1), (2, 2), (3, 1), (4, 3)];
        let mut above = above_median(&spread, &sizes);
        above.sort_unstable();
        assert_eq!(above, [3, 4]);
        // An even number: the two middle values of 0, 0, 1/10, 1/10, 1/5, 3/10.
        let mut above = above_median(&spread, &[7, 10, 20, 5, 10, 9]);
        above.sort_unstable();
        assert_eq!(above, [3, 4]);
        assert!(above_median(&vec![(0, 1), (1, 2)], &[10, 20]).is_empty());
        // Four of seven tie with the median: if they count as above, the halves are four and three.
        let above = above_median(&vec![(0, 1), (1, 1), (2, 1), (3, 1)], &[9; 7]);
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
