//! Archives of files: zip and tar.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::compression::{Compression, decompressed};
use super::format::InputFormat;
use super::sources::{Source, is_hidden};
use crate::error::{Error, Result};

/// Most bytes of an entry, also decompressed: a small archive may hold any number of them.
pub(super) const MOST_BYTES: u64 = 1 << 30;

/// Entries that may wait to be parsed; few, because each may be large.
const AHEAD: usize = 2;

/// How an archive is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Archive {
    Zip,
    /// Plain or compressed.
    Tar,
}

impl Archive {
    /// The layout that a file's ending stands for.
    pub(super) fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        match Compression::strip_ending(&name).rsplit_once('.')?.1 {
            "zip" => Some(Archive::Zip),
            "tar" | "tgz" => Some(Archive::Tar),
            _ => None,
        }
    }
}

/// A file in an archive and its bytes.
type Entry = (Source, Vec<u8>);

/// Entries of an archive in its order, unpacked by a thread of their own.
pub(super) struct Entries {
    archive: Source,
    receiver: Receiver<Result<Entry>>,
    thread: Option<JoinHandle<()>>,
    is_empty: bool,
}

impl Entries {
    /// Starts to read `archive`; `any_ending` says that the format of the entries is given.
    pub(super) fn of(archive: Source, layout: Archive, any_ending: bool) -> Result<Self> {
        let (sender, receiver) = sync_channel(AHEAD);
        let unpacking = Unpacking {
            archive: archive.clone(),
            any_ending,
            sender,
        };
        let thread = std::thread::Builder::new().spawn(move || unpacking.run(layout));
        Ok(Entries {
            thread: Some(thread.map_err(|error| archive.error(error))?),
            archive,
            receiver,
            is_empty: true,
        })
    }

    /// The next file and its decompressed content.
    ///
    /// # Errors
    /// When the archive is damaged or holds no file that can be read.
    pub(super) fn next(&mut self) -> Result<Option<(Source, Box<dyn Read + Send>)>> {
        if let Ok(entry) = self.receiver.recv() {
            let (source, bytes) = entry?;
            self.is_empty = false;
            let content = decompressed(Cursor::new(bytes)).map_err(|error| source.error(error))?;
            return Ok(Some((source, Box::new(Limited::new(content, MOST_BYTES)))));
        }
        if let Some(Err(panic)) = self.thread.take().map(JoinHandle::join) {
            std::panic::resume_unwind(panic);
        }
        if self.is_empty {
            return Err(self.archive.nothing_readable("archive"));
        }
        Ok(None)
    }
}

/// The work of the thread.
struct Unpacking {
    archive: Source,
    any_ending: bool,
    sender: SyncSender<Result<Entry>>,
}

impl Unpacking {
    fn run(self, layout: Archive) {
        let result = match layout {
            Archive::Zip => self.zip(),
            Archive::Tar => self.tar(),
        };
        if let Err(error) = result {
            // Whoever stopped listening does not want the error either.
            let _ = self.sender.send(Err(error));
        }
    }

    fn zip(&self) -> Result<()> {
        let file = File::open(self.archive.path()).map_err(|error| self.archive.error(error))?;
        let mut zip = zip::ZipArchive::new(BufReader::new(file)).map_err(|e| self.damaged(e))?;
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).map_err(|e| self.damaged(e))?;
            if !entry.is_file() {
                continue;
            }
            let name = String::from_utf8_lossy(entry.name_raw());
            let name = entry.name().unwrap_or(name).replace('\\', "/");
            if let Some(source) = self.wanted(&name) {
                let size = entry.size();
                if !self.send(source, &mut entry, size)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn tar(&self) -> Result<()> {
        let mut tar = tar::Archive::new(self.archive.open()?);
        for entry in tar.entries().map_err(|e| self.damaged(e))? {
            let mut entry = entry.map_err(|e| self.damaged(e))?;
            if !entry.header().entry_type().is_file() {
                continue;
            }
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            if let Some(source) = self.wanted(&name) {
                let size = entry.size();
                if !self.send(source, &mut entry, size)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The source of the entry `name`, unless it is passed over as it would be in a folder.
    fn wanted(&self, name: &str) -> Option<Source> {
        let path = Path::new(name);
        let parts = path.components().filter_map(|part| match part {
            Component::Normal(part) => Some(part),
            _ => None,
        });
        if parts.clone().any(is_hidden) || Archive::of_path(path).is_some() {
            return None;
        }
        let readable = self.any_ending || InputFormat::of_path(path).is_some();
        readable.then(|| self.archive.entry(&parts.collect::<PathBuf>()))
    }

    /// Hands an entry on; false when nobody wants more.
    fn send(&self, source: Source, input: &mut dyn Read, size: u64) -> Result<bool> {
        let mut bytes = Vec::new();
        Limited::new(input, MOST_BYTES)
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

    fn damaged(&self, error: impl std::fmt::Display) -> Error {
        Error::Input(format!(
            "cannot read {}: {error}; expected a whole archive without a password, get it again or unpack it and give the folder",
            self.archive.name()
        ))
    }
}

/// A reader that fails when there is more than a number of bytes.
pub(super) struct Limited<R> {
    input: R,
    most: u64,
    left: u64,
}

impl<R> Limited<R> {
    pub(super) fn new(input: R, most: u64) -> Self {
        Limited {
            input,
            most,
            left: most,
        }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| {
            let most = bytesize::ByteSize(self.most);
            io::Error::other(format!(
                "it holds more than {most}, the most that is read of an archive's entry; unpack the archive and give the folder"
            ))
        })?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_archives() {
        let of = |name: &str| Archive::of_path(Path::new(name));
        assert_eq!(of("a/b.ZIP"), Some(Archive::Zip));
        for name in ["a.tar", "a.tar.gz", "a.tgz", "a.tar.zst"] {
            assert_eq!(of(name), Some(Archive::Tar), "{name}");
        }
        for name in ["zip", "a.zip.txt", "a.txt.gz", "a.gz"] {
            assert_eq!(of(name), None, "{name}");
        }
    }

    #[test]
    fn an_entry_over_the_limit_is_an_error() {
        let read = |most| io::read_to_string(Limited::new(&b"four"[..], most));
        assert_eq!(read(4).unwrap(), "four");
        let error = read(3).unwrap_err().to_string();
        assert!(error.starts_with("it holds more than 3 B, "), "{error}");
    }
}
