//! The classifier.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use pyo3::exceptions::{PyFileNotFoundError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};
use tasnif::jobs::explain::{ExplainSettings, ExplainedUnit, Explainer};
use tasnif::jobs::label_sets::LabelSets;
use tasnif::jobs::{DocumentFrequencies, PhraseFinder, PhraseSettings, WordSettings};
use tasnif::model::Training;
use tasnif::tables::model_info::ModelInfo;
use tasnif::{Classifier, Document, KeptModel, Thresholds};

use crate::charts::{self, Chart};
use crate::comparison;
use crate::documents::{Columns, Documents};
use crate::errors::exception;
use crate::explanation::Explanation;
use crate::kept::{Additions, Change};
use crate::labelled::{LearnedTexts, train};
use crate::labelling::{Labelling, OwnedSession, classify_batch};
use crate::long_call::LongCall;
use crate::predictions::{Collected, Prediction, Predictions};
use crate::settings::{object, read, to_python, training};
use crate::table::Table;
use crate::texts::Column;

/// The problem with a model that is to be changed.
const NOT_KEPT: &str = "the model does not keep its documents, so it cannot be changed; train it, and load it, with `keep_corpus`";

/// Names of the settings of key phrases.
const PHRASE_SETTINGS: [&str; 4] = ["lengths", "min_count", "order", "top"];

/// A trained topic model. It does not change: threads may share it, and it can be pickled.
#[pyclass(frozen, module = "tasnif_text")]
pub struct Model {
    model: Arc<tasnif::Model>,
    /// The same model with its documents, if it keeps them.
    kept: Option<KeptModel>,
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
        Model::new(Arc::new(model), None)
    }
}

impl From<KeptModel> for Model {
    fn from(kept: KeptModel) -> Self {
        Model::new(Arc::clone(&kept.model), Some(kept))
    }
}

#[pymethods]
impl Model {
    /// Learns from texts and their labels.
    #[staticmethod]
    #[pyo3(signature = (texts, labels, *, ids=None, keep_corpus=false, unlabelled=None, threads=None, progress=None, max_memory=None, **settings))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn train(
        py: Python<'_>,
        texts: &Bound<'_, PyAny>,
        labels: &Bound<'_, PyAny>,
        ids: Option<&Bound<'_, PyAny>>,
        keep_corpus: bool,
        unlabelled: Option<&Bound<'_, PyAny>>,
        threads: Option<usize>,
        progress: Option<Bound<'_, PyAny>>,
        max_memory: Option<u64>,
        settings: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Model> {
        let given = training(settings)?;
        let training = Training {
            settings: given.model_settings().map_err(exception)?,
            choices: given.choices(),
        };
        if ids.is_some() && !keep_corpus {
            return Err(PyValueError::new_err(
                "`ids` are kept with the documents; give keep_corpus=True, or leave them out",
            ));
        }
        let labelled = LearnedTexts::labelled(py, texts, labels, ids)?;
        let unlabelled = unlabelled.map(LearnedTexts::unlabelled).transpose()?;
        if keep_corpus {
            let change = Change::new(py, threads, progress, max_memory)?;
            return change
                .train(labelled, unlabelled, training)
                .map(Model::from);
        }
        let call = LongCall::new(py, threads, progress)?;
        train(py, (labelled, unlabelled), &training, (&call, max_memory)).map(Model::from)
    }

    /// Reads a model from its file.
    #[staticmethod]
    #[pyo3(signature = (path, *, keep_corpus=true))]
    fn load(py: Python<'_>, path: PathBuf, keep_corpus: bool) -> PyResult<Model> {
        let read = py.detach(|| match keep_corpus {
            true => KeptModel::read_if_kept(&path),
            false => Ok((Arc::new(tasnif::read_model(&path)?), None)),
        });
        let (model, kept) = read.map_err(exception)?;
        Ok(Model::new(model, kept))
    }

    /// Writes the model to a file, completely or not at all.
    #[pyo3(signature = (path, *, keep_corpus=true))]
    fn save(&self, py: Python<'_>, path: PathBuf, keep_corpus: bool) -> PyResult<()> {
        let (model, kept) = (&self.model, self.kept.as_ref().filter(|_| keep_corpus));
        let written = py.detach(|| match kept {
            Some(kept) => kept.write(&path),
            None => tasnif::write_model(&path, model),
        });
        written.map(|_| ()).map_err(|error| match error {
            // Its folder does not exist.
            tasnif::Error::Input(problem) => PyFileNotFoundError::new_err(problem),
            error => exception(error),
        })
    }

    /// The model whose file has these bytes.
    #[staticmethod]
    #[pyo3(signature = (data, *, keep_corpus=true))]
    fn from_bytes(py: Python<'_>, data: &[u8], keep_corpus: bool) -> PyResult<Model> {
        let bytes = data.to_vec();
        let read = py.detach(|| match keep_corpus {
            true => KeptModel::from_bytes_if_kept(bytes),
            false => Ok((Arc::new(tasnif::Model::from_bytes(bytes)?), None)),
        });
        let (model, kept) = read.map_err(exception)?;
        Ok(Model::new(model, kept))
    }

