//! Counts of terms by label, which can be added up.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::class_counts::{ClassCount, ClassSize};
use super::counted_terms::{CountedTerms, Holding};
use super::terms::{TermText, Terms};
use crate::corpus::tokens::token_table::TokenTable;
use crate::error::{Error, Result};
use crate::text::shown;

/// Occurrences of terms in the documents of each label, and the documents that contain them.
///
/// Counts are integers, so the sum of all parts, in any order, equals the counts of all documents.
#[derive(Debug, Clone, Default)]
pub(crate) struct TermRows {
    labels: TokenTable,
    /// By label.
    sizes: Vec<ClassSize>,
    terms: TokenTable,
    /// By label: occurrences of each term, and documents that contain it.
    counts: Vec<FxHashMap<u32, (u64, u64)>>,
}

impl TermRows {
    /// Adds documents of a label, and their tokens.
    pub(crate) fn add_size(&mut self, label: &str, documents: u64, tokens: u64) {
        let label = self.label(label);
        self.sizes[label].documents += documents;
        self.sizes[label].tokens += tokens;
    }

    /// Adds occurrences of a term in documents of a label, and documents that contain it.
    pub(crate) fn add_term(&mut self, label: &str, term: &str, count: u64, documents: u64) {
        let label = self.label(label);
        let term = self.terms.insert(term);
        let sum = self.counts[label].entry(term).or_default();
        sum.0 += count;
        sum.1 += documents;
    }

    /// Adds all terms of some documents.
    pub(crate) fn add(&mut self, terms: &Terms<'_>) {
        let mut numbers = vec![0; terms.len()];
        for (text, term) in terms.candidates().terms(|_| true) {
            numbers[term as usize] = self.terms.insert(&text);
        }
        for (class, size) in terms.sizes().iter().enumerate() {
            let name = terms.class_name(class);
            self.add_size(name, size.documents, size.tokens);
            let label = self.label(name);
            for count in terms.in_class(class) {
                let term = numbers[count.term as usize];
                let sum = self.counts[label].entry(term).or_default();
                sum.0 += count.count;
                sum.1 += u64::from(count.documents);
            }
        }
    }

    fn label(&mut self, label: &str) -> usize {
        let number = self.labels.insert(label) as usize;
        if number == self.sizes.len() {
            self.sizes.push(ClassSize::default());
            self.counts.push(FxHashMap::default());
        }
        number
    }

    /// Each label with its size.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = (&str, &ClassSize)> {
        self.labels.iter().zip(&self.sizes)
    }

    /// Each label with a term, its occurrences, and the documents that contain it.
    pub(crate) fn terms(&self) -> impl Iterator<Item = (&str, &str, u64, u64)> {
        let labels = self.labels.iter().zip(&self.counts);
        labels.flat_map(move |(label, counts)| {
            let counts = counts.iter();
            counts.map(move |(&term, &(count, documents))| {
                (label, self.terms.token(term), count, documents)
            })
        })
    }

    /// The terms that occur at least `min_count` times, sorted; `forms` are the surface forms of words that differ from
    /// them.
    ///
    /// # Errors
    /// When more documents contain a term than can be counted.
    pub(crate) fn summed(
        self,
        min_count: u64,
        forms: HashMap<String, String>,
    ) -> Result<SummedTerms> {
        let terms = self.frequent(min_count);
        let mut place = vec![None; self.terms.len()];
        for (&old, new) in terms.iter().zip(0..) {
            place[old as usize] = Some(new);
        }
        let mut labels: Vec<usize> = (0..self.sizes.len()).collect();
        labels.sort_unstable_by_key(|&label| self.labels.token(label as u32));
        let of_label = |&label: &usize| class_counts(&self.counts[label], &place);
        let text = |&term: &u32| self.terms.token(term).to_owned();
        let name = |&label: &usize| self.labels.token(label as u32).to_owned();
        Ok(SummedTerms {
            by_class: labels.iter().map(of_label).collect::<Result<_>>()?,
            sizes: labels.iter().map(|&l| self.sizes[l].clone()).collect(),
            labels: labels.iter().map(name).collect(),
            terms: terms.iter().map(text).collect(),
            forms,
            holdings: FxHashMap::default(),
        })
    }

    /// The numbers of the terms that occur often enough, sorted by text.
    fn frequent(&self, min_count: u64) -> Vec<u32> {
        let mut totals = vec![0; self.terms.len()];
        for (&term, &(count, _)) in self.counts.iter().flatten() {
            totals[term as usize] += count;
        }
        let all = 0..self.terms.len() as u32;
        let frequent = all.filter(|&term| totals[term as usize] >= min_count.max(1));
        let mut frequent: Vec<u32> = frequent.collect();
        frequent.sort_unstable_by_key(|&term| self.terms.token(term));
        frequent
    }
}

