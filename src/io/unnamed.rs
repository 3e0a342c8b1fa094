//! Files without a name that get one when they are complete (Linux).
//!
//! Until then, the system frees them when the process ends, even by a signal that cannot be caught.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};
use rustix::io::Errno;

use super::leftovers::Leftover;
use super::output_path::parent;

/// How often a name is tried that other processes also use.
const MOST_TRIES: usize = 100;

/// A file without a name in `folder`; `None` if the system does not support such files or cannot name them.
pub(super) fn create(folder: &Path) -> Option<File> {
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    // The umask applies, as for every new file.
    let mode = Mode::from_raw_mode(0o666);
    let file = File::from(open(folder, flags, mode).ok()?);
    path_of(&file).exists().then_some(file)
}

/// The path of an open file, whether it has a name or not.
fn path_of(file: &File) -> PathBuf {
    format!("/proc/self/fd/{}", file.as_raw_fd()).into()
}

/// Gives the file the name `target`, and replaces a previous file.
pub(super) fn place(file: &File, target: &Path) -> io::Result<()> {
    let source = path_of(file);
    let link = |name: &Path| linkat(CWD, &source, CWD, name, AtFlags::SYMLINK_FOLLOW);
    match link(target) {
        Err(Errno::EXIST) => replace(link, target),
        linked => Ok(linked?),
    }
}

/// Only a file with a name can replace another, so this one gets a hidden name first. Signals wait meanwhile.
/// The hidden name is derived from the target's: if the process is killed at this point, the next process
/// that writes the target removes the hidden file.
fn replace(link: impl Fn(&Path) -> Result<(), Errno>, target: &Path) -> io::Result<()> {
    let hidden = hidden_name(target);
    let _signals_wait = Leftover::hold();
    for _ in 0..MOST_TRIES {
        match link(&hidden) {
            Err(Errno::EXIST) => remove(&hidden)?,
            Err(error) => return Err(error.into()),
            Ok(()) => match std::fs::rename(&hidden, target) {
                // Another process that writes the same target removed it as a leftover.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    remove(&hidden)?;
                    return Err(error);
                }
                Ok(()) => return Ok(()),
            },
        }
    }
    Err(io::Error::other("other processes write the same file"))
}

fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

fn hidden_name(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default();
    let hash = blake3::hash(name.as_encoded_bytes()).to_hex();
    parent(target).join(format!(".tasnif-{}", &hash[..16]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn what_a_killed_process_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.csv");
        std::fs::write(&target, "old").unwrap();
        std::fs::write(hidden_name(&target), "left").unwrap();
        let mut file = create(folder.path()).unwrap();
        file.write_all(b"new").unwrap();
        place(&file, &target).unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"new");
        assert_eq!(folder.path().read_dir().unwrap().count(), 1);
    }

    #[test]
    fn processes_that_write_the_same_file_leave_one_of_theirs() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.csv");
        std::fs::write(&target, "old").unwrap();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let target = &target;
                scope.spawn(move || {
                    for _ in 0..50 {
                        let mut file = create(parent(target)).unwrap();
                        write!(file, "{thread}").unwrap();
                        place(&file, target).unwrap();
                    }
                });
            }
        });
        assert_eq!(std::fs::read(&target).unwrap().len(), 1);
        assert_eq!(folder.path().read_dir().unwrap().count(), 1);
    }
}
