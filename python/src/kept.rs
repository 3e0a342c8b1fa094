//! Models that keep their documents, and changes to them. Each change trains a new model.

use std::collections::BTreeMap;
use std::sync::Arc;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use tasnif::corpus::KeptCorpus;
use tasnif::jobs::kept_model::{
    Forgetting, LabelMap, OnDuplicate, OnMissing, add_unlabelled, correct_labels, forget, merge,
    train_kept, update,
};
use tasnif::model::Training;
use tasnif::tables::updated_sentence;
use tasnif::{Environment, KeptModel, Progress, TextSettings};

use crate::errors::exception;
use crate::labelled::{LearnedTexts, given_ids, labels_of_ids};
use crate::long_call::LongCall;

/// How a change runs.
pub struct Change<'py> {
    py: Python<'py>,
    call: LongCall,
    max_memory: Option<u64>,
}

/// What the documents of a model are changed by.
pub struct Additions<'a, 'py> {
    pub texts: Option<&'a Bound<'py, PyAny>>,
    pub labels: Option<&'a Bound<'py, PyAny>>,
    pub ids: Option<&'a Bound<'py, PyAny>>,
    pub unlabelled: Option<&'a Bound<'py, PyAny>>,
    pub on_duplicate: &'a str,
}

impl<'py> Change<'py> {
    pub fn new(
        py: Python<'py>,
        threads: Option<usize>,
        progress: Option<Bound<'py, PyAny>>,
        max_memory: Option<u64>,
    ) -> PyResult<Self> {
        Ok(Change {
            py,
            call: LongCall::new(py, threads, progress)?,
            max_memory,
        })
    }

    /// Trains a model that keeps its documents.
    pub fn train(
        &self,
        labelled: LearnedTexts,
        unlabelled: Option<LearnedTexts>,
        training: Training,
    ) -> PyResult<KeptModel> {
        let text = training.settings.features.text();
        let (labelled, unlabelled) = self.read(Some(labelled), unlabelled, &text)?;
        self.learn(|_| {
            let mut corpus = labelled.unwrap_or_default();
            if let Some(unlabelled) = unlabelled {
                add_unlabelled(&mut corpus, unlabelled)?;
            }
            Ok((corpus, training))
        })
    }

    /// Adds documents, and corrects the labels of known texts.
    pub fn update(&self, kept: &KeptModel, given: &Additions<'_, 'py>) -> PyResult<KeptModel> {
        let on_duplicate = on_duplicate(given.on_duplicate)?;
        let labelled = match (given.texts, given.labels) {
            (Some(texts), Some(labels)) => {
                Some(LearnedTexts::labelled(self.py, texts, labels, given.ids)?)
            }
            (None, None) if given.ids.is_none() && given.unlabelled.is_some() => None,
            _ => {
                return Err(PyTypeError::new_err(
                    "give `texts` with `labels`, or `unlabelled`; `correct` gives documents other labels by their ids",
                ));
            }
        };
        let unlabelled = given.unlabelled.map(LearnedTexts::unlabelled).transpose()?;
        let text = kept.training.settings.features.text();
        let (labelled, unlabelled) = self.read(labelled, unlabelled, &text)?;
        self.change(kept, |corpus, progress| {
            if let Some(labelled) = labelled {
                let updated = update(corpus, labelled, on_duplicate)?;
                progress.notice(&updated_sentence(&updated));
            }
            if let Some(unlabelled) = unlabelled {
                let updated = add_unlabelled(corpus, unlabelled)?;
                progress.notice(&format!("{} without labels", updated_sentence(&updated)));
            }
            Ok(())
        })
    }

    /// Gives the documents with these ids other labels.
    pub fn correct(
        &self,
        kept: &KeptModel,
        ids: &Bound<'py, PyAny>,
        labels: &Bound<'py, PyAny>,
    ) -> PyResult<KeptModel> {
        let pairs = labels_of_ids(self.py, ids, labels)?;
        self.change(kept, |corpus, progress| {
            let pairs = pairs.iter().map(|(id, label)| (&**id, &**label));
            let updated = correct_labels(corpus, pairs)?;
            progress.notice(&updated_sentence(&updated));
            Ok(())
        })
    }

    /// Renames labels.
    pub fn rename(&self, kept: &KeptModel, names: BTreeMap<String, String>) -> PyResult<KeptModel> {
        let map = LabelMap::new(names).map_err(exception)?;
        self.change(kept, |corpus, _| map.apply(corpus).map(|_| ()))
    }

