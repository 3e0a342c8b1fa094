//! Counts of a part of the documents, which can be added up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::candidates::Candidates;
use super::classes::Classes;
use super::selected::Selected;
use crate::corpus::{Labels, Selection};
use crate::error::{Error, Result};
use crate::features::FeatureSettings;
use crate::features::vectorizer::fit::{Features, learned};
use crate::features::vectorizer::frequency_table::none_within;
use crate::features::vectorizer::selection::{CandidateTerms, ClassDf};

/// The number of documents of each label that contain each term, in a part of the documents.
///
/// Counts are integers, so the sum of all parts, in any order, equals the counts of all documents. Parts may
/// be counted on different machines, and a part may be left out later. [`PartCounts::features`] returns the
/// same bytes as [`Fit`](crate::features::Fit) on all documents. `model::PartSums` is the second pass.
///
/// ```
/// use tasnif::features::PartCounts;
/// use tasnif::model::PartSums;
/// use tasnif::{ModelSettings, TokenizedCorpus};
///
/// let settings = ModelSettings::default();
/// let mut parts = [TokenizedCorpus::default(), TokenizedCorpus::default()];
/// parts[0].push("two goals in the match", "sport")?;
/// parts[1].push("the bank raised its rate", "economy")?;
///
/// let mut counts = PartCounts::default();
/// for part in &parts {
///     counts.add(PartCounts::of(&part.all(), &settings.features)?);
/// }
/// let features = counts.features(&settings.features)?;
/// let mut sums = PartSums::default();
/// for part in &parts {
///     sums.add(PartSums::of(&part.all(), &features)?)?;
/// }
/// let model = sums.model(features, &settings)?;
/// assert_eq!(model.labels.names(), ["economy", "sport"]);
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PartCounts {
    /// Documents of each label.
    documents: BTreeMap<String, u64>,
    /// For each term, the number of documents of each label that contain it; a label is its index in
    /// `documents`.
    terms: BTreeMap<String, Vec<(u32, u32)>>,
}

impl PartCounts {
    /// Counts all terms of some documents: only the sum shows which are frequent enough.
    ///
    /// # Errors
    /// When settings are invalid or need more than counts (`clitics`), the corpus was tokenised with other
    /// settings, or a temporary file cannot be read.
    pub fn of(part: &Selection<'_>, settings: &FeatureSettings) -> Result<Self> {
        check(settings)?;
        settings.check_text(part.corpus())?;
        let selected = Selected::new(part);
        let (ngrams, char_ngrams) = (settings.ngrams, settings.char_ngrams);
        // Which terms are of use, only the sum shows.
        let all = (1, u64::MAX);
        let candidates = Candidates::count(&selected, ngrams, char_ngrams, all, |_| Ok(1))?;
        let classes = Classes::new(&selected);
        let frequencies = classes.document_frequencies(&selected, &candidates)?;
        let terms = candidates.terms(|_| true).into_iter();
        let names = classes.labels.names().iter().cloned();
        Ok(PartCounts {
            terms: terms
                .map(|(term, candidate)| (term, by_label(&frequencies, candidate)))
                .collect(),
            documents: names.zip(frequencies.documents).collect(),
        })
    }

    /// Adds the counts of other documents.
    pub fn add(&mut self, other: PartCounts) {
        if self.documents.is_empty() {
            *self = other;
            return;
        }
        let labels = self.documents.keys().chain(other.documents.keys());
        let labels: Labels = labels.map(String::as_str).collect();
        self.renumber(&labels);
        let places = places(&other.documents, &labels);
        for (label, documents) in other.documents {
            *self.documents.entry(label).or_default() += documents;
        }
        for (term, counts) in other.terms {
            let own = self.terms.entry(term).or_default();
            for (label, count) in counts {
                add_count(own, places[label as usize], count);
            }
        }
    }

