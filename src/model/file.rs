//! The model file.
//!
//! A `safetensors` file: arrays that any language can read and that execute nothing. Its metadata contain,
//! under `tasnif`, a JSON object with the format version, every setting, the labels, counts and a BLAKE3
//! checksum of all array bytes and of that object.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use bytemuck::Pod;
use safetensors::tensor::{Dtype, SafeTensors, View};
use serde::{Deserialize, Serialize};

use super::calibration::Calibration;
use super::clitic_arrays::{self, CLITIC_ARRAYS};
use super::fit::Model;
use super::settings::ModelSettings;
use super::soundness;
use super::tuning::{Choice, Tuning};
use crate::corpus::Labels;
use crate::error::{Error, Result};
use crate::features::{Array, Bytes, Features, Vocabulary};
use crate::io::write_file;

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

/// Bytes that show whether a file can be a model: the length of its header, and the header's start.
const START_BYTES: u64 = 9;

/// Maximum length of the header of a `safetensors` file.
const LONGEST_HEADER: u64 = 100_000_000;

/// Key of tasnif's object in the file's metadata.
const KEY: &str = "tasnif";

const VOCABULARY: &str = "vocabulary";
const VOCABULARY_ENDS: &str = "vocabulary_ends";
const DOCUMENT_FREQUENCY: &str = "document_frequency";
const CLASS_WEIGHT: &str = "class_weight";
const WEIGHTS: &str = "weights";
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
        surface_forms: model.surface_forms.clone(),
    };
    let contents = tensors.iter().map(|(name, tensor)| (*name, &*tensor.bytes));
    let value = serde_json::to_value(&header).map_err(|error| error.to_string())?;
    header.checksum = checksum_of(value, contents);
    Ok(header)
}

impl Model {
    /// The bytes of the model's file; [`Model::from_bytes`] reads them.
    ///
    /// # Errors
    /// When the settings cannot be serialised.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        to_bytes(self).map_err(Error::Input)
    }

    /// The model whose file has these bytes.
    ///
    /// # Errors
    /// When they are not a model, are damaged, or were written by a newer version.
    pub fn from_bytes(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Self> {
        from_bytes(&Bytes::new(bytes)).map_err(Error::Input)
    }
}

/// The bytes of the model's file.
fn to_bytes(model: &Model) -> Result<Vec<u8>, String> {
    let tensors = tensors(model);
    let header = header(model, &tensors)?;
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
    let bytes = to_bytes(model).map_err(Error::Input)?;
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
    let bytes = to_bytes(model).map_err(|reason| Error::Model {
        path: path.to_path_buf(),
        reason: format!("the model cannot be serialised: {reason}"),
    })?;
    write_file(path, &bytes)?;
    Ok(bytes.len() as u64)
}

/// Reads the model at `path`. The file is read, not mapped, so later changes to it have no effect.
///
/// # Errors
/// When the file cannot be read, is not a model, is damaged, or was written by a newer version.
pub fn read_model(path: &Path) -> Result<Model> {
    let bytes = File::open(path)
        .and_then(content)
        .map_err(|source| Error::Read {
            path: path.to_path_buf(),
            source,
        })?;
    from_bytes(&Bytes::new(bytes)).map_err(|reason| Error::Model {
        path: path.to_path_buf(),
        reason,
    })
}

