//! What all statistics have in common: their arguments, and how their jobs are run.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::{Map, Value};
use tasnif::jobs::WordSettings;
use tasnif::{Environment, Reading};

use crate::documents::{Columns, Documents};
use crate::long_call::LongCall;
use crate::settings::{object, read};

/// Settings of how text becomes words.
pub const WORDS: [&str; 5] = ["profile", "hamza_seats", "stem", "clitics", "stop_words"];

/// Arguments of every function here: the columns beside the texts, and how the work is done.
pub struct Call {
    pub documents: Documents,
    pub long: LongCall,
    pub max_memory: Option<u64>,
    /// All other arguments.
    pub settings: Map<String, Value>,
}

impl Call {
    /// Splits keyword arguments into columns and settings; `names` are the settings.
    pub fn new<'py>(
        py: Python<'py>,
        texts: &Bound<'py, PyAny>,
        arguments: Option<&Bound<'py, PyDict>>,
        names: &[&str],
    ) -> PyResult<Self> {
        let settings = match arguments {
            Some(arguments) => arguments.copy()?,
            None => PyDict::new(py),
        };
        let take = |name: &str| -> PyResult<Option<Bound<'py, PyAny>>> {
            let value = settings.get_item(name)?;
            if value.is_some() {
                settings.del_item(name)?;
            }
            Ok(value.filter(|value| !value.is_none()))
        };
        let columns = Columns {
            labels: take("labels")?,
            dates: take("dates")?,
            ids: take("ids")?,
            fields: take("fields")?
                .map(|fields| fields.cast_into::<PyDict>())
                .transpose()?,
        };
        let threads = take("threads")?
            .map(|threads| threads.extract())
            .transpose()?;
        let max_memory = take("max_memory")?
            .map(|bytes| bytes.extract())
            .transpose()?;
        let long = LongCall::new(py, threads, take("progress")?)?;
        let settings = object(Some(&settings), names)?;
        let documents = Documents::new(py, texts, &columns)?;
        Ok(Call {
            documents,
            long,
            max_memory,
            settings,
        })
    }

    /// Runs a job.
    pub fn run<T: Send>(
        &self,
        py: Python<'_>,
        job: impl FnOnce(&Environment<'_>) -> tasnif::Result<T> + Send,
    ) -> PyResult<T> {
        let watch = Arc::clone(self.long.watch());
        self.long.run(py, None, move || {
            let stop = watch.cancellation();
            job(&Environment::with_cancellation(
                &*watch,
                self.max_memory,
                stop,
            ))
        })
    }

    /// A setting, taken out of the others.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.settings.remove(name)
    }

    /// Settings of these names, taken out of the others.
    pub fn take_all(&mut self, names: &[&str]) -> Map<String, Value> {
        let taken = names
            .iter()
            .filter_map(|name| self.settings.remove_entry(*name));
        taken.collect()
    }

    /// The settings of words, taken out of the others.
    pub fn words(&mut self) -> PyResult<WordSettings> {
        read(&self.take_all(&WORDS))
    }
}

/// A reading with the field that groups documents.
pub fn with_group(mut reading: Reading, by: Option<&tasnif::Column>) -> Reading {
    if let Some(tasnif::Column::Field(name)) = by {
        reading.options.fields.group = Some(name.clone());
    }
    reading
}
