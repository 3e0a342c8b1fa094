//! Keyword arguments as settings of the library.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tasnif::jobs::TrainingSettings;

/// Settings that the library reads from a string, such as `1..2`, `auto` or `1%`.
const WRITTEN: [&str; 9] = [
    "ngrams",
    "char_ngrams",
    "lengths",
    "min_df",
    "max_df",
    "max_features",
    "refine",
    "by",
    "target",
];

/// Bounds of document frequency: a float is a share of the documents.
const BOUNDS: [&str; 2] = ["min_df", "max_df"];

/// The settings of training.
///
/// # Errors
/// `TypeError` for a name that is no setting, `ValueError` for a wrong value.
pub fn training(given: Option<&Bound<'_, PyDict>>) -> PyResult<TrainingSettings> {
    read(&object(given, &TrainingSettings::NAMES)?)
}

/// Checks the settings of training, for estimators that keep them until they are fitted.
#[pyfunction]
#[pyo3(signature = (**settings))]
pub fn training_settings(settings: Option<&Bound<'_, PyDict>>) -> PyResult<Vec<&'static str>> {
    training(settings)?
        .model_settings()
        .map_err(crate::errors::exception)?;
    Ok(TrainingSettings::NAMES.to_vec())
}

/// Reads a JSON object as settings.
pub fn read<T: DeserializeOwned>(object: &Map<String, Value>) -> PyResult<T> {
    serde_json::from_value(Value::Object(object.clone()))
        .map_err(|error| PyValueError::new_err(error.to_string()))
}

/// Keyword arguments as a JSON object; only `names` are known. Arguments that are None are left out, except where None
/// means without a limit.
pub fn object(given: Option<&Bound<'_, PyDict>>, names: &[&str]) -> PyResult<Map<String, Value>> {
    let mut object = Map::new();
    for (name, value) in given.into_iter().flatten() {
        let name: String = name.extract()?;
        if !names.contains(&name.as_str()) {
            return Err(unknown(value.py(), &name, names));
        }
        if let Some(value) = setting(&name, &value)? {
            object.insert(name, value);
        }
    }
    Ok(object)
}

/// A name that is no setting; similar ones are named.
fn unknown(py: Python<'_>, name: &str, names: &[&str]) -> PyErr {
    let close = || -> PyResult<Vec<String>> {
        let difflib = py.import("difflib")?;
        difflib
            .call_method1("get_close_matches", (name, names.to_vec()))?
            .extract()
    };
    let close = close().unwrap_or_default();
    let hint = match close.is_empty() {
        true => format!("the settings are {}", names.join(", ")),
        false => format!("did you mean {}?", close.join(" or ")),
    };
    PyTypeError::new_err(format!("there is no setting `{name}`; {hint}"))
}

/// The value of a setting; `None` for its default.
fn setting(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Option<Value>> {
    if value.is_none() {
        let is_without = matches!(name, "char_ngrams" | "max_features");
        return Ok(is_without.then(|| Value::from("none")));
    }
    if name == "stop_words" {
        return stop_words(value).map(Some);
    }
    if WRITTEN.contains(&name) {
        return written(name, value).map(|text| Some(Value::from(text)));
    }
    json(value).map(Some)
}

/// A setting that the library reads from a string; a tuple is a range.
fn written(name: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok((low, high)) = value.extract::<(usize, usize)>() {
        return Ok(format!("{low}..{high}"));
    }
    if BOUNDS.contains(&name)
        && let Ok(share) = value.cast::<PyFloat>()
    {
        return Ok(format!("{}%", share.extract::<f64>()? * 100.0));
    }
    Ok(value.str()?.to_string())
}

/// Stop lists: the name of one, or a list of names and of collections of words.
fn stop_words(value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if let Ok(name) = value.cast::<PyString>() {
        let name = name.to_string();
        return Ok(match name.as_str() {
            "none" => Value::Array(Vec::new()),
            _ => Value::from(vec![name]),
        });
    }
    let mut lists = Vec::new();
    for item in value.try_iter()? {
        let item = item?;
        if let Ok(name) = item.cast::<PyString>() {
            let name = name.to_string();
            name.parse::<tasnif::jobs::StopWords>().map_err(|problem| {
                PyValueError::new_err(format!(
                    "`stop_words`: {problem}; words of your own go into a list of their own, such as stop_words=[[\"{name}\"]]"
                ))
            })?;
            lists.push(Value::from(name));
            continue;
        }
        let words: PyResult<Vec<String>> = item.try_iter()?.map(|word| word?.extract()).collect();
        let lines = words?.join("\n");
        lists.push(serde_json::json!({"name": "stop words", "lines": lines}));
    }
    Ok(Value::Array(lists))
}

/// Python's value as JSON.
fn json(value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if let Ok(truth) = value.cast::<PyBool>() {
        return Ok(Value::from(truth.is_true()));
    }
    if value.is_instance_of::<PyInt>() {
        return Ok(Value::from(value.extract::<i64>()?));
    }
    if value.is_instance_of::<PyString>() {
        return Ok(Value::from(value.extract::<String>()?));
    }
    if let Ok(dict) = value.cast::<PyDict>() {
        let members = dict
            .iter()
            .map(|(name, value)| Ok((name.extract()?, json(&value)?)));
        return members
            .collect::<PyResult<Map<String, Value>>>()
            .map(Value::Object);
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        let items: PyResult<Vec<Value>> = value.try_iter()?.map(|item| json(&item?)).collect();
        return items.map(Value::Array);
    }
    // NumPy's numbers, too.
    if value.hasattr("__index__")? {
        return Ok(Value::from(
            value.call_method0("__index__")?.extract::<i64>()?,
        ));
    }
    Ok(Value::from(value.extract::<f64>()?))
}

/// A value of the library as Python's dictionaries, lists and numbers.
pub fn to_python<'py>(
    py: Python<'py>,
    value: &impl serde::Serialize,
) -> PyResult<Bound<'py, PyAny>> {
    let json =
        serde_json::to_string(value).map_err(|error| PyValueError::new_err(error.to_string()))?;
    py.import("json")?.call_method1("loads", (json,))
}
