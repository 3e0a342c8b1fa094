//! Class sums of a part of the documents, which can be added up.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::class_sums::{ClassSums, Grid, too_large};
use super::fit::Model;
use super::settings::ModelSettings;
use super::shared_fit::SharedFit;
use super::training_rows::{RowBuffer, RowSample, TrainingRows};
use crate::corpus::{Labels, Selection};
use crate::error::{Error, Result};
use crate::features::{Features, Transformer, TransformerCache};

/// Documents and sums of one label.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct LabelSums {
    documents: u64,
    /// For each term that occurs, by its number, the sum of its weights in grid steps.
    sums: BTreeMap<u32, i64>,
}

/// Sums of the weights of each term by label, in a part of the documents: the input of naive Bayes.
///
/// Weights are rounded to a grid before they are summed, so the sum of all parts, in any order, equals the
/// sum over all documents. The model has the same bytes as [`train`](crate::model::train) on all documents.
/// [`PartCounts`](crate::features::PartCounts), the first pass, has an example.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PartSums {
    terms: Option<usize>,
    labels: BTreeMap<String, LabelSums>,
    /// The rows of a sample of the documents, for refinement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rows: Vec<PartRow>,
}

/// A document's terms and the bits of their weights, as one sequence of numbers, with its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PartRow {
    pub label: String,
    pub entries: Vec<u32>,
}

impl PartSums {
    /// Sums the rows of some documents by label.
    ///
    /// # Errors
    /// When the corpus was not tokenised with the settings of the features, weights are too large to be
    /// summed, or a temporary file cannot be read.
    pub fn of(part: &Selection<'_>, features: &Features) -> Result<Self> {
        PartSums::read(part, features, None)
    }

    /// Like [`PartSums::of`], and keeps the rows of a sample of the documents, so that the model of all parts can be
    /// refined. `labels` are those of all documents.
    ///
    /// # Errors
    /// As [`PartSums::of`], and when a document has another label.
    pub fn with_rows(part: &Selection<'_>, features: &Features, labels: &Labels) -> Result<Self> {
        PartSums::read(part, features, Some((&RowSample::new(features), labels)))
    }

    fn read(
        part: &Selection<'_>,
        features: &Features,
        sampled: Option<(&RowSample, &Labels)>,
    ) -> Result<Self> {
        features.settings.check_text(part.corpus())?;
        let reading = Reading {
            part,
            features,
            sampled,
            cache: TransformerCache::default(),
            grid: Grid::new(features.documents),
        };
        let documents: Vec<usize> = part.documents().collect();
        let chunk = documents.len() / rayon::current_num_threads() + 1;
        let sums = documents
            .par_chunks(chunk)
            .map(|documents| reading.read(documents));
        let mut all = PartSums::of_terms(features.vocabulary.len());
        for sums in sums.collect::<Result<Vec<_>>>()? {
            all.add(sums)?;
        }
        reading.grid.check()?;
        Ok(all)
    }

    /// Adds the sums of other documents.
    ///
    /// # Errors
    /// When they belong to other features.
    pub fn add(&mut self, other: PartSums) -> Result<()> {
        if let (Some(own), Some(others)) = (self.terms, other.terms)
            && own != others
        {
            return Err(Error::Settings(format!(
                "these sums are of {others} terms, the others of {own}: parts must be added up with the same features"
            )));
        }
        self.terms = self.terms.or(other.terms);
        self.rows.extend(other.rows);
        for (label, sums) in other.labels {
            let own = self.labels.entry(label).or_default();
            own.documents += sums.documents;
            for (term, sum) in sums.sums {
                *own.sums.entry(term).or_default() += sum;
            }
        }
        Ok(())
    }

    /// Documents of each label, the terms that occur in it and the sums of their weights in grid steps.
    pub(crate) fn label_sums(&self) -> impl Iterator<Item = (&str, u64, &BTreeMap<u32, i64>)> {
        let labels = self.labels.iter();
        labels.map(|(label, of)| (label.as_str(), of.documents, &of.sums))
    }

    /// The rows of the sample.
    pub(crate) fn rows(&self) -> &[PartRow] {
        &self.rows
    }

    /// Empty sums of this many terms.
    pub(crate) fn of_terms(terms: usize) -> Self {
        PartSums {
            terms: Some(terms),
            ..PartSums::default()
        }
    }

    pub(crate) fn add_documents(&mut self, label: &str, documents: u64) {
        self.of_label(label).documents += documents;
    }

    /// # Errors
    /// When the sum overflows.
    pub(crate) fn add_sum(&mut self, label: &str, term: u32, sum: i64) -> Result<()> {
        let own = self.of_label(label).sums.entry(term).or_default();
        *own = own.checked_add(sum).ok_or_else(too_large)?;
        Ok(())
    }

