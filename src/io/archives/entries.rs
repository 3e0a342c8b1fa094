//! The entries of archives, unpacked one after another.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::labels::visible;
use super::layout::Archive;
use super::limited::Limited;
use crate::error::{Error, Result};
use crate::io::compression::decompressed;
use crate::io::foreign::Foreign;
use crate::io::format::InputFormat;
use crate::io::sources::Source;
use crate::io::unpacking::{UnpackingLimit, too_large};

/// Limit in bytes for the names and other metadata of an entry of a tar archive.
const MOST_DESCRIPTION: u64 = 1 << 20;

/// Block size of a tar archive in bytes.
const BLOCK: u64 = 512;

/// How many entries may wait for parsing; few, because each may be large.
const AHEAD: usize = 2;

/// A file in an archive and its bytes.
type Entry = (Source, Vec<u8>);

/// Entries of an archive in order, unpacked by a separate thread.
pub(in crate::io) struct Entries {
    archive: Source,
    receiver: Receiver<Result<Entry>>,
    thread: Option<JoinHandle<()>>,
    is_empty: bool,
    limit: UnpackingLimit,
}

impl Entries {
    /// Starts to read `archive`; `any_ending` means that the format of the entries is given, `limit` is the
    /// maximum size of each.
    pub(in crate::io) fn of(
        archive: Source,
        layout: Archive,
        any_ending: bool,
        limit: UnpackingLimit,
    ) -> Result<Self> {
        let (sender, receiver) = sync_channel(AHEAD);
        let unpacking = Unpacking {
            archive: archive.clone(),
            any_ending,
            sender,
            limit,
        };
        let thread = std::thread::Builder::new().spawn(move || unpacking.run(layout));
        Ok(Entries {
            thread: Some(thread.map_err(|error| archive.error(error))?),
            archive,
            receiver,
            is_empty: true,
            limit,
        })
    }

    /// The next file and its decompressed content.
    ///
    /// # Errors
    /// When the archive is damaged or has no file that can be read.
    pub(in crate::io) fn next(&mut self) -> Result<Option<(Source, Box<dyn Read + Send>)>> {
        if let Ok(entry) = self.receiver.recv() {
            let (source, bytes) = entry?;
            self.is_empty = false;
            let content = decompressed(Cursor::new(bytes), self.limit);
            let content = content.map_err(|error| source.error(error))?;
            return Ok(Some((source, Box::new(Limited::new(content, self.limit)))));
        }
        if let Some(Err(panic)) = self.thread.take().map(JoinHandle::join) {
            std::panic::resume_unwind(panic);
        }
        if self.is_empty {
            return Err(self.archive.nothing_readable(&[]));
        }
        Ok(None)
    }
}

/// The state of the unpacking thread.
struct Unpacking {
    archive: Source,
    any_ending: bool,
    sender: SyncSender<Result<Entry>>,
    limit: UnpackingLimit,
}

impl Unpacking {
    fn run(self, layout: Archive) {
        let result = match layout {
            Archive::Zip => self.zip(),
            Archive::Tar => self.tar(),
        };
        if let Err(error) = result {
            // If the receiver is gone, the error is not needed either.
            let _ = self.sender.send(Err(error));
        }
    }

