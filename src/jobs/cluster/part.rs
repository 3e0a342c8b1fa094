//! Reads a part of the documents.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use super::keys;
use super::keyword_part::KeywordPart;
use super::step::{Reads, Step};
use super::tally::{Tally, TallyKind};
use crate::corpus::{CorpusBuilder, KeptCorpus, KeptCorpusBuilder, TokenizedCorpus};
use crate::error::Result;
use crate::evaluate::Sample;
use crate::features::{FeatureSettings, Features, FormCounts, PartCounts};
use crate::model::PartSums;
use crate::text::TextSettings;

/// Documents are counted whenever their text has this many bytes, so that a part may have any size.
const BYTES: usize = 64 << 20;

/// The documents of a part in one step.
///
/// ```
/// use tasnif::jobs::cluster::{ClusterJob, ClusterTraining, Part};
/// use tasnif::model::Training;
///
/// let mut training = ClusterTraining::new(Training::default(), 2)?;
/// while let Some(step) = training.step() {
///     // On other machines; rows with the same kind, label and key may be added up before.
///     for (text, label) in [("two goals", "sport"), ("the bank raised its rate", "economy")] {
///         let mut part = Part::new(&step);
///         part.push_batch(&[text], &[label])?;
///         part.finish(|tally| training.add(&tally))?;
///     }
///     training.advance(&())?;
/// }
/// assert_eq!(training.into_model()?.labels.names(), ["economy", "sport"]);
/// # Ok::<(), tasnif::Error>(())
/// ```
pub struct Part {
    step: Step,
    corpus: CorpusBuilder,
    /// Bytes of the texts in `corpus`.
    bytes: usize,
    found: Found,
}

/// What was found so far.
enum Found {
    Documents(KeptCorpusBuilder),
    Terms(PartCounts),
    Sums(Box<SumsFound>),
    Keywords(KeywordPart),
}

#[derive(Default)]
struct SumsFound {
    sums: PartSums,
    forms: FormCounts,
    /// The words of all terms.
    words: HashSet<String>,
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

impl Part {
    /// A part without documents.
    pub fn new(step: &Step) -> Self {
        let found = match &step.0 {
            Reads::Documents { settings, .. } => {
                Found::Documents(KeptCorpusBuilder::new(settings.text()))
            }
            Reads::Terms(_) => Found::Terms(PartCounts::default()),
            Reads::Keywords(step) => Found::Keywords(KeywordPart::new(step)),
            Reads::Sums { features, .. } => Found::Sums(Box::new(SumsFound {
                words: words(features),
                ..SumsFound::default()
            })),
        };
        Part {
            corpus: corpus(step.text()),
            bytes: 0,
            step: step.clone(),
            found,
        }
    }

    /// Reads some documents.
    ///
    /// # Errors
    /// When there are not as many labels as texts, or documents changed since the last step.
    pub fn push_batch(&mut self, texts: &[&str], labels: &[&str]) -> Result<()> {
        match (&mut self.found, &self.step.0) {
            (Found::Documents(kept), Reads::Documents { sample, settings }) => {
                return keep(kept, (texts, labels), *sample, settings);
            }
            (_, Reads::Keywords(step)) if !step.by_label => {
                self.corpus.push_batch(texts, &vec![""; labels.len()])?;
            }
            _ => self.corpus.push_batch(texts, labels)?,
        }
        self.bytes += texts.iter().map(|text| text.len()).sum::<usize>();
        match self.bytes >= BYTES {
            true => self.count(),
            false => Ok(()),
        }
    }

