//! The classifier.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use pyo3::exceptions::{PyFileNotFoundError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};
use tasnif::corpus::CorpusBuilder;
use tasnif::jobs::explain::{ExplainSettings, ExplainedUnit, Explainer};
use tasnif::jobs::label_sets::LabelSets;
use tasnif::jobs::{DocumentFrequencies, PhraseFinder, PhraseSettings, WordSettings};
use tasnif::tables::model_info::ModelInfo;
use tasnif::{Classifier, Document, Environment, Thresholds};

use crate::charts::{self, Chart};
use crate::errors::exception;
use crate::explanation::Explanation;
use crate::labelling::{Labelling, OwnedSession, classify_batch};
use crate::long_call::LongCall;
use crate::predictions::{Collected, Prediction, Predictions};
use crate::settings::{object, read, to_python, training};
use crate::table::Table;
use crate::texts::{Column, Numbered};

/// Names of the settings of key phrases.
const PHRASE_SETTINGS: [&str; 4] = ["lengths", "min_count", "order", "top"];

/// A trained topic model. It does not change: threads may share it, and it can be pickled.
#[pyclass(frozen, module = "tasnif_text")]
pub struct Model {
    model: Arc<tasnif::Model>,
    /// Locked only with the GIL, so no copy of the process finds it locked.
    ready: Mutex<Option<Ready>>,
    phrases: OnceLock<DocumentFrequencies>,
}

/// What classifies, with sessions that wait for the next call. It belongs to one process: a copy may have been made while
/// a thread that the copy lacks was working with it.
struct Ready {
    process: u32,
    classifier: Arc<Classifier>,
    sessions: Vec<OwnedSession>,
}

impl From<tasnif::Model> for Model {
    fn from(model: tasnif::Model) -> Self {
        Model {
            model: Arc::new(model),
            ready: Mutex::new(None),
            phrases: OnceLock::new(),
        }
    }
}

#[pymethods]
impl Model {
    /// Learns from texts and their labels.
    #[staticmethod]
    #[pyo3(signature = (texts, labels, *, threads=None, progress=None, max_memory=None, **settings))]
    fn train(
        py: Python<'_>,
        texts: &Bound<'_, PyAny>,
        labels: &Bound<'_, PyAny>,
        threads: Option<usize>,
        progress: Option<Bound<'_, PyAny>>,
        max_memory: Option<u64>,
        settings: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Model> {
        let given = training(settings)?;
        let (settings, choices) = (given.model_settings().map_err(exception)?, given.choices());
        let mut texts = Column::new(texts, "text")?;
        let labels = Column::new(labels, "label")?;
        texts.check_not_empty()?;
        check_same_length(&texts, &labels)?;
        let call = LongCall::new(py, threads, progress)?;
        let labels = labels.numbered(py)?;
        let stop = call.watch().cancellation();
        let storage = Environment::with_cancellation(&(), max_memory, stop).storage;
        let text = settings.features.text();
        let mut builder = call.run_short(|| CorpusBuilder::new(text, storage));
        read_texts(py, &mut texts, &labels, &call, &mut builder)?;
        let watch = Arc::clone(call.watch());
        let model = call.run(py, Some(labels.numbers.len() as u64), move || {
            let corpus = builder.build()?;
            tasnif::train(&corpus.all(), &settings, choices, &*watch)
        })?;
        Ok(model.into())
    }

    /// Reads a model from its file.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Model> {
        let model = py.detach(|| tasnif::read_model(&path));
        model.map(Model::from).map_err(exception)
    }

