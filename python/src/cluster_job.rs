//! Work on a cluster, on the machine that adds up.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arrow_array::cast::AsArray;
use arrow_array::types::{Int8Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use tasnif::jobs::cluster::{ClusterJob, Tally, TallyKind};

use crate::errors::exception;
use crate::long_call::LongCall;
use crate::texts::record_batches;

/// A job that Python shares between threads, until its result is taken.
pub struct Job<J> {
    /// Locked only with the GIL.
    job: Mutex<Option<J>>,
}

impl<J: ClusterJob> Job<J> {
    pub fn new(job: J) -> Self {
        Job {
            job: Mutex::new(Some(job)),
        }
    }

    /// The bytes of the next step; None at the end.
    pub fn step<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyBytes>>> {
        let step = self.with(|job| Ok(job.step()))?;
        let bytes = step.map(|step| step.to_bytes().map_err(exception));
        let bytes = bytes.transpose()?;
        Ok(bytes.map(|bytes| PyBytes::new(py, &bytes)))
    }

    /// Adds rows of counts.
    pub fn add(&self, rows: &Bound<'_, PyAny>) -> PyResult<()> {
        let batches = record_batches(rows)?;
        self.with(|job| {
            let mut batches = batches.iter();
            batches.try_for_each(|batch| tallies(batch, |tally| job.add(tally)))
        })
    }

    /// Ends a step, without the GIL.
    pub fn advance(
        &self,
        py: Python<'_>,
        threads: Option<usize>,
        progress: Option<Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let call = LongCall::new(py, threads, progress)?;
        let mut job = self.take()?;
        let watch = Arc::clone(call.watch());
        let job = call.run(py, None, move || {
            job.advance(&*watch)?;
            Ok(job)
        })?;
        *self.lock() = Some(job);
        Ok(())
    }

    /// The job, which ends here.
    pub fn take(&self) -> PyResult<J> {
        self.lock().take().ok_or_else(ended)
    }

    pub fn with<T>(&self, work: impl FnOnce(&mut J) -> PyResult<T>) -> PyResult<T> {
        work(self.lock().as_mut().ok_or_else(ended)?)
    }

    fn lock(&self) -> MutexGuard<'_, Option<J>> {
        self.job.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn ended() -> PyErr {
    PyRuntimeError::new_err("the work has ended, or a step failed; start again")
}

/// Passes rows of counts to `take`.
fn tallies(
    rows: &RecordBatch,
    mut take: impl FnMut(&Tally<'_>) -> tasnif::Result<()>,
) -> PyResult<()> {
    let column = |name: &str| {
        rows.column_by_name(name).filter(|column| column.null_count() == 0).ok_or_else(|| {
            PyValueError::new_err(format!(
                "the rows of counts have no column `{name}`, or a null in it; give kind (int8), label (string), key (binary) and count (int64)"
            ))
        })
    };
    let (kinds, labels) = (column("kind")?, column("label")?);
    let (keys, counts) = (column("key")?, column("count")?);
    let wrong = |name: &str| {
        PyValueError::new_err(format!(
            "the column `{name}` of the counts has a wrong type"
        ))
    };
    let kinds = kinds
        .as_primitive_opt::<Int8Type>()
        .ok_or_else(|| wrong("kind"))?;
    let labels = labels
        .as_string_opt::<i32>()
        .ok_or_else(|| wrong("label"))?;
    let keys = keys.as_binary_opt::<i32>().ok_or_else(|| wrong("key"))?;
    let counts = counts
        .as_primitive_opt::<Int64Type>()
        .ok_or_else(|| wrong("count"))?;
    for row in 0..rows.num_rows() {
        let tally = Tally {
            kind: TallyKind::of_number(kinds.value(row) as u8).map_err(exception)?,
            label: labels.value(row),
            key: keys.value(row),
            count: counts.value(row),
        };
        take(&tally).map_err(exception)?;
    }
    Ok(())
}
