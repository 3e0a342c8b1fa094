//! Which files are meant: files, folders and standard input.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::compression::{Compression, decompressed};
use super::format::InputFormat;
use crate::error::{Error, Result};

/// One input: a file or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    path: Option<PathBuf>,
    name: Arc<str>,
    /// Name for documents that are whole files.
    id: Arc<str>,
    bytes: u64,
}

impl Source {
    /// Standard input.
    pub fn stdin() -> Self {
        Source {
            path: None,
            name: "standard input".into(),
            id: "-".into(),
            bytes: 0,
        }
    }

    fn file(path: PathBuf, id: String) -> Result<Self> {
        let metadata = path.metadata().map_err(|source| Error::Read {
            path: path.clone(),
            source,
        })?;
        Ok(Source {
            name: path.display().to_string().into(),
            id: id.into(),
            bytes: metadata.len(),
            path: Some(path),
        })
    }

    /// True for standard input, which can be read once.
    pub fn is_stdin(&self) -> bool {
        self.path.is_none()
    }

    /// What messages call it.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// What documents are named after: the path as typed, or below the folder that was typed.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Size in bytes of the content; `None` when it is compressed or standard input.
    pub fn content_bytes(&self) -> Option<u64> {
        let name = self.name.to_ascii_lowercase();
        let is_plain = self.path.is_some() && Compression::strip_ending(&name) == name;
        is_plain.then_some(self.bytes)
    }

    /// The format that the ending stands for.
    pub(super) fn format(&self) -> Option<InputFormat> {
        InputFormat::of_path(self.path.as_deref()?)
    }

    /// Name of the folder that holds the file.
    pub(super) fn folder(&self) -> Option<&str> {
        self.path.as_deref()?.parent()?.file_name()?.to_str()
    }

    /// Opens the decompressed content.
    pub(super) fn open(&self) -> Result<Box<dyn Read + Send>> {
        let opened = match &self.path {
            Some(path) => File::open(path)
                .and_then(|file| decompressed(BufReader::with_capacity(1 << 16, file))),
            None => decompressed(BufReader::new(io::stdin())),
        };
        opened.map_err(|error| self.error(error))
    }

    /// A reading error of this source.
    pub(super) fn error(&self, source: io::Error) -> Error {
        Error::Read {
            path: self.path.clone().unwrap_or_else(|| "standard input".into()),
            source,
        }
    }
}

/// Expands what a user typed: files as they are, folders to every readable file below them in
/// sorted order, `-` to standard input.
///
/// In a folder, hidden files and files of unknown endings are passed over, unless
/// `any_ending` says that the format is given.
///
/// # Errors
/// When a path does not exist, a named file has an unknown ending, or a folder holds no file
/// that can be read.
pub fn find_sources(paths: &[PathBuf], any_ending: bool) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            if sources.contains(&Source::stdin()) {
                return Err(Error::Input(
                    "standard input (-) is given twice; it can be read once".into(),
                ));
            }
            sources.push(Source::stdin());
        } else if path.is_dir() {
            sources.extend(folder(path, any_ending)?);
        } else {
            let source = Source::file(path.clone(), path.display().to_string())?;
            if !any_ending && source.format().is_none() {
                return Err(Error::Input(format!(
                    "{}: the ending says no format; name one with --input-format (jsonl, csv, tsv, txt, lines, fasttext or html)",
                    path.display()
                )));
            }
            sources.push(source);
        }
    }
    Ok(sources)
}

fn folder(folder: &Path, any_ending: bool) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    let walk = WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()));
    for entry in walk {
        let entry = entry.map_err(|error| Error::Read {
            path: error.path().unwrap_or(folder).to_path_buf(),
            source: error.into(),
        })?;
        let readable = any_ending || InputFormat::of_path(entry.path()).is_some();
        if entry.file_type().is_file() && readable {
            let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let id = below.display().to_string();
            sources.push(Source::file(entry.into_path(), id)?);
        }
    }
    if sources.is_empty() {
        return Err(Error::Input(format!(
            "{}: the folder holds no file that can be read (.jsonl, .ndjson, .csv, .tsv, .txt, .md, .html, each also .gz or .zst)",
            folder.display()
        )));
    }
    Ok(sources)
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}
