//! Size and lexical diversity.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::Value;
use tasnif::jobs::MeasureSettings;
use tasnif::tables::measures::MeasureRow;

use super::call::{Call, WORDS, with_group};
use crate::settings::read;
use crate::table::Table;

/// Size and lexical diversity of texts.
#[pyfunction]
#[pyo3(signature = (texts, **arguments))]
pub fn measures<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Table> {
    let mut call = Call::new(
        py,
        texts,
        arguments,
        &[&["by", "window"][..], &WORDS].concat(),
    )?;
    let words = call.take_all(&WORDS);
    let mut settings = call.settings.clone();
    settings.insert("words".into(), Value::Object(words));
    let settings: MeasureSettings = read(&settings)?;
    let reading = with_group(call.documents.reading(), settings.by.as_ref());
    let measured = call.run(py, |environment| {
        tasnif::measures(environment, reading, &settings)
    })?;
    let rows = measured
        .parts
        .iter()
        .map(|part| MeasureRow::new(measured.by.as_ref(), part));
    Table::of_records(rows)
}
