//! Detection of archives.

use std::path::Path;

use crate::io::compression::Compression;

/// The layout of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::io) enum Archive {
    Zip,
    /// Plain or compressed.
    Tar,
}

impl Archive {
    /// The layout for a file's ending.
    pub(in crate::io) fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        match Compression::strip_ending(&name).rsplit_once('.')?.1 {
            "zip" => Some(Archive::Zip),
            "tar" | "tgz" => Some(Archive::Tar),
            _ => None,
        }
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
}
