//! Words that occur together.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use tasnif::features::TermSettings;
use tasnif::jobs::collocations::AssociationSettings;
use tasnif::stats::AssociationMeasure;

use super::call::{Call, WORDS};
use crate::settings::read;
use crate::table::Table;

/// Words that occur together.
#[pyfunction]
#[pyo3(signature = (texts, **arguments))]
pub fn collocations<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Table> {
    let own = [
        "window",
        "ngrams",
        "node",
        "measure",
        "min_count",
        "top",
        "all_tokens",
    ];
    let mut call = Call::new(py, texts, arguments, &[&own[..], &WORDS].concat())?;
    let words = call.words()?;
    let asked: Asked = read(&call.settings)?;
    let reading = call.documents.reading();
    let found = call.run(py, |environment| {
        let (tokenizer, mut readings) = words.tokenizer_for(vec![reading])?;
        let terms = TermSettings {
            all_tokens: asked.all_tokens,
            ..words.terms(tokenizer)
        };
        let settings = asked.settings(terms);
        tasnif::jobs::collocations::collocations(environment, readings.remove(0), &settings)
    })?;
    Table::of_records(tasnif::tables::collocation_rows(&found, false))
}

/// What is asked of collocations.
#[derive(serde::Deserialize)]
#[serde(default)]
struct Asked {
    window: Option<usize>,
    ngrams: Option<tasnif::NgramRange>,
    node: Option<String>,
    measure: AssociationMeasure,
    min_count: u64,
    top: Option<usize>,
    all_tokens: bool,
}

impl Default for Asked {
    fn default() -> Self {
        let default = AssociationSettings::default();
        Asked {
            window: default.window,
            ngrams: None,
            node: default.node,
            measure: default.measure,
            min_count: default.min_count,
            top: None,
            all_tokens: false,
        }
    }
}

impl Asked {
    fn settings(&self, terms: TermSettings) -> AssociationSettings {
        AssociationSettings {
            terms,
            window: self.window,
            ngrams: self.ngrams.unwrap_or(AssociationSettings::default().ngrams),
            node: self.node.clone(),
            measure: self.measure,
            min_count: self.min_count,
            top: self.top,
        }
    }
}
