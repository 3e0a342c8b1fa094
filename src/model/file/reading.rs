//! Reading model files.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use bytemuck::Pod;
use safetensors::tensor::{Dtype, Metadata};

use super::{
    ARRAYS, CLASS_WEIGHT, DOCUMENT_FREQUENCY, FIRST_VERSION, FORMAT_VERSION, Header, KEY, TRAINING,
    VOCABULARY, VOCABULARY_ENDS, Version, WEIGHTS, checksum_of,
};
use crate::corpus::Labels;
use crate::error::{Error, Result};
use crate::features::{Array, Bytes, Features, Vocabulary};
use crate::model::clitic_arrays::{self, CLITIC_ARRAYS};
use crate::model::{Model, soundness};

/// Bytes of the length of a header, at the start of a file.
const LENGTH_BYTES: usize = 8;

/// Maximum length of the header of a `safetensors` file.
const LONGEST_HEADER: u64 = 100_000_000;

/// Reads the model at `path`. The file is read, not mapped, so later changes to it have no effect.
///
/// # Errors
/// When the file cannot be read, is not a model, is damaged, or was written by a newer version.
pub fn read_model(path: &Path) -> Result<Model> {
    read(path, false, |bytes| from_bytes(&Bytes::new(bytes)))
}

/// Reads the bytes of a model's file, with its training if it keeps that and it is meant, and parses them.
pub(super) fn read<T>(
    path: &Path,
    with_training: bool,
    parse: impl FnOnce(Vec<u8>) -> Result<T, String>,
) -> Result<T> {
    let content = File::open(path).and_then(|file| content(file, with_training));
    let bytes = content.map_err(|source| Error::Read {
        path: path.to_path_buf(),
        source,
    })?;
    parse(bytes).map_err(|reason| Error::Model {
        path: path.to_path_buf(),
        reason,
    })
}

/// The bytes of a file up to the kept training; only the first ones if they show that it is not a `safetensors` file,
/// because such a file may have any size.
fn content(mut file: File, with_training: bool) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let start = LENGTH_BYTES as u64 + 1;
    file.by_ref().take(start).read_to_end(&mut bytes)?;
    let length = bytes
        .first_chunk()
        .map(|length| u64::from_le_bytes(*length));
    let length = length.filter(|length| (1..=LONGEST_HEADER).contains(length));
    let (Some(length), Some(b'{')) = (length, bytes.get(LENGTH_BYTES)) else {
        return Ok(bytes);
    };
    file.by_ref().take(length - 1).read_to_end(&mut bytes)?;
    let in_file = file.metadata()?.len();
    let rest = match Tensors::parse(&bytes) {
        // A file of another length is damaged; its bytes show it.
        Ok(tensors) if in_file == tensors.end() as u64 && !with_training => {
            tensors.start_of_training() - bytes.len()
        }
        _ => usize::try_from(in_file)
            .unwrap_or(usize::MAX)
            .saturating_sub(bytes.len()),
    };
    // Returns an error if memory is short, instead of aborting the process.
    bytes.try_reserve_exact(rest)?;
    file.take(rest as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a model from the bytes of its file.
pub(in crate::model) fn from_bytes(bytes: &Bytes) -> Result<Model, String> {
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
        unlabelled: header.unlabelled,
        surface_forms: header.surface_forms,
    };
    soundness::check(&model, &header.labels).map_err(|problem| format!("damaged: {problem}"))?;
    Ok(model)
}

/// The positions of the arrays of a file, as its header tells.
pub(super) struct Tensors {
    metadata: Metadata,
    /// Where the arrays start.
    start: usize,
}

impl Tensors {
    /// Reads the header; the arrays need not be there.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let length = bytes
            .first_chunk()
            .map(|length| u64::from_le_bytes(*length));
        let length = length.and_then(|length| usize::try_from(length).ok());
        let start = length.and_then(|length| length.checked_add(LENGTH_BYTES));
        let header = start.and_then(|start| bytes.get(LENGTH_BYTES..start));
        let (Some(start), Some(header)) = (start, header) else {
            return Err("its header is incomplete".into());
        };
        let metadata = serde_json::from_slice(header).map_err(|error| error.to_string())?;
        Ok(Tensors { metadata, start })
    }

    /// The entry of the metadata that describes the model.
    fn description(&self) -> Option<&str> {
        let entries = self.metadata.metadata().as_ref()?;
        entries.get(KEY).map(String::as_str)
    }

    /// The position of an array.
    pub(super) fn range(&self, name: &str) -> Option<std::ops::Range<usize>> {
        let (start, end) = self.metadata.info(name)?.data_offsets;
        Some(self.start.checked_add(start)?..self.start.checked_add(end)?)
    }

    /// The length of the file.
    fn end(&self) -> usize {
        self.start.saturating_add(self.metadata.data_len())
    }

    /// Where the the kept training start; the length of the file without them.
    fn start_of_training(&self) -> usize {
        let training = self.range(TRAINING).filter(|range| range.end == self.end());
        training.map_or(self.end(), |range| range.start)
    }

    /// Whether there are as many bytes as the header tells, with or without the kept training.
    fn are_in(&self, bytes: &[u8]) -> bool {
        bytes.len() == self.end() || bytes.len() == self.start_of_training()
    }
}

/// The arrays of a file.
pub(in crate::model) struct Arrays<'b> {
    bytes: &'b Bytes,
    tensors: Tensors,
}

impl Arrays<'_> {
    pub(in crate::model) fn get<const N: usize, T: Pod>(
        &self,
        name: &str,
        dtype: Dtype,
        read: impl Fn([u8; N]) -> T,
    ) -> Result<Array<T>, String> {
        let info = self.tensors.metadata.info(name);
        let range = info
            .filter(|info| info.dtype == dtype)
            .and_then(|_| self.tensors.range(name));
        let Some(range) = range.filter(|range| self.bytes.get(range.clone()).is_some()) else {
            return Err(format!(
                "damaged: the array \"{name}\" is missing or of another type"
            ));
        };
        Ok(Array::in_bytes(self.bytes, range, read))
    }
}

fn parse(bytes: &[u8]) -> Result<(Header, Tensors), String> {
    let not_a_model = || "not a tasnif model, or a damaged one".to_owned();
    let tensors = Tensors::parse(bytes).and_then(|tensors| match tensors.are_in(bytes) {
        true => Ok(tensors),
        false => Err("it is incomplete, or longer than its header tells".into()),
    });
    let tensors = tensors.map_err(|problem| {
        format!(
            "{}: {problem}; train it again or copy it anew",
            not_a_model()
        )
    })?;
    let header = tensors
        .description()
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
    let mut contents = Vec::new();
    let has_clitics = header.settings.features.clitics;
    let of_clitics = CLITIC_ARRAYS.iter().filter(|_| has_clitics);
    for &name in ARRAYS.iter().chain(of_clitics) {
        let range = tensors.range(name).ok_or_else(not_a_model)?;
        contents.push((name, bytes.get(range).ok_or_else(not_a_model)?));
    }
    if checksum_of(json, contents.into_iter()) != header.checksum {
        return Err(
            "damaged: the content does not fit its checksum; train it again or copy it anew".into(),
        );
    }
    Ok((header, tensors))
}
