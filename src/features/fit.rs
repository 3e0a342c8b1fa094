//! Learning the vocabulary and its weights, and what is learned.

use std::sync::atomic::{AtomicU32, Ordering};

use super::candidates::Candidates;
use super::ngram_key::NONE;
use super::row_counter::{FirstSeen, RowCounter};
use super::selected::Selected;
use super::selection::{ClassDf, select};
use super::settings::{ClassWeighting, FeatureSettings};
use super::tokenized::TokenizedCorpus;
use super::vocabulary::Vocabulary;
use super::weighting::{Weighting, class_weight, idf};
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
    pub document_frequency: Vec<u32>,
    /// Class weight of each term; empty when every term weighs 1.
    pub class_weight: Vec<f32>,
    /// Documents that were counted.
    pub documents: u64,
}

impl Features {
    /// Weight of each term: inverse document frequency times class weight.
    pub fn term_weights(&self) -> Vec<f64> {
        let weight = |(term, &df): (usize, &u32)| {
            let class_weight = self.class_weight.get(term).map_or(1.0, |&w| f64::from(w));
            idf(self.settings.idf, u64::from(df), self.documents) * class_weight
        };
        self.document_frequency
            .iter()
            .enumerate()
            .map(weight)
            .collect()
    }
}

/// Features learned from some documents of a corpus, together with those documents.
pub struct Fit<'c> {
    selected: Selected<'c>,
    candidates: Candidates<'c>,
    /// Slot of each candidate, or [`NONE`]: kept candidates in the order of their numbers, in which
    /// frequent terms stand close together, so that tables by slot are kind to caches.
    slot: Vec<u32>,
    /// Term of each slot.
    term_of_slot: Vec<u32>,
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
        included: &'c [bool],
        settings: &FeatureSettings,
    ) -> Result<Self> {
        settings.check()?;
        let selected = Selected { corpus, included };
        let documents = included.iter().filter(|&&included| included).count() as u64;
        let classes = Classes::new(selected);
        let (low, high) = settings.df_range(documents);
        let candidates = count_within_memory(selected, settings, (low, high), classes.labels.len());
        if candidates.len() == 0 {
            return Err(no_terms(corpus, documents, low, high));
        }
        let class_df = classes.document_frequencies(&candidates);
        let terms = select(
            &candidates,
            &class_df,
            settings.selection,
            settings.max_features,
        );
        let features = features(&terms, &candidates, &class_df, settings, documents)?;
        let (slot, term_of_slot) = slots(&terms, candidates.len());
        Ok(Fit {
            selected,
            candidates,
            slot,
            term_of_slot,
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
    pub fn for_each_row(&self, take: impl Fn(usize, &[(u32, f64)]) + Sync) {
        self.for_each_slot_row(|label, slots| {
            let row = slots
                .iter()
                .map(|&(slot, weight)| (self.term_of_slot[slot as usize], weight));
            take(label, &row.collect::<Vec<_>>());
        });
    }

    /// Term of each slot; see [`Fit::for_each_slot_row`].
    pub(crate) fn term_of_slot(&self) -> &[u32] {
        &self.term_of_slot
    }

    /// Like [`Fit::for_each_row`], with slots instead of terms.
    pub(crate) fn for_each_slot_row(&self, take: impl Fn(usize, &[(u32, f64)]) + Sync) {
        let settings = &self.features.settings;
        let weighting = Weighting::new(settings.tf, settings.norm);
        let of_term = self.features.term_weights();
        let terms = self.term_of_slot.iter();
        let weights: Vec<f64> = terms.map(|&term| of_term[term as usize]).collect();
        let start = || (RowCounter::new(weights.len()), Vec::new());
        self.selected.for_each(start, |(counter, row), document| {
            self.candidates.for_each(document, |candidate| {
                let slot = self.slot[candidate as usize];
                if slot != NONE {
                    counter.add(slot);
                }
            });
            row.clear();
            counter.drain(|slot, count| {
                row.push((slot, weighting.tf(count) * weights[slot as usize]));
            });
            weighting.normalise(row);
            let class = self.selected.corpus.class_of(document);
            take(self.label_of_class[class as usize], row);
        });
    }
}

/// Slot of each candidate, and term of each slot.
fn slots(terms: &[(String, u32)], candidates: usize) -> (Vec<u32>, Vec<u32>) {
    let mut term_of_candidate = vec![NONE; candidates];
    for (term, (_, candidate)) in terms.iter().enumerate() {
        term_of_candidate[*candidate as usize] = term as u32;
    }
    let mut term_of_slot = Vec::with_capacity(terms.len());
    let slot = term_of_candidate.into_iter().map(|term| {
        if term == NONE {
            return NONE;
        }
        term_of_slot.push(term);
        term_of_slot.len() as u32 - 1
    });
    (slot.collect(), term_of_slot)
}

/// Counts candidates; with very many classes and terms, raises the smallest document frequency
/// until document frequencies by class fit into memory.
fn count_within_memory<'c>(
    selected: Selected<'c>,
    settings: &FeatureSettings,
    (mut low, high): (u64, u64),
    classes: usize,
) -> Candidates<'c> {
    loop {
        let candidates =
            Candidates::count(selected, settings.ngrams, settings.char_ngrams, (low, high));
        let fits = candidates.len() * classes <= MAX_CLASS_CELLS;
        if fits || settings.max_features.is_none() || low >= high {
            return candidates;
        }
        low *= 2;
    }
}

