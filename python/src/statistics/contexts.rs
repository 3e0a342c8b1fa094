//! A term or pattern in its contexts.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use serde_json::Value;
use tasnif::jobs::concordance::{Concordance, ConcordanceSettings, Search};
use tasnif::report::ReportFormat;
use tasnif::stats::{ConcordanceLine, ContextWidth, SortKey};
use tasnif::text::CharSpans;

use super::call::{Call, WORDS};
use crate::errors::exception;
use crate::table::Table;

/// A term or pattern in its contexts.
#[pyfunction]
#[pyo3(signature = (texts, term=None, *, regex=None, normalised=false, sort=None, **arguments))]
pub fn concordance<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    term: Option<String>,
    regex: Option<String>,
    normalised: bool,
    sort: Option<&Bound<'py, PyAny>>,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Table> {
    let search = match (term, regex) {
        (Some(term), None) => Search::Term(term),
        (None, Some(pattern)) if normalised => Search::RegexOnTokens(pattern),
        (None, Some(pattern)) => Search::Regex(pattern),
        _ => {
            return Err(PyValueError::new_err(
                "give a `term` or a `regex` to search for",
            ));
        }
    };
    let own = ["width", "window", "top", "sample", "seed"];
    let mut call = Call::new(py, texts, arguments, &[&own[..], &WORDS].concat())?;
    let words = call.words()?;
    let number = |name: &str| call.settings.get(name).and_then(Value::as_u64);
    let size = |name: &str| number(name).and_then(|number| usize::try_from(number).ok());
    let default = ConcordanceSettings::default();
    let tokenizer = words.tokenizer();
    let settings = ConcordanceSettings {
        stop_list: words.stop_list(&tokenizer),
        tokenizer,
        width: match (size("window"), size("width")) {
            (Some(words), _) => ContextWidth::Words(words),
            (None, Some(characters)) => ContextWidth::Chars(characters),
            (None, None) => default.width,
        },
        sort: sort_keys(sort)?,
        top: size("top"),
        sample: size("sample"),
        seed: number("seed").unwrap_or(default.seed),
    };
    let concordance = Concordance::new(&search, settings).map_err(exception)?;
    let reading = call.documents.reading();
    let lines = call.run(py, |environment| {
        let mut all: Vec<ConcordanceLine> = Vec::new();
        concordance.run(environment, reading, |lines| {
            all.extend(lines);
            Ok::<_, tasnif::Error>(())
        })?;
        Ok(all)
    })?;
    let rows = lines.into_iter().map(|mut line| {
        let text = line
            .place()
            .line
            .and_then(|number| call.documents.text(number));
        if let Some(text) = text {
            line.span = CharSpans::new(&text).span(line.span.clone());
        }
        line
    });
    concordance_table(rows)
}

fn concordance_table(lines: impl Iterator<Item = ConcordanceLine>) -> PyResult<Table> {
    let mut writer = tasnif::tables::LineWriter::new(Vec::new(), ReportFormat::JsonLines, false);
    for line in lines {
        writer.write(line)?;
    }
    Table::of_json_lines(&writer.finish()?, &["place"])
}

/// Sort keys: names separated by commas, or a list of them.
fn sort_keys(sort: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<SortKey>> {
    let names: Vec<String> = match sort {
        None => Vec::new(),
        Some(one) if one.is_instance_of::<PyString>() => one
            .extract::<String>()?
            .split(',')
            .map(str::to_owned)
            .collect(),
        Some(several) => several.extract()?,
    };
    let key = |name: &String| {
        let key: Result<SortKey, _> = name.trim().parse();
        key.map_err(|problem| PyValueError::new_err(format!("`sort`: {problem}")))
    };
    names.iter().map(key).collect()
}
