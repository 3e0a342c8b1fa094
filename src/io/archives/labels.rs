//! Examines the texts of an archive before they are read: which have a label by their folder, and which files
//! are skipped.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::entries::for_each_name;
use super::layout::Archive;
use crate::error::Result;
use crate::io::folders::SkippedFiles;
use crate::io::format::{InputFormat, InputOptions};
use crate::io::sources::{Source, folder_name, is_hidden};

/// Labels from the folders in an archive, as in a folder that is read.
#[derive(Debug, Clone, Default)]
pub(in crate::io) struct ArchiveLabels {
    /// Folder of the texts that are next to folders of texts, and so have no label.
    beside: Option<PathBuf>,
    /// Whether those texts are skipped.
    passes_over: bool,
    /// Folders that contain the other texts.
    names: BTreeSet<Arc<str>>,
    /// Whether folders are not labels.
    are_none: bool,
}

impl ArchiveLabels {
    /// Reads the names in `archive`, and reports files that will not be read.
    ///
    /// # Errors
    /// When the archive is damaged, or has no file that can be read.
    pub(in crate::io) fn of(
        archive: &Source,
        layout: Archive,
        options: &InputOptions,
        skipped_files: &mut SkippedFiles,
    ) -> Result<Self> {
        let mut texts = Vec::new();
        let mut others = 0;
        let unknown = skipped_files.unknown.len();
        for_each_name(archive, layout, options.max_unpacked, &mut |name| {
            let Some(path) = visible(name) else { return };
            match options.format.or_else(|| InputFormat::of_path(&path)) {
                Some(format) if format.is_whole_files() => texts.push(path),
                Some(_) => others += 1,
                None => skipped_files.unknown.push(archive.path().join(path)),
            }
        })?;
        if texts.is_empty() && others == 0 {
            return Err(archive.nothing_readable(&skipped_files.unknown[unknown..]));
        }
        let mut labels = ArchiveLabels {
            beside: beside(&texts),
            passes_over: options.labelled,
            ..ArchiveLabels::default()
        };
        for text in &texts {
            if !labels.is_beside(text) {
                labels.names.extend(folder_name(text));
            } else if options.labelled {
                skipped_files.unlabelled.push(archive.path().join(text));
            }
        }
        Ok(labels)
    }

    /// Names of the folders with texts.
    pub(in crate::io) fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.names.iter()
    }

    /// Removes the labels by folder.
    pub(in crate::io) fn forget(&mut self) {
        self.are_none = true;
    }

    /// The label of a text by its folder.
    pub(in crate::io) fn label_of(&self, text: &Path) -> Option<Arc<str>> {
        let has_none = self.are_none || self.is_beside(text);
        if has_none { None } else { folder_name(text) }
    }

    /// Whether a text is skipped because it has no label.
    pub(in crate::io) fn passes_over(&self, text: &Path) -> bool {
        self.passes_over && self.is_beside(text)
    }

    fn is_beside(&self, text: &Path) -> bool {
        self.beside.is_some() && text.parent() == self.beside.as_deref()
    }
}

/// The folder of all texts, if some are directly in it and others in its subfolders.
fn beside(texts: &[PathBuf]) -> Option<PathBuf> {
    let mut folders = texts.iter().filter_map(|text| text.parent());
    let mut top = folders.next()?;
    for folder in folders {
        while !folder.starts_with(top) {
            top = top.parent()?;
        }
    }
    let is_direct = |text: &PathBuf| text.parent() == Some(top);
    let is_mixed = texts.iter().any(is_direct) && !texts.iter().all(is_direct);
    is_mixed.then(|| top.to_path_buf())
}

/// The path of a file within an archive; `None` for files that are skipped silently, as in a folder.
pub(super) fn visible(name: &str) -> Option<PathBuf> {
    let parts = Path::new(name).components().filter_map(|part| match part {
        std::path::Component::Normal(part) => Some(part),
        _ => None,
    });
    let path: PathBuf = parts.collect();
    let is_silent = path.iter().any(is_hidden) || Archive::of_path(&path).is_some();
    (!is_silent && path.file_name().is_some()).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_beside_folders_of_texts_are_told() {
        let beside = |texts: &[&str]| {
            let texts: Vec<PathBuf> = texts.iter().map(PathBuf::from).collect();
            super::beside(&texts)
        };
        assert_eq!(beside(&["a/x.txt", "b/y.txt"]), None);
        assert_eq!(beside(&["x.txt", "y.txt"]), None);
        assert_eq!(beside(&["x.txt", "b/y.txt"]), Some(PathBuf::new()));
        assert_eq!(beside(&["n/a/x.txt", "n/r.txt"]), Some("n".into()));
        assert_eq!(beside(&["n/a/x.txt", "n/b/r.txt"]), None);
        assert_eq!(beside(&[]), None);
    }

    #[test]
    fn hidden_files_and_archives_in_archives_are_silent() {
        assert_eq!(visible("./a/b.txt"), Some("a/b.txt".into()));
        for name in ["__MACOSX/._b.txt", ".git/a.txt", "b.zip", "", "/"] {
            assert_eq!(visible(name), None, "{name}");
        }
    }
}
