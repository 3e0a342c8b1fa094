//! Rows of the documents that are learned from.

use super::candidates::Candidates;
use super::document_reader::DocumentReader;
use super::fit::Features;
use super::row_counter::RowCounter;
use super::weighting::Weighting;
use crate::error::Result;

/// Makes the rows of documents, one after the other.
pub(super) struct RowReader<'f, 'c> {
    candidates: &'f Candidates<'c>,
    counter: RowCounter,
    weighting: Weighting,
    /// Weight of each candidate.
    weights: Vec<f64>,
    row: Vec<(u32, f64)>,
}

impl<'f, 'c> RowReader<'f, 'c> {
    /// `candidates` are the terms of `features`; `term_of_candidate` says which is which.
    pub(super) fn new(
        features: &Features,
        candidates: &'f Candidates<'c>,
        term_of_candidate: &[u32],
    ) -> Self {
        let of_term = features.term_weights();
        let terms = term_of_candidate.iter();
        let settings = &features.settings;
        RowReader {
            candidates,
            counter: RowCounter::new(term_of_candidate.len()),
            weighting: Weighting::new(settings.tf, settings.norm),
            weights: terms.map(|&term| of_term[term as usize]).collect(),
            row: Vec::new(),
        }
    }

    /// The row of `document`, with candidates instead of terms.
    pub(super) fn read(
        &mut self,
        reader: &mut DocumentReader<'c>,
        document: usize,
    ) -> Result<&[(u32, f64)]> {
        let RowReader {
            candidates,
            counter,
            weighting,
            weights,
            row,
        } = self;
        candidates.for_each(reader, document, |candidate, count| {
            counter.add(candidate, count);
        })?;
        row.clear();
        counter.drain(|candidate, count| {
            row.push((candidate, weighting.tf(count) * weights[candidate as usize]));
        });
        weighting.normalise(row);
        Ok(row)
    }
}
