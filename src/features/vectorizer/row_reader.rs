//! Rows of the training documents.

use super::fit::Features;
use super::weighting::Weighting;
use crate::corpus::tokens::document_reader::DocumentReader;
use crate::error::Result;
use crate::features::counting::candidates::Candidates;
use crate::features::counting::row_counter::RowCounter;

/// Creates the rows of documents, one after another.
pub(crate) struct RowReader<'f, 'c> {
    candidates: &'f Candidates<'c>,
    counter: RowCounter,
    weighting: Weighting,
    /// Weight of each candidate.
    weights: Vec<f64>,
    row: Vec<(u32, f64)>,
}

impl<'f, 'c> RowReader<'f, 'c> {
    /// `candidates` are the terms of `features`; `term_of_candidate` maps them.
    pub(crate) fn new(
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
    pub(crate) fn read(
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
