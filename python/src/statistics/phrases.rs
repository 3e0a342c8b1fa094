//! Key phrases of each text.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use tasnif::jobs::{DocumentFrequencies, PhraseFinder, PhraseSettings, SecondReading};
use tasnif::text::CharSpans;

use super::call::{Call, WORDS};
use crate::model::Model;
use crate::settings::read;
use crate::table::Table;

/// The most important words and phrases of each text.
#[pyfunction]
#[pyo3(signature = (texts, *, model=None, **arguments))]
pub fn key_phrases<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    model: Option<PyRef<'py, Model>>,
    arguments: Option<&Bound<'py, PyDict>>,
) -> PyResult<Table> {
    let own = ["lengths", "min_count", "order", "top"];
    let mut call = Call::new(py, texts, arguments, &[&own[..], &WORDS].concat())?;
    let words = call.words()?;
    let settings: PhraseSettings = read(&call.settings)?;
    let model = model.map(|model| Arc::clone(model.model()));
    let reading = call.documents.reading();
    let rows = call.run(py, |environment| {
        let frequencies = match model {
            Some(model) => DocumentFrequencies::of_model((*model).clone()),
            None => DocumentFrequencies::of_input(
                environment,
                reading.clone(),
                &words,
                settings.lengths,
            )?,
        };
        let (stop_list, reading) = words.stop_list_for(&frequencies.tokenizer(), reading)?;
        let finder = PhraseFinder::new(settings, frequencies, stop_list);
        let again = SecondReading(environment.progress);
        let mut rows = Vec::new();
        tasnif::corpus::reading::read(
            &again,
            reading,
            || (),
            |(), _, documents| {
                let of_document = |document: &tasnif::Document| {
                    let characters = CharSpans::new(&document.text);
                    let mut phrases = finder.phrases(document);
                    for span in phrases
                        .iter_mut()
                        .flat_map(|ranked| &mut ranked.phrase.spans)
                    {
                        let of_characters = characters.span(span.0..span.1);
                        *span = (of_characters.start, of_characters.end);
                    }
                    let row = |ranked| tasnif::tables::key_phrases::row(document, ranked, false);
                    phrases.iter().map(row).collect::<Vec<_>>()
                };
                documents.iter().flat_map(of_document).collect::<Vec<_>>()
            },
            |of_batch| {
                rows.extend(of_batch);
                Ok::<_, tasnif::Error>(())
            },
        )?;
        Ok(rows)
    })?;
    Table::of_records(rows)
}
