//! Texts with labels, dates and other columns as documents of the library.

use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator};
use serde_json::{Map, Value};
use tasnif::io::Source;
use tasnif::{InputOptions, Reading};

use crate::texts::Column;

/// Name of the texts in messages.
const NAME: &str = "texts.jsonl";

/// Names of the fields of a document.
const FIELDS: [&str; 4] = ["id", "text", "label", "date"];

/// Columns of equal length, as lines of JSON.
pub struct Documents {
    lines: Arc<[u8]>,
    /// The end of each line.
    ends: Vec<usize>,
    has_labels: bool,
}

/// The columns beside the texts.
pub struct Columns<'py> {
    pub labels: Option<Bound<'py, PyAny>>,
    pub dates: Option<Bound<'py, PyAny>>,
    pub ids: Option<Bound<'py, PyAny>>,
    /// Other columns by name.
    pub fields: Option<Bound<'py, PyDict>>,
}

impl Documents {
    /// # Errors
    /// When columns have different lengths, or a value is missing or of another type.
    pub fn new(py: Python<'_>, texts: &Bound<'_, PyAny>, columns: &Columns<'_>) -> PyResult<Self> {
        let mut texts = Column::new(texts, "text")?;
        texts.check_not_empty()?;
        let length = texts.len();
        let mut others = Vec::new();
        if let Some(labels) = &columns.labels {
            others.push(("label".to_owned(), strings(py, labels, "label")?));
        }
        if let Some(ids) = &columns.ids {
            others.push(("id".to_owned(), values(ids)?));
        }
        if let Some(dates) = &columns.dates {
            others.push(("date".to_owned(), values(dates)?));
        }
        for (name, column) in columns.fields.iter().flatten() {
            let name: String = name.extract()?;
            if FIELDS.contains(&name.as_str()) {
                return Err(PyValueError::new_err(format!(
                    "`fields`: a column cannot be called {name}; give it another name"
                )));
            }
            others.push((name, values(&column)?));
        }
        for (name, column) in &others {
            if column.len() != length {
                return Err(PyValueError::new_err(format!(
                    "there are {length} texts and {} values of {name}; give one for each text",
                    column.len()
                )));
            }
        }
        lines(py, &mut texts, others, columns)
    }

    /// The documents, without cleaning.
    pub fn reading(&self) -> Reading {
        let options = InputOptions {
            labelled: self.has_labels,
            ..InputOptions::default()
        };
        let source = Source::of_bytes(NAME, Arc::clone(&self.lines));
        Reading::of_sources(vec![source], options)
    }

    /// The text of the document in a line, from 1.
    pub fn text(&self, line: u64) -> Option<String> {
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        let object: Value =
            serde_json::from_slice(&self.lines[start..*self.ends.get(index)?]).ok()?;
        let text = object.get("text")?.as_str()?;
        let repaired = tasnif::io::repaired(text);
        Some(repaired.map_or_else(|| text.to_owned(), |(text, ..)| text))
    }
}

fn lines(
    py: Python<'_>,
    texts: &mut Column,
    others: Vec<(String, Vec<Value>)>,
    columns: &Columns<'_>,
) -> PyResult<Documents> {
    let (mut lines, mut ends) = (Vec::new(), Vec::new());
    while let Some(batch) = texts.next_batch(py)? {
        for text in batch {
            let index = ends.len();
            let mut object = Map::new();
            object.insert("text".to_owned(), Value::from(text));
            object.insert("id".to_owned(), Value::from(index.to_string()));
            for (name, values) in &others {
                object.insert(name.clone(), values[index].clone());
            }
            serde_json::to_writer(&mut lines, &object)
                .map_err(|error| PyValueError::new_err(error.to_string()))?;
            lines.push(b'\n');
            ends.push(lines.len());
        }
    }
    Ok(Documents {
        lines: lines.into(),
        ends,
        has_labels: columns.labels.is_some(),
    })
}

/// A column of strings.
fn strings(py: Python<'_>, given: &Bound<'_, PyAny>, what: &'static str) -> PyResult<Vec<Value>> {
    let numbered = Column::new(given, what)?.numbered(py)?;
    let numbers = numbered.numbers.iter();
    Ok(numbers
        .map(|&number| Value::from(numbered.name(number)))
        .collect())
}

/// A column of strings, numbers or dates; missing values stay missing.
fn values(given: &Bound<'_, PyAny>) -> PyResult<Vec<Value>> {
    let items = PyIterator::from_object(given)?;
    let value = |item: PyResult<Bound<'_, PyAny>>| {
        let item = item?;
        // Only NaN, NaT and NA are not equal to themselves.
        if item.is_none() || !item.eq(&item).unwrap_or(false) {
            return Ok(Value::Null);
        }
        match item.hasattr("isoformat")? {
            true => Ok(Value::from(
                item.call_method0("isoformat")?.extract::<String>()?,
            )),
            false => Ok(Value::from(item.str()?.to_string())),
        }
    };
    items.map(value).collect()
}
