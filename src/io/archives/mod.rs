//! Archives of files: zip and tar.

mod entries;
mod labels;
mod layout;

pub(super) use entries::Entries;
pub(super) use labels::ArchiveLabels;
pub(super) use layout::Archive;
