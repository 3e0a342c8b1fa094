//! Learning the vocabulary and its weights.

use std::fmt;

use rayon::prelude::*;

use super::array::Array;
use super::row_reader::RowReader;
use super::selection::{CandidateTerms, ClassDf, select};
use super::settings::{ClassWeighting, DfBound, FeatureSettings, MinDf};
use super::vocabulary::Vocabulary;
use super::weighting::{class_weight, idf};
use crate::corpus::Labels;
use crate::corpus::Selection;
use crate::error::{Error, Result};
use crate::features::clitics::learning::learn_bases;
use crate::features::clitics::table::CliticTable;
use crate::features::counting::candidates::Candidates;
use crate::features::counting::classes::Classes;
use crate::features::counting::levels::{Frequency, tokens_level};
use crate::features::counting::ngram_key::NONE;
use crate::features::counting::selected::Selected;

/// Maximum number of cells of tables of terms by classes, of four bytes each: half a gigabyte for the
/// document frequencies, and for the weights of a model.
const MAX_CLASS_CELLS: usize = 1 << 27;

/// Maximum bytes per cell: its weight, and a copy while the model is written.
const BYTES_PER_CELL: usize = 8;

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
        settings.check()?;
        let corpus = selection.corpus();
        settings.check_text(corpus)?;
        let mut selected = Selected::new(selection);
        let clitics = group_forms(&mut selected, settings)?;
        let classes = Classes::new(&selected);
        let range = settings.df_range(selected.len() as u64);
        let (mut candidates, low) = count_within(
            &selected,
            settings,
            range,
            classes.labels.len(),
            most_cells(&selected, settings),
        )?;
        if candidates.len() == 0 {
            return Err(no_terms(&selected, range));
        }
        let effective = effective(settings, low, range.0);
        let class_df = classes.document_frequencies(&selected, &candidates)?;
        let terms = select(
            &candidates,
            &class_df,
            settings.selection,
            settings.max_features,
        );
        let features = Features {
            clitics,
            ..features(&terms, candidates.frequency(), &class_df, &effective)?
        };
        let term_of_candidate = terms_of(&terms, candidates.len());
        let kept = |candidate: u32| term_of_candidate[candidate as usize] != NONE;
        candidates.retain(kept);
        let term_of_candidate = term_of_candidate.into_iter().filter(|&term| term != NONE);
        Ok(Fit {
            selected,
            candidates,
            term_of_candidate: term_of_candidate.collect(),
            class_documents: class_df.documents,
            labels: classes.labels,
            label_of_class: classes.label_of_class,
            features,
        })
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

    /// Sums what `steps` returns for the weights of each row: for each label its terms, in order, and their
    /// sums. Terms with sum 0 are left out: with thousands of labels these are most terms.
    ///
    /// # Errors
    /// When a temporary file with documents cannot be read.
    pub(crate) fn sums_by_class(
        &self,
        steps: impl Fn(f64) -> i64 + Sync,
    ) -> Result<Vec<Vec<(u32, i64)>>> {
        let found = self.selected.for_each_class(
            || {
                let rows =
                    RowReader::new(&self.features, &self.candidates, &self.term_of_candidate);
                (rows, Sums::new(self.term_of_candidate.len()))
            },
            |(rows, sums), reader, document| {
                for &(candidate, weight) in rows.read(reader, document)? {
                    sums.add(candidate, steps(weight));
                }
                Ok(())
            },
            |(_, sums)| sums.drain(|candidate| self.term_of_candidate[candidate as usize]),
        )?;
        let mut by_label = vec![Vec::new(); self.labels.len()];
        for (class, sums) in found {
            if let Some(of_label) = by_label.get_mut(self.label_of_class[class as usize]) {
                of_label.extend(sums);
            }
        }
        by_label.par_iter_mut().for_each(merge_sums);
        Ok(by_label)
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

/// Maximum number of cells of tables of terms by classes.
fn most_cells(selected: &Selected<'_>, settings: &FeatureSettings) -> usize {
    match settings.max_features {
        Some(_) => MAX_CLASS_CELLS,
        // If every term is requested, memory is the only limit.
        None => MAX_CLASS_CELLS.max(selected.corpus.storage().memory() / BYTES_PER_CELL),
    }
}

/// Counts candidates; with very many classes and terms, raises the minimum document frequency until tables of
/// terms by classes fit into memory. Also returns the frequency that was used.
fn count_within<'c>(
    selected: &Selected<'c>,
    settings: &FeatureSettings,
    (asked, high): (u64, u64),
    classes: usize,
    most_cells: usize,
) -> Result<(Candidates<'c>, u64)> {
    let mut low = asked;
    loop {
        let (ngrams, char_ngrams) = (settings.ngrams, settings.char_ngrams);
        let candidates = Candidates::count(selected, ngrams, char_ngrams, (low, high))?;
        let fits = candidates.len().saturating_mul(classes) <= most_cells;
        if fits && (low == asked || candidates.len() > 0) {
            return Ok((candidates, low));
        }
        if fits || settings.max_features.is_none() || low > high {
            return Err(too_many_cells(classes, asked, most_cells));
        }
        low *= 2;
    }
}

