//! What statistics need to know of terms: of a corpus, or of counts that were added up.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::class_counts::{ClassCount, ClassSize};
use super::spread::Spread;
use super::terms::{TermText, Terms};
use crate::error::Result;

/// Documents of a class that contain a term equally often among equally many tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holding {
    /// Number of the class.
    pub class: u32,
    /// Occurrences of the term in each document, at least 1.
    pub count: u64,
    /// Tokens of each document, including non-terms.
    pub size: u64,
    /// Number of such documents.
    pub documents: u64,
}

/// Terms with their counts by class; terms and classes are identified by numbers from 0.
pub trait CountedTerms: Sync {
    /// Number of terms.
    fn len(&self) -> usize;

    /// True when there is no term.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Size of each class, by number.
    fn sizes(&self) -> &[ClassSize];

    /// The name of a class.
    fn class_name(&self, class: usize) -> &str;

    /// The terms that occur in a class, by number.
    fn in_class(&self, class: usize) -> &[ClassCount];

    /// The texts of some terms.
    fn texts(&self, terms: &[u32]) -> FxHashMap<u32, TermText>;

    /// The documents that contain each of `terms`, grouped; one list for each term, in any order.
    ///
    /// # Errors
    /// When they were not counted, or a temporary file cannot be read.
    fn holdings(&self, terms: &[u32]) -> Result<Vec<Vec<Holding>>>;

    /// Documents of all classes.
    fn document_count(&self) -> u64 {
        self.sizes().iter().map(|size| size.documents).sum()
    }

    /// Tokens of all classes, including non-terms.
    fn token_count(&self) -> u64 {
        self.sizes().iter().map(|size| size.tokens).sum()
    }

    /// Occurrences of each term in all classes, and its document frequency.
    fn totals(&self) -> Vec<(u64, u64)> {
        let mut sums = vec![(0, 0); self.len()];
        for class in 0..self.sizes().len() {
            for count in self.in_class(class) {
                let sum = &mut sums[count.term as usize];
                sum.0 += count.count;
                sum.1 += u64::from(count.documents);
            }
        }
        sums
    }
}

impl CountedTerms for Terms<'_> {
    fn len(&self) -> usize {
        Terms::len(self)
    }

    fn sizes(&self) -> &[ClassSize] {
        Terms::sizes(self)
    }

    fn class_name(&self, class: usize) -> &str {
        Terms::class_name(self, class)
    }

    fn in_class(&self, class: usize) -> &[ClassCount] {
        Terms::in_class(self, class)
    }

    fn texts(&self, terms: &[u32]) -> FxHashMap<u32, TermText> {
        Terms::texts(self, terms)
    }

    fn holdings(&self, terms: &[u32]) -> Result<Vec<Vec<Holding>>> {
        let classes = self.document_classes();
        let found = self.spreads_over_documents(terms)?;
        let spreads = found.spreads.into_par_iter();
        Ok(spreads
            .map(|spread| grouped(&spread, &classes, &found.sizes))
            .collect())
    }
}

/// Groups documents, of which `classes` and `sizes` are given, by class, count and size.
fn grouped(spread: &Spread, classes: &[u32], sizes: &[u64]) -> Vec<Holding> {
    let documents = spread.iter().map(|&(document, count)| Holding {
        class: classes[document as usize],
        count,
        size: sizes[document as usize],
        documents: 1,
    });
    let mut groups: Vec<Holding> = documents.collect();
    groups.sort_unstable();
    groups.dedup_by(|next, have| {
        let same = (next.class, next.count, next.size) == (have.class, have.count, have.size);
        if same {
            have.documents += next.documents;
        }
        same
    });
    groups.shrink_to_fit();
    groups
}
