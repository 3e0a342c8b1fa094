//! Archives of files: zip and tar.

#[cfg(not(feature = "archives"))]
mod absent;
#[cfg(feature = "archives")]
mod entries;
#[cfg(feature = "archives")]
mod labels;
mod layout;
#[cfg(feature = "archives")]
mod limited;

#[cfg(not(feature = "archives"))]
pub(super) use absent::{ArchiveLabels, Entries};
#[cfg(feature = "archives")]
pub(super) use entries::Entries;
#[cfg(feature = "archives")]
pub(super) use labels::ArchiveLabels;
pub(super) use layout::Archive;
#[cfg(feature = "archives")]
pub(super) use limited::Limited;
