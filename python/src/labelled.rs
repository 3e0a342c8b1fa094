//! Texts to learn from: with labels and ids, or without labels.

use std::collections::HashMap;
use std::sync::Arc;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyString};
use tasnif::corpus::{CorpusBuilder, KeptCorpus, KeptCorpusBuilder};
use tasnif::model::Training;
use tasnif::{Environment, Model, TextSettings};

use crate::long_call::LongCall;
use crate::texts::{Column, Numbered, missing, objects};

/// Texts with their labels and ids.
pub struct LearnedTexts {
    texts: Column,
    /// `None` for unlabelled texts.
    labels: Option<Numbered>,
    /// `None` when no text has an id.
    ids: Option<Vec<Option<String>>>,
}

impl LearnedTexts {
    /// # Errors
    /// When columns have different lengths, values are missing or of another type, a label is empty, or an id occurs
    /// twice.
    pub fn labelled(
        py: Python<'_>,
        texts: &Bound<'_, PyAny>,
        labels: &Bound<'_, PyAny>,
        ids: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let texts = Column::new(texts, "text")?;
        let labels = Column::new(labels, "label")?;
        texts.check_not_empty()?;
        check_same_length(
            ("texts", texts.len()),
            ("labels", "label", labels.len()),
            "text",
        )?;
        let ids = ids.map(|ids| distinct_ids(ids, texts.len())).transpose()?;
        Ok(LearnedTexts {
            texts,
            labels: Some(numbered_labels(py, labels)?),
            ids,
        })
    }

    /// # Errors
    /// When there is no text, or it is no column of strings.
    pub fn unlabelled(texts: &Bound<'_, PyAny>) -> PyResult<Self> {
        let texts = Column::new(texts, "unlabelled text")?;
        texts.check_not_empty()?;
        Ok(LearnedTexts {
            texts,
            labels: None,
            ids: None,
        })
    }

    /// Number of texts.
    pub fn len(&self) -> u64 {
        self.texts.len() as u64
    }

    /// Tokenises all texts into a corpus. `all` is the number of texts of the whole call.
    fn read_into(
        self,
        py: Python<'_>,
        builder: &mut CorpusBuilder,
        (call, all): (&LongCall, u64),
    ) -> PyResult<()> {
        let push =
            |texts: &[&str], labels: &[&str], _: &[Option<&str>]| builder.push_batch(texts, labels);
        self.for_batches(py, (call, all), push)
    }

    /// Tokenises all texts into a corpus that is kept. `all` is the number of texts of the whole call.
    pub fn kept(
        self,
        py: Python<'_>,
        settings: &TextSettings,
        (call, all): (&LongCall, u64),
    ) -> PyResult<KeptCorpus> {
        let mut builder = call.run_short(|| KeptCorpusBuilder::new(settings.clone()));
        let push = |texts: &[&str], labels: &[&str], ids: &[Option<&str>]| {
            builder.push_batch(texts, labels, ids)
        };
        self.for_batches(py, (call, all), push)?;
        call.run(py, Some(all), move || Ok(builder.build()))
    }

    /// Calls `push` with the texts, labels and ids of each batch, without the GIL.
    fn for_batches(
        mut self,
        py: Python<'_>,
        (call, all): (&LongCall, u64),
        mut push: impl FnMut(&[&str], &[&str], &[Option<&str>]) -> tasnif::Result<()> + Send,
    ) -> PyResult<()> {
        let mut at = 0;
        while let Some(batch) = self.texts.next_batch(py)? {
            let rows = at..at + batch.len();
            at = rows.end;
            let labels: Vec<&str> = match &self.labels {
                Some(labels) => {
                    let numbers = labels.numbers[rows.clone()].iter();
                    numbers.map(|&number| labels.name(number)).collect()
                }
                None => vec![""; rows.len()],
            };
            let ids: Vec<Option<&str>> = match &self.ids {
                Some(ids) => ids[rows].iter().map(Option::as_deref).collect(),
                None => vec![None; rows.len()],
            };
            call.run(py, Some(all), || push(&batch, &labels, &ids))?;
            call.watch().add(batch.len() as u64);
        }
        call.tell(py, Some(all))
    }
}

