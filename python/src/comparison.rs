//! Models compared with each other, and texts compared with what a model expects: as dictionaries, like the program's JSON.

use std::io;
use std::sync::Arc;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use tasnif::jobs::check::TextCheck;
use tasnif::jobs::diff::ModelPair;
use tasnif::model::ModelDifference;
use tasnif::tables::{DifferenceReport, write_check, write_difference};
use tasnif::{Environment, Model, ReportFormat};

use crate::documents::{Columns, Documents};
use crate::long_call::LongCall;

/// Name of the texts in results.
const TEXTS: &str = "texts";

/// How two models differ, and how their labels of texts differ, if there are texts.
pub fn difference<'py>(
    py: Python<'py>,
    models: [Arc<Model>; 2],
    documents: Option<&Documents>,
    (call, top): (&LongCall, usize),
) -> PyResult<Bound<'py, PyAny>> {
    let data_sets = documents.map(|documents| vec![(TEXTS.to_owned(), documents.reading())]);
    let watch = Arc::clone(call.watch());
    let (difference, predictions) = call.run(py, None, move || {
        let difference = ModelDifference::new([&models[0], &models[1]], top)?;
        let environment = Environment::new(&*watch, None);
        let compare = |data_sets| ModelPair::new(models).run(&environment, data_sets);
        Ok((difference, data_sets.map(compare).transpose()?))
    })?;
    let report = DifferenceReport {
        models: &difference,
        predictions: predictions.as_ref(),
        top,
    };
    dictionary(py, |out| {
        write_difference(&report, ReportFormat::JsonLines, out)
    })
}

/// Whether texts are still like those of training, or like those of `baseline`.
pub fn check<'py>(
    py: Python<'py>,
    model: Arc<Model>,
    documents: &Documents,
    baseline: Option<&Documents>,
    (call, top): (&LongCall, usize),
) -> PyResult<Bound<'py, PyAny>> {
    let (reading, baseline) = (documents.reading(), baseline.map(Documents::reading));
    let watch = Arc::clone(call.watch());
    let check = call.run(py, None, move || {
        let environment = Environment::new(&*watch, None);
        TextCheck::new(model).run(&environment, reading, baseline, top)
    })?;
    dictionary(py, |out| write_check(&check, ReportFormat::JsonLines, out))
}

/// Texts without other columns.
pub fn texts_alone(py: Python<'_>, texts: &Bound<'_, PyAny>) -> PyResult<Documents> {
    let columns = Columns {
        labels: None,
        dates: None,
        ids: None,
        fields: None,
    };
    Documents::new(py, texts, &columns)
}

/// The object of JSON that `write` writes.
fn dictionary<'py>(
    py: Python<'py>,
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> PyResult<Bound<'py, PyAny>> {
    let mut json = Vec::new();
    write(&mut json).map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    py.import("json")?.call_method1("loads", (json,))
}
