//! Models that keep their training: the documents, and the settings that were asked for.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::reading::{Tensors, from_bytes, read};
use super::{TRAINING, to_bytes, write_bytes};
use crate::corpus::KeptCorpus;
use crate::error::{Error, Result};
use crate::features::Bytes;
use crate::model::{Choices, Model, ModelSettings};

/// Bytes of the checksum (BLAKE3) at the start of the array: of all that follows.
const CHECKSUM_BYTES: usize = 32;

/// The settings of a training that can be repeated.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Training {
    /// The settings that were asked for, before training chose others.
    pub settings: ModelSettings,
    /// Which settings training chooses.
    pub choices: Choices,
}

impl Training {
    /// The name of the first setting, in the order of names, in which another training differs.
    pub fn difference(&self, other: &Training) -> Option<String> {
        let names = |training: &Training| {
            let mut settings = BTreeMap::new();
            // Settings are plain objects of numbers, strings and lists.
            let value = serde_json::to_value(training).unwrap_or_default();
            flatten("", &value, &mut settings);
            settings
        };
        let (own, others) = (names(self), names(other));
        let mut all = own.keys().chain(others.keys());
        all.find(|name| own.get(*name) != others.get(*name))
            .cloned()
    }
}

/// Collects the settings of nested objects by their innermost names.
fn flatten(name: &str, value: &Value, settings: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(object) => {
            let fields = object.iter();
            fields.for_each(|(name, value)| flatten(name, value, settings));
        }
        value => {
            settings.insert(name.into(), value.clone());
        }
    }
}

/// A model that keeps its training, so that documents can be added and removed exactly.
///
/// Its file is that of the model with one more array, which [`read_model`](crate::read_model) does not read.
#[derive(Debug, Clone)]
pub struct KeptModel {
    /// The model.
    pub model: Arc<Model>,
    /// The settings of its training.
    pub training: Training,
    /// The documents, as bytes.
    corpus: Vec<u8>,
}

impl KeptModel {
    /// A model with the documents from which it was trained, as their [bytes](KeptCorpus::to_bytes).
    pub fn new(model: impl Into<Arc<Model>>, training: Training, corpus: Vec<u8>) -> Self {
        KeptModel {
            model: model.into(),
            training,
            corpus,
        }
    }

    /// The documents from which the model was trained.
    ///
    /// # Errors
    /// When they are damaged, or this build lacks the feature `zstd`.
    pub fn corpus(&self) -> Result<KeptCorpus> {
        KeptCorpus::from_bytes(&self.corpus)
    }

    /// Size of the kept documents in bytes.
    pub fn corpus_bytes(&self) -> usize {
        self.corpus.len()
    }

    /// The bytes of the model's file, with its training.
    ///
    /// # Errors
    /// When the settings cannot be serialised.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        self.serialized().map_err(Error::Input)
    }

    /// The model whose file has these bytes, with its training.
    ///
    /// # Errors
    /// When they are not a model, keep no training, are damaged, or were written by a newer version.
    pub fn from_bytes(bytes: impl AsRef<[u8]>) -> Result<Self> {
        parse(bytes.as_ref().to_vec()).map_err(Error::Input)
    }

    /// The model whose file has these bytes; also with its training, if it keeps that.
    ///
    /// ```
    /// use tasnif::{Choices, KeptModel, ModelSettings, TokenizedCorpus, train};
    ///
    /// let mut corpus = TokenizedCorpus::default();
    /// corpus.push("two goals in the match", "sport")?;
    /// corpus.push("the bank raised its rate", "economy")?;
    /// let model = train(&corpus.all(), &ModelSettings::default(), Choices::ALL, &())?;
    /// let (same, kept) = KeptModel::from_bytes_if_kept(model.to_bytes()?)?;
    /// assert!(*same == model && kept.is_none());
    /// # Ok::<(), tasnif::Error>(())
    /// ```
    ///
    /// # Errors
    /// When they are not a model, are damaged, or were written by a newer version.
    pub fn from_bytes_if_kept(bytes: Vec<u8>) -> Result<(Arc<Model>, Option<Self>)> {
        parse_if_kept(bytes).map_err(Error::Input)
    }

    /// Reads the model at `path` with its training.
    ///
    /// # Errors
    /// When the file cannot be read, is not a model, keeps no training, is damaged, or was written by a newer version.
    pub fn read(path: &Path) -> Result<Self> {
        read(path, true, parse)
    }

    /// Reads the model at `path`; also with its training, if it keeps that.
    ///
    /// # Errors
    /// When the file cannot be read, is not a model, is damaged, or was written by a newer version.
    pub fn read_if_kept(path: &Path) -> Result<(Arc<Model>, Option<Self>)> {
        read(path, true, parse_if_kept)
    }

    /// Writes the model with its training to `path` atomically, and returns the size of the file in bytes.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<u64> {
        write_bytes(path, self.serialized())
    }

    fn serialized(&self) -> Result<Vec<u8>, String> {
        let settings = serde_json::to_vec(&self.training).map_err(|error| error.to_string())?;
        let mut array = vec![0; CHECKSUM_BYTES];
        array.extend_from_slice(&(settings.len() as u64).to_le_bytes());
        array.extend_from_slice(&settings);
        array.extend_from_slice(&self.corpus);
        let checksum = checksum(&array[CHECKSUM_BYTES..]);
        array[..CHECKSUM_BYTES].copy_from_slice(&checksum);
        to_bytes(&self.model, Some(&array))
    }
}

/// Size in bytes of the training that the model at `path` keeps; 0 if it keeps none.
///
/// # Errors
/// When the file cannot be read.
pub fn kept_bytes(path: &Path) -> Result<u64> {
    read(path, false, |bytes| {
        let range = Tensors::parse(&bytes)?.range(TRAINING);
        Ok(range.map_or(0, |range| range.len() as u64))
    })
}

fn parse(bytes: Vec<u8>) -> Result<KeptModel, String> {
    let (_, kept) = parse_if_kept(bytes)?;
    kept.ok_or_else(|| "the model does not keep its documents, so it cannot be changed; train it with `keep_corpus`".to_owned())
}

fn parse_if_kept(mut bytes: Vec<u8>) -> Result<(Arc<Model>, Option<KeptModel>), String> {
    let range = Tensors::parse(&bytes)
        .ok()
        .and_then(|tensors| tensors.range(TRAINING));
    let array = range
        .filter(|range| range.end == bytes.len())
        .map(|range| bytes.split_off(range.start));
    let model = Arc::new(from_bytes(&Bytes::new(bytes))?);
    let Some(array) = array else {
        return Ok((model, None));
    };
    let (training, corpus) = split(&array).ok_or(
        "damaged: the kept documents do not fit their checksum; train it again or copy it anew",
    )?;
    let training = serde_json::from_slice(training)
        .map_err(|error| format!("the kept settings cannot be read: {error}"))?;
    let kept = KeptModel::new(Arc::clone(&model), training, corpus.to_vec());
    Ok((model, Some(kept)))
}

fn checksum(content: &[u8]) -> [u8; CHECKSUM_BYTES] {
    *blake3::Hasher::new()
        .update_rayon(content)
        .finalize()
        .as_bytes()
}

/// The settings and the documents in an array whose checksum is right.
fn split(array: &[u8]) -> Option<(&[u8], &[u8])> {
    let (checksum, content) = array.split_at_checked(CHECKSUM_BYTES)?;
    if self::checksum(content) != checksum {
        return None;
    }
    let (length, rest) = content.split_first_chunk()?;
    rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)
}
