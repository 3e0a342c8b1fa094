//! Replaces Zstandard when the feature `archives` is off: it is an error.

use std::io::{self, BufRead, Read};

use crate::error::Error;
use crate::io::unpacking::UnpackingLimit;

pub(super) fn decompressed(
    _: impl BufRead + Send + 'static,
    _: UnpackingLimit,
) -> io::Result<Box<dyn Read + Send>> {
    Err(io::Error::other(Error::MissingFeature {
        lacks: "reads no Zstandard",
        feature: "archives",
    }))
}
