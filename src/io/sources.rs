//! Resolves inputs: files, folders and standard input.

use std::collections::HashSet;
use std::fs::{File, Metadata};
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archives::{Archive, ArchiveLabels};
use super::compression::{Compression, decompressed};
use super::folders::{self, SkippedFiles};
use super::foreign::Foreign;
use super::format::{InputFormat, InputOptions};
use super::unpacking::UnpackingLimit;
use crate::error::{Error, Result};

/// One input: a file, a pipe or standard input.
#[derive(Debug, Clone)]
pub struct Source {
    path: Option<PathBuf>,
    /// Its stored content, if it was kept.
    kept: Option<Kept>,
    name: Arc<str>,
    /// Name for documents that are whole files.
    id: Arc<str>,
    /// Name of the folder that contains the file.
    folder: Option<Arc<str>>,
    bytes: u64,
    /// Labels from the folders in an archive.
    archive_labels: Option<Arc<ArchiveLabels>>,
    /// Whether it is a pipe or device, which can be read once unless it was kept.
    is_stream: bool,
}

/// Content that can be read several times.
#[derive(Debug, Clone)]
enum Kept {
    File(Arc<File>),
    Memory(Arc<[u8]>),
}

/// Supported file name endings, for messages.
const ENDINGS: &str = ".jsonl, .ndjson, .json, .csv, .tsv, .parquet, .txt, .md, .html, .docx, .odt, each also .gz or .zst; .zip, .tar, .tgz";

impl Source {
    /// Standard input.
    pub fn stdin() -> Self {
        Source {
            path: None,
            kept: None,
            name: "standard input".into(),
            id: "-".into(),
            folder: None,
            bytes: 0,
            archive_labels: None,
            is_stream: true,
        }
    }

    /// Bytes in memory, in the format of the ending of `name`, which is used for messages and documents;
    /// archives are not supported.
    ///
    /// ```
    /// use tasnif::io::{Batches, Source};
    /// use tasnif::{InputOptions};
    ///
    /// let lines = b"{\"text\": \"one\"}\n{\"text\": \"two\"}\n";
    /// let options = InputOptions::default();
    /// let mut texts = Vec::new();
    /// let mut batches = Batches::new(vec![Source::of_bytes("two.jsonl", lines.as_slice())], &options);
    /// while let Some(batch) = batches.next_batch()? {
    ///     texts.extend(batch.documents(&options)?.documents.into_iter().map(|document| document.text));
    /// }
    /// assert_eq!(texts, ["one", "two"]);
    /// # Ok::<(), tasnif::Error>(())
    /// ```
    pub fn of_bytes(name: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Source {
            path: Some(PathBuf::from(name)),
            name: name.into(),
            id: name.into(),
            bytes: bytes.len() as u64,
            kept: Some(Kept::Memory(bytes)),
            is_stream: false,
            ..Source::stdin()
        }
    }

    fn file(path: PathBuf, id: String) -> Result<Self> {
        let metadata = path.metadata().map_err(|source| Error::Read {
            path: path.clone(),
            source,
        })?;
        Ok(Source::of_file(path, id, &metadata))
    }

    /// A file with these properties, whose documents are named after `id`.
    pub(super) fn of_file(path: PathBuf, id: String, metadata: &Metadata) -> Self {
        let is_stream = !metadata.is_file() || is_descriptor(&path);
        Source {
            name: path.display().to_string().into(),
            id: id.into(),
            folder: folder_name(&path).filter(|_| !is_stream),
            is_stream,
            archive_labels: None,
            bytes: metadata.len(),
            path: Some(path),
            kept: None,
        }
    }

    /// True for standard input and pipes, which can be read once unless they were kept.
    pub fn is_stream(&self) -> bool {
        self.is_stream && self.kept.is_none()
    }

    /// True for JSON files, by their ending.
    pub fn is_json(&self) -> bool {
        let format = self.format();
        format.is_some_and(|format| matches!(format, InputFormat::JsonLines | InputFormat::Json))
    }

