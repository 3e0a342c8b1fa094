//! Names of inputs for captions.

use std::path::{Path, PathBuf};

/// A common name for files: the folder that contains all of them, or else their names.
pub fn names(paths: &[PathBuf]) -> String {
    let folder = common_folder(paths).filter(|folder| folder.file_name().is_some());
    match (paths, folder) {
        ([_, _, ..], Some(folder)) => last_part(folder),
        _ => {
            let names = paths.iter().map(|path| last_part(path));
            names.collect::<Vec<_>>().join(", ")
        }
    }
}

fn common_folder(paths: &[PathBuf]) -> Option<&Path> {
    let (first, others) = paths.split_first()?;
    let mut folders = first.ancestors().skip(1);
    folders.find(|folder| others.iter().all(|path| path.starts_with(folder)))
}

/// The name of a folder, or of a file without its format's ending.
pub fn last_part(path: &Path) -> String {
    let part = if path.is_dir() {
        path.file_name()
    } else {
        path.file_stem()
    };
    part.unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_called_by_their_folder_or_their_names() {
        let named = |paths: &[&str]| names(&paths.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(named(&["data/new.jsonl"]), "new");
        assert_eq!(named(&["a.txt", "b.txt"]), "a, b");
        assert_eq!(named(&["data/x/a.txt", "data/y/a.txt"]), "data");
        assert_eq!(named(&["..", "archive/"]), ".., archive");
    }
}