fn no_terms(corpus: &TokenizedCorpus, documents: u64, low: u64, high: u64) -> Error {
    if corpus.token_count() == 0 {
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
    documents: u64,
) -> Result<Features> {
    let mut text = String::new();
    let mut ends = Vec::with_capacity(terms.len());
    for (term, _) in terms {
        text.push_str(term);
        let end = u32::try_from(text.len()).map_err(|_| {
            Error::Settings("the vocabulary is larger than 4 GiB; lower --max-features".into())
        })?;
        ends.push(end);
    }
    let vocabulary =
        Vocabulary::from_parts(text, ends).map_err(|problem| Error::Input(problem.to_owned()))?;
    let numbers = || terms.iter().map(|(_, candidate)| *candidate as usize);
    let weight = |candidate| {
        class_weight(
            settings.class_weighting,
            class_df.of(candidate),
            &class_df.documents,
        )
    };
    let class_weight = match settings.class_weighting {
        ClassWeighting::None => Vec::new(),
        ClassWeighting::Entropy => numbers().map(weight).collect(),
    };
    Ok(Features {
        settings: settings.clone(),
        vocabulary,
        document_frequency: numbers()
            .map(|candidate| candidates.df()[candidate])
            .collect(),
        class_weight,
        documents,
    })
}

/// The classes of the selected documents.
struct Classes<'c> {
    selected: Selected<'c>,
    labels: Labels,
    label_of_class: Vec<usize>,
}

impl<'c> Classes<'c> {
    fn new(selected: Selected<'c>) -> Self {
        let names = selected.corpus.classes();
        let documents = (0..selected.corpus.len()).filter(|&d| selected.included[d]);
        let labels: Labels = documents
            .map(|document| names.token(selected.corpus.class_of(document)))
            .collect();
        let label_of_class = names
            .iter()
            .map(|name| labels.index(name).unwrap_or(usize::MAX))
            .collect();
        Classes {
            selected,
            labels,
            label_of_class,
        }
    }

    fn label(&self, document: usize) -> usize {
        self.label_of_class[self.selected.corpus.class_of(document) as usize]
    }

    /// Counts documents by class, and by class and candidate.
    fn document_frequencies(&self, candidates: &Candidates<'_>) -> ClassDf {
        let classes = self.labels.len();
        let mut documents = vec![0u64; classes];
        for document in (0..self.selected.corpus.len()).filter(|&d| self.selected.included[d]) {
            documents[self.label(document)] += 1;
        }
        let cells = candidates.len() * classes;
        let counts: Vec<AtomicU32> = (0..cells).map(|_| AtomicU32::new(0)).collect();
        self.selected.for_each(
            || FirstSeen::new(candidates.len()),
            |seen, document| {
                let label = self.label(document);
                candidates.for_each(document, |candidate| {
                    if seen.is_first(candidate, document) {
                        let cell = candidate as usize * classes + label;
                        counts[cell].fetch_add(1, Ordering::Relaxed);
                    }
                });
            },
        );
        ClassDf {
            counts: counts.into_iter().map(AtomicU32::into_inner).collect(),
            documents,
        }
    }
}
