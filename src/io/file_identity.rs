//! Identity of a file behind a path.

use std::path::{Path, PathBuf};

use super::{InputFormat, InputOptions, find_sources};

/// A regular file, independent of its path: symbolic and hard links lead to the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileIdentity(Inner);

#[cfg(unix)]
type Inner = (u64, u64);
#[cfg(not(unix))]
type Inner = std::path::PathBuf;

impl FileIdentity {
    /// The regular file at `path`; `None` if there is none.
    pub fn of(path: &Path) -> Option<Self> {
        let metadata = path.metadata().ok()?;
        if !metadata.is_file() {
            return None;
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            Some(FileIdentity((metadata.dev(), metadata.ino())))
        }
        #[cfg(not(unix))]
        path.canonicalize().ok().map(FileIdentity)
    }

    /// The file behind standard input, if it is one.
    pub fn of_stdin() -> Option<Self> {
        Self::of(Path::new("/dev/stdin"))
    }

    /// The file behind standard output, if it is one.
    pub fn of_stdout() -> Option<Self> {
        Self::of(Path::new("/dev/stdout"))
    }
}

impl FileIdentity {
    /// The file's path within a folder, if it is one of the files that are read; with `any_ending` all are.
    pub(crate) fn found_in(&self, folder: &Path, any_ending: bool) -> Option<PathBuf> {
        if !folder.is_dir() {
            return None;
        }
        let options = InputOptions {
            // The format does not matter here: with any format, all files are read.
            format: any_ending.then_some(InputFormat::Text),
            skip_bad: true,
            ..InputOptions::default()
        };
        // A folder that cannot be read is reported when it is read.
        let found = find_sources(&[folder.to_path_buf()], &options).ok()?;
        let paths = found.sources.iter().filter_map(|source| source.file_path());
        let mut same = paths.filter(|path| FileIdentity::of(path).as_ref() == Some(self));
        same.next().map(Path::to_path_buf)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_one_file_have_one_identity() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("a"), "x").unwrap();
        std::fs::write(path("b"), "x").unwrap();
        std::fs::create_dir(path("c")).unwrap();
        let a = FileIdentity::of(&path("a"));
        assert!(a.is_some());
        assert_eq!(FileIdentity::of(&path("c/../a")), a);
        assert_ne!(FileIdentity::of(&path("b")), a);
        assert_eq!(FileIdentity::of(&path("c")), None);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("a", path("symbolic")).unwrap();
            std::fs::hard_link(path("a"), path("hard")).unwrap();
            assert_eq!(FileIdentity::of(&path("symbolic")), a);
            assert_eq!(FileIdentity::of(&path("hard")), a);
        }
    }
}