    /// Passes the rows of the part to `take`.
    ///
    /// # Errors
    /// When settings cannot be used, or those of `take`.
    pub fn finish(mut self, take: impl FnMut(Tally<'_>) -> Result<()>) -> Result<()> {
        self.count()?;
        match self.found {
            Found::Documents(kept) => write_kept(&kept.build(), take),
            Found::Terms(counts) => write_terms(&counts, take),
            Found::Sums(found) => write_sums(&found, take),
            Found::Keywords(found) => found.write(take),
        }
    }

    /// Counts the documents that were read since the last time.
    fn count(&mut self) -> Result<()> {
        let empty = corpus(self.step.text());
        let corpus = std::mem::replace(&mut self.corpus, empty).build()?;
        self.bytes = 0;
        match (&mut self.found, &self.step.0) {
            (Found::Terms(counts), Reads::Terms(settings)) => {
                counts.add(PartCounts::of(&corpus.all(), settings)?);
            }
            (Found::Sums(found), step) => found.add(&corpus, step)?,
            (Found::Keywords(found), Reads::Keywords(step)) => found.add(corpus, step)?,
            _ => {}
        }
        Ok(())
    }
}

impl SumsFound {
    fn add(&mut self, corpus: &TokenizedCorpus, step: &Reads) -> Result<()> {
        let Reads::Sums {
            features,
            labels,
            with_rows,
        } = step
        else {
            return Ok(());
        };
        let documents = corpus.all();
        self.sums.add(match with_rows {
            true => PartSums::with_rows(&documents, features, labels)?,
            false => PartSums::of(&documents, features)?,
        })?;
        let words = &self.words;
        documents.count_forms(|token| words.contains(token), &mut self.forms)
    }
}

fn corpus(text: TextSettings) -> CorpusBuilder {
    CorpusBuilder::new(text, Arc::default())
}

/// The words of all terms: surface forms are counted of these.
fn words(features: &Features) -> HashSet<String> {
    let terms = features.vocabulary.iter();
    let words = terms.flat_map(|term| term.split(' '));
    words.map(str::to_owned).collect()
}

/// Keeps the documents that belong to the sample.
fn keep(
    kept: &mut KeptCorpusBuilder,
    (texts, labels): (&[&str], &[&str]),
    sample: Sample,
    settings: &FeatureSettings,
) -> Result<()> {
    if sample.is_all() {
        return kept.push_batch(texts, labels, &vec![None; texts.len()]);
    }
    let mut corpus = corpus(settings.text());
    corpus.push_batch(texts, labels)?;
    let corpus = corpus.build()?;
    let sampled = sample.documents(&corpus)?;
    let of = |all: &[&'_ str]| -> Vec<String> {
        let documents = sampled.documents();
        documents.map(|document| all[document].to_owned()).collect()
    };
    let (texts, labels) = (of(texts), of(labels));
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    kept.push_batch(&texts, &labels, &vec![None; texts.len()])
}

fn write_kept(kept: &KeptCorpus, mut take: impl FnMut(Tally<'_>) -> Result<()>) -> Result<()> {
    if kept.is_empty() {
        return Ok(());
    }
    take(Tally {
        kind: TallyKind::Kept,
        label: "",
        key: &kept.to_bytes()?,
        count: 1,
    })
}

fn write_terms(counts: &PartCounts, mut take: impl FnMut(Tally<'_>) -> Result<()>) -> Result<()> {
    for (label, &documents) in counts.label_documents() {
        take(Tally::of_documents(label, documents))?;
    }
    for (term, label, documents) in counts.rows() {
        take(Tally {
            kind: TallyKind::Term,
            label,
            key: term.as_bytes(),
            count: documents.into(),
        })?;
    }
    Ok(())
}

fn write_sums(found: &SumsFound, mut take: impl FnMut(Tally<'_>) -> Result<()>) -> Result<()> {
    for (label, documents, sums) in found.sums.label_sums() {
        take(Tally::of_documents(label, documents))?;
        for (&term, &sum) in sums {
            take(Tally {
                kind: TallyKind::Sum,
                label,
                key: &keys::of_number(term),
                count: sum,
            })?;
        }
    }
    for row in found.sums.rows() {
        take(Tally {
            kind: TallyKind::Row,
            label: &row.label,
            key: &keys::of_numbers(&row.entries),
            count: 1,
        })?;
    }
    write_forms(&found.forms, take)
}

pub(super) fn write_forms(
    forms: &FormCounts,
    mut take: impl FnMut(Tally<'_>) -> Result<()>,
) -> Result<()> {
    for (token, count) in forms.tokens() {
        take(Tally::without_label(TallyKind::Token, token, count))?;
    }
    for (token, form, count) in forms.forms() {
        let key = keys::of_form(token, form);
        take(Tally::without_label(TallyKind::Form, &key, count))?;
    }
    Ok(())
}
