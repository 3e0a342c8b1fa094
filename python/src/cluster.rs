//! Work on a cluster: what one machine does with its part of the texts, and what the machine that trains does with the
//! sums.

use std::sync::Arc;

use arrow_array::builder::{BinaryBuilder, Int8Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use tasnif::jobs::cluster::{self, ClusterJob, Step, Tally};
use tasnif::model::Training;

use crate::cluster_job::Job;
use crate::errors::exception;
use crate::labelled::numbered_labels;
use crate::long_call::LongCall;
use crate::model::Model;
use crate::settings::training;
use crate::table::Table;
use crate::texts::{Column, Numbered, arrow_error};

/// Rows of a table that go to Python at a time.
const ROWS: usize = 1 << 16;

/// The part of the texts that one machine reads in a step.
#[pyclass(module = "tasnif_text._tasnif")]
pub struct Part {
    part: Option<cluster::Part>,
    needs_labels: bool,
    call: LongCall,
}

#[pymethods]
impl Part {
    /// An empty part for the bytes of a step.
    #[new]
    #[pyo3(signature = (step, *, threads=Some(1)))]
    fn new(py: Python<'_>, step: &[u8], threads: Option<usize>) -> PyResult<Self> {
        let call = LongCall::new(py, threads, None)?;
        let step = Step::from_bytes(step).map_err(exception)?;
        let part = call.run_short(|| cluster::Part::new(&step));
        Ok(Part {
            part: Some(part),
            needs_labels: step.needs_labels(),
            call,
        })
    }

    /// Reads texts, in training with their labels.
    #[pyo3(signature = (texts, labels=None))]
    fn push(
        &mut self,
        py: Python<'_>,
        texts: &Bound<'_, PyAny>,
        labels: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let mut texts = Column::new(texts, "text")?;
        let labels = self.labels(py, labels)?;
        let part = self.part.as_mut().ok_or_else(finished)?;
        let mut at = 0;
        while let Some(batch) = texts.next_batch(py)? {
            let names: Vec<&str> = match &labels {
                None => vec![""; batch.len()],
                Some(labels) => {
                    let numbers = labels.numbers.iter().skip(at).take(batch.len());
                    numbers.map(|&number| labels.name(number)).collect()
                }
            };
            at += batch.len();
            self.call
                .run(py, None, || part.push_batch(&batch, &names))?;
        }
        Ok(())
    }

    /// The rows of the part, as tables.
    fn finish(&mut self, py: Python<'_>) -> PyResult<Vec<Table>> {
        let part = self.part.take().ok_or_else(finished)?;
        let batches = self.call.run(py, None, move || {
            let mut rows = Rows::default();
            part.finish(|tally| {
                rows.push(&tally);
                Ok(())
            })?;
            rows.end();
            Ok(rows.batches)
        })?;
        let batches = batches.into_iter();
        batches
            .map(|batch| batch.map(Table::new).map_err(arrow_error))
            .collect()
    }
}

impl Part {
    fn labels(
        &self,
        py: Python<'_>,
        labels: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<Numbered>> {
        let column = labels.map(|labels| Column::new(labels, "label"));
        match (column.transpose()?, self.needs_labels) {
            (None, true) => Err(PyValueError::new_err(
                "training needs labels; give one for each text",
            )),
            (Some(labels), true) => numbered_labels(py, labels).map(Some),
            (Some(labels), false) => labels.numbered(py).map(Some),
            (None, false) => Ok(None),
        }
    }
}

fn finished() -> PyErr {
    PyRuntimeError::new_err("the part is finished; start another one")
}

/// Rows of counts as columns.
#[derive(Default)]
struct Rows {
    kinds: Int8Builder,
    labels: StringBuilder,
    keys: BinaryBuilder,
    counts: Int64Builder,
    rows: usize,
    batches: Vec<Result<RecordBatch, arrow_schema::ArrowError>>,
}

impl Rows {
    fn push(&mut self, tally: &Tally<'_>) {
        self.kinds.append_value(tally.kind.number() as i8);
        self.labels.append_value(tally.label);
        self.keys.append_value(tally.key);
        self.counts.append_value(tally.count);
        self.rows += 1;
        if self.rows == ROWS {
            self.end();
        }
    }

    fn end(&mut self) {
        if self.rows > 0 {
            let columns: [(&str, ArrayRef); 4] = [
                ("kind", Arc::new(self.kinds.finish())),
                ("label", Arc::new(self.labels.finish())),
                ("key", Arc::new(self.keys.finish())),
                ("count", Arc::new(self.counts.finish())),
            ];
            self.batches.push(RecordBatch::try_from_iter(columns));
            self.rows = 0;
        }
    }
}

/// Training on the machine that adds up.
#[pyclass(frozen, module = "tasnif_text._tasnif")]
pub struct ClusterTraining(Job<cluster::ClusterTraining>);

#[pymethods]
impl ClusterTraining {
    /// Training on this many texts.
    #[new]
    #[pyo3(signature = (documents, **settings))]
    fn new(documents: u64, settings: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let given = training(settings)?;
        let training = Training {
            settings: given.model_settings().map_err(exception)?,
            choices: given.choices(),
        };
        let training = cluster::ClusterTraining::new(training, documents).map_err(exception)?;
        Ok(ClusterTraining(Job::new(training)))
    }

    /// The bytes of the next step; None when the model is trained.
    #[getter]
    fn step<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyBytes>>> {
        self.0.step(py)
    }

    /// Whether rows of this step are few and large, so that they need not be added up.
    #[getter]
    fn gathers(&self) -> PyResult<bool> {
        self.0.with(|job| Ok(job.gathers()))
    }

    /// The fewest texts that a term must be in.
    #[getter]
    fn min_df(&self) -> PyResult<u64> {
        self.0.with(|job| Ok(job.min_df()))
    }

    /// Adds rows of counts.
    fn add(&self, rows: &Bound<'_, PyAny>) -> PyResult<()> {
        self.0.add(rows)
    }

    /// Ends a step.
    #[pyo3(signature = (*, threads=None, progress=None))]
    fn advance(
        &self,
        py: Python<'_>,
        threads: Option<usize>,
        progress: Option<Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        self.0.advance(py, threads, progress)
    }

    /// The model.
    fn model(&self) -> PyResult<Model> {
        let model = self.0.take()?.into_model().map_err(exception)?;
        Ok(Model::from(model))
    }
}
