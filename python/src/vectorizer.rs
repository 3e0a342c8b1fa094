//! TF-IDF rows of texts, for estimators of others.

use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use rayon::prelude::*;
use tasnif::corpus::CorpusBuilder;
use tasnif::features::{Array, Features, Fit, Transformer, TransformerCache, Vocabulary};
use tasnif::{Environment, FeatureSettings};

use crate::errors::exception;
use crate::long_call::LongCall;
use crate::settings::training;
use crate::texts::Column;

/// Texts that a thread takes at a time.
const PIECE: usize = 64;

/// TF-IDF weights that were learned from texts.
#[pyclass(frozen, module = "tasnif_text._tasnif")]
pub struct Vectorizer {
    features: Arc<Features>,
}

/// The parts of a vectorizer: settings, documents, vocabulary with its ends, document frequencies, class weights.
type Parts<'py> = (
    String,
    u64,
    Bound<'py, PyBytes>,
    Vec<u32>,
    Vec<u32>,
    Vec<f32>,
);

/// A sparse matrix: weights, columns, and where each row starts, as bytes of float64, int32 and int64.
type Rows<'py> = (
    Bound<'py, PyBytes>,
    Bound<'py, PyBytes>,
    Bound<'py, PyBytes>,
);

#[pymethods]
impl Vectorizer {
    /// Learns the vocabulary and its weights; labels are used by class weights and by the selection of terms.
    #[staticmethod]
    #[pyo3(signature = (texts, labels=None, *, threads=None, **settings))]
    fn fit(
        py: Python<'_>,
        texts: &Bound<'_, PyAny>,
        labels: Option<&Bound<'_, PyAny>>,
        threads: Option<usize>,
        settings: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let settings = training(settings)?
            .model_settings()
            .map_err(exception)?
            .features;
        if settings.clitics {
            return Err(PyValueError::new_err(
                "`clitics` is for classifiers; leave it out of a vectorizer",
            ));
        }
        let mut texts = Column::new(texts, "text")?;
        texts.check_not_empty()?;
        let labels = labels
            .map(|labels| Column::new(labels, "label")?.numbered(py))
            .transpose()?;
        let call = LongCall::new(py, threads, None)?;
        let stop = call.watch().cancellation();
        let storage = Environment::with_cancellation(&(), None, stop).storage;
        let mut builder = call.run_short(|| CorpusBuilder::new(settings.text(), storage));
        let mut at = 0;
        while let Some(batch) = texts.next_batch(py)? {
            let label = |index: usize| match &labels {
                Some(labels) => labels
                    .numbers
                    .get(at + index)
                    .map_or("", |&number| labels.name(number)),
                None => "",
            };
            let of_batch: Vec<&str> = (0..batch.len()).map(label).collect();
            call.run(py, None, || builder.push_batch(&batch, &of_batch))?;
            at += batch.len();
        }
        let features = call.run(py, None, move || {
            let corpus = builder.build()?;
            Ok(Fit::new(&corpus.all(), &settings)?.into_features())
        })?;
        Ok(Vectorizer {
            features: Arc::new(features),
        })
    }

