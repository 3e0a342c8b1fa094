//! Which words determine the labels of documents.

mod explanation;
mod surface_form;

pub use explanation::{ExplainedPart, Explanation, FlipSearch, FlipWords, LabelComparison};

use std::sync::Arc;

use serde::Deserialize;

use super::{Environment, UnlabelledCounts};
use crate::corpus::Document;
use crate::corpus::reading::{Reading, read};
use crate::error::{Error, Result};
use crate::model::{Classifier, Model, Session};
use crate::report::counted;

/// The unit of contributions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ExplainedUnit {
    /// Terms of the model.
    #[default]
    Terms,
    /// Words of the text: the contribution of a term is shared equally among its words.
    Words,
}

impl ExplainedUnit {
    /// The unit that is readable for people: words when the terms of a model are parts of words.
    pub fn readable(model: &Model) -> Self {
        match model.settings.features.char_ngrams {
            Some(_) => ExplainedUnit::Words,
            None => ExplainedUnit::Terms,
        }
    }
}

/// Settings of an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExplainSettings {
    /// The label that is explained; by default the predicted label.
    pub target: Option<String>,
    /// The label that it is compared with; by default the most probable other label.
    pub against: Option<String>,
    /// The unit of contributions: terms or words.
    pub unit: ExplainedUnit,
    /// How many terms or words are listed; by default all.
    pub top: Option<usize>,
    /// Whether to search for words whose removal changes the label.
    pub with_flip: bool,
}

/// Explains the labels that a model gives.
#[derive(Debug)]
pub struct Explainer {
    classifier: Arc<Classifier>,
    settings: ExplainSettings,
    /// The classes of `target` and `against`.
    target: Option<usize>,
    against: Option<usize>,
}

impl Explainer {
    /// # Errors
    /// When the model does not have a label named in `settings`, or both labels are the same.
    pub fn new(model: impl Into<Arc<Model>>, settings: ExplainSettings) -> Result<Self> {
        Self::of(Classifier::new(model), settings)
    }

    /// Explains the labels that `classifier` gives.
    ///
    /// # Errors
    /// As [`Explainer::new`].
    pub fn of(classifier: impl Into<Arc<Classifier>>, settings: ExplainSettings) -> Result<Self> {
        let classifier = classifier.into();
        let model = Arc::clone(classifier.model());
        let target = class("target", settings.target.as_deref(), &model)?;
        let against = class("against", settings.against.as_deref(), &model)?;
        if target.is_some() && target == against {
            return Err(Error::Settings(
                "`target` and `against` name the same label; name two, or leave one out".into(),
            ));
        }
        Ok(Explainer {
            classifier,
            settings,
            target,
            against,
        })
    }

    /// Working memory for documents one after another.
    pub(super) fn session(&self) -> Session<'_> {
        self.classifier.session()
    }

    /// Explains the label of a document that is already in memory.
    pub fn explain_document(&self, document: Document) -> Explanation {
        self.explain(&mut self.session(), document)
    }

    pub(super) fn explain(&self, session: &mut Session<'_>, document: Document) -> Explanation {
        let (text, model) = (&document.text, self.classifier.model());
        let explanation = session.explain(text, self.target, self.against);
        let comparison = explanation
            .map(|explanation| LabelComparison::new(explanation, &self.settings, model, text));
        Explanation {
            unit: self.settings.unit,
            comparison,
            abstention: session.classify(text).abstention,
            flip: match self.settings.with_flip {
                true => FlipSearch::of(session.flip(text), model, text),
                false => FlipSearch::NotSearched,
            },
            is_input_text: document.page.is_none() && document.misread.is_none(),
            id: document.id,
            text: document.text,
        }
    }
}

fn class(setting: &str, name: Option<&str>, model: &Model) -> Result<Option<usize>> {
    let Some(name) = name else { return Ok(None) };
    let class = model.labels.index(name).ok_or_else(|| {
        let labels = model.labels.names().join(", ");
        Error::Settings(format!(
            "`{setting}` \"{name}\": the model has no such label; it has {labels}"
        ))
    })?;
    Ok(Some(class))
}

/// Explains the documents of a reading on all threads and passes them to `consume` in batches, in input
/// order. Returns the number of documents without a word that the model knows.
///
/// # Errors
/// As [`read`], and those of `consume`.
pub fn explain<E: From<Error>>(
    environment: &Environment<'_>,
    reading: Reading,
    explainer: &Explainer,
    mut consume: impl FnMut(Vec<Explanation>) -> Result<(), E>,
) -> Result<UnlabelledCounts, E> {
    let mut unlabelled = UnlabelledCounts::default();
    read(
        environment.progress,
        reading,
        || explainer.classifier.session(),
        |session, _, documents| {
            let explain = |document| explainer.explain(session, document);
            documents.into_iter().map(explain).collect::<Vec<_>>()
        },
        |batch| {
            for explanation in &batch {
                let is_unknown = explanation.comparison.is_none();
                unlabelled.add(explanation.abstention.filter(|_| is_unknown));
            }
            consume(batch)
        },
    )?;
    Ok(unlabelled)
}

/// Explains the only document of a reading, or the one with this `id`.
///
/// # Errors
/// As [`read`], and when there is no such document or more than one.
pub fn explain_one(
    environment: &Environment<'_>,
    reading: Reading,
    explainer: &Explainer,
    id: Option<&str>,
) -> Result<Explanation> {
    let is_meant = |document: &Document| id.is_none_or(|id| id == document.id);
    let mut found = None;
    let mut count = 0;
    read(
        environment.progress,
        reading,
        || (),
        |(), _, documents| {
            let mut meant = documents.into_iter().filter(is_meant);
            let first = meant.next();
            (meant.count() as u64 + u64::from(first.is_some()), first)
        },
        |(more, first)| {
            count += more;
            found = found.take().or(first);
            Ok::<_, Error>(())
        },
    )?;
    let document = found
        .filter(|_| count == 1)
        .ok_or_else(|| not_one(count, id))?;
    Ok(explainer.explain_document(document))
}

fn not_one(count: u64, id: Option<&str>) -> Error {
    let found = counted(count, "document");
    Error::Input(match id {
        Some(id) => format!("`id` {id}: {found} of that name; name one that is there once"),
        None => format!("the input holds {found}, and a chart explains one: name it with `id`"),
    })
}
