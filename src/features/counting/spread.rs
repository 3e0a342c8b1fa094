//! Distribution of terms over the parts of a corpus.

use super::row_counter::RowCounter;
use super::selected::Selected;
use super::terms::Terms;
use crate::error::{Error, Result};

/// The parts that contain a term, in ascending order, and its counts.
pub type Spread = Vec<(u32, u64)>;

/// Distribution of some terms over the parts of a corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spreads {
    /// Tokens of each part, including non-terms.
    pub sizes: Vec<u64>,
    /// One for each requested term.
    pub spreads: Vec<Spread>,
}

impl Terms<'_> {
    /// Counts of each of `terms` in each part of a class, or of all counted documents; `part_of` gives the
    /// part of each document of the corpus. Parts without a document of the class are skipped; the others are
    /// numbered from 0.
    ///
    /// # Errors
    /// When the corpus's temporary file cannot be read.
    pub fn spreads(&self, class: Option<u32>, terms: &[u32], part_of: &[u32]) -> Result<Spreads> {
        let documents = self.selected().corpus.len();
        if part_of.len() != documents {
            return Err(Error::Settings(format!(
                "there are parts of {} documents, but the corpus has {documents}; give one for each",
                part_of.len()
            )));
        }
        if let Some(term) = terms.iter().find(|&&term| term as usize >= self.len()) {
            return Err(Error::Settings(format!(
                "there is no term {term}: there are {}, counted from 0",
                self.len()
            )));
        }
        let of_class;
        let selected = match class {
            Some(class) => {
                of_class = self.selected().of_class(class);
                &of_class
            }
            None => self.selected(),
        };
        let mut parts: Vec<u32> = selected.iter().map(|document| part_of[document]).collect();
        parts.sort_unstable();
        parts.dedup();
        // It contains every document's part.
        let part = |document: usize| parts.partition_point(|&p| p < part_of[document]) as u32;
        Ok(Spreads {
            sizes: part_sizes(selected, parts.len(), part)?,
            spreads: self.spreads_in(selected, terms, part)?,
        })
    }

    /// As [`Terms::spreads`], with each counted document as a part, in corpus order.
    pub(crate) fn spreads_over_documents(&self, terms: &[u32]) -> Result<Spreads> {
        let own: Vec<u32> = (0..self.selected().corpus.len() as u32).collect();
        self.spreads(None, terms, &own)
    }

    /// The class of each counted document, in corpus order.
    pub(crate) fn document_classes(&self) -> Vec<u32> {
        let mut documents: Vec<usize> = self.selected().iter().collect();
        documents.sort_unstable();
        let corpus = self.selected().corpus;
        let classes = documents.into_iter();
        classes.map(|document| corpus.class_of(document)).collect()
    }

    fn spreads_in(
        &self,
        selected: &Selected<'_>,
        terms: &[u32],
        part: impl Fn(usize) -> u32 + Sync,
    ) -> Result<Vec<Spread>> {
        let mut place = vec![u32::MAX; self.len()];
        for (index, &term) in terms.iter().enumerate() {
            place[term as usize] = index as u32;
        }
        let start = || {
            let spreads = vec![Spread::new(); terms.len()];
            (RowCounter::new(terms.len()), spreads)
        };
        let found = selected.for_each(start, |(counter, spreads), reader, document| {
            self.candidates()
                .for_each(reader, document, |term, count| {
                    if place[term as usize] != u32::MAX {
                        counter.add(place[term as usize], count);
                    }
                })?;
            counter.drain(|index, count| {
                spreads[index as usize].push((part(document), u64::from(count)));
            });
            Ok(())
        })?;
        let mut joined = vec![Spread::new(); terms.len()];
        for (_, spreads) in found {
            for (sum, spread) in joined.iter_mut().zip(spreads) {
                sum.extend(spread);
            }
        }
        joined.iter_mut().for_each(add_up);
        Ok(joined)
    }
}

fn part_sizes(
    selected: &Selected<'_>,
    parts: usize,
    part: impl Fn(usize) -> u32 + Sync,
) -> Result<Vec<u64>> {
    let found = selected.for_each(Vec::new, |found, reader, document| {
        let counts = reader.occurrences(document)?;
        let sum: u64 = counts.map(|(_, count)| u64::from(count)).sum();
        found.push((part(document), sum));
        Ok(())
    })?;
    let mut sizes = vec![0; parts];
    for (part, sum) in found.into_iter().flatten() {
        sizes[part as usize] += sum;
    }
    Ok(sizes)
}

/// Sorts the parts of a spread and merges duplicates.
fn add_up(spread: &mut Spread) {
    spread.sort_unstable();
    spread.dedup_by(|next, have| {
        let same = next.0 == have.0;
        if same {
            have.1 += next.1;
        }
        same
    });
}
