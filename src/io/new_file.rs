//! A file that has no final path yet.

use std::fs::{File, Metadata};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::leftovers::Leftover;
use super::output_path::parent;
#[cfg(target_os = "linux")]
use super::unnamed;

/// A file that is written, and moved to its path when it is complete.
#[derive(Debug)]
pub(super) struct NewFile {
    content: Content,
    /// Its final path.
    target: PathBuf,
}

#[derive(Debug)]
enum Content {
    /// Without a name: nothing remains when the process ends in any way.
    #[cfg(target_os = "linux")]
    Unnamed(File),
    /// For file systems without unnamed files. Dropped in this order.
    Named(NamedTempFile, Leftover),
}

impl NewFile {
    /// A file in the folder of `target`.
    pub(super) fn create(target: PathBuf) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        if let Some(file) = unnamed::create(parent(&target)) {
            let content = Content::Unnamed(file);
            return Ok(NewFile { content, target });
        }
        let (file, leftover) = named(&target)?;
        let content = Content::Named(file, leftover);
        Ok(NewFile { content, target })
    }

    fn file(&mut self) -> &mut File {
        match &mut self.content {
            #[cfg(target_os = "linux")]
            Content::Unnamed(file) => file,
            Content::Named(file, _) => file.as_file_mut(),
        }
    }

    /// Moves the file to its path, and flushes it to the disk.
    pub(super) fn place(mut self) -> io::Result<()> {
        if let Ok(old) = self.target.metadata() {
            keep_permissions(self.file(), &old)?;
        }
        self.file().sync_all()?;
        match self.content {
            #[cfg(target_os = "linux")]
            Content::Unnamed(file) => match unnamed::place(&file, &self.target) {
                Err(error) if error.kind() != io::ErrorKind::StorageFull => {
                    // Some sandboxes forbid giving such a file a name.
                    place_copy(file, &self.target)
                }
                placed => placed,
            },
            Content::Named(file, leftover) => place_named(file, leftover, &self.target),
        }
    }
}

impl Write for NewFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.file().write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file().flush()
    }
}

/// A temporary file in the folder of `target`.
fn named(target: &Path) -> io::Result<(NamedTempFile, Leftover)> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tasnif-");
    // Temporary files are private; this one becomes an ordinary file, so the umask applies.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    // Signals wait until the file is registered.
    let mut leftovers = Leftover::hold();
    let file = builder.tempfile_in(parent(target))?;
    let leftover = leftovers.add(file.path());
    Ok((file, leftover))
}

fn place_named(file: NamedTempFile, leftover: Leftover, target: &Path) -> io::Result<()> {
    let placed = file.persist(target).map_err(|error| error.error);
    drop(leftover);
    placed.map(drop)
}

#[cfg(target_os = "linux")]
fn place_copy(mut file: File, target: &Path) -> io::Result<()> {
    let (mut copy, leftover) = named(target)?;
    file.rewind()?;
    io::copy(&mut file, copy.as_file_mut())?;
    if let Ok(metadata) = file.metadata() {
        keep_permissions(copy.as_file_mut(), &metadata)?;
    }
    copy.as_file().sync_all()?;
    place_named(copy, leftover, target)
}

/// Gives the file the permissions of the replaced one, and its owner if that is allowed.
#[cfg(unix)]
fn keep_permissions(file: &mut File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let new = file.metadata()?;
    let mut mode = old.mode() & 0o7777;
    let owners = (old.uid(), old.gid());
    if (new.uid(), new.gid()) != owners && fchown(&*file, Some(owners.0), Some(owners.1)).is_err() {
        // Only the administrator may change the owner; the user's own groups may be kept.
        let _ = fchown(&*file, None, Some(owners.1));
        // A program must not run as another user for that reason.
        mode &= 0o777;
    }
    file.set_permissions(PermissionsExt::from_mode(mode))
}

#[cfg(not(unix))]
fn keep_permissions(_: &mut File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_files_get_their_place() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.csv");
        for content in ["first", "second"] {
            let (file, leftover) = named(&target).unwrap();
            let mut new = NewFile {
                content: Content::Named(file, leftover),
                target: target.clone(),
            };
            new.write_all(content.as_bytes()).unwrap();
            new.place().unwrap();
            assert_eq!(std::fs::read_to_string(&target).unwrap(), content);
            let mut new = NewFile::create(target.clone()).unwrap();
            new.write_all(b"again").unwrap();
            new.place().unwrap();
            assert_eq!(std::fs::read(&target).unwrap(), b"again");
        }
        assert_eq!(folder.path().read_dir().unwrap().count(), 1);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_file_that_cannot_be_named_is_copied() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.csv");
        let mut file = tempfile::tempfile_in(folder.path()).unwrap();
        file.write_all(b"content").unwrap();
        place_copy(file, &target).unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"content");
        assert_eq!(folder.path().read_dir().unwrap().count(), 1);
    }
}