    /// The rows of texts.
    #[pyo3(signature = (texts, *, threads=None))]
    fn transform<'py>(
        &self,
        py: Python<'py>,
        texts: &Bound<'py, PyAny>,
        threads: Option<usize>,
    ) -> PyResult<Rows<'py>> {
        let mut texts = Column::new(texts, "text")?;
        let call = LongCall::new(py, threads, None)?;
        let cache = TransformerCache::default();
        let mut rows: Vec<Vec<(u32, f64)>> = Vec::with_capacity(texts.len());
        while let Some(batch) = texts.next_batch(py)? {
            rows.extend(call.run(py, None, || Ok(self.rows(&batch, &cache)))?);
        }
        let mut starts = vec![0_i64];
        starts.extend(rows.iter().scan(0, |end, row| {
            *end += row.len() as i64;
            Some(*end)
        }));
        let entries = || rows.iter().flatten();
        Ok((
            bytes(
                py,
                entries().count(),
                entries().map(|(_, weight)| weight.to_ne_bytes()),
            )?,
            bytes(
                py,
                entries().count(),
                entries().map(|(term, _)| (*term as i32).to_ne_bytes()),
            )?,
            bytes(
                py,
                starts.len(),
                starts.iter().map(|start| start.to_ne_bytes()),
            )?,
        ))
    }

    /// The terms, in the order of the columns.
    #[getter]
    fn terms(&self) -> Vec<&str> {
        self.features.vocabulary.iter().collect()
    }

    /// The weight of each term: inverse document frequency times class weight.
    #[getter]
    fn weights(&self) -> Vec<f64> {
        self.features.term_weights()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Parts<'py>)> {
        let read = py.get_type::<Vectorizer>().getattr("_of_parts")?;
        let features = &self.features;
        let settings = serde_json::to_string(&features.settings);
        let settings = settings.map_err(|error| PyValueError::new_err(error.to_string()))?;
        let (text, ends) = features.vocabulary.parts();
        Ok((
            read,
            (
                settings,
                features.documents,
                PyBytes::new(py, text),
                ends.to_vec(),
                features.document_frequency.to_vec(),
                features.class_weight.to_vec(),
            ),
        ))
    }

    #[classmethod]
    fn _of_parts(
        _: &Bound<'_, pyo3::types::PyType>,
        settings: &str,
        documents: u64,
        text: &[u8],
        ends: Vec<u32>,
        document_frequency: Vec<u32>,
        class_weight: Vec<f32>,
    ) -> PyResult<Self> {
        let wrong = |problem: &str| PyValueError::new_err(format!("not a vectorizer: {problem}"));
        let settings: FeatureSettings =
            serde_json::from_str(settings).map_err(|error| wrong(&error.to_string()))?;
        let vocabulary =
            Vocabulary::from_parts(Array::from(text.to_vec()), Array::from(ends)).map_err(wrong)?;
        let terms = vocabulary.len();
        if document_frequency.len() != terms || ![0, terms].contains(&class_weight.len()) {
            return Err(wrong("its arrays have different lengths"));
        }
        let features = Features {
            settings,
            vocabulary,
            document_frequency: document_frequency.into(),
            class_weight: class_weight.into(),
            documents,
            clitics: None,
        };
        Ok(Vectorizer {
            features: Arc::new(features),
        })
    }
}

impl Vectorizer {
    /// The rows of a batch, on all threads, each in the order of its columns.
    fn rows(&self, texts: &[&str], cache: &TransformerCache) -> Vec<Vec<(u32, f64)>> {
        let pieces = texts.par_chunks(PIECE).map_init(
            || Transformer::new(&self.features, cache),
            |transformer, texts| {
                let row = |text: &&str| {
                    let repaired = tasnif::io::repaired(text);
                    let text = repaired.as_ref().map_or(*text, |(text, ..)| text);
                    let mut weights = transformer.row(text).weights;
                    weights.sort_unstable_by_key(|&(term, _)| term);
                    weights
                };
                texts.iter().map(row).collect::<Vec<_>>()
            },
        );
        let pieces: Vec<Vec<_>> = pieces.collect();
        pieces.into_iter().flatten().collect()
    }
}

/// Numbers as bytes.
fn bytes<'py, const N: usize>(
    py: Python<'py>,
    count: usize,
    numbers: impl Iterator<Item = [u8; N]>,
) -> PyResult<Bound<'py, PyBytes>> {
    PyBytes::new_with(py, count * N, |bytes| {
        for (bytes, number) in bytes.chunks_exact_mut(N).zip(numbers) {
            bytes.copy_from_slice(&number);
        }
        Ok(())
    })
}
