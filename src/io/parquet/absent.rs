//! Replaces the reading of Parquet when the feature `parquet` is off: each table is an error.

use super::batches::Batch;
use super::format::{InputOptions, Keep};
use super::record::Take;
use super::sources::Source;
use crate::error::{Error, Result};

/// Rows of a table; always empty.
#[derive(Debug)]
pub(super) enum RowGroup {}

pub(super) fn row_groups(_: Vec<u8>, source: &Source, _: &InputOptions) -> Result<Vec<RowGroup>> {
    let lacks = Error::MissingFeature {
        lacks: "reads no Parquet",
        feature: "parquet",
    };
    Err(Error::Input(format!("{}: {lacks}", source.name())))
}

impl RowGroup {
    pub(super) fn bytes(&self) -> u64 {
        match *self {}
    }

    pub(super) fn for_each(&self, _: &Batch, _: &Keep, _: &mut Take<'_>) -> Result<()> {
        match *self {}
    }
}

/// There is no decoder that could panic.
#[cfg(feature = "cli")]
pub(crate) fn silence_guarded_panics() {}