    /// The bytes of the model's file.
    #[pyo3(signature = (*, keep_corpus=true))]
    fn to_bytes<'py>(&self, py: Python<'py>, keep_corpus: bool) -> PyResult<Bound<'py, PyBytes>> {
        let (model, kept) = (&self.model, self.kept.as_ref().filter(|_| keep_corpus));
        let bytes = py.detach(|| match kept {
            Some(kept) => kept.to_bytes(),
            None => model.to_bytes(),
        });
        Ok(PyBytes::new(py, &bytes.map_err(exception)?))
    }

    /// Whether the model keeps its documents.
    #[getter]
    fn keeps_corpus(&self) -> bool {
        self.kept.is_some()
    }

    /// The model with more documents, and other labels of known texts.
    #[pyo3(signature = (texts=None, labels=None, *, ids=None, unlabelled=None, on_duplicate="error", threads=None, progress=None, max_memory=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn update<'py>(
        &self,
        py: Python<'py>,
        texts: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        ids: Option<&Bound<'py, PyAny>>,
        unlabelled: Option<&Bound<'py, PyAny>>,
        on_duplicate: &str,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
        max_memory: Option<u64>,
    ) -> PyResult<Model> {
        let given = Additions {
            texts,
            labels,
            ids,
            unlabelled,
            on_duplicate,
        };
        let change = Change::new(py, threads, progress, max_memory)?;
        change.update(self.kept()?, &given).map(Model::from)
    }

    /// The model with other labels of the documents with these ids.
    #[pyo3(signature = (ids, labels, *, threads=None, progress=None, max_memory=None))]
    fn correct<'py>(
        &self,
        py: Python<'py>,
        ids: &Bound<'py, PyAny>,
        labels: &Bound<'py, PyAny>,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
        max_memory: Option<u64>,
    ) -> PyResult<Model> {
        let change = Change::new(py, threads, progress, max_memory)?;
        change.correct(self.kept()?, ids, labels).map(Model::from)
    }

    /// The model with other names of labels; labels with the same new name are joined.
    #[pyo3(signature = (names, *, threads=None, progress=None, max_memory=None))]
    fn rename_labels<'py>(
        &self,
        py: Python<'py>,
        names: BTreeMap<String, String>,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
        max_memory: Option<u64>,
    ) -> PyResult<Model> {
        let change = Change::new(py, threads, progress, max_memory)?;
        change.rename(self.kept()?, names).map(Model::from)
    }

    /// The model as if it had never learned from some documents.
    #[pyo3(signature = (*, ids=None, texts=None, on_missing="error", threads=None, progress=None, max_memory=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn forget<'py>(
        &self,
        py: Python<'py>,
        ids: Option<&Bound<'py, PyAny>>,
        texts: Option<&Bound<'py, PyAny>>,
        on_missing: &str,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
        max_memory: Option<u64>,
    ) -> PyResult<Model> {
        let change = Change::new(py, threads, progress, max_memory)?;
        let changed = change.forget(self.kept()?, ids, texts, on_missing);
        changed.map(Model::from)
    }

    /// A model that learned from the documents of several.
    #[staticmethod]
    #[pyo3(signature = (models, *, on_duplicate="error", threads=None, progress=None, max_memory=None))]
    fn merge<'py>(
        py: Python<'py>,
        models: Vec<Bound<'py, Model>>,
        on_duplicate: &str,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
        max_memory: Option<u64>,
    ) -> PyResult<Model> {
        let kept = models.iter().enumerate().map(|(number, model)| {
            let problem = || PyValueError::new_err(format!("model {number}: {NOT_KEPT}"));
            model.get().kept.as_ref().ok_or_else(problem)
        });
        let kept: Vec<&KeptModel> = kept.collect::<PyResult<_>>()?;
        let change = Change::new(py, threads, progress, max_memory)?;
        change.merge(&kept, on_duplicate).map(Model::from)
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        let read = py
            .import("tasnif_text._tasnif")?
            .getattr("model_from_bytes")?;
        Ok((read, (self.to_bytes(py, true)?,)))
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

    /// How another model differs from this one, and which texts they label differently.
    #[pyo3(signature = (other, texts=None, labels=None, *, ids=None, top=10, threads=None, progress=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn diff<'py>(
        &self,
        py: Python<'py>,
        other: &Bound<'py, Model>,
        texts: Option<&Bound<'py, PyAny>>,
        labels: Option<Bound<'py, PyAny>>,
        ids: Option<Bound<'py, PyAny>>,
        top: usize,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let columns = Columns {
            labels,
            ids,
            dates: None,
            fields: None,
        };
        let documents = texts.map(|texts| Documents::new(py, texts, &columns));
        let documents = documents.transpose()?;
        let call = LongCall::new(py, threads, progress)?;
        let models = [&self.model, &other.get().model].map(Arc::clone);
        comparison::difference(py, models, documents.as_ref(), (&call, top))
    }

    /// Whether texts are still like those of training, or like those of `baseline`.
    #[pyo3(signature = (texts, *, baseline=None, top=10, threads=None, progress=None))]
    fn check<'py>(
        &self,
        py: Python<'py>,
        texts: &Bound<'py, PyAny>,
        baseline: Option<&Bound<'py, PyAny>>,
        top: usize,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let texts = comparison::texts_alone(py, texts)?;
        let baseline = baseline.map(|texts| comparison::texts_alone(py, texts));
        let baseline = baseline.transpose()?;
        let call = LongCall::new(py, threads, progress)?;
        let model = Arc::clone(&self.model);
        comparison::check(py, model, &texts, baseline.as_ref(), (&call, top))
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
    Model::from_bytes(py, data, true)
}

/// The model that comes with the program.
#[pyfunction]
pub fn bundled_model() -> Model {
    tasnif::bundled_model().into()
}

impl Model {
    fn new(model: Arc<tasnif::Model>, kept: Option<KeptModel>) -> Self {
        Model {
            model,
            kept,
            ready: Mutex::new(None),
            phrases: OnceLock::new(),
        }
    }

    /// The model with its documents.
    fn kept(&self) -> PyResult<&KeptModel> {
        let kept = self.kept.as_ref();
        kept.ok_or_else(|| PyValueError::new_err(NOT_KEPT))
    }

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