fn too_many_cells(classes: usize, low: u64, most_cells: usize) -> Error {
    let most = most_cells / classes.max(1);
    let size = bytesize::ByteSize((most_cells * size_of::<f32>()) as u64);
    Error::Settings(format!(
        "{classes} labels leave room for {most} terms (a weight for each label and term, {size} in all), \
         and more occur in at least {low} documents; merge labels, or raise `min_df`"
    ))
}

fn no_terms(selected: &Selected<'_>, (low, high): (u64, u64)) -> Error {
    let documents = selected.len();
    if selected.corpus.token_count() == 0 {
        return Error::Input(format!(
            "the {documents} documents hold no word; is the text in another field, or is the profile wrong?"
        ));
    }
    none_within(documents as u64, (low, high))
}

/// The error when no term has a document frequency within a range.
pub(crate) fn none_within(documents: u64, (low, high): (u64, u64)) -> Error {
    Error::Settings(format!(
        "no term occurs in at least {low} and at most {high} of the {documents} documents; lower `min_df` or raise `max_df`"
    ))
}

/// The settings that were used, after the requested minimum document frequency was raised to `low`.
fn effective(settings: &FeatureSettings, low: u64, asked: u64) -> FeatureSettings {
    FeatureSettings {
        min_df: match low > asked {
            true => MinDf::Bound(DfBound::Count(low)),
            false => settings.min_df,
        },
        ..settings.clone()
    }
}

/// The features of candidates that each occur in at least `low` documents, where `asked` was requested;
/// `None` if their table by classes is too large, so that rare candidates must be removed.
pub(crate) fn learned(
    candidates: &impl CandidateTerms,
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

/// Learns base forms if the settings require it, and then counts base forms.
fn group_forms(
    selected: &mut Selected<'_>,
    settings: &FeatureSettings,
) -> Result<Option<CliticTable>> {
    if !settings.clitics {
        return Ok(None);
    }
    let tokens = selected.corpus.tokens();
    let df = tokens_level(selected, Frequency::Documents)?.frequency;
    let base_of = learn_bases(tokens, &df, selected.len() as u64);
    let table = CliticTable::learned(tokens, &df, &base_of)?;
    selected.group(base_of);
    Ok(Some(table))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::TokenizedCorpus;

    fn corpus() -> TokenizedCorpus {
        let mut corpus = TokenizedCorpus::default();
        for (text, label) in [
            ("a b c d", "x"),
            ("a b c e", "y"),
            ("a f", "z"),
            ("a g", "z"),
        ] {
            corpus.push(text, label).unwrap();
        }
        corpus
    }

    fn counted(most_cells: usize) -> Result<(usize, u64)> {
        let corpus = corpus();
        let selected = Selected::new(&corpus.all());
        let settings = FeatureSettings {
            ngrams: crate::text::NgramRange::WORDS,
            ..FeatureSettings::default()
        };
        let counted = count_within(&selected, &settings, (1, 4), 3, most_cells);
        counted.map(|(candidates, low)| (candidates.len(), low))
    }

    #[test]
    fn rare_terms_give_way_to_many_labels() {
        // Seven words; a, b and c are in two documents or more, a in all four.
        assert_eq!(counted(21).unwrap(), (7, 1));
        assert_eq!(counted(20).unwrap(), (3, 2));
        assert_eq!(counted(8).unwrap(), (1, 4));
        let error = counted(2).unwrap_err().to_string();
        assert_eq!(
            error,
            "3 labels leave room for 0 terms (a weight for each label and term, 8 B in all), \
             and more occur in at least 1 documents; merge labels, or raise `min_df`"
        );
    }

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
