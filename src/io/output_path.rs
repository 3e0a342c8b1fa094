//! The meaning of an output path: a file, standard output, or a device or pipe.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Number of links that are followed before they count as a cycle, as in the system.
const MOST_LINKS: usize = 40;

/// True for the paths of standard output: `-`, and its names in `/dev`.
pub fn is_stdout(path: &Path) -> bool {
    let names = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];
    names.iter().any(|name| path.as_os_str() == *name)
}

/// True for outputs that are written directly, because they cannot be replaced: standard output, an open file
/// (`/dev/fd/N`), a pipe or a device.
pub fn is_stream(path: &Path) -> bool {
    is_stdout(path)
        || is_open_file(path)
        || path.metadata().is_ok_and(|metadata| !metadata.is_file())
}

/// True for the path of an open file of this process.
pub(super) fn is_open_file(path: &Path) -> bool {
    path == Path::new("/dev/stderr")
        || path.starts_with("/dev/fd")
        || path.starts_with("/proc/self/fd")
}

/// The file that is written for `path`: a symbolic link is kept, and its target is replaced, or created if it
/// does not exist.
///
/// # Errors
/// When links form a cycle.
pub(super) fn target_of(path: &Path) -> Result<PathBuf> {
    let mut target = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        match std::fs::read_link(&target) {
            Ok(link) => target = parent(&target).join(link),
            Err(_) => return Ok(target),
        }
    }
    Err(Error::Input(format!(
        "cannot write {}: its symbolic links go in a circle; name the file itself",
        path.display()
    )))
}

/// Checks that a file could be written at `path`, before long work begins.
///
/// # Errors
/// When the folder of `path` does not exist or `path` is a folder.
pub fn check_output_folder(path: &Path) -> Result<()> {
    if is_stream(path) && !path.is_dir() {
        return Ok(());
    }
    if path.is_dir() {
        return Err(Error::Input(format!(
            "{} is a folder; name a file to write",
            path.display()
        )));
    }
    let target = target_of(path)?;
    let folder = parent(&target);
    if !folder.is_dir() {
        return Err(Error::Input(format!(
            "cannot write {}: the folder {} does not exist; create it first",
            path.display(),
            folder.display()
        )));
    }
    Ok(())
}

/// The folder of a file.
pub(super) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The path of an output; `None` for streams other than standard output, and without a folder.
#[cfg(feature = "cli")]
pub(crate) fn output_place(path: &Path) -> Option<PathBuf> {
    if is_stdout(path) {
        return Some("-".into());
    }
    if is_stream(path) {
        return None;
    }
    if let Ok(place) = path.canonicalize() {
        return Some(place);
    }
    let folder = path.parent()?;
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_names_are_no_files() {
        for name in ["-", "/dev/stdout", "/dev/fd/1"] {
            assert!(is_stdout(Path::new(name)), "{name}");
        }
        assert!(!is_stdout(Path::new("./-")));
        assert!(!is_stream(Path::new("no/such.csv")));
        #[cfg(unix)]
        for name in ["/dev/null", "/dev/fd/7"] {
            assert!(is_stream(Path::new(name)), "{name}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn links_are_followed_to_what_they_point_to() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        symlink("b", path("a")).unwrap();
        symlink("none.csv", path("b")).unwrap();
        assert_eq!(target_of(&path("a")).unwrap(), path("none.csv"));
        assert_eq!(target_of(&path("c")).unwrap(), path("c"));
        symlink("e", path("d")).unwrap();
        symlink("d", path("e")).unwrap();
        let error = target_of(&path("d")).unwrap_err().to_string();
        assert!(
            error.ends_with("go in a circle; name the file itself"),
            "{error}"
        );
        symlink("no/x.csv", path("f")).unwrap();
        assert!(check_output_folder(&path("f")).is_err());
        assert!(check_output_folder(&path("a")).is_ok());
    }
}
