//! Replaces archives when the feature `archives` is off: each is an error.

use std::io::Read;
use std::sync::Arc;

use super::layout::Archive;
use crate::error::{Error, Result};
use crate::io::folders::SkippedFiles;
use crate::io::format::InputOptions;
use crate::io::sources::Source;
use crate::io::unpacking::UnpackingLimit;

/// The entries of an archive; always empty.
pub(in crate::io) enum Entries {}

impl Entries {
    pub(in crate::io) fn of(
        archive: Source,
        _: Archive,
        _: bool,
        _: UnpackingLimit,
    ) -> Result<Self> {
        Err(missing(&archive))
    }

    pub(in crate::io) fn next(&mut self) -> Result<Option<(Source, Box<dyn Read + Send>)>> {
        match *self {}
    }
}

/// The folders in an archive; always empty.
#[derive(Debug, Clone)]
pub(in crate::io) enum ArchiveLabels {}

impl ArchiveLabels {
    pub(in crate::io) fn of(
        archive: &Source,
        _: Archive,
        _: &InputOptions,
        _: &mut SkippedFiles,
    ) -> Result<Self> {
        Err(missing(archive))
    }

    pub(in crate::io) fn names(&self) -> std::slice::Iter<'_, Arc<str>> {
        match *self {}
    }

    pub(in crate::io) fn forget(&mut self) {
        match *self {}
    }
}

fn missing(archive: &Source) -> Error {
    let lacks = Error::MissingFeature {
        lacks: "reads no archives",
        feature: "archives",
    };
    Error::Input(format!("{}: {lacks}", archive.name()))
}
