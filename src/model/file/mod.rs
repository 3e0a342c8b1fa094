//! The model file.
//!
//! A `safetensors` file: arrays that any language can read and that execute nothing. Its metadata contain,
//! under `tasnif`, a JSON object with the format version, every setting, the labels, counts and a BLAKE3
//! checksum of all array bytes and of that object.
//!
//! A model may keep its training, the documents and the settings that were asked for, as the last array, [`TRAINING`],
//! with a checksum of its own. It is read only on request.

mod reading;
mod training;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use bytemuck::Pod;
use safetensors::tensor::{Dtype, View};
use serde::{Deserialize, Serialize};

use super::calibration::Calibration;
use super::clitic_arrays;
use super::fit::Model;
use super::settings::ModelSettings;
use super::tuning::{Choice, Tuning};
use super::unlabelled::UnlabelledText;
use crate::error::{Error, Result};
use crate::features::Bytes;
use crate::io::write_file;
pub use reading::read_model;
pub(super) use reading::{Arrays, from_bytes};
pub use training::{KeptModel, Training, kept_bytes};

/// The newest model format version, which this program writes; it reads all versions up to it.
///
/// Version 2 adds a bias for each class, balanced classes, which have another default prior, and calibration.
/// Readers of version 1 would ignore these and give other labels or probabilities, so models with them have
/// version 2; all others keep version 1. Version 3 adds a threshold of similarity, without which readers of
/// version 2 would label more documents; version 4 a minimum number of content words, in the same way.
pub const FORMAT_VERSION: u32 = 4;

/// Version of models without a minimum number of content words.
const THIRD_VERSION: u32 = 3;

/// Version of models without a threshold of similarity.
const SECOND_VERSION: u32 = 2;

/// Version of models that readers of the first format can read.
const FIRST_VERSION: u32 = 1;

/// Key of tasnif's object in the file's metadata.
const KEY: &str = "tasnif";

const VOCABULARY: &str = "vocabulary";
const VOCABULARY_ENDS: &str = "vocabulary_ends";
const DOCUMENT_FREQUENCY: &str = "document_frequency";
const CLASS_WEIGHT: &str = "class_weight";
const WEIGHTS: &str = "weights";
/// The training that is kept: the last array, because arrays of bytes are ordered by name.
const TRAINING: &str = "zz_training";
/// Arrays of every model.
const ARRAYS: [&str; 5] = [
    VOCABULARY,
    VOCABULARY_ENDS,
    DOCUMENT_FREQUENCY,
    CLASS_WEIGHT,
    WEIGHTS,
];

/// Tasnif's object in the metadata.
#[derive(Serialize, Deserialize)]
struct Header {
    format_version: u32,
    checksum: String,
    settings: ModelSettings,
    labels: Vec<String>,
    class_documents: Vec<u64>,
    documents: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    biases: Vec<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    calibration: Option<Calibration>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    choice: Option<Choice>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tuning: Option<Tuning>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unlabelled: Option<UnlabelledText>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    surface_forms: BTreeMap<String, String>,
}

/// The version alone: read first, so that a newer header need not be parsed.
#[derive(Deserialize)]
struct Version {
    format_version: u32,
}

/// A tensor's bytes, little-endian.
pub(super) struct Tensor<'m> {
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Cow<'m, [u8]>,
}

impl View for &Tensor<'_> {
    fn dtype(&self) -> Dtype {
        self.dtype
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.bytes)
    }

    fn data_len(&self) -> usize {
        self.bytes.len()
    }
}

/// The format version of the model's file.
pub fn format_version(model: &Model) -> u32 {
    let thresholds = model.thresholds();
    if thresholds.min_content_words > 0 {
        FORMAT_VERSION
    } else if thresholds.min_similarity > 0.0 {
        THIRD_VERSION
    } else if model.biases.is_empty() && !model.settings.balanced && model.calibration.is_none() {
        FIRST_VERSION
    } else {
        SECOND_VERSION
    }
}

/// The checksum of the model's file.
///
/// # Errors
/// When the settings cannot be serialised.
pub fn checksum(model: &Model) -> Result<String> {
    let header = header(model, &tensors(model)).map_err(Error::Input)?;
    Ok(header.checksum)
}

