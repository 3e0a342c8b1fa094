//! Replaces the reading of word-processor documents when the feature `archives` is off: each is an error.

use super::unpacking::UnpackingLimit;
use crate::corpus::Document;
use crate::error::{Error, Result};

pub(super) fn word(_: &[u8], document: Document, _: UnpackingLimit) -> Result<Document> {
    Err(missing(&document))
}

pub(super) fn open_document(_: &[u8], document: Document, _: UnpackingLimit) -> Result<Document> {
    Err(missing(&document))
}

fn missing(document: &Document) -> Error {
    let lacks = Error::MissingFeature {
        lacks: "reads no .docx or .odt",
        feature: "archives",
    };
    Error::Input(format!("{}: {lacks}", document.place))
}
