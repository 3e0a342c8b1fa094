//! Learning the vocabulary and its weights, and what is learned.

use rayon::prelude::*;

use super::array::Array;
use super::candidates::Candidates;
use super::classes::Classes;
use super::clitic_learning::learn_bases;
use super::clitic_table::CliticTable;
use super::levels::{Frequency, tokens_level};
use super::ngram_key::NONE;
use super::row_reader::RowReader;
use super::selected::Selected;
use super::selection::{ClassDf, select};
use super::settings::{ClassWeighting, FeatureSettings};
use super::tokenized::TokenizedCorpus;
use super::vocabulary::Vocabulary;
use super::weighting::{class_weight, idf};
use crate::corpus::Labels;
use crate::error::{Error, Result};

/// Cells of the table of document frequencies by class; more would not fit into common memory.
const MAX_CLASS_CELLS: usize = 1 << 28;

/// What was learned of terms: frozen, so that any text gets the same numbers alone and in a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    /// How it was learned.
    pub settings: FeatureSettings,
    /// The terms.
    pub vocabulary: Vocabulary,
    /// Documents that hold each term.
    pub document_frequency: Array<u32>,
    /// Class weight of each term; empty when every term weighs 1.
    pub class_weight: Array<f32>,
    /// Documents that were counted.
    pub documents: u64,
    /// The base forms of words, when [`FeatureSettings::clitics`] is set.
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
    /// Term of each candidate. Candidates outside the vocabulary are gone; the others stand in the
    /// order of their numbers, in which frequent terms come close together, so that tables by
    /// candidate are kind to caches.
    term_of_candidate: Vec<u32>,
    labels: Labels,
    /// Label of each class number of the corpus.
    label_of_class: Vec<usize>,
    class_documents: Vec<u64>,
    features: Features,
}

impl<'c> Fit<'c> {
    /// Learns from the documents of `corpus` for which `included` holds.
    ///
    /// # Errors
    /// When settings are impossible, or no term passes them.
    pub fn new(
        corpus: &'c TokenizedCorpus,
        included: &[bool],
        settings: &FeatureSettings,
    ) -> Result<Self> {
        settings.check()?;
        if corpus.is_counted() && settings.ngrams.high() > 1 {
            return Err(Error::Settings(
                "the corpus was read for single words and keeps no order of words".into(),
            ));
        }
        let mut selected = Selected::new(corpus, included);
        let clitics = group_forms(&mut selected, settings)?;
        let classes = Classes::new(&selected);
        let range = settings.df_range(selected.len() as u64);
        let mut candidates = count_within_memory(&selected, settings, range, classes.labels.len())?;
        if candidates.len() == 0 {
            return Err(no_terms(&selected, range));
        }
        let class_df = classes.document_frequencies(&selected, &candidates)?;
        let terms = select(
            &candidates,
            &class_df,
            settings.selection,
            settings.max_features,
        );
        let features = Features {
            clitics,
            ..features(&terms, &candidates, &class_df, settings)?
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

    /// What was learned.
    pub fn features(&self) -> &Features {
        &self.features
    }

    /// What was learned, without the documents.
    pub fn into_features(self) -> Features {
        self.features
    }

    /// Hands the label and the row of each document to `take`, on all threads, in no order.
    ///
    /// # Errors
    /// When a temporary file that holds documents cannot be read.
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

    /// Adds up what `steps` makes of the weights of each row: sums by class and term, in one vector
    /// for each label.
    ///
    /// # Errors
    /// When a temporary file that holds documents cannot be read.
    pub(crate) fn sums_by_class(&self, steps: impl Fn(f64) -> i64 + Sync) -> Result<Vec<Vec<i64>>> {
        let by_candidate = self.selected.sums_by_class(
            self.term_of_candidate.len(),
            || RowReader::new(&self.features, &self.candidates, &self.term_of_candidate),
            |rows, reader, document, sums: &mut [i64]| {
                for &(candidate, weight) in rows.read(reader, document)? {
                    sums[candidate as usize] += steps(weight);
                }
                Ok(())
            },
        )?;
        let mut by_label = vec![Vec::new(); self.labels.len()];
        for (of_candidates, &label) in by_candidate.iter().zip(&self.label_of_class) {
            if label < by_label.len() {
                let mut of_terms = vec![0; of_candidates.len()];
                for (&sum, &term) in of_candidates.iter().zip(&self.term_of_candidate) {
                    of_terms[term as usize] = sum;
                }
                by_label[label] = of_terms;
            }
        }
        Ok(by_label)
    }
}

/// Term of each candidate, or [`NONE`].
fn terms_of(terms: &[(String, u32)], candidates: usize) -> Vec<u32> {
    let mut term_of_candidate = vec![NONE; candidates];
    for (term, (_, candidate)) in terms.iter().enumerate() {
        term_of_candidate[*candidate as usize] = term as u32;
    }
    term_of_candidate
}

/// Counts candidates; with very many classes and terms, raises the smallest document frequency
/// until document frequencies by class fit into memory.
fn count_within_memory<'c>(
    selected: &Selected<'c>,
    settings: &FeatureSettings,
    (mut low, high): (u64, u64),
    classes: usize,
) -> Result<Candidates<'c>> {
    loop {
        let (ngrams, char_ngrams) = (settings.ngrams, settings.char_ngrams);
        let candidates = Candidates::count(selected, ngrams, char_ngrams, (low, high))?;
        let fits = candidates.len() * classes <= MAX_CLASS_CELLS;
        if fits || settings.max_features.is_none() || low >= high {
            return Ok(candidates);
        }
        low *= 2;
    }
}

fn no_terms(selected: &Selected<'_>, (low, high): (u64, u64)) -> Error {
    let documents = selected.len();
    if selected.corpus.token_count() == 0 {
        return Error::Input(format!(
            "the {documents} documents hold no word; is the text in another field, or is the profile wrong?"
        ));
    }
    Error::Settings(format!(
        "no term occurs in at least {low} and at most {high} of the {documents} documents; lower --min-df or raise --max-df"
    ))
}

fn features(
    terms: &[(String, u32)],
    candidates: &Candidates<'_>,
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
            .map(|candidate| candidates.frequency()[candidate])
            .collect::<Vec<u32>>()
            .into(),
        class_weight,
        documents: class_df.documents.iter().sum(),
        clitics: None,
    })
}

/// Learns base forms if the settings ask for it, and counts them from then on.
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
