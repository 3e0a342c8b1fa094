//! Output files that are written atomically.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::new_file::NewFile;
use super::output_path::{check_output_folder, is_open_file, is_stdout, target_of};
use crate::error::{Error, Result};

/// A file that appears at its path only when it is complete.
///
/// Content goes to a file without a name in the same folder, or to a temporary file if the system does not
/// support that; [`AtomicFile::commit`] flushes it to the disk and gives it its name. If it is dropped
/// earlier, or the process is killed, nothing remains. A replaced file passes on its permissions.
///
/// Standard output (`-`), an open file (`/dev/fd/N`), a pipe or a device is written directly, because it
/// cannot be replaced. A symbolic link is kept, and its target is replaced.
#[derive(Debug)]
pub struct AtomicFile {
    target: Target,
    /// The path as given.
    path: PathBuf,
}

#[derive(Debug)]
enum Target {
    New(NewFile),
    Stream(File),
    Stdout(io::Stdout),
}

impl Target {
    fn open(path: &Path) -> Result<Self> {
        let opened = if is_stdout(path) {
            return Ok(Target::Stdout(io::stdout()));
        } else if is_open_file(path) {
            // Its previous content is kept.
            File::options().append(true).open(path).map(Target::Stream)
        } else if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
            File::options().write(true).open(path).map(Target::Stream)
        } else {
            NewFile::create(target_of(path)?).map(Target::New)
        };
        opened.map_err(|source| write_error(path, source))
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Target::New(file) => file,
            Target::Stream(stream) => stream,
            Target::Stdout(out) => out,
        }
    }
}

impl AtomicFile {
    /// Starts a file that will be placed at `path`.
    ///
    /// # Errors
    /// When the folder does not exist or cannot be written, or `path` is a folder.
    pub fn create(path: &Path) -> Result<Self> {
        check_output_folder(path)?;
        Ok(AtomicFile {
            target: Target::open(path)?,
            path: path.to_path_buf(),
        })
    }

    /// Moves the complete file to its path.
    ///
    /// # Errors
    /// When the disk is full; a previous file at the path is then unchanged.
    pub fn commit(self) -> Result<()> {
        let committed = match self.target {
            Target::New(file) => file.place(),
            Target::Stream(mut stream) => stream.flush(),
            Target::Stdout(mut out) => out.flush(),
        };
        committed.map_err(|source| write_error(&self.path, source))
    }
}

impl Write for AtomicFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.target.writer().write(buffer);
        // The caller sees a plain writer, but the message must name the file.
        written.map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe | io::ErrorKind::Interrupted => error,
            kind => io::Error::new(kind, write_error(&self.path, error)),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.target.writer().flush()
    }
}

/// Writes `content` to `path` through an [`AtomicFile`].
///
/// # Errors
/// When the folder does not exist or the disk is full; a previous file at `path` is then unchanged.
pub fn write_file(path: &Path, content: &[u8]) -> Result<()> {
    let mut file = AtomicFile::create(path)?;
    let written = file.target.writer().write_all(content);
    written.map_err(|source| write_error(path, source))?;
    file.commit()
}

fn write_error(path: &Path, source: io::Error) -> Error {
    let is_stdout = is_stdout(path);
    Error::Write {
        path: if is_stdout {
            "standard output".into()
        } else {
            path.to_path_buf()
        },
        source,
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

    #[test]
    #[cfg(unix)]
    fn links_stay_and_permissions_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let mode = |name: &str| path(name).metadata().unwrap().permissions().mode() & 0o7777;
        write_file(&path("model"), b"old").unwrap();
        std::fs::set_permissions(path("model"), PermissionsExt::from_mode(0o640)).unwrap();
        symlink("model", path("link")).unwrap();
        write_file(&path("link"), b"new").unwrap();
        assert_eq!(std::fs::read(path("model")).unwrap(), b"new");
        assert_eq!(mode("model"), 0o640);
        assert!(path("link").is_symlink());
        symlink("made", path("dangling")).unwrap();
        write_file(&path("dangling"), b"made").unwrap();
        assert!(path("dangling").is_symlink());
        assert_eq!(std::fs::read(path("made")).unwrap(), b"made");
    }
}
