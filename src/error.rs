//! Errors, with their place and a remedy.

use std::io;
use std::path::PathBuf;

use crate::corpus::Place;

/// Result of a library call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Every error of the library.
///
/// Messages are whole sentences for people: the place, what was expected, and a remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A file could not be written; a previous file at its path is unchanged.
    #[error("cannot write {}: {source}; nothing was changed there", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// The temporary file for data that do not fit in memory, or are read twice, failed.
    #[error(
        "the temporary folder {} {}: {source}; name another folder in the environment variable \
         TMPDIR, or give more `max_memory`",
        folder.display(),
        if is_full(source) { "is full" } else { "cannot be used" }
    )]
    TemporaryFile {
        /// The folder for such files.
        folder: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// Bytes that are invalid in the file's encoding.
    #[error(
        "{place}: byte {byte} is not {encoding}; name the file's encoding with `encoding`, \
         such as windows-1256, or have such bytes replaced with `lossy`"
    )]
    Undecodable {
        /// The file, and the line if records are lines.
        place: String,
        /// Offset of the first invalid byte in the decompressed file, from 0.
        byte: u64,
        /// The encoding that was expected.
        encoding: &'static str,
    },
    /// A file that starts in another encoding and continues in UTF-8.
    #[error(
        "{source_name}: byte {byte} starts text in UTF-8, but what stands before is {before}; \
         expected one encoding: convert that part, or read all as one with `encoding`"
    )]
    EncodingChanges {
        /// The file.
        source_name: String,
        /// Offset of the first byte in UTF-8 in the decompressed file, from 0.
        byte: u64,
        /// The encoding of the text before it.
        before: &'static str,
    },
    /// A record that does not match its format.
    #[error("{place}: {problem}")]
    Record {
        /// The place of the record.
        place: Place,
        /// The problem and what was expected.
        problem: String,
    },
    /// The input as a whole cannot be used.
    #[error("{0}")]
    Input(String),
    /// The work was cancelled by [`Progress::is_cancelled`](crate::Progress::is_cancelled).
    #[error("called off")]
    Cancelled,
    /// Settings that are invalid or contradict each other.
    #[error("{0}")]
    Settings(String),
    /// A file that is not a usable model.
    #[error("{}: {reason}", path.display())]
    Model {
        /// The file.
        path: PathBuf,
        /// The problem with it.
        reason: String,
    },
    /// A feature that this build does not include.
    #[error("this build {lacks}; build it with the feature `{feature}`")]
    MissingFeature {
        /// What this build cannot do.
        lacks: &'static str,
        /// The Cargo feature that is missing.
        feature: &'static str,
    },
    /// A chart that cannot be drawn.
    #[cfg(feature = "charts")]
    #[error(transparent)]
    Chart(#[from] crate::charts::ChartError),
    /// linfa refused to fit.
    #[error("the naive Bayes fit failed: {0}")]
    Fit(String),
}

/// True when the disk is full, or a quota is exceeded.
fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind::{QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded)
}

impl Error {
    /// An [`Error::TemporaryFile`] in the folder for such files.
    pub(crate) fn temporary_file(source: io::Error) -> Self {
        Error::TemporaryFile {
            folder: std::env::temp_dir(),
            source,
        }
    }

    /// A [`Error::Record`].
    pub(crate) fn record(place: &Place, problem: impl Into<String>) -> Self {
        Error::Record {
            place: place.clone(),
            problem: problem.into(),
        }
    }

    /// The message without the place at its start.
    pub(crate) fn problem(&self) -> String {
        let message = self.to_string();
        let place = match self {
            Error::Record { problem, .. } => return problem.clone(),
            Error::Read { source, .. } => return source.to_string(),
            Error::Undecodable { place, .. } => format!("{place}: "),
            _ => String::new(),
        };
        message.strip_prefix(&place).unwrap_or(&message).to_owned()
    }

    /// True for an error in one record, which [`InputOptions::skip_bad`](crate::InputOptions::skip_bad) may skip.
    pub fn is_bad_record(&self) -> bool {
        matches!(self, Error::Record { .. } | Error::Undecodable { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_temporary_folder_is_named_as_such() {
        let said = |kind: io::ErrorKind| Error::temporary_file(kind.into()).to_string();
        let folder = std::env::temp_dir();
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
            let expected = format!("the temporary folder {} is full: ", folder.display());
            assert!(said(kind).starts_with(&expected), "{}", said(kind));
            assert!(said(kind).contains("TMPDIR"));
        }
        let other = said(io::ErrorKind::PermissionDenied);
        assert!(other.contains(" cannot be used: "), "{other}");
    }
}
