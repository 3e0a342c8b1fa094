//! Replaces the reading of web pages when the feature `html` is off: each is an error.

use super::site_blocks::PageReading;
use crate::corpus::Document;
use crate::error::{Error, Result};

pub(super) fn out_of_page(document: Document, _: PageReading<'_>) -> Result<Document> {
    let lacks = Error::MissingFeature {
        lacks: "finds no articles in web pages",
        feature: "html",
    };
    Err(Error::Input(format!("{}: {lacks}", document.place)))
}