/// The bytes of a file; only the first ones if they show that it is not a `safetensors` file, because such a
/// file may have any size.
fn content(mut file: File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.by_ref().take(START_BYTES).read_to_end(&mut bytes)?;
    let header = bytes
        .first_chunk()
        .map(|length| u64::from_le_bytes(*length));
    let is_possible = header.is_some_and(|length| (1..=LONGEST_HEADER).contains(&length));
    if is_possible && bytes.get(8) == Some(&b'{') {
        let rest = file.metadata()?.len().saturating_sub(START_BYTES);
        // Returns an error if memory is short, instead of aborting the process.
        bytes.try_reserve_exact(usize::try_from(rest).unwrap_or(usize::MAX))?;
        file.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Reads a model from the bytes of its file.
pub(super) fn from_bytes(bytes: &Bytes) -> Result<Model, String> {
    let (header, tensors) = parse(bytes)?;
    let arrays = Arrays { bytes, tensors };
    let text = arrays.get(VOCABULARY, Dtype::U8, u8::from_le_bytes)?;
    let ends = arrays.get(VOCABULARY_ENDS, Dtype::U32, u32::from_le_bytes)?;
    let vocabulary =
        Vocabulary::from_parts(text, ends).map_err(|problem| format!("damaged: {problem}"))?;
    let model = Model {
        labels: header.labels.iter().cloned().collect::<Labels>(),
        class_documents: header.class_documents,
        features: Features {
            settings: header.settings.features.clone(),
            vocabulary,
            document_frequency: arrays.get(DOCUMENT_FREQUENCY, Dtype::U32, u32::from_le_bytes)?,
            class_weight: arrays.get(CLASS_WEIGHT, Dtype::F32, f32::from_le_bytes)?,
            documents: header.documents,
            clitics: match header.settings.features.clitics {
                true => Some(clitic_arrays::read(&arrays)?),
                false => None,
            },
        },
        settings: header.settings,
        weights: arrays.get(WEIGHTS, Dtype::F32, f32::from_le_bytes)?,
        biases: header.biases,
        calibration: header.calibration,
        choice: header.choice,
        tuning: header.tuning,
        surface_forms: header.surface_forms,
    };
    soundness::check(&model, &header.labels).map_err(|problem| format!("damaged: {problem}"))?;
    Ok(model)
}

/// The arrays of a file.
pub(super) struct Arrays<'b> {
    bytes: &'b Bytes,
    tensors: SafeTensors<'b>,
}

impl Arrays<'_> {
    pub(super) fn get<const N: usize, T: Pod>(
        &self,
        name: &str,
        dtype: Dtype,
        read: impl Fn([u8; N]) -> T,
    ) -> Result<Array<T>, String> {
        let tensor = self.tensors.tensor(name).ok();
        let Some(tensor) = tensor.filter(|tensor| tensor.dtype() == dtype) else {
            return Err(format!(
                "damaged: the array \"{name}\" is missing or of another type"
            ));
        };
        let data = tensor.data();
        // A tensor's data is a part of the file's bytes.
        let start = data.as_ptr().addr() - self.bytes.as_ptr().addr();
        Ok(Array::in_bytes(self.bytes, start..start + data.len(), read))
    }
}

fn parse(bytes: &[u8]) -> Result<(Header, SafeTensors<'_>), String> {
    let not_a_model = || "not a tasnif model, or a damaged one".to_owned();
    let (_, metadata) = SafeTensors::read_metadata(bytes)
        .map_err(|error| format!("{}: {error}; train it again or copy it anew", not_a_model()))?;
    let header = metadata
        .metadata()
        .as_ref()
        .and_then(|metadata| metadata.get(KEY))
        .ok_or_else(|| "not a tasnif model: its metadata lack the entry \"tasnif\"".to_owned())?;
    let version: Version = serde_json::from_str(header).map_err(|_| not_a_model())?;
    if version.format_version < FIRST_VERSION {
        return Err(format!(
            "damaged: the model has format version {}; expected {FIRST_VERSION} to {FORMAT_VERSION}",
            version.format_version
        ));
    }
    if version.format_version > FORMAT_VERSION {
        return Err(format!(
            "the model has format version {}, newer than {FORMAT_VERSION}, the newest that this version of tasnif reads; update tasnif",
            version.format_version
        ));
    }
    let json: serde_json::Value = serde_json::from_str(header).map_err(|_| not_a_model())?;
    let header: Header = serde_json::from_str(header)
        .map_err(|error| format!("the model's settings cannot be read: {error}"))?;
    let tensors = SafeTensors::deserialize(bytes).map_err(|_| not_a_model())?;
    let mut contents = Vec::new();
    let has_clitics = header.settings.features.clitics;
    let of_clitics = CLITIC_ARRAYS.iter().filter(|_| has_clitics);
    for &name in ARRAYS.iter().chain(of_clitics) {
        let tensor = tensors.tensor(name).map_err(|_| not_a_model())?;
        contents.push((name, tensor.data()));
    }
    if checksum_of(json, contents.into_iter()) != header.checksum {
        return Err(
            "damaged: the content does not fit its checksum; train it again or copy it anew".into(),
        );
    }
    Ok((header, tensors))
}
