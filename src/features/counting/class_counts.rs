//! Counts of terms by class. Only terms that occur in a class take memory, so there may be many classes.

use super::candidates::Candidates;
use super::row_counter::FirstSeen;
use super::selected::Selected;
use crate::error::Result;

/// The counts of a term in a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassCount {
    /// Number of the term in its [`crate::Terms`].
    pub term: u32,
    /// Documents of the class that contain it.
    pub documents: u32,
    /// Occurrences in the class.
    pub count: u64,
}

/// Size of a class.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClassSize {
    /// Its documents.
    pub documents: u64,
    /// Its tokens, including non-terms.
    pub tokens: u64,
}

/// Counter for one class at a time.
struct ClassCounter {
    counts: Vec<u64>,
    documents: Vec<u32>,
    seen: FirstSeen,
    touched: Vec<u32>,
    size: ClassSize,
}

impl ClassCounter {
    fn new(terms: usize) -> Self {
        ClassCounter {
            counts: vec![0; terms],
            documents: vec![0; terms],
            seen: FirstSeen::new(terms),
            touched: Vec::new(),
            size: ClassSize::default(),
        }
    }

    #[inline]
    fn add(&mut self, term: u32, count: u32, document: usize) {
        let sum = &mut self.counts[term as usize];
        if *sum == 0 {
            self.touched.push(term);
        }
        *sum += u64::from(count);
        self.documents[term as usize] += u32::from(self.seen.is_first(term, document));
    }

    /// The counts of the class, by term; resets the counter for the next class.
    fn take(&mut self) -> (ClassSize, Vec<ClassCount>) {
        self.touched.sort_unstable();
        let counts = self.touched.iter().map(|&term| ClassCount {
            term,
            documents: std::mem::take(&mut self.documents[term as usize]),
            count: std::mem::take(&mut self.counts[term as usize]),
        });
        let counts = counts.collect();
        self.touched.clear();
        (std::mem::take(&mut self.size), counts)
    }
}

/// Size of each class of the corpus, and the terms that occur in it.
pub(crate) fn count_by_class(
    selected: &Selected<'_>,
    candidates: &Candidates<'_>,
) -> Result<(Vec<ClassSize>, Vec<Vec<ClassCount>>)> {
    let counted = selected.for_each_class(
        || ClassCounter::new(candidates.len()),
        |counter, reader, document| {
            counter.size.documents += 1;
            let tokens = reader.occurrences(document)?;
            counter.size.tokens += tokens.map(|(_, count)| u64::from(count)).sum::<u64>();
            candidates.for_each(reader, document, |term, count| {
                counter.add(term, count, document);
            })
        },
        ClassCounter::take,
    )?;
    let classes = selected.corpus.classes().len();
    let mut sizes = vec![ClassSize::default(); classes];
    let mut by_class = vec![Vec::new(); classes];
    for (class, (size, counts)) in counted {
        let class = class as usize;
        sizes[class].documents += size.documents;
        sizes[class].tokens += size.tokens;
        if by_class[class].is_empty() {
            by_class[class] = counts;
        } else {
            by_class[class] = merged(&by_class[class], &counts);
        }
    }
    Ok((sizes, by_class))
}

/// Sum of the counts of a class from two threads.
fn merged(left: &[ClassCount], right: &[ClassCount]) -> Vec<ClassCount> {
    let mut all = [left, right].concat();
    all.sort_unstable_by_key(|count| count.term);
    all.dedup_by(|next, have| {
        let same = next.term == have.term;
        if same {
            have.count += next.count;
            have.documents += next.documents;
        }
        same
    });
    all
}
