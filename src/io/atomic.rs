//! Output files that are written whole or not at all.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{Error, Result};

/// A file that appears at its path only when it is complete.
///
/// Content goes to a temporary file in the same folder; [`AtomicFile::commit`] flushes it to the
/// disk and renames it. Dropped before that, it leaves nothing.
///
/// A pipe or a device is written to as it is: it cannot be replaced.
#[derive(Debug)]
pub struct AtomicFile {
    target: Target,
    path: PathBuf,
}

#[derive(Debug)]
enum Target {
    Temporary(NamedTempFile),
    Device(File),
}

impl AtomicFile {
    /// Starts a file that will stand at `path`.
    ///
    /// # Errors
    /// When the folder does not exist or cannot be written, or `path` is a folder.
    pub fn create(path: &Path) -> Result<Self> {
        check_output_folder(path)?;
        let target = open_target(path).map_err(|source| write_error(path, source))?;
        Ok(AtomicFile {
            target,
            path: path.to_path_buf(),
        })
    }

    /// Puts the complete file in its place.
    ///
    /// # Errors
    /// When the disk is full; what stood at the path is unchanged then.
    pub fn commit(self) -> Result<()> {
        let path = self.path;
        let committed = match self.target {
            Target::Device(mut device) => device.flush(),
            Target::Temporary(file) => file
                .as_file()
                .sync_all()
                .and_then(|()| file.persist(&path).map_err(|error| error.error))
                .map(drop),
        };
        committed.map_err(|source| write_error(&path, source))
    }
}

impl Write for AtomicFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = match &mut self.target {
            Target::Temporary(file) => file.as_file_mut().write(buffer),
            Target::Device(device) => device.write(buffer),
        };
        // The caller sees a plain writer; the message must name the file all the same.
        written.map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe | io::ErrorKind::Interrupted => error,
            kind => io::Error::new(kind, write_error(&self.path, error)),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Temporary(file) => file.flush(),
            Target::Device(device) => device.flush(),
        }
    }
}

fn open_target(path: &Path) -> io::Result<Target> {
    if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return Ok(Target::Device(File::options().write(true).open(path)?));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tasnif-");
    // Temporary files are private; this one becomes an ordinary file, so the umask decides.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(parent(path)).map(Target::Temporary)
}

/// Writes `content` to `path` through an [`AtomicFile`].
///
/// # Errors
/// When the folder does not exist or the disk is full; what stood at `path` is unchanged then.
pub fn write_file(path: &Path, content: &[u8]) -> Result<()> {
    let mut file = AtomicFile::create(path)?;
    match &mut file.target {
        Target::Temporary(file) => file.as_file_mut().write_all(content),
        Target::Device(device) => device.write_all(content),
    }
    .map_err(|source| write_error(path, source))?;
    file.commit()
}

/// Checks that a file could be written at `path`, before long work begins.
///
/// # Errors
/// When the folder of `path` does not exist or `path` is a folder.
pub fn check_output_folder(path: &Path) -> Result<()> {
    let folder = parent(path);
    if path.is_dir() {
        return Err(Error::Input(format!(
            "{} is a folder; name a file to write",
            path.display()
        )));
    }
    if !folder.is_dir() {
        return Err(Error::Input(format!(
            "cannot write {}: the folder {} does not exist; create it first",
            path.display(),
            folder.display()
        )));
    }
    Ok(())
}

fn write_error(path: &Path, source: io::Error) -> Error {
    Error::Write {
        path: path.to_path_buf(),
        source,
    }
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model");
        write_file(&path, b"old").unwrap();
        AtomicFile::create(&path)
            .unwrap()
            .write_all(b"half")
            .unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        write_file(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(folder.path().read_dir().unwrap().count(), 1);
        assert!(write_file(&folder.path().join("no/model"), b"x").is_err());
        assert!(check_output_folder(folder.path()).is_err());
        assert!(check_output_folder(&path).is_ok());
    }
}
