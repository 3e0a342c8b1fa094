//! Keywords of a corpus.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::{Value, json};
use tasnif::jobs::KeywordSettings;

use super::call::{Call, WORDS, with_group};
use crate::documents::{Columns, Documents};
use crate::settings::read;
use crate::table::Table;

/// Settings of how keywords of a comparison are ranked.
pub const KEYNESS: [&str; 6] = ["measure", "test", "adjustment", "smoothing", "sign", "top"];

/// The terms of texts by frequency, or those that set a part of the texts apart.
#[pyfunction]
#[pyo3(signature = (texts, *, reference=None, **arguments))]
pub fn keywords<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    reference: Option<&Bound<'py, PyAny>>,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Table> {
    let own = [
        "by",
        "target",
        "ngrams",
        "min_count",
        "all_tokens",
        "dispersion",
        "tfidf",
    ];
    let mut call = Call::new(py, texts, arguments, &[&own[..], &KEYNESS, &WORDS].concat())?;
    let with_tfidf = call.take("tfidf") == Some(Value::Bool(true));
    let (keyness, words) = (call.take_all(&KEYNESS), call.take_all(&WORDS));
    let targets: Vec<Value> = call.take("target").into_iter().collect();
    let mut settings = call.settings.clone();
    settings.insert("keyness".into(), Value::Object(keyness));
    settings.insert("words".into(), Value::Object(words));
    settings.insert(
        "comparison".into(),
        json!({"targets": targets, "has_reference": reference.is_some()}),
    );
    let settings: KeywordSettings = read(&settings)?;
    let mut readings = vec![with_group(call.documents.reading(), settings.by.as_ref())];
    if let Some(reference) = reference {
        let columns = Columns {
            labels: None,
            dates: None,
            ids: None,
            fields: None,
        };
        readings.push(Documents::new(py, reference, &columns)?.reading());
    }
    let table = call.run(py, |environment| {
        tasnif::keywords(environment, readings, &settings)
    })?;
    Table::of_records(tasnif::tables::keywords::rows(&table, false, with_tfidf))
}