    /// The path as given; `None` for standard input.
    pub fn file_path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// True for input that arrives in pieces: standard input that is not a file, or a named pipe.
    pub(super) fn is_pipe(&self) -> bool {
        self.kept.is_none()
            && self
                .path
                .as_deref()
                .map_or_else(|| !stdin_is_file(), is_fifo)
    }

    /// The same source, able to be read more than once: standard input and pipes are copied to a temporary
    /// file without a name.
    ///
    /// # Errors
    /// When the source cannot be read, or the temporary file cannot be written.
    pub fn kept(self) -> Result<Self> {
        if !self.is_stream() {
            return Ok(self);
        }
        let file = match &self.path {
            Some(path) => {
                let mut pipe = File::open(path).map_err(|error| self.error(error))?;
                self.kept_content(&mut pipe)?
            }
            None => self.kept_content(&mut io::stdin().lock())?,
        };
        Ok(Source {
            kept: Some(Kept::File(Arc::new(file))),
            ..self
        })
    }

    /// A temporary file without a name that contains all of `input`.
    fn kept_content(&self, input: &mut dyn Read) -> Result<File> {
        let mut file = tempfile::tempfile().map_err(Error::temporary_file)?;
        let mut chunk = vec![0; 1 << 16];
        loop {
            match input.read(&mut chunk) {
                Ok(0) => return Ok(file),
                Ok(count) => file
                    .write_all(&chunk[..count])
                    .map_err(Error::temporary_file)?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.error(error)),
            }
        }
    }

    /// The layout of the source, if it is an archive.
    pub(super) fn archive(&self) -> Option<Archive> {
        // The path of bytes in memory is only a name.
        if matches!(self.kept, Some(Kept::Memory(_))) {
            return None;
        }
        Archive::of_path(self.path.as_deref()?)
    }

    /// True for an archive of files.
    pub fn is_archive(&self) -> bool {
        self.archive().is_some()
    }

    /// Whether whole files in it may be documents; standard input is at most one. `given` overrides the
    /// format of the ending.
    pub fn may_hold_files(&self, given: Option<InputFormat>) -> bool {
        match given.or_else(|| self.format()) {
            Some(format) => format.is_whole_files() && !self.is_stream,
            None => self.is_archive(),
        }
    }

    /// Its name in messages.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The name on which document names are based: the path as typed, or within the folder that was typed.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Size in bytes of the content; `None` when it is compressed, an archive or standard input.
    pub fn content_bytes(&self) -> Option<u64> {
        let name = self.name.to_ascii_lowercase();
        let is_plain =
            !self.is_stream && self.archive().is_none() && Compression::strip_ending(&name) == name;
        is_plain.then_some(self.bytes)
    }

    /// The format of the ending.
    pub(super) fn format(&self) -> Option<InputFormat> {
        InputFormat::of_path(self.path.as_deref()?)
    }

    /// Name of the folder that contains the file; in an archive, of the folder inside it.
    pub(super) fn folder(&self) -> Option<&str> {
        self.folder.as_deref()
    }

    /// Examines an archive: which of its texts have labels, and which files are skipped.
    fn look_inside(
        &mut self,
        options: &InputOptions,
        skipped_files: &mut SkippedFiles,
    ) -> Result<()> {
        if let Some(layout) = self.archive() {
            let labels = ArchiveLabels::of(self, layout, options, skipped_files)?;
            self.archive_labels = Some(Arc::new(labels));
        }
        Ok(())
    }

    /// Names of the folders in an archive that contain texts.
    pub(super) fn archive_folders(&self) -> impl Iterator<Item = &Arc<str>> {
        let labels = self.archive_labels.as_deref();
        labels.into_iter().flat_map(ArchiveLabels::names)
    }

    /// Removes the label by folder from its documents.
    pub(super) fn forget_folder(&mut self) {
        self.folder = None;
        if let Some(labels) = &mut self.archive_labels {
            Arc::make_mut(labels).forget();
        }
    }

    /// The file name for messages and the system.
    pub(super) fn path(&self) -> &Path {
        let stdin = Path::new("standard input");
        self.path.as_deref().unwrap_or(stdin)
    }

    /// Opens the decompressed content, whose size is limited by `limit`.
    pub(super) fn open(&self, limit: UnpackingLimit) -> Result<Box<dyn Read + Send>> {
        let opened = match (&self.path, &self.kept) {
            (Some(path), None) => File::open(path)
                .and_then(|file| decompressed(BufReader::with_capacity(1 << 16, file), limit)),
            (_, Some(Kept::Memory(bytes))) => {
                decompressed(io::Cursor::new(Arc::clone(bytes)), limit)
            }
            (_, Some(Kept::File(file))) => {
                let mut file = Arc::clone(file);
                file.rewind()
                    .and_then(|()| decompressed(BufReader::with_capacity(1 << 16, file), limit))
            }
            (None, None) => decompressed(BufReader::new(io::stdin()), limit),
        };
        opened.map_err(|error| self.error(error))
    }

    /// A reading error of this source.
    pub(super) fn error(&self, source: io::Error) -> Error {
        Error::Read {
            path: self.path().to_path_buf(),
            source,
        }
    }
}