fn header(model: &Model, tensors: &[(&str, Tensor<'_>)]) -> Result<Header, String> {
    let mut header = Header {
        format_version: format_version(model),
        checksum: String::new(),
        settings: model.settings.clone(),
        labels: model.labels.names().to_vec(),
        class_documents: model.class_documents.clone(),
        documents: model.features.documents,
        biases: model.biases.clone(),
        calibration: model.calibration.clone(),
        choice: model.choice.clone(),
        tuning: model.tuning.clone(),
        unlabelled: model.unlabelled.clone(),
        surface_forms: model.surface_forms.clone(),
    };
    let contents = tensors.iter().map(|(name, tensor)| (*name, &*tensor.bytes));
    let value = serde_json::to_value(&header).map_err(|error| error.to_string())?;
    header.checksum = checksum_of(value, contents);
    Ok(header)
}

impl Model {
    /// The bytes of the model's file, without kept documents; [`Model::from_bytes`] reads them.
    ///
    /// # Errors
    /// When the settings cannot be serialised.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        to_bytes(self, None).map_err(Error::Input)
    }

    /// The model whose file has these bytes.
    ///
    /// # Errors
    /// When they are not a model, are damaged, or were written by a newer version.
    pub fn from_bytes(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Self> {
        from_bytes(&Bytes::new(bytes)).map_err(Error::Input)
    }
}

/// The bytes of the model's file, with the array of its training if it keeps that.
fn to_bytes(model: &Model, training: Option<&[u8]>) -> Result<Vec<u8>, String> {
    let mut tensors = tensors(model);
    let header = header(model, &tensors)?;
    if let Some(training) = training {
        tensors.push((TRAINING, tensor(Dtype::U8, vec![training.len()], training)));
    }
    let header = serde_json::to_string(&header).map_err(|error| error.to_string())?;
    let metadata = HashMap::from([(KEY.to_owned(), header)]);
    let views = tensors.iter().map(|(name, tensor)| (*name, tensor));
    safetensors::serialize(views, Some(metadata)).map_err(|error| error.to_string())
}

/// Size of the model's file in bytes.
///
/// # Errors
/// When the settings cannot be serialised.
pub fn file_size(model: &Model) -> Result<u64> {
    let bytes = to_bytes(model, None).map_err(Error::Input)?;
    Ok(bytes.len() as u64)
}

fn tensors(model: &Model) -> Vec<(&'static str, Tensor<'_>)> {
    let features = &model.features;
    let (text, ends) = features.vocabulary.parts();
    let (terms, classes) = (features.vocabulary.len(), model.labels.len());
    let class_weight = &*features.class_weight;
    let frequencies = &*features.document_frequency;
    let weights = &*model.weights;
    let mut tensors = vec![
        (VOCABULARY, tensor(Dtype::U8, vec![text.len()], text)),
        (VOCABULARY_ENDS, tensor(Dtype::U32, vec![terms], ends)),
        (
            DOCUMENT_FREQUENCY,
            tensor(Dtype::U32, vec![terms], frequencies),
        ),
        (
            CLASS_WEIGHT,
            tensor(Dtype::F32, vec![class_weight.len()], class_weight),
        ),
        (WEIGHTS, tensor(Dtype::F32, vec![terms, classes], weights)),
    ];
    if let Some(clitics) = &features.clitics {
        tensors.extend(clitic_arrays::tensors(clitics));
    }
    tensors
}

/// The bytes of numbers in memory, converted to little-endian if needed.
pub(super) fn tensor<T: Pod>(dtype: Dtype, shape: Vec<usize>, items: &[T]) -> Tensor<'_> {
    let bytes: &[u8] = bytemuck::cast_slice(items);
    let bytes = match cfg!(target_endian = "little") {
        true => Cow::Borrowed(bytes),
        false => {
            let items = bytes.chunks_exact(size_of::<T>());
            Cow::Owned(items.flat_map(|item| item.iter().rev()).copied().collect())
        }
    };
    Tensor {
        dtype,
        shape,
        bytes,
    }
}

/// BLAKE3 of the header without its checksum, as JSON with sorted keys, and of each array's name and bytes.
///
/// It is computed over the JSON in the file, so settings that a later version adds do not change the checksum
/// of an older file.
fn checksum_of<'t>(
    mut header: serde_json::Value,
    tensors: impl Iterator<Item = (&'t str, &'t [u8])>,
) -> String {
    header["checksum"] = serde_json::Value::Null;
    let mut hasher = blake3::Hasher::new();
    hasher.update(header.to_string().as_bytes());
    for (name, bytes) in tensors {
        hasher.update(name.as_bytes());
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update_rayon(bytes);
    }
    hasher.finalize().to_hex().to_string()
}

/// Writes `model` to `path` atomically, and returns its size in bytes.
///
/// # Errors
/// When the file cannot be written.
pub fn write_model(path: &Path, model: &Model) -> Result<u64> {
    write_bytes(path, to_bytes(model, None))
}

/// Writes the bytes of a model's file atomically, and returns their number.
fn write_bytes(path: &Path, bytes: Result<Vec<u8>, String>) -> Result<u64> {
    let bytes = bytes.map_err(|reason| Error::Model {
        path: path.to_path_buf(),
        reason: format!("the model cannot be serialised: {reason}"),
    })?;
    write_file(path, &bytes)?;
    Ok(bytes.len() as u64)
}