    fn zip(&self) -> Result<()> {
        let mut zip = opened_zip(&self.archive)?;
        for index in 0..zip.len() {
            let mut entry = zip
                .by_index(index)
                .map_err(|error| damaged(&self.archive, error))?;
            if !entry.is_file() {
                continue;
            }
            if let Some(source) = self.wanted(&zip_name(&entry)) {
                let size = entry.size();
                if !self.send(source, &mut entry, size)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn tar(&self) -> Result<()> {
        for_each_tar_entry(
            &self.archive,
            self.limit,
            &mut |name, entry, size| match self.wanted(name) {
                Some(source) => self.send(source, entry, size),
                None => Ok(true),
            },
        )
    }

    /// The source of the entry `name`, unless it would be skipped in a folder.
    fn wanted(&self, name: &str) -> Option<Source> {
        let path = visible(name)?;
        let readable = self.any_ending || InputFormat::of_path(&path).is_some();
        readable.then(|| self.archive.entry(&path))?
    }

    /// Passes an entry on; false when the receiver is gone.
    fn send(&self, source: Source, input: &mut dyn Read, size: u64) -> Result<bool> {
        let mut bytes = Vec::new();
        Limited::new(input, self.limit)
            .read_to_end(&mut bytes)
            .and_then(|read| match (read as u64) < size {
                true => Err(io::Error::new(
                    io::ErrorKind::UnexpectedEof,
                    "the archive ends inside it; get the archive again",
                )),
                false => Ok(()),
            })
            .map_err(|error| source.error(error))?;
        Ok(self.sender.send(Ok((source, bytes))).is_ok())
    }
}

/// Calls `take` with the names of all files in an archive, in its order.
///
/// # Errors
/// When the archive is damaged.
pub(super) fn for_each_name(
    archive: &Source,
    layout: Archive,
    limit: UnpackingLimit,
    take: &mut dyn FnMut(&str),
) -> Result<()> {
    if layout == Archive::Tar {
        return for_each_tar_entry(archive, limit, &mut |name, _, _| {
            take(name);
            Ok(true)
        });
    }
    let mut zip = opened_zip(archive)?;
    for index in 0..zip.len() {
        // Names are not encrypted.
        let entry = zip
            .by_index_raw(index)
            .map_err(|error| damaged(archive, error))?;
        if entry.is_file() {
            take(&zip_name(&entry));
        }
    }
    Ok(())
}

fn opened_zip(archive: &Source) -> Result<ZipArchive<BufReader<File>>> {
    let file = File::open(archive.path()).map_err(|error| archive.error(error))?;
    ZipArchive::new(BufReader::new(file)).map_err(|error| no_zip(archive, &error))
}

fn zip_name<R: Read>(entry: &ZipFile<'_, R>) -> String {
    let name = String::from_utf8_lossy(entry.name_raw());
    entry.name().unwrap_or(name).replace('\\', "/")
}

/// Calls `take` with the name, content and size of each file of a tar archive until it returns false.
fn for_each_tar_entry(
    archive: &Source,
    limit: UnpackingLimit,
    take: &mut dyn FnMut(&str, &mut dyn Read, u64) -> Result<bool>,
) -> Result<()> {
    let (input, end) = Described::new(archive.open(limit)?);
    let mut tar = tar::Archive::new(input);
    for entry in tar.entries().map_err(|e| unreadable(archive, e))? {
        let mut entry = entry.map_err(|e| unreadable(archive, e))?;
        // A sparse file is larger than its content in the archive.
        let in_archive = match entry.header().entry_type().is_gnu_sparse() {
            true => entry.header().entry_size().unwrap_or(0),
            false => entry.size(),
        };
        let after = entry.raw_file_position().saturating_add(in_archive);
        let next = after.saturating_add(BLOCK + MOST_DESCRIPTION);
        end.store(next, Ordering::Relaxed);
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let size = entry.size();
        if !take(&name, &mut entry, size)? {
            return Ok(());
        }
    }
    Ok(())
}

/// An entry above a limit is not damaged.
fn unreadable(archive: &Source, error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::FileTooLarge => archive.error(error),
        _ => damaged(archive, error),
    }
}

fn damaged(archive: &Source, error: impl std::fmt::Display) -> Error {
    archive.error(io::Error::other(format!(
        "{error}; expected a whole archive without a password, get it again or unpack it and give the folder"
    )))
}

/// The error for a file that is not a zip archive, and may be of another kind.
fn no_zip(archive: &Source, error: &ZipError) -> Error {
    let mut start = Vec::new();
    let head = File::open(archive.path()).map(|file| file.take(1 << 12));
    let _ = head.and_then(|mut head| head.read_to_end(&mut start));
    match Foreign::of_content(&start, None).filter(|kind| *kind != Foreign::Zip) {
        Some(kind) => archive.error(io::Error::other(kind.problem("a zip archive"))),
        None => damaged(archive, error),
    }
}

/// A tar archive that fails when the metadata of an entry exceed [`MOST_DESCRIPTION`] bytes: a long name is
/// read into memory as a whole, and a few compressed bytes may expand to any length.
struct Described<R> {
    input: R,
    position: u64,
    /// Latest position at which the next entry must have started.
    end: Arc<AtomicU64>,
}

impl<R> Described<R> {
    /// The reader, and the latest position at which the next entry must have started.
    fn new(input: R) -> (Self, Arc<AtomicU64>) {
        let end = Arc::new(AtomicU64::new(MOST_DESCRIPTION));
        let described = Described {
            input,
            position: 0,
            end: Arc::clone(&end),
        };
        (described, end)
    }
}

impl<R: Read> Read for Described<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.position += count as u64;
        match self.position > self.end.load(Ordering::Relaxed) {
            true => Err(too_large(format!(
                "the name of an entry is longer than {}",
                bytesize::ByteSize(MOST_DESCRIPTION)
            ))),
            false => Ok(count),
        }
    }
}
