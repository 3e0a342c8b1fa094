//! Texts without boilerplate.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::Value;
use tasnif::Reading;
use tasnif::corpus::reading::Cleaning;
use tasnif::report::Record;
use tasnif::text::{CleanLevel, CleanMode};

use super::call::Call;
use crate::errors::exception;
use crate::table::Table;

/// A cleaned text.
#[derive(Debug, serde::Serialize)]
struct CleanedText {
    id: String,
    text: String,
    removed: Vec<RemovedLine>,
    kept_whole: bool,
}

/// A line that was removed.
#[derive(Debug, serde::Serialize)]
struct RemovedLine {
    line: Option<usize>,
    rule: &'static str,
    text: String,
}

impl Record for CleanedText {
    fn columns(&self) -> Vec<String> {
        ["id", "text", "removed", "kept_whole"]
            .map(str::to_owned)
            .to_vec()
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.text.clone(),
            self.removed.len().to_string(),
            self.kept_whole.to_string(),
        ]
    }
}

/// Texts without boilerplate.
#[pyfunction]
#[pyo3(signature = (texts, *, level="balanced", cues="", **arguments))]
pub fn clean<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    level: &str,
    cues: &str,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Table> {
    let call = Call::new(py, texts, arguments, &[])?;
    let level: CleanLevel = serde_json::from_value(Value::from(level)).map_err(|_| {
        PyValueError::new_err(format!(
            "`level` \"{level}\" is none of careful, balanced and strict"
        ))
    })?;
    let cleaning = Cleaning::new(CleanMode::Text, cues)
        .map_err(exception)?
        .with_level(level);
    let reading = Reading {
        cleaning,
        ..call.documents.reading()
    };
    let mut reading = reading;
    reading.options.labelled = false;
    let rows = call.run(py, |environment| {
        let mut rows = Vec::new();
        let settings = tasnif::jobs::clean::CleanSettings::default();
        tasnif::jobs::clean::clean(environment, reading, settings, |documents| {
            rows.extend(documents.into_iter().map(|cleaned| {
                CleanedText {
                    id: cleaned.document.id,
                    text: cleaned.document.text,
                    kept_whole: cleaned.kept_whole,
                    removed: cleaned
                        .removed
                        .into_iter()
                        .map(|line| RemovedLine {
                            line: line.line,
                            rule: line.rule.name(),
                            text: line.text,
                        })
                        .collect(),
                }
            }));
            Ok::<_, tasnif::Error>(())
        })?;
        Ok(rows)
    })?;
    Table::of_records(rows)
}