/// The counts of one label; `place` is the new number of each term that stays.
fn class_counts(
    counts: &FxHashMap<u32, (u64, u64)>,
    place: &[Option<u32>],
) -> Result<Vec<ClassCount>> {
    let mut found = Vec::new();
    for (&term, &(count, documents)) in counts {
        let Some(term) = place[term as usize] else {
            continue;
        };
        let documents = u32::try_from(documents).map_err(|_| too_many())?;
        found.push(ClassCount {
            term,
            documents,
            count,
        });
    }
    found.sort_unstable_by_key(|count| count.term);
    Ok(found)
}

fn too_many() -> Error {
    Error::Input(
        "a term is in more than 4,294,967,295 documents of a label, more than can be counted"
            .into(),
    )
}

/// The terms of documents that were counted in parts.
#[derive(Debug, Clone)]
pub(crate) struct SummedTerms {
    /// Sorted.
    labels: Vec<String>,
    /// By label.
    sizes: Vec<ClassSize>,
    /// By label.
    by_class: Vec<Vec<ClassCount>>,
    /// Sorted.
    terms: Vec<String>,
    /// The most frequent surface form of a word, if it differs from the word.
    forms: HashMap<String, String>,
    /// Of the terms for which they were counted.
    holdings: FxHashMap<u32, Vec<Holding>>,
}

impl SummedTerms {
    /// The number of a label.
    pub(crate) fn label(&self, label: &str) -> Option<u32> {
        let found = self
            .labels
            .binary_search_by(|have| have.as_str().cmp(label));
        found.ok().map(|number| number as u32)
    }

    /// The normalised text of a term.
    pub(crate) fn term(&self, term: u32) -> &str {
        &self.terms[term as usize]
    }

    /// Sets the documents that contain a term.
    pub(crate) fn set_holdings(&mut self, term: u32, holdings: Vec<Holding>) {
        self.holdings.insert(term, holdings);
    }

    fn text(&self, term: u32) -> TermText {
        let term = self.term(term);
        let form = |word| self.forms.get(word).map_or(word, String::as_str);
        let forms = term.split(' ').map(|word| shown(form(word)).into_owned());
        TermText {
            term: term.to_owned(),
            form: forms.collect::<Vec<_>>().join(" "),
        }
    }
}

impl CountedTerms for SummedTerms {
    fn len(&self) -> usize {
        self.terms.len()
    }

    fn sizes(&self) -> &[ClassSize] {
        &self.sizes
    }

    fn class_name(&self, class: usize) -> &str {
        &self.labels[class]
    }

    fn in_class(&self, class: usize) -> &[ClassCount] {
        &self.by_class[class]
    }

    fn texts(&self, terms: &[u32]) -> FxHashMap<u32, TermText> {
        terms.iter().map(|&term| (term, self.text(term))).collect()
    }

    fn holdings(&self, terms: &[u32]) -> Result<Vec<Vec<Holding>>> {
        let of_term = |term| {
            self.holdings.get(term).cloned().ok_or_else(|| {
                let term = self.term(*term);
                Error::Input(format!("the documents with \"{term}\" were not counted"))
            })
        };
        terms.iter().map(of_term).collect()
    }
}
