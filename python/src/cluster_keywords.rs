//! Keywords on a cluster: what the machine that adds up does with the sums.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use serde_json::Value;
use tasnif::jobs::cluster::ClusterJob;
use tasnif::jobs::{KeywordSettings, cluster};

use crate::cluster_job::Job;
use crate::errors::exception;
use crate::settings::{object, read};
use crate::statistics::{KEYNESS, WORDS};
use crate::table::Table;

/// Settings beside those of words and of comparisons.
const OWN: [&str; 5] = ["by", "ngrams", "min_count", "all_tokens", "tfidf"];

/// Keywords on the machine that adds up.
#[pyclass(frozen, module = "tasnif_text._tasnif")]
pub struct ClusterKeywords {
    job: Job<cluster::ClusterKeywords>,
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
            job: Job::new(keywords),
            with_tfidf,
        })
    }

    /// The bytes of the next step; None when the keywords are found.
    #[getter]
    fn step<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyBytes>>> {
        self.job.step(py)
    }

    /// Whether rows of this step are few and large, so that they need not be added up.
    #[getter]
    fn gathers(&self) -> PyResult<bool> {
        self.job.with(|job| Ok(job.gathers()))
    }

    /// The fewest texts that a term must be in.
    #[getter]
    fn min_df(&self) -> PyResult<u64> {
        self.job.with(|job| Ok(job.min_df()))
    }

    /// Adds rows of counts.
    fn add(&self, rows: &Bound<'_, PyAny>) -> PyResult<()> {
        self.job.add(rows)
    }

    /// Ends a step.
    #[pyo3(signature = (*, threads=None, progress=None))]
    fn advance(
        &self,
        py: Python<'_>,
        threads: Option<usize>,
        progress: Option<Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        self.job.advance(py, threads, progress)
    }

    /// The keywords as rows.
    fn table(&self) -> PyResult<Table> {
        let table = self.job.take()?.into_table().map_err(exception)?;
        Table::of_records(tasnif::tables::keywords::rows(
            &table,
            false,
            self.with_tfidf,
        ))
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