    /// Writes the model to a file, completely or not at all.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let model = &self.model;
        let written = py.detach(|| tasnif::write_model(&path, model));
        written.map(|_| ()).map_err(|error| match error {
            // Its folder does not exist.
            tasnif::Error::Input(problem) => PyFileNotFoundError::new_err(problem),
            error => exception(error),
        })
    }

    /// The model whose file has these bytes.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, data: &[u8]) -> PyResult<Model> {
        let bytes = data.to_vec();
        let model = py.detach(|| tasnif::Model::from_bytes(bytes));
        model.map(Model::from).map_err(exception)
    }

    /// The bytes of the model's file.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let model = &self.model;
        let bytes = py.detach(|| model.to_bytes()).map_err(exception)?;
        Ok(PyBytes::new(py, &bytes))
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        let read = py
            .import("tasnif_text._tasnif")?
            .getattr("model_from_bytes")?;
        Ok((read, (self.to_bytes(py)?,)))
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        let other = other.cast::<Model>();
        other.is_ok_and(|other| *self.model == *other.get().model)
    }

    fn __repr__(&self) -> String {
        format!(
            "<tasnif_text.Model: {} labels, {} terms, learned from {} documents>",
            self.model.labels.len(),
            self.model.features.vocabulary.len(),
            self.model.features.documents
        )
    }

    /// Labels a text, or each of several.
    #[pyo3(signature = (texts, *, top=None, min_probability=None, min_margin=None, min_known=None, min_similarity=None, min_content_words=None, coverage=None, threads=None, progress=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn classify<'py>(
        &self,
        py: Python<'py>,
        texts: &Bound<'py, PyAny>,
        top: Option<usize>,
        min_probability: Option<f64>,
        min_margin: Option<f64>,
        min_known: Option<f64>,
        min_similarity: Option<f64>,
        min_content_words: Option<u64>,
        coverage: Option<f64>,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let learned = self.model.thresholds();
        let thresholds = Thresholds {
            min_probability: share("min_probability", min_probability)?
                .unwrap_or(learned.min_probability),
            min_margin: share("min_margin", min_margin)?.unwrap_or(learned.min_margin),
            min_known: share("min_known", min_known)?.unwrap_or(learned.min_known),
            min_similarity: share("min_similarity", min_similarity)?
                .unwrap_or(learned.min_similarity),
            min_content_words: min_content_words.unwrap_or(learned.min_content_words),
        };
        let coverage = share("coverage", coverage)?;
        let sets = LabelSets::of(&self.model, coverage).map_err(exception)?;
        let how = Labelling {
            thresholds,
            sets,
            top: top.unwrap_or(usize::MAX),
        };
        if let Ok(text) = texts.cast::<PyString>() {
            let prediction = self.classify_one(py, text, &how)?;
            return Ok(Bound::new(py, prediction)?.into_any());
        }
        let call = LongCall::new(py, threads, progress)?;
        let mut texts = Column::new(texts, "text")?;
        texts.check_not_empty()?;
        let predictions = self.classify_all(py, &mut texts, &call, &how)?;
        Ok(Bound::new(py, predictions)?.into_any())
    }

    /// Which terms or words of a text decide on its label.
    #[pyo3(signature = (text, *, target=None, against=None, unit=None, top=None, flip=false))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn explain(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
        target: Option<String>,
        against: Option<String>,
        unit: Option<&str>,
        top: Option<usize>,
        flip: bool,
    ) -> PyResult<Explanation> {
        let unit = match unit {
            None => ExplainedUnit::readable(&self.model),
            Some("terms") => ExplainedUnit::Terms,
            Some("words") => ExplainedUnit::Words,
            Some(other) => {
                return Err(PyValueError::new_err(format!(
                    "`unit` \"{other}\" is neither \"terms\" nor \"words\""
                )));
            }
        };
        let settings = ExplainSettings {
            target,
            against,
            unit,
            top,
            with_flip: flip,
        };
        let classifier = self.classifier(py, None)?;
        let explainer = Explainer::of(classifier, settings).map_err(exception)?;
        let document = Document::new("text", text_of(text)?);
        Ok(Explanation::new(explainer.explain_document(document)))
    }

    /// The most important words and phrases of a text: a table.
    #[pyo3(signature = (text, **settings))]
    fn keywords(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
        settings: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Table> {
        let settings: PhraseSettings = read(&object(settings, &PHRASE_SETTINGS)?)?;
        let text = text_of(text)?;
        let document = Document::new("text", text);
        let frequencies = self
            .phrases
            .get_or_init(|| DocumentFrequencies::of_model((*self.model).clone()));
        let tokenizer = frequencies.tokenizer();
        let reading =
            tasnif::Reading::of_documents(std::slice::from_ref(&document)).map_err(exception)?;
        let call = LongCall::new(py, None, None)?;
        let stop_list =
            call.run_short(|| WordSettings::default().stop_list_for(&tokenizer, reading));
        let (stop_list, _) = stop_list.map_err(exception)?;
        let finder = PhraseFinder::new(settings, frequencies.clone(), stop_list);
        Table::of_phrases(&document, &finder.phrases(&document))
    }

    /// A chart of the words that decide on the label of a text.
    #[pyo3(signature = (text, *, target=None, against=None, top=20, **look))]
    fn explain_chart(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
        target: Option<String>,
        against: Option<String>,
        top: usize,
        look: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Chart> {
        let settings = ExplainSettings {
            target,
            against,
            unit: ExplainedUnit::readable(&self.model),
            top: Some(top),
            with_flip: false,
        };
        charts::explanation(py, self, text_of(text)?, settings, look)
    }

    /// A chart of the strongest terms of each label.
    #[pyo3(signature = (**look))]
    fn topics_chart(&self, look: Option<&Bound<'_, PyDict>>) -> PyResult<Chart> {
        charts::topics(self, look)
    }

    /// The names of the labels, sorted.
    #[getter]
    fn labels(&self) -> Vec<String> {
        self.model.labels.names().to_vec()
    }

    /// The settings of training.
    #[getter]
    fn settings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.model.settings)
    }

    /// A description: settings, sizes, calibration, and the strongest terms of each label.
    #[pyo3(signature = (top=10))]
    fn info<'py>(&self, py: Python<'py>, top: usize) -> PyResult<Bound<'py, PyAny>> {
        let info = ModelInfo::of(&self.model, top).map_err(exception)?;
        to_python(py, &info)
    }
}

/// Reads what `Model.__reduce__` wrote.
#[pyfunction]
pub fn model_from_bytes(py: Python<'_>, data: &[u8]) -> PyResult<Model> {
    Model::from_bytes(py, data)
}