/// Trains a model that does not keep its documents.
pub fn train(
    py: Python<'_>,
    (labelled, unlabelled): (LearnedTexts, Option<LearnedTexts>),
    training: &Training,
    (call, max_memory): (&LongCall, Option<u64>),
) -> PyResult<Model> {
    let stop = call.watch().cancellation();
    let storage = Environment::with_cancellation(&(), max_memory, stop).storage;
    let text = training.settings.features.text();
    let mut builder = call.run_short(|| CorpusBuilder::new(text, storage));
    let all = labelled.len() + unlabelled.as_ref().map_or(0, LearnedTexts::len);
    let train = match unlabelled.is_some() {
        true => tasnif::train_with_unlabelled,
        false => tasnif::train,
    };
    labelled.read_into(py, &mut builder, (call, all))?;
    if let Some(unlabelled) = unlabelled {
        unlabelled.read_into(py, &mut builder, (call, all))?;
    }
    let watch = Arc::clone(call.watch());
    call.run(py, Some(all), move || {
        let corpus = builder.build()?;
        train(&corpus.all(), &training.settings, training.choices, &*watch)
    })
}

/// Reads ids with their labels.
///
/// # Errors
/// When there are not as many labels as ids, or values are missing or of another type.
pub fn labels_of_ids(
    py: Python<'_>,
    ids: &Bound<'_, PyAny>,
    labels: &Bound<'_, PyAny>,
) -> PyResult<Vec<(String, String)>> {
    let ids = given_ids(ids)?;
    let labels = Column::new(labels, "label")?;
    check_same_length(("ids", ids.len()), ("labels", "label", labels.len()), "id")?;
    let labels = numbered_labels(py, labels)?;
    let labels = labels.numbers.iter().map(|&number| labels.name(number));
    Ok(ids.into_iter().zip(labels.map(str::to_owned)).collect())
}

/// Reads ids, none of which is missing.
///
/// # Errors
/// When one is missing, or of another type.
pub fn given_ids(given: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let ids = (0..).zip(ids(given)?);
    ids.map(|(index, id)| id.ok_or_else(|| missing(index, "id")))
        .collect()
}

/// Reads the ids of texts.
fn distinct_ids(given: &Bound<'_, PyAny>, texts: usize) -> PyResult<Vec<Option<String>>> {
    let ids = ids(given)?;
    check_same_length(("texts", texts), ("ids", "id", ids.len()), "text")?;
    let mut first_of = HashMap::new();
    for (index, id) in ids.iter().enumerate() {
        let Some(id) = id else { continue };
        if let Some(first) = first_of.insert(id, index) {
            return Err(PyValueError::new_err(format!(
                "the id \"{id}\" occurs twice: text {first} and text {index}; give different ids, or None to a text without an id"
            )));
        }
    }
    Ok(ids)
}

/// A column of strings or whole numbers; missing values stay missing.
fn ids(given: &Bound<'_, PyAny>) -> PyResult<Vec<Option<String>>> {
    let objects = objects(given, "id")?.into_iter().enumerate();
    objects
        .map(|(index, object)| id(object.bind(given.py()), index))
        .collect()
}

fn id(object: &Bound<'_, PyAny>, index: usize) -> PyResult<Option<String>> {
    // Arrow's values.
    if object.hasattr("as_py")? {
        return id(&object.call_method0("as_py")?, index);
    }
    // Only NaN, NaT and NA are not equal to themselves.
    let is_missing = object.is_none() || !object.eq(object).unwrap_or(false);
    if is_missing {
        return Ok(None);
    }
    let is_number = object.hasattr("__index__")? && !object.is_instance_of::<PyBool>();
    if !object.is_instance_of::<PyString>() && !is_number {
        return Err(PyTypeError::new_err(format!(
            "id {index} is of type {}; expected a string, a whole number, or None for a text without an id",
            object.get_type().name()?
        )));
    }
    let text = object.str()?;
    let text = text.to_str().map_err(|_| {
        PyValueError::new_err(format!(
            "id {index} has half of a surrogate pair, which is no character"
        ))
    })?;
    Ok(Some(text.to_owned()))
}

/// Reads labels, none of which is empty.
pub fn numbered_labels(py: Python<'_>, labels: Column) -> PyResult<Numbered> {
    let labels = labels.numbered(py)?;
    let numbers = labels.numbers.iter();
    let mut names = numbers.map(|&number| labels.name(number));
    match names.position(|name| name.trim().is_empty()) {
        Some(index) => Err(PyValueError::new_err(format!(
            "label {index} is empty; leave the row out, or give the text to `unlabelled`"
        ))),
        None => Ok(labels),
    }
}

/// Checks that there is one value for each item: `("texts", 3)` and `("labels", "label", 3)`.
fn check_same_length(
    (items, count): (&str, usize),
    (values, value, found): (&str, &str, usize),
    item: &str,
) -> PyResult<()> {
    if count == found {
        return Ok(());
    }
    Err(PyValueError::new_err(format!(
        "there are {count} {items} and {found} {values}; give one {value} for each {item}"
    )))
}
