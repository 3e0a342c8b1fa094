//! Keywords on a cluster: what the machine that adds up does with the sums.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use serde_json::Value;
use tasnif::jobs::{KeywordSettings, cluster};

use crate::cluster::add;
use crate::errors::exception;
use crate::long_call::LongCall;
use crate::settings::{object, read};
use crate::statistics::{KEYNESS, WORDS};
use crate::table::Table;
use crate::texts::record_batches;

/// Settings beside those of words and of comparisons.
const OWN: [&str; 5] = ["by", "ngrams", "min_count", "all_tokens", "tfidf"];

/// Keywords on the machine that adds up.
#[pyclass(frozen, module = "tasnif_text._tasnif")]
pub struct ClusterKeywords {
    /// Locked only with the GIL.
    keywords: Mutex<Option<cluster::ClusterKeywords>>,
    with_tfidf: bool,
}

#[pymethods]
impl ClusterKeywords {
    /// Keywords of this many texts.
    #[new]
    #[pyo3(signature = (documents, **settings))]
    fn new(documents: u64, settings: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let (settings, with_tfidf) = keyword_settings(settings)?;
        let keywords = cluster::ClusterKeywords::new(settings, documents).map_err(exception)?;
        Ok(ClusterKeywords {
            keywords: Mutex::new(Some(keywords)),
            with_tfidf,
        })
    }

    /// The bytes of the next step; None when the keywords are found.
    #[getter]
    fn step<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyBytes>>> {
        let step = self.with(|keywords| Ok(keywords.step()))?;
        let bytes = step.map(|step| step.to_bytes().map_err(exception));
        let bytes = bytes.transpose()?;
        Ok(bytes.map(|bytes| PyBytes::new(py, &bytes)))
    }

    /// Whether rows of this step are gathered as they are.
    #[getter]
    fn gathers(&self) -> PyResult<bool> {
        self.with(|keywords| Ok(keywords.gathers()))
    }

    /// The fewest texts that a term must be in.
    #[getter]
    fn min_df(&self) -> PyResult<u64> {
        self.with(|keywords| Ok(keywords.min_df()))
    }

    /// Adds rows of counts.
    fn add(&self, rows: &Bound<'_, PyAny>) -> PyResult<()> {
        let batches = record_batches(rows)?;
        self.with(|keywords| {
            let mut batches = batches.iter();
            batches.try_for_each(|batch| add(batch, |tally| keywords.add(tally)))
        })
    }

    /// Ends a step.
    #[pyo3(signature = (*, threads=None, progress=None))]
    fn advance(
        &self,
        py: Python<'_>,
        threads: Option<usize>,
        progress: Option<Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let call = LongCall::new(py, threads, progress)?;
        let mut keywords = self.take()?;
        let watch = Arc::clone(call.watch());
        let keywords = call.run(py, None, move || {
            keywords.advance(&*watch)?;
            Ok(keywords)
        })?;
        *self.lock() = Some(keywords);
        Ok(())
    }

    /// The keywords as rows.
    fn table(&self) -> PyResult<Table> {
        let table = self.take()?.into_table().map_err(exception)?;
        Table::of_records(tasnif::tables::keywords::rows(
            &table,
            false,
            self.with_tfidf,
        ))
    }
}

impl ClusterKeywords {
    fn lock(&self) -> MutexGuard<'_, Option<cluster::ClusterKeywords>> {
        self.keywords.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> PyResult<cluster::ClusterKeywords> {
        self.lock().take().ok_or_else(ended)
    }

    fn with<T>(
        &self,
        work: impl FnOnce(&mut cluster::ClusterKeywords) -> PyResult<T>,
    ) -> PyResult<T> {
        work(self.lock().as_mut().ok_or_else(ended)?)
    }
}

/// The settings, and whether the rows have TF-IDF.
fn keyword_settings(given: Option<&Bound<'_, PyDict>>) -> PyResult<(KeywordSettings, bool)> {
    let mut settings = object(given, &[&OWN[..], &KEYNESS, &WORDS].concat())?;
    let with_tfidf = settings.remove("tfidf") == Some(Value::Bool(true));
    let groups: [(&str, &[&str]); 2] = [("keyness", &KEYNESS), ("words", &WORDS)];
    for (group, names) in groups {
        let taken = names.iter().filter_map(|name| settings.remove_entry(*name));
        let taken = taken.collect();
        settings.insert(group.into(), Value::Object(taken));
    }
    Ok((read(&settings)?, with_tfidf))
}

fn ended() -> PyErr {
    PyRuntimeError::new_err("the keywords were taken, or a step failed; start again")
}