    /// The counts of some documents from their rows: the documents of each label, and for each term a label, by its index in
    /// `names`, with the documents that contain it. Rows of the same term and label are added up.
    ///
    /// # Errors
    /// When a term has a label without documents.
    pub fn from_rows<'n>(
        documents: BTreeMap<String, u64>,
        names: impl Iterator<Item = &'n str>,
        terms: impl IntoIterator<Item = (String, u32, u32)>,
    ) -> Result<Self> {
        let labels: Labels = documents.keys().map(String::as_str).collect();
        let places: Vec<Option<usize>> = names.map(|name| labels.index(name)).collect();
        let mut counts = PartCounts {
            documents,
            terms: BTreeMap::new(),
        };
        for (term, name, count) in terms {
            let place = places.get(name as usize).copied().flatten();
            let label = place.ok_or_else(|| {
                Error::Input(format!(
                    "the term \"{term}\" is counted for a label that no document has"
                ))
            })?;
            add_count(counts.terms.entry(term).or_default(), label as u32, count);
        }
        Ok(counts)
    }

    /// Number of documents of each label.
    pub fn label_documents(&self) -> &BTreeMap<String, u64> {
        &self.documents
    }

    /// Each term with a label and the number of documents of the label that contain it, if there are any.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &str, u32)> {
        let labels: Vec<&str> = self.documents.keys().map(String::as_str).collect();
        self.terms.iter().flat_map(move |(term, counts)| {
            let rows = counts.iter();
            let rows = rows.map(|&(label, count)| (term.as_str(), labels[label as usize], count));
            rows.collect::<Vec<_>>()
        })
    }

    /// Number of documents.
    pub fn documents(&self) -> u64 {
        self.documents.values().sum()
    }

    /// Number of distinct terms.
    pub fn terms(&self) -> usize {
        self.terms.len()
    }

    /// The vocabulary, document frequencies and weights of all counted documents.
    ///
    /// # Errors
    /// When settings are invalid, or no term satisfies them.
    pub fn features(&self, settings: &FeatureSettings) -> Result<Features> {
        check(settings)?;
        let (mut low, high) = settings.df_range(self.documents());
        let asked = low;
        loop {
            let within = self.within(low, high);
            if within.frequency.is_empty() && low == asked {
                return Err(none_within(self.documents(), (low, high)));
            }
            if let Some(features) = learned(&within, &within.by_class, settings, (low, asked))? {
                return Ok(features);
            }
            low *= 2;
        }
    }

    /// The terms with a document frequency from `low` to `high`.
    fn within(&self, low: u64, high: u64) -> TermsWithin<'_> {
        let mut within = TermsWithin {
            terms: Vec::new(),
            frequency: Vec::new(),
            by_class: ClassDf {
                counts: vec![Vec::new(); self.documents.len()],
                documents: self.documents.values().copied().collect(),
            },
        };
        for (term, counts) in &self.terms {
            let frequency: u32 = counts.iter().map(|&(_, count)| count).sum();
            if (low..=high).contains(&u64::from(frequency)) {
                within.push(term, frequency, counts);
            }
        }
        within
    }

    /// Renumbers labels by their index in `labels`, which contains all of them.
    fn renumber(&mut self, labels: &Labels) {
        let places = places(&self.documents, labels);
        let counts = self.terms.values_mut().flatten();
        counts.for_each(|(label, _)| *label = places[*label as usize]);
    }
}

/// Terms that are frequent enough, in their order.
struct TermsWithin<'p> {
    terms: Vec<&'p str>,
    frequency: Vec<u32>,
    by_class: ClassDf,
}

impl<'p> TermsWithin<'p> {
    fn push(&mut self, term: &'p str, frequency: u32, counts: &[(u32, u32)]) {
        self.terms.push(term);
        self.frequency.push(frequency);
        for of_class in &mut self.by_class.counts {
            of_class.push(0);
        }
        let last = self.terms.len() - 1;
        for &(label, count) in counts {
            self.by_class.counts[label as usize][last] = count;
        }
    }
}

impl CandidateTerms for TermsWithin<'_> {
    fn frequency(&self) -> &[u32] {
        &self.frequency
    }

    fn terms(&self, wanted: impl Fn(u32) -> bool) -> Vec<(String, u32)> {
        let numbered = self.terms.iter().zip(0..);
        let wanted = numbered.filter(|&(_, number)| wanted(number));
        wanted
            .map(|(&term, number)| (term.to_owned(), number))
            .collect()
    }
}

fn check(settings: &FeatureSettings) -> Result<()> {
    settings.check()?;
    match settings.clitics {
        false => Ok(()),
        true => Err(Error::Settings(
            "`clitics` looks at the words of all documents together, so parts cannot be counted apart; leave it out".into(),
        )),
    }
}

/// Adds a count to those of a term, which are sorted by label.
fn add_count(counts: &mut Vec<(u32, u32)>, label: u32, count: u32) {
    match counts.binary_search_by_key(&label, |&(label, _)| label) {
        Ok(found) => counts[found].1 += count,
        Err(place) => counts.insert(place, (label, count)),
    }
}

fn by_label(frequencies: &ClassDf, candidate: u32) -> Vec<(u32, u32)> {
    let counts = frequencies.counts.iter().zip(0..);
    let counts = counts.map(|(of_label, label)| (label, of_label[candidate as usize]));
    counts.filter(|&(_, count)| count > 0).collect()
}

/// The index in `labels` of each label of a part.
fn places(documents: &BTreeMap<String, u64>, labels: &Labels) -> Vec<u32> {
    let places = documents.keys().map(|label| labels.index(label));
    places
        .map(|place| place.expect("the union holds every label") as u32)
        .collect()
}
