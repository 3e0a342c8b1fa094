//! Output files that are written whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{Error, Result};

/// A file that appears at its path only when it is complete.
///
/// Content goes to a temporary file in the same folder; [`AtomicFile::commit`] flushes it to the
/// disk and renames it. Dropped before that, it leaves nothing.
#[derive(Debug)]
pub struct AtomicFile {
    file: NamedTempFile,
    path: PathBuf,
}

impl AtomicFile {
    /// Starts a file that will stand at `path`.
    ///
    /// # Errors
    /// When the folder does not exist or cannot be written, or `path` is a folder.
    pub fn create(path: &Path) -> Result<Self> {
        check_output_folder(path)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".tasnif-");
        // Temporary files are private; this one becomes an ordinary file, so the umask decides.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        match builder.tempfile_in(parent(path)) {
            Ok(file) => Ok(AtomicFile {
                file,
                path: path.to_path_buf(),
            }),
            Err(source) => Err(write_error(path, source)),
        }
    }

    /// Puts the complete file in its place.
    ///
    /// # Errors
    /// When the disk is full; what stood at the path is unchanged then.
    pub fn commit(self) -> Result<()> {
        let path = self.path;
        self.file
            .as_file()
            .sync_all()
            .and_then(|()| self.file.persist(&path).map_err(|error| error.error))
            .map(drop)
            .map_err(|source| write_error(&path, source))
    }
}

impl Write for AtomicFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.file.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes `content` to `path` through an [`AtomicFile`].
///
/// # Errors
/// When the folder does not exist or the disk is full; what stood at `path` is unchanged then.
pub fn write_file(path: &Path, content: &[u8]) -> Result<()> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(content)
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