/// The model that comes with the program.
#[pyfunction]
pub fn bundled_model() -> Model {
    tasnif::bundled_model().into()
}

impl Model {
    pub fn model(&self) -> &Arc<tasnif::Model> {
        &self.model
    }

    /// What classifies in this process.
    pub fn classifier(&self, py: Python<'_>, call: Option<&LongCall>) -> PyResult<Arc<Classifier>> {
        let process = std::process::id();
        let classifier = {
            let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
            let here = ready.as_ref().filter(|ready| ready.process == process);
            here.map(|ready| Arc::clone(&ready.classifier))
        };
        if let Some(classifier) = classifier {
            return Ok(classifier);
        }
        let make = || Ok(Arc::new(Classifier::new(Arc::clone(&self.model))));
        let classifier = match call {
            Some(call) => call.run(py, None, make)?,
            None => LongCall::new(py, None, None)?.run(py, None, make)?,
        };
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        *ready = Some(Ready {
            process,
            classifier: Arc::clone(&classifier),
            sessions: Vec::new(),
        });
        Ok(classifier)
    }

    /// Sessions for this many threads; those that wait are taken first.
    fn take_sessions(&self, classifier: &Arc<Classifier>, count: usize) -> Vec<OwnedSession> {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = ready.as_mut().map(|ready| &mut ready.sessions);
        let mut sessions = waiting.map_or(Vec::new(), |waiting| {
            waiting.split_off(waiting.len().saturating_sub(count))
        });
        sessions.resize_with(count, || {
            OwnedSession::new(Arc::clone(classifier), |it| it.session())
        });
        sessions
    }

    fn give_back(&self, sessions: Vec<OwnedSession>) {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ready) = ready.as_mut() {
            ready.sessions.extend(sessions);
        }
    }

    fn classify_one(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
        how: &Labelling,
    ) -> PyResult<Prediction> {
        let classifier = self.classifier(py, None)?;
        let text = text_of(text)?;
        let mut sessions = self.take_sessions(&classifier, 1);
        let mut collected = Collected::default();
        for session in &mut sessions {
            session.with_dependent_mut(|_, session| how.add(session, &text, &mut collected));
        }
        self.give_back(sessions);
        Predictions::new(self.model.labels.clone(), collected).at(0)
    }

    fn classify_all(
        &self,
        py: Python<'_>,
        texts: &mut Column,
        call: &LongCall,
        how: &Labelling,
    ) -> PyResult<Predictions> {
        let classifier = self.classifier(py, Some(call))?;
        let all = Some(texts.len() as u64);
        let threads = call.run_short(rayon::current_num_threads);
        let mut sessions = self.take_sessions(&classifier, threads);
        let mut collected = Collected::default();
        let watch = Arc::clone(call.watch());
        while let Some(batch) = texts.next_batch(py)? {
            let of_batch = call.run(py, all, || {
                classify_batch(&batch, &mut sessions, how, &watch)
            })?;
            collected.append(of_batch);
        }
        call.tell(py, all)?;
        self.give_back(sessions);
        Ok(Predictions::new(self.model.labels.clone(), collected))
    }
}

/// Tokenises all texts, batch by batch.
fn read_texts(
    py: Python<'_>,
    texts: &mut Column,
    labels: &Numbered,
    call: &LongCall,
    builder: &mut CorpusBuilder,
) -> PyResult<()> {
    let all = Some(labels.numbers.len() as u64);
    let mut at = 0;
    while let Some(batch) = texts.next_batch(py)? {
        let numbers = &labels.numbers[at..at + batch.len()];
        at += batch.len();
        let of_batch: Vec<&str> = numbers.iter().map(|&number| labels.name(number)).collect();
        call.run(py, all, || builder.push_batch(&batch, &of_batch))?;
        call.watch().add(batch.len() as u64);
    }
    call.tell(py, all)
}

fn check_same_length(texts: &Column, labels: &Column) -> PyResult<()> {
    if texts.len() == labels.len() {
        return Ok(());
    }
    Err(PyValueError::new_err(format!(
        "there are {} texts and {} labels; give one label for each text",
        texts.len(),
        labels.len()
    )))
}

/// A string in UTF-8. Python would keep a copy in UTF-8 in the string itself for ever.
fn text_of(text: &Bound<'_, PyString>) -> PyResult<String> {
    let bytes = text.encode_utf8().map_err(|_| {
        PyValueError::new_err("the text has half of a surrogate pair, which is no character; decode it again, with errors=\"replace\"")
    })?;
    String::from_utf8(bytes.as_bytes().to_vec())
        .map_err(|error| PyRuntimeError::new_err(error.to_string()))
}

fn share(name: &str, value: Option<f64>) -> PyResult<Option<f64>> {
    match value {
        Some(value) if !(0.0..=1.0).contains(&value) => Err(PyValueError::new_err(format!(
            "`{name}` {value} is not a share from 0 to 1, such as 0.9"
        ))),
        value => Ok(value),
    }
}
