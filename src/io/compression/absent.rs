//! Replaces Zstandard when the feature `zstd` is off: it is an error.

use std::io::{self, BufRead, Read};

use crate::error::{Error, Result};
use crate::io::unpacking::UnpackingLimit;

pub(super) fn decompressed(
    _: impl BufRead + Send + 'static,
    _: UnpackingLimit,
) -> io::Result<Box<dyn Read + Send>> {
    Err(io::Error::other(missing()))
}

pub(super) fn compress(_: &[u8]) -> Result<Vec<u8>> {
    Err(missing())
}

pub(super) fn decompress(_: &[u8], _: usize) -> Result<Vec<u8>> {
    Err(missing())
}

fn missing() -> Error {
    Error::MissingFeature {
        lacks: "reads and writes no Zstandard",
        feature: "zstd",
    }
}
