//! Learning the vocabulary and its weights.

use std::fmt;

use rayon::prelude::*;

use super::array::Array;
use super::frequency_table::{FrequencyTable, MAX_CLASS_CELLS, effective, too_many_cells};
use super::row_reader::RowReader;
use super::selection::{CandidateTerms, ClassDf, KeptCandidates, select};
use super::settings::{ClassWeighting, FeatureSettings};
use super::vocabulary::Vocabulary;
use super::weighting::{class_weight, idf};
use crate::corpus::Labels;
use crate::corpus::Selection;
use crate::error::Result;
use crate::features::clitics::table::CliticTable;
use crate::features::counting::candidates::Candidates;
use crate::features::counting::classes::Classes;
use crate::features::counting::ngram_key::NONE;
use crate::features::counting::selected::Selected;

/// The learned terms: frozen, so that any text gets the same numbers alone and in a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    /// The settings of training.
    pub settings: FeatureSettings,
    /// The terms.
    pub vocabulary: Vocabulary,
    /// Document frequency of each term.
    pub document_frequency: Array<u32>,
    /// Class weight of each term; empty if every term has weight 1.
    pub class_weight: Array<f32>,
    /// Documents that were counted.
    pub documents: u64,
    /// The base forms of words, if [`FeatureSettings::clitics`] is set.
    pub clitics: Option<CliticTable>,
}

impl Features {
    /// Weight of each term: inverse document frequency times class weight.
    pub fn term_weights(&self) -> Vec<f64> {
        let terms = 0..self.vocabulary.len();
        terms.map(|term| self.term_weight(term)).collect()
    }

    /// Weight of one term.
    pub fn term_weight(&self, term: usize) -> f64 {
        let df = u64::from(self.document_frequency[term]);
        let class_weight = self.class_weight.get(term).map_or(1.0, |&w| f64::from(w));
        idf(self.settings.idf, df, self.documents) * class_weight
    }
}

/// Features learned from some documents of a corpus, together with those documents.
pub struct Fit<'c> {
    selected: Selected<'c>,
    candidates: Candidates<'c>,
    /// Term of each candidate. Candidates outside the vocabulary are removed; the others keep the order of
    /// their numbers. Frequent terms are close together in it, so tables by candidate use caches well.
    term_of_candidate: Vec<u32>,
    labels: Labels,
    /// Label of each class number of the corpus.
    label_of_class: Vec<usize>,
    class_documents: Vec<u64>,
    features: Features,
}

impl fmt::Debug for Fit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fit")
            .field("documents", &self.selected.len())
            .field("terms", &self.features.vocabulary.len())
            .field("labels", &self.labels)
            .finish_non_exhaustive()
    }
}

impl<'c> Fit<'c> {
    /// Learns from some documents.
    ///
    /// # Errors
    /// When settings are invalid, the corpus was tokenised with other settings, or no term is left.
    pub fn new(selection: &Selection<'c>, settings: &FeatureSettings) -> Result<Self> {
        FrequencyTable::new(selection, settings)?.fit(settings)
    }

    /// Learns from counted candidates.
    pub(crate) fn of_candidates(
        selected: Selected<'c>,
        kept: &KeptCandidates<'_, 'c>,
        class_df: &ClassDf,
        settings: &FeatureSettings,
    ) -> Result<Self> {
        let (selection, most) = (settings.selection, settings.max_features);
        let terms = select(kept, class_df, selection, most);
        let features = features(&terms, kept.frequency, class_df, settings)?;
        let term_of_candidate = terms_of(&terms, kept.frequency.len());
        let is_term = |candidate: u32| term_of_candidate[candidate as usize] != NONE;
        let candidates = kept.candidates.part(kept.frequency, is_term);
        let term_of_candidate = term_of_candidate.into_iter().filter(|&term| term != NONE);
        let classes = Classes::new(&selected);
        Ok(Fit {
            selected,
            candidates,
            term_of_candidate: term_of_candidate.collect(),
            class_documents: class_df.documents.clone(),
            labels: classes.labels,
            label_of_class: classes.label_of_class,
            features,
        })
    }

    /// With the base forms of words.
    pub(crate) fn with_clitics(mut self, clitics: Option<CliticTable>) -> Self {
        self.features.clitics = clitics;
        self
    }

    /// The labels of the documents, sorted.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// Number of documents of each label.
    pub fn class_documents(&self) -> &[u64] {
        &self.class_documents
    }

    /// The learned features.
    pub fn features(&self) -> &Features {
        &self.features
    }

    /// The learned features, without the documents.
    pub fn into_features(self) -> Features {
        self.features
    }