#[cfg(feature = "archives")]
impl Source {
    /// The file `below` in this archive; `None` if it has no label and needs one.
    pub(super) fn entry(&self, below: &Path) -> Option<Self> {
        let labels = self.archive_labels.as_deref();
        let is_text = InputFormat::of_path(below).is_none_or(InputFormat::is_whole_files);
        if is_text && labels.is_some_and(|labels| labels.passes_over(below)) {
            return None;
        }
        let path = self.path().join(below);
        let id = Path::new(&*self.id).join(below);
        Some(Source {
            name: path.display().to_string().into(),
            id: id.display().to_string().into(),
            folder: labels.map_or_else(|| folder_name(below), |labels| labels.label_of(below)),
            bytes: 0,
            archive_labels: None,
            is_stream: false,
            path: Some(path),
            kept: None,
        })
    }

    /// The error for an archive without a file of a known ending; `others` are the files in it.
    pub(super) fn nothing_readable(&self, others: &[PathBuf]) -> Error {
        nothing_readable(self.path(), "archive", others)
    }
}

/// Advice for a file whose ending has no known format.
fn advice(path: &Path) -> &'static str {
    Foreign::of_path(path).map_or(
        "name one with `input_format` (jsonl, json, csv, tsv, parquet, txt, lines, fasttext, html, docx or odt)",
        Foreign::advice,
    )
}

/// The resolved inputs, and the files in folders that are not read.
#[derive(Debug, Clone, Default)]
pub struct FoundSources {
    /// Files and standard input, in the given order; files in folders are sorted.
    pub sources: Vec<Source>,
    /// The files that are not read.
    pub skipped_files: SkippedFiles,
}

/// Expands paths as typed by a user: files and archives unchanged, folders to every readable file in them and
/// their subfolders in sorted order, `-` to standard input.
///
/// In a folder, hidden files and files of unknown endings are skipped, unless the options give a format; with
/// skipping of bad records, also files that cannot be read. The label of a text is the name of its folder. If
/// a folder has subfolders with texts, the texts directly in it have no label; if no document needs a label,
/// folders are labels only if there are several.
///
/// Documents are named by the path as typed, and in a folder by the path within it. If there are several
/// folders, or names would be the same, the name is the folder as typed and the path within it.
///
/// # Errors
/// When a path does not exist, a named file has an unknown ending, a file cannot be read, or a folder has no
/// file that can be read.
pub fn find_sources(paths: &[PathBuf], options: &InputOptions) -> Result<FoundSources> {
    let folders = paths.iter().filter(|path| path.is_dir()).count();
    let mut found = expanded(paths, options, folders > 1)?;
    let ids: HashSet<&str> = found.sources.iter().map(Source::id).collect();
    if folders == 1 && ids.len() < found.sources.len() {
        found = expanded(paths, options, true)?;
    }
    look_inside(&mut found, options)?;
    if !options.labelled {
        folders::forget_single_label(&mut found.sources, options.format);
    }
    Ok(found)
}

