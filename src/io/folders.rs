//! The files in a folder, their labels, and the skipped files.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::format::{InputFormat, InputOptions};
use super::sources::{Source, is_hidden, is_readable, nothing_readable};
use super::unpacking::UnpackingLimit;
use crate::error::{Error, Result};

/// The problem with a link to a parent folder.
const LOOP: &str = "a link to a folder that holds it";

/// Files in folders that are not read, except hidden ones.
#[derive(Debug, Clone, Default)]
pub struct SkippedFiles {
    /// Files whose endings have no known format.
    pub unknown: Vec<PathBuf>,
    /// Files, folders and links that cannot be read, and the reasons.
    pub unreadable: Vec<(PathBuf, String)>,
    /// Texts next to folders that are labels, which therefore have no label.
    pub unlabelled: Vec<PathBuf>,
}

impl SkippedFiles {
    /// The endings of the files with unknown endings and their counts, the most frequent first; a missing
    /// ending is an empty string.
    pub fn endings(&self) -> Vec<(String, usize)> {
        let mut counts = BTreeMap::<String, usize>::new();
        for path in &self.unknown {
            let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
            *counts
                .entry(ending.to_string_lossy().into_owned())
                .or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    }
}

/// The readable files in `folder` and its subfolders, in sorted order; hidden files are skipped silently.
/// `full_ids` means that document names start with the folder.
pub(super) fn files_below(
    folder: &Path,
    options: &InputOptions,
    full_ids: bool,
    skipped_files: &mut SkippedFiles,
) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    let unknown = skipped_files.unknown.len();
    let mut walk = WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()));
    while let Some(entry) = walk.next() {
        let found = match entry {
            Ok(entry) if leads_above(&entry, folder) => {
                walk.skip_current_dir();
                Err((entry.into_path(), LOOP.to_owned()))
            }
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) if !entry.file_type().is_file() => {
                let what = special(entry.file_type()).to_owned();
                skipped_files.unreadable.push((entry.into_path(), what));
                continue;
            }
            Ok(entry) if options.format.is_none() && !is_readable(entry.path()) => {
                skipped_files.unknown.push(entry.into_path());
                continue;
            }
            Ok(entry) => source(entry.into_path(), (!full_ids).then_some(folder)),
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_path_buf();
                Err((path, reason(&error)))
            }
        };
        match found {
            Ok(source) => sources.push(source),
            Err((path, _)) if path != folder && path.file_name().is_some_and(is_hidden) => {}
            Err(unreadable) if options.skip_bad => skipped_files.unreadable.push(unreadable),
            Err((path, reason)) => return Err(unreadable(&path, &reason)),
        }
    }
    set_labels(&mut sources, folder, options, skipped_files);
    if sources.is_empty() {
        return Err(nothing_readable(
            folder,
            "folder",
            &skipped_files.unknown[unknown..],
        ));
    }
    Ok(sources)
}

/// The file as a source, named by its path within `folder`, or the problem with it. It is opened, so that an unreadable
/// file is found before other files are read.
fn source(path: PathBuf, folder: Option<&Path>) -> Result<Source, (PathBuf, String)> {
    let below = folder.and_then(|folder| path.strip_prefix(folder).ok());
    let below = below.unwrap_or(&path);
    let id = below.display().to_string();
    let opened = std::fs::File::open(&path).and_then(|file| file.metadata());
    match opened {
        Ok(metadata) => Ok(Source::of_file(path, id, &metadata)),
        Err(error) => Err((path, error.to_string())),
    }
}

/// True for a link to a folder above `folder`, in which files would be found again; the directory walk itself
/// detects only links to folders that it has entered.
fn leads_above(entry: &walkdir::DirEntry, folder: &Path) -> bool {
    let is_link = entry.depth() > 0 && entry.path_is_symlink() && entry.file_type().is_dir();
    is_link
        && match (folder.canonicalize(), entry.path().canonicalize()) {
            (Ok(folder), Ok(target)) => folder.starts_with(target),
            _ => false,
        }
}

/// Something in a folder that is neither a file nor a folder: reading it could block forever.
#[cfg(unix)]
fn special(kind: std::fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;

    if kind.is_fifo() {
        "a named pipe; give it by its name to read it"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_: std::fs::FileType) -> &'static str {
    "no regular file"
}

fn reason(error: &walkdir::Error) -> String {
    match (error.loop_ancestor(), error.io_error()) {
        (Some(_), _) => LOOP.into(),
        (None, Some(error)) if error.kind() == std::io::ErrorKind::NotFound => {
            "a link to a file that is not there".into()
        }
        (None, Some(error)) => error.to_string(),
        (None, None) => error.to_string(),
    }
}

fn unreadable(path: &Path, reason: &str) -> Error {
    Error::Input(format!(
        "cannot read {}: {reason}; take it out of the folder, or pass over such files with `skip_bad`",
        path.display()
    ))
}

/// The label of a text is the name of its folder. If there are folders that are labels, texts directly in the
/// given folder have no label: if every document needs a label, they are skipped.
fn set_labels(
    sources: &mut Vec<Source>,
    folder: &Path,
    options: &InputOptions,
    skipped_files: &mut SkippedFiles,
) {
    let is_text = |source: &Source| source.may_hold_files(options.format) && !source.is_archive();
    let is_direct = |source: &Source| source.path().parent() == Some(folder);
    if !sources
        .iter()
        .any(|source| is_text(source) && !is_direct(source))
    {
        return;
    }
    for source in sources.iter_mut().filter(|source| is_direct(source)) {
        source.forget_folder();
    }
    if options.labelled {
        sources.retain(|source| {
            let stays = !is_direct(source)
                || !is_text(source)
                || states_labels(source, options.max_unpacked);
            if !stays {
                skipped_files.unlabelled.push(source.path().to_path_buf());
            }
            stays
        });
    }
}

/// True for a text file in fastText format, whose lines have labels.
fn states_labels(source: &Source, limit: UnpackingLimit) -> bool {
    let mut start = Vec::new();
    let opened = source.open(limit).map(|input| input.take(1 << 10));
    opened.is_ok_and(|mut input| {
        input.read_to_end(&mut start).is_ok()
            && InputFormat::of_content(&start) == InputFormat::FastText
    })
}

/// If documents need no label, folder names are labels only if there are several folders: the name of a
/// single folder of articles is not a label.
pub(super) fn forget_single_label(sources: &mut [Source], given: Option<InputFormat>) {
    let names: BTreeSet<Arc<str>> = sources
        .iter()
        .filter(|source| source.may_hold_files(given) && !source.is_archive())
        .filter_map(|source| source.folder().map(Arc::from))
        .chain(sources.iter().flat_map(Source::archive_folders).cloned())
        .collect();
    if names.len() < 2 {
        sources.iter_mut().for_each(Source::forget_folder);
    }
}
