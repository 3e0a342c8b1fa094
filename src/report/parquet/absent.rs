//! Replaces the writing of Parquet when the feature `parquet` is off: each file is an error.

use std::io::{self, Write};

use crate::corpus::FieldTypes;
use crate::error::{Error, Result};

/// Rows of a future Parquet file.
#[derive(Debug)]
pub(super) struct ParquetRows;

impl ParquetRows {
    pub(super) fn new() -> Self {
        ParquetRows
    }

    pub(super) fn push(&mut self, _: &[u8], _: Option<&FieldTypes>) -> io::Result<()> {
        check().map_err(io::Error::other)
    }

    pub(super) fn write(self, _: &mut impl Write) -> io::Result<()> {
        check().map_err(io::Error::other)
    }
}

/// Always an error.
pub(super) fn check() -> Result<()> {
    Err(Error::MissingFeature {
        lacks: "writes no Parquet",
        feature: "parquet",
    })
}
