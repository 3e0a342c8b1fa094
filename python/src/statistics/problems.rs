//! Problems in texts.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use serde_json::Value;
use tasnif::lint::LintSettings;
use tasnif::report::{ReportFormat, ReportWriter};

use super::call::Call;
use crate::documents::{Columns, Documents};
use crate::settings::read;
use crate::table::Table;

/// Problems in labelled texts.
#[pyfunction]
#[pyo3(signature = (texts, *, against=None, only=None, **arguments))]
pub fn lint<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    against: Option<&Bound<'py, PyAny>>,
    only: Option<&Bound<'py, PyList>>,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Table> {
    let call = Call::new(py, texts, arguments, &["suspects", "min_tokens"])?;
    let mut settings = call.settings.clone();
    if let Some(suspects) = settings.get_mut("suspects")
        && let Some(count) = suspects.as_u64()
    {
        *suspects = Value::from(count.to_string());
    }
    if let Some(only) = only {
        settings.insert("kinds".into(), Value::from(only.extract::<Vec<String>>()?));
    }
    let settings: LintSettings = read(&settings)?;
    let mut reading = call.documents.reading();
    // Texts without a label are left out of the checks that need one.
    reading.options.labelled = false;
    let none = Columns {
        labels: None,
        dates: None,
        ids: None,
        fields: None,
    };
    let against = against
        .map(|against| Documents::new(py, against, &none))
        .transpose()?;
    let against = against.map(|documents| documents.reading());
    let report = call.run(py, |environment| {
        tasnif::jobs::lint::lint_documents(environment, reading, against, &settings)
    })?;
    let mut lines = Vec::new();
    let mut writer = ReportWriter::new(&mut lines, ReportFormat::JsonLines);
    for finding in &report.findings {
        writer.write(finding)?;
    }
    writer.finish()?;
    Table::of_json_lines(&lines, &["place"])
}