    /// Passes the label and the row of each document to `take`, on all threads, in any order.
    ///
    /// # Errors
    /// When a temporary file with documents cannot be read.
    pub fn for_each_row(&self, take: impl Fn(usize, &[(u32, f64)]) + Sync) -> Result<()> {
        let read = self.selected.for_each(
            || RowReader::new(&self.features, &self.candidates, &self.term_of_candidate),
            |rows, reader, document| {
                let row = rows.read(reader, document)?.iter();
                let row = row.map(|&(candidate, weight)| {
                    (self.term_of_candidate[candidate as usize], weight)
                });
                let class = self.selected.corpus.class_of(document);
                take(
                    self.label_of_class[class as usize],
                    &row.collect::<Vec<_>>(),
                );
                Ok(())
            },
        );
        read.map(|_| ())
    }

    /// The class in the corpus of each label.
    pub(crate) fn class_of(&self) -> Vec<u32> {
        let mut class_of = vec![0; self.labels.len()];
        for (class, &label) in self.label_of_class.iter().enumerate() {
            if let Some(of_label) = class_of.get_mut(label) {
                *of_label = class as u32;
            }
        }
        class_of
    }

    /// The label and the row of each of `documents` of the corpus, in order, whether they were learned from or
    /// not. Documents with other labels are left out.
    ///
    /// # Errors
    /// When a temporary file with documents cannot be read.
    pub(crate) fn rows_of(&self, documents: &[usize]) -> Result<Vec<LabelledRow>> {
        let terms = &self.term_of_candidate;
        let rows = documents.par_chunks(documents.len() / rayon::current_num_threads() + 1);
        let rows = rows.map(|documents| {
            let mut rows = RowReader::new(&self.features, &self.candidates, terms);
            let mut reader = self.selected.reader();
            let mut read = Vec::with_capacity(documents.len());
            for &document in documents {
                let class = self.selected.corpus.class_of(document);
                let label = self.label_of_class[class as usize];
                if label < self.labels.len() {
                    let row = rows.read(&mut reader, document)?;
                    read.push((label, RowEntries { row, terms }.iter().collect()));
                }
            }
            Ok(read)
        });
        let rows: Vec<Vec<_>> = rows.collect::<Result<_>>()?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// Sums what `steps` returns for the weights of each row: for each label its terms, in order, and their
    /// sums. Terms with sum 0 are left out: with thousands of labels these are most terms. In the same reading
    /// `keep` gets the label of each row and its entries, to collect what it needs in one of several buffers.
    ///
    /// # Errors
    /// When a temporary file with documents cannot be read.
    pub(crate) fn sums_by_class<B: Default + Send>(
        &self,
        steps: impl Fn(f64) -> i64 + Sync,
        keep: impl Fn(&mut B, usize, RowEntries<'_>) + Sync,
    ) -> Result<(Vec<TermSums>, Vec<B>)> {
        let terms = &self.term_of_candidate;
        let found = self.selected.for_each_class(
            || {
                let rows = RowReader::new(&self.features, &self.candidates, terms);
                (rows, Sums::new(terms.len()), B::default())
            },
            |(rows, sums, buffer), reader, document| {
                let row = rows.read(reader, document)?;
                for &(candidate, weight) in row {
                    sums.add(candidate, steps(weight));
                }
                let class = self.selected.corpus.class_of(document);
                keep(
                    buffer,
                    self.label_of_class[class as usize],
                    RowEntries { row, terms },
                );
                Ok(())
            },
            |(_, sums, buffer)| {
                let sums = sums.drain(|candidate| terms[candidate as usize]);
                (sums, std::mem::take(buffer))
            },
        )?;
        let mut by_label = vec![Vec::new(); self.labels.len()];
        let mut buffers = Vec::with_capacity(found.len());
        for (class, (sums, buffer)) in found {
            buffers.push(buffer);
            if let Some(of_label) = by_label.get_mut(self.label_of_class[class as usize]) {
                of_label.extend(sums);
            }
        }
        by_label.par_iter_mut().for_each(merge_sums);
        Ok((by_label, buffers))
    }
}

/// Terms, in order, and their sums.
pub(crate) type TermSums = Vec<(u32, i64)>;

/// A label, and the terms of a row with their weights.
pub(crate) type LabelledRow = (usize, Vec<(u32, f64)>);

/// The terms of a row and their weights.
pub(crate) struct RowEntries<'r> {
    row: &'r [(u32, f64)],
    terms: &'r [u32],
}

impl RowEntries<'_> {
    /// Terms and weights, in the order of the row.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = (u32, f64)> + '_ {
        let entries = self.row.iter();
        entries.map(|&(candidate, weight)| (self.terms[candidate as usize], weight))
    }
}

