//! Which unlabelled documents to label next.
//!
//! A model learns most from documents that it is unsure about, that stand for many others, and that differ
//! from each other and from what is labelled already. So documents are chosen in two steps:
//!
//! 1. A sample of the documents, drawn by their content with probabilities that grow with uncertainty
//!    (`pool`).
//! 2. From the sample, the documents that together are most similar to the whole sample (`representatives`).
//!
//! Both steps take time proportional to the documents; memory holds their token ids, not their texts, which
//! are read again for the chosen ones.

mod pool;
mod representatives;
mod rows;

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;

use self::pool::{Candidate, Pool};
use super::Environment;
use super::environment::SecondReading;
use super::explain::{ExplainSettings, ExplainedUnit, Explainer, Explanation};
use crate::corpus::Document;
use crate::corpus::reading::{Reading, read};
use crate::error::{Error, Result};
use crate::io::Keep;
use crate::model::{Classifier, Model};

/// Settings of the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NextSettings {
    /// How many documents are chosen; default 20.
    pub count: usize,
}

impl Default for NextSettings {
    fn default() -> Self {
        NextSettings { count: 20 }
    }
}

/// Why a document is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NextReason {
    /// The model knows too few of its words, or they are no evidence for a label.
    Unknown,
    /// Its two most probable labels are closer than in half of the documents.
    Uncertain,
    /// Many documents are similar to it.
    Typical,
}

impl NextReason {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            NextReason::Unknown => "unknown",
            NextReason::Uncertain => "uncertain",
            NextReason::Typical => "typical",
        }
    }
}

/// A document to label.
#[derive(Debug)]
pub struct NextDocument {
    /// The document.
    pub document: Document,
    /// Why it is chosen.
    pub reason: NextReason,
    /// The most probable labels with their probabilities, most probable first; empty when the model knows no
    /// word of the document.
    pub ranked: Vec<(String, f64)>,
    /// Which words support its most probable label and its runner-up.
    pub explanation: Explanation,
}

/// The documents to label next, most useful first, and what the others are.
#[derive(Debug, Default)]
pub struct NextDocuments {
    /// The chosen documents.
    pub chosen: Vec<NextDocument>,
    /// Documents that were read to choose from.
    pub documents: u64,
    /// Those of them that have a label, or are copies or near-duplicates of labelled ones.
    pub labelled: u64,
    /// Copies and near-duplicates of other documents, of which one can be chosen.
    pub duplicates: u64,
    /// Documents without a word.
    pub empty: u64,
}

/// Chooses the documents of `reading` that should be labelled next for `model`. Records that have a label are
/// labelled already, and so are the documents of `labelled`: these and their near-duplicates are not chosen.
/// The choice depends on the documents and their order, not on threads.
///
/// ```
/// use std::sync::Arc;
/// use tasnif::jobs::next::{NextSettings, next_documents};
/// use tasnif::{Choices, Document, Environment, ModelSettings, Reading, TokenizedCorpus, train};
///
/// let mut corpus = TokenizedCorpus::new(ModelSettings::default().features.text(), Default::default());
/// corpus.push("two goals in the match", "sport")?;
/// corpus.push("the bank raised its rate", "economy")?;
/// let model = train(&corpus.all(), &ModelSettings::default(), Choices::ALL, &())?;
/// let texts = ["the bank lost the match", "goals in the match", "rain in the north"];
/// let pool = texts.map(|text| Document::new(text, text));
/// let next = next_documents(
///     &Environment::default(),
///     &Arc::new(model),
///     Reading::of_documents(&pool)?,
///     None,
///     &NextSettings { count: 2 },
/// )?;
/// assert_eq!(next.chosen.len(), 2);
/// # Ok::<(), tasnif::Error>(())
/// ```
///
/// # Errors
/// As [`read`].
pub fn next_documents(
    environment: &Environment<'_>,
    model: &Arc<Model>,
    reading: Reading,
    labelled: Option<Reading>,
    settings: &NextSettings,
) -> Result<NextDocuments> {
    let reading = reading.kept()?;
    let mut first = reading.clone();
    first.options.keep = Keep::None;
    let pool = Pool::read(environment, &model.features.settings, first, labelled)?;
    let classifier = Classifier::new(Arc::clone(model));
    let candidates = pool.candidates(&classifier)?;
    let chosen = pool.choose(&candidates, settings.count)?;
    Ok(NextDocuments {
        chosen: explained(environment, model, reading, &chosen)?,
        ..pool.counts()
    })
}

/// Reads the chosen documents again and explains their labels.
fn explained(
    environment: &Environment<'_>,
    model: &Arc<Model>,
    reading: Reading,
    chosen: &[Candidate],
) -> Result<Vec<NextDocument>> {
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let settings = ExplainSettings {
        unit: ExplainedUnit::readable(model),
        ..ExplainSettings::default()
    };
    let explainer = Explainer::new(Arc::clone(model), settings)?;
    let mut session = explainer.session();
    let texts = documents(environment, reading, chosen)?;
    let explain = |(candidate, document): (&Candidate, Document)| {
        let prediction = session.classify(&document.text);
        let ranked = match prediction.most_probable {
            Some(_) => prediction.ranked(),
            None => Vec::new(),
        };
        let named = ranked.into_iter();
        NextDocument {
            reason: candidate.reason,
            ranked: named
                .map(|(class, probability)| (model.labels.name(class).to_owned(), probability))
                .collect(),
            explanation: explainer.explain(&mut session, document.clone()),
            document,
        }
    };
    Ok(chosen.iter().zip(texts).map(explain).collect())
}

/// The chosen documents in their order, from a second reading.
fn documents(
    environment: &Environment<'_>,
    reading: Reading,
    chosen: &[Candidate],
) -> Result<Vec<Document>> {
    let places = chosen.iter().map(|candidate| candidate.number);
    let places: HashMap<usize, usize> = places.zip(0..).collect();
    let mut found: Vec<Option<Document>> = Vec::new();
    found.resize_with(chosen.len(), || None);
    let mut number = 0;
    read(
        &SecondReading(environment.progress),
        reading,
        || (),
        |(), _, documents| documents,
        |documents| {
            for document in documents {
                if let Some(&place) = places.get(&number) {
                    found[place] = Some(document);
                }
                number += 1;
            }
            Ok::<_, Error>(())
        },
    )?;
    found.into_iter().collect::<Option<_>>().ok_or_else(changed)
}

fn changed() -> Error {
    Error::Input(
        "the documents changed while they were read; run it again when nothing writes to them"
            .into(),
    )
}