    pub(crate) fn add_sampled(&mut self, row: PartRow) {
        self.rows.push(row);
    }

    fn of_label(&mut self, label: &str) -> &mut LabelSums {
        if !self.labels.contains_key(label) {
            self.labels.insert(label.to_owned(), LabelSums::default());
        }
        let found = self.labels.get_mut(label);
        found.expect("it was inserted if it was not there")
    }

    /// The model of all documents whose sums were added, without calibration, which needs single documents.
    ///
    /// # Errors
    /// When settings are invalid, or require refinement and no part was read [with its rows](PartSums::with_rows), the
    /// features do not match, or there are fewer than two labels.
    pub fn model(mut self, features: Features, settings: &ModelSettings) -> Result<Model> {
        settings.check()?;
        self.check(&features, settings)?;
        let labels: Labels = self.labels.keys().cloned().collect();
        let rows = std::mem::take(&mut self.rows);
        let rows = settings.refinement.map(|_| training_rows(rows, &labels));
        let class_documents: Vec<u64> = self.labels.values().map(|sums| sums.documents).collect();
        let by_class = self.labels.into_values();
        let by_class =
            by_class.map(|sums| sums.sums.into_iter().filter(|&(_, sum)| sum != 0).collect());
        let sums = ClassSums::of(
            by_class.collect(),
            &class_documents,
            features.vocabulary.len(),
        );
        let fit = SharedFit::of_sums(features, labels, class_documents, sums, rows);
        let weighed = fit.weigh(settings)?;
        Ok(fit.into_model(settings, weighed))
    }

    fn check(&self, features: &Features, settings: &ModelSettings) -> Result<()> {
        if settings.refinement.is_some() && self.rows.is_empty() {
            return Err(Error::Settings(
                "`refinement` looks at documents one by one, and these sums hold no rows of documents; read the parts with their rows, or leave it out"
                    .into(),
            ));
        }
        if self
            .terms
            .is_some_and(|terms| terms != features.vocabulary.len())
        {
            return Err(Error::Settings("these sums are of other features".into()));
        }
        match self.labels.len() {
            0 | 1 => Err(Error::Input("training needs at least two labels".into())),
            _ => Ok(()),
        }
    }
}

/// What is needed to read documents.
struct Reading<'r> {
    part: &'r Selection<'r>,
    features: &'r Features,
    sampled: Option<(&'r RowSample, &'r Labels)>,
    cache: TransformerCache,
    grid: Grid,
}

impl Reading<'_> {
    /// The sums of some documents.
    fn read(&self, documents: &[usize]) -> Result<PartSums> {
        let corpus = self.part.corpus();
        let mut transformer = Transformer::new(self.features, &self.cache);
        let mut reader = corpus.reader();
        let mut by_class = vec![(0, FxHashMap::default()); corpus.classes().len()];
        let mut sums = PartSums::default();
        for &document in documents {
            let row = transformer.row_of(reader.tokens(document)?);
            let class = corpus.class_of(document);
            if let Some((sample, labels)) = self.sampled {
                let label = corpus.classes().token(class);
                let number = labels.index(label).ok_or_else(|| unknown_label(label))?;
                sums.rows
                    .extend(part_row((label, number), &row.weights, sample));
            }
            let (documents, of_class) = &mut by_class[class as usize];
            *documents += 1;
            for (term, weight) in row.weights {
                *of_class.entry(term).or_default() += self.grid.steps(weight);
            }
        }
        for (label, (documents, of_class)) in corpus.classes().iter().zip(by_class) {
            if documents > 0 {
                let of_label = sums.of_label(label);
                of_label.documents = documents;
                of_label.sums = of_class.into_iter().collect();
            }
        }
        Ok(sums)
    }
}

/// The row of a document, if it belongs to the sample; its label has a name and a number.
fn part_row(
    (label, number): (&str, usize),
    row: &[(u32, f64)],
    sample: &RowSample,
) -> Option<PartRow> {
    let mut buffer = RowBuffer::default();
    buffer.push_entries(number, row.iter().copied(), sample);
    let entries = buffer.entries()?.to_vec();
    Some(PartRow {
        label: label.to_owned(),
        entries: entries.into_flattened(),
    })
}

/// The rows of all parts. Each was in the sample of its part, which is that of all documents.
fn training_rows(rows: Vec<PartRow>, labels: &Labels) -> TrainingRows {
    let mut buffer = RowBuffer::default();
    for row in rows {
        let (entries, _) = row.entries.as_chunks();
        if let Some(label) = labels.index(&row.label) {
            buffer.push_stored(label, entries, &RowSample::all());
        }
    }
    TrainingRows::new(vec![buffer])
}

fn unknown_label(label: &str) -> Error {
    Error::Input(format!(
        "no document had the label \"{label}\" when labels were counted; the documents changed meanwhile"
    ))
}