/// Examines archives; with skipping of bad records, unreadable ones are skipped, unless nothing remains.
fn look_inside(found: &mut FoundSources, options: &InputOptions) -> Result<()> {
    let FoundSources {
        sources,
        skipped_files,
    } = found;
    let mut failed = None;
    let mut kept = Vec::with_capacity(sources.len());
    for mut source in std::mem::take(sources) {
        match source.look_inside(options, skipped_files) {
            Ok(()) => kept.push(source),
            Err(error @ Error::Read { .. }) if options.skip_bad => {
                let path = source.path().to_path_buf();
                skipped_files.unreadable.push((path, error.problem()));
                failed.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    *sources = kept;
    match failed {
        Some(error) if sources.is_empty() => Err(error),
        _ => Ok(()),
    }
}

/// The sources of `paths`; `full_ids` means that document names start with the folder.
fn expanded(paths: &[PathBuf], options: &InputOptions, full_ids: bool) -> Result<FoundSources> {
    let mut found = FoundSources::default();
    for path in paths {
        if path.as_os_str() == "-" {
            if found.sources.iter().any(|source| source.path.is_none()) {
                return Err(Error::Input(
                    "standard input (-) is given twice; it can be read once".into(),
                ));
            }
            found.sources.push(Source::stdin());
        } else if path.is_dir() {
            let below = folders::files_below(path, options, full_ids, &mut found.skipped_files)?;
            found.sources.extend(below);
        } else {
            let source = Source::file(path.clone(), path.display().to_string())?;
            if options.format.is_none() && !source.is_stream && !is_readable(path) {
                let advice = advice(path);
                return Err(Error::Input(format!(
                    "{}: the ending says no format; {advice}",
                    path.display()
                )));
            }
            found.sources.push(source);
        }
    }
    Ok(found)
}

/// The error for a folder or archive without a readable file; `others` are files of unknown endings in it.
pub(super) fn nothing_readable(path: &Path, what: &str, others: &[PathBuf]) -> Error {
    let mut message = format!(
        "{}: the {what} holds no file that can be read ({ENDINGS})",
        path.display()
    );
    if let Some(example) = others.first() {
        let (name, more) = (example.display(), others.len() - 1);
        let which = match more {
            0 => format!("{name} is"),
            1 => format!("{name} and 1 other file are"),
            _ => format!("{name} and {more} other files are"),
        };
        let advice = Foreign::of_path(example).map_or(
            "name the format with `input_format`, if it is one that can be read",
            Foreign::advice,
        );
        message += &format!("; {which} not read: {advice}");
    }
    Error::Input(message)
}

/// True for an ending with a known format.
pub(super) fn is_readable(path: &Path) -> bool {
    InputFormat::of_path(path).is_some() || Archive::of_path(path).is_some()
}

#[cfg(unix)]
fn stdin_is_file() -> bool {
    use std::os::fd::AsFd;

    let copy = io::stdin().as_fd().try_clone_to_owned();
    let metadata = copy.and_then(|copy| File::from(copy).metadata());
    metadata.is_ok_and(|metadata| metadata.is_file())
}

#[cfg(not(unix))]
fn stdin_is_file() -> bool {
    false
}

#[cfg(unix)]
fn is_fifo(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;

    path.metadata()
        .is_ok_and(|metadata| metadata.file_type().is_fifo())
}

#[cfg(not(unix))]
fn is_fifo(_: &Path) -> bool {
    false
}

/// True for paths of open files, such as `/dev/fd/63` and `/dev/stdin`: they have no ending, so the format is
/// detected from the content.
fn is_descriptor(path: &Path) -> bool {
    path.starts_with("/dev") || path.starts_with("/proc")
}

/// Name of the folder that contains a file.
pub(super) fn folder_name(path: &Path) -> Option<Arc<str>> {
    path.parent()?.file_name()?.to_str().map(Arc::from)
}

/// True for names that start with a dot.
pub(super) fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_in_memory_are_never_a_file_of_that_name() {
        let source = Source::of_bytes("a.zip", *b"text");
        assert!(!source.is_archive() && !source.is_stream());
    }
}
