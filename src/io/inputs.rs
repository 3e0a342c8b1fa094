//! The contents of sources, one after another: files, and the entries of archives.

use std::io::Read;

use super::archives::Entries;
use super::sources::Source;
use super::unpacking::UnpackingLimit;
use crate::error::Result;

/// Opens sources in order.
pub(super) struct Inputs {
    sources: std::vec::IntoIter<Source>,
    archive: Option<Entries>,
    several: bool,
    any_ending: bool,
    limit: UnpackingLimit,
}

impl Inputs {
    /// `any_ending` means that the format is given; `limit` is the maximum size of unpacked content.
    pub(super) fn new(sources: Vec<Source>, any_ending: bool, limit: UnpackingLimit) -> Self {
        Inputs {
            several: sources.len() > 1,
            sources: sources.into_iter(),
            archive: None,
            any_ending,
            limit,
        }
    }

    /// The next file or entry and its decompressed content.
    ///
    /// # Errors
    /// When it cannot be opened, or an archive is damaged.
    pub(super) fn next(&mut self) -> Result<Option<(Source, Box<dyn Read + Send>)>> {
        loop {
            if let Some(archive) = &mut self.archive {
                match archive.next()? {
                    Some(entry) => return Ok(Some(entry)),
                    None => self.archive = None,
                }
            }
            let Some(source) = self.sources.next() else {
                return Ok(None);
            };
            match source.archive() {
                Some(layout) => {
                    let entries = Entries::of(source, layout, self.any_ending, self.limit)?;
                    self.archive = Some(entries);
                }
                None => return Ok(Some((source.clone(), source.open(self.limit)?))),
            }
        }
    }

    /// True when there are several files; an empty one among them is still a document.
    pub(super) fn are_several(&self) -> bool {
        self.several || self.archive.is_some()
    }
}