/// Sums of one class at a time.
struct Sums {
    by_candidate: Vec<i64>,
    touched: Vec<u32>,
}

impl Sums {
    fn new(candidates: usize) -> Self {
        Sums {
            by_candidate: vec![0; candidates],
            touched: Vec::new(),
        }
    }

    #[inline]
    fn add(&mut self, candidate: u32, steps: i64) {
        let sum = &mut self.by_candidate[candidate as usize];
        if *sum == 0 {
            self.touched.push(candidate);
        }
        *sum += steps;
    }

    /// The non-zero sums, each candidate mapped by `number`; resets the sums.
    fn drain(&mut self, number: impl Fn(u32) -> u32) -> Vec<(u32, i64)> {
        let mut sums = Vec::with_capacity(self.touched.len());
        for candidate in self.touched.drain(..) {
            let sum = std::mem::take(&mut self.by_candidate[candidate as usize]);
            if sum != 0 {
                sums.push((number(candidate), sum));
            }
        }
        sums
    }
}

/// Sorts sums by term and merges those of the same term from several threads.
fn merge_sums(sums: &mut Vec<(u32, i64)>) {
    sums.sort_unstable_by_key(|&(term, _)| term);
    sums.dedup_by(|next, first| {
        let same = next.0 == first.0;
        first.1 += i64::from(same) * next.1;
        same
    });
}

/// Term of each candidate, or [`NONE`].
fn terms_of(terms: &[(String, u32)], candidates: usize) -> Vec<u32> {
    let mut term_of_candidate = vec![NONE; candidates];
    for (term, (_, candidate)) in terms.iter().enumerate() {
        term_of_candidate[*candidate as usize] = term as u32;
    }
    term_of_candidate
}

/// The features of candidates that each occur in at least `low` documents, where `asked` was requested;
/// `None` if their table by classes is too large, so that rare candidates must be removed.
pub(crate) fn learned(
    candidates: &(impl CandidateTerms + Sync),
    class_df: &ClassDf,
    settings: &FeatureSettings,
    (low, asked): (u64, u64),
) -> Result<Option<Features>> {
    let count = candidates.frequency().len();
    let classes = class_df.documents.len();
    if count.saturating_mul(classes) > MAX_CLASS_CELLS {
        return match settings.max_features {
            Some(_) => Ok(None),
            None => Err(too_many_cells(classes, asked, MAX_CLASS_CELLS)),
        };
    }
    if count == 0 {
        return Err(too_many_cells(classes, asked, MAX_CLASS_CELLS));
    }
    let (selection, most) = (settings.selection, settings.max_features);
    let terms = select(candidates, class_df, selection, most);
    let effective = effective(settings, low, asked);
    features(&terms, candidates.frequency(), class_df, &effective).map(Some)
}

/// The features of the selected terms; their numbers are those of candidates with these document frequencies.
fn features(
    terms: &[(String, u32)],
    frequency: &[u32],
    class_df: &ClassDf,
    settings: &FeatureSettings,
) -> Result<Features> {
    let vocabulary = Vocabulary::from_terms(terms.iter().map(|(term, _)| term.as_str()))?;
    let numbers = || terms.par_iter().map(|(_, candidate)| *candidate as usize);
    let weight = |candidate| {
        class_weight(
            settings.class_weighting,
            class_df.of(candidate),
            &class_df.documents,
        )
    };
    let class_weight = match settings.class_weighting {
        ClassWeighting::None => Array::default(),
        ClassWeighting::Entropy => numbers().map(weight).collect::<Vec<f32>>().into(),
    };
    Ok(Features {
        settings: settings.clone(),
        vocabulary,
        document_frequency: numbers()
            .map(|candidate| frequency[candidate])
            .collect::<Vec<u32>>()
            .into(),
        class_weight,
        documents: class_df.documents.iter().sum(),
        clitics: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn sums_of_several_threads_become_one() {
        let mut sums = vec![(3, 5), (1, 2), (3, -1), (2, 7)];
        merge_sums(&mut sums);
        assert_eq!(sums, [(1, 2), (2, 7), (3, 4)]);
        let mut of_class = Sums::new(4);
        of_class.add(2, 0);
        of_class.add(2, 6);
        of_class.add(0, 0);
        assert_eq!(of_class.drain(|candidate| candidate + 10), [(12, 6)]);
        assert!(of_class.drain(|candidate| candidate).is_empty());
    }
}