    /// Removes documents: those with these ids, or those with these texts.
    pub fn forget(
        &self,
        kept: &KeptModel,
        ids: Option<&Bound<'py, PyAny>>,
        texts: Option<&Bound<'py, PyAny>>,
        on_missing: &str,
    ) -> PyResult<KeptModel> {
        let on_missing = self::on_missing(on_missing)?;
        let which = match (ids, texts) {
            (Some(ids), None) => Forgetting::Ids(given_ids(ids)?),
            (None, Some(texts)) => {
                let texts = LearnedTexts::unlabelled(texts)?;
                let (all, settings) = (texts.len(), kept.training.settings.features.text());
                Forgetting::Documents(Box::new(texts.kept(
                    self.py,
                    &settings,
                    (&self.call, all),
                )?))
            }
            _ => {
                return Err(PyTypeError::new_err(
                    "give either `ids` or `texts` of the documents to forget",
                ));
            }
        };
        self.change(kept, |corpus, _| {
            forget(corpus, &which, on_missing).map(|_| ())
        })
    }

    /// Merges models; in messages they are called by their numbers.
    pub fn merge(&self, models: &[&KeptModel], on_duplicate: &str) -> PyResult<KeptModel> {
        let on_duplicate = self::on_duplicate(on_duplicate)?;
        let models = models.iter().enumerate();
        let models: Vec<(String, KeptModel)> = models
            .map(|(number, model)| (format!("model {number}"), (*model).clone()))
            .collect();
        self.learn(|progress| {
            let merged = merge(models, on_duplicate)?;
            progress.notice(&updated_sentence(&merged.updated));
            Ok((merged.corpus, merged.training))
        })
    }

    /// Reads labelled and unlabelled texts.
    fn read(
        &self,
        labelled: Option<LearnedTexts>,
        unlabelled: Option<LearnedTexts>,
        text: &TextSettings,
    ) -> PyResult<(Option<KeptCorpus>, Option<KeptCorpus>)> {
        let all = [&labelled, &unlabelled].map(|texts| texts.as_ref().map_or(0, LearnedTexts::len));
        let (py, how) = (self.py, (&self.call, all.iter().sum()));
        let read = |texts: Option<LearnedTexts>| texts.map(|it| it.kept(py, text, how)).transpose();
        Ok((read(labelled)?, read(unlabelled)?))
    }

    /// Trains on the documents of a model after a change.
    fn change(
        &self,
        kept: &KeptModel,
        change: impl FnOnce(&mut KeptCorpus, &dyn Progress) -> tasnif::Result<()> + Send,
    ) -> PyResult<KeptModel> {
        self.learn(|progress| {
            let mut corpus = kept.corpus()?;
            change(&mut corpus, progress)?;
            Ok((corpus, kept.training.clone()))
        })
    }

    /// Trains on documents.
    fn learn(
        &self,
        documents: impl FnOnce(&dyn Progress) -> tasnif::Result<(KeptCorpus, Training)> + Send,
    ) -> PyResult<KeptModel> {
        let watch = Arc::clone(self.call.watch());
        let max_memory = self.max_memory;
        let all = Some(watch.done()).filter(|&texts| texts > 0);
        self.call.run(self.py, all, move || {
            let (corpus, training) = documents(&*watch)?;
            let stop = watch.cancellation();
            let environment = Environment::with_cancellation(&*watch, max_memory, stop);
            train_kept(corpus, training, &environment)
        })
    }
}

fn on_duplicate(given: &str) -> PyResult<OnDuplicate> {
    match given {
        "error" => Ok(OnDuplicate::Error),
        "skip" => Ok(OnDuplicate::Skip),
        "replace" => Ok(OnDuplicate::Replace),
        other => Err(PyValueError::new_err(format!(
            "`on_duplicate` \"{other}\" is neither \"error\", \"skip\" nor \"replace\""
        ))),
    }
}

fn on_missing(given: &str) -> PyResult<OnMissing> {
    match given {
        "error" => Ok(OnMissing::Error),
        "skip" => Ok(OnMissing::Skip),
        other => Err(PyValueError::new_err(format!(
            "`on_missing` \"{other}\" is neither \"error\" nor \"skip\""
        ))),
    }
}
