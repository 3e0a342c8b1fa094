//! A target and what it is compared with: flags that several commands share.

mod target;

use std::path::{Path, PathBuf};

use self::target::Target;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::origin::Origin;
use crate::corpus::TokenizedCorpus;
use crate::corpus::reading::Reading;
use crate::features::Terms;

/// Name of the class of the target.
const TARGET: &str = "target";

/// Name of the class that a target is compared with.
const REFERENCE: &str = "reference";

/// What is compared.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Comparison")]
pub(super) struct ComparisonArguments {
    /// A label, file or folder to compare with all other documents, or with --reference;
    /// label:NAME and file:PATH say which is meant; may be given several times
    #[arg(long, value_name = "WHAT")]
    target: Vec<Target>,
    /// Files or folders to compare with; the input stands before this flag
    #[arg(long, value_name = "FILES", num_args = 1..)]
    reference: Vec<PathBuf>,
}

/// Two classes of a corpus.
pub(super) struct Compared {
    /// The documents that belong to one of them.
    pub included: Vec<bool>,
    /// The class of the target; all other documents that are included are the reference.
    pub target: usize,
}

impl ComparisonArguments {
    /// The readings of `input` and, after it, of the reference.
    pub(super) fn readings(
        &self,
        input: &InputArguments,
        command: &'static str,
        labelled: bool,
    ) -> Result<Vec<Reading>, Failure> {
        if input.files.is_empty() && self.reference.len() > 1 {
            return Err(Failure::Message(
                "no input is named: --reference takes all files that follow it; name the input before \
                 it, or - for standard input"
                    .into(),
            ));
        }
        let mut readings = vec![input.reading(command, labelled, AutoClean::ByKind)?];
        if !self.reference.is_empty() {
            let reference = InputArguments {
                files: self.reference.clone(),
                ..input.clone()
            };
            readings.push(reference.reading(command, false, AutoClean::ByKind)?);
        }
        Ok(readings)
    }

    /// Whether anything is to be compared.
    pub(super) fn is_asked(&self) -> bool {
        self.by_origin() || !self.reference.is_empty()
    }

    /// Whether label and file of a document decide on which side it is.
    pub(super) fn by_origin(&self) -> bool {
        !self.target.is_empty()
    }

    /// Gives documents, whose classes are names of origins, the classes of target and reference.
    pub(super) fn compare(&self, corpus: &mut TokenizedCorpus) -> Result<Compared, Failure> {
        let in_target = |origin: &Origin<'_>| match self.target.as_slice() {
            [] => !origin.in_reference,
            targets => targets.iter().any(|target| target.holds(origin)),
        };
        let origins = || corpus.classes().iter().map(Origin::of_name);
        let is_empty = |target: &&Target| !origins().any(|origin| target.holds(&origin));
        if let Some(target) = self.target.iter().find(is_empty) {
            return Err(target.not_found(origins()));
        }
        let all = self.reference.is_empty();
        let counts = |origin: &Origin<'_>| all || origin.in_reference || in_target(origin);
        let counts: Vec<bool> = origins().map(|origin| counts(&origin)).collect();
        let included = (0..corpus.len()).map(|document| counts[corpus.class_of(document) as usize]);
        let included = included.collect();
        corpus.rename_classes(|name| {
            if in_target(&Origin::of_name(name)) {
                TARGET
            } else {
                REFERENCE
            }
        });
        let number = |name| corpus.classes().get(name).map(|number| number as usize);
        match (number(TARGET), number(REFERENCE)) {
            (Some(target), Some(_)) => Ok(Compared { included, target }),
            _ => Err(Failure::Message(
                "every document is in the target, so there is nothing to compare it with; name \
                 other documents with --reference"
                    .into(),
            )),
        }
    }

    /// What the target is called: as it was named, else by the files that were read.
    pub(super) fn target_name(&self, input: &InputArguments) -> String {
        match self.target.as_slice() {
            [] => names(&input.files),
            targets => {
                let names = targets.iter().map(|target| match target {
                    Target::Any(name) if !Path::new(name).exists() => name.clone(),
                    Target::Label(name) => name.clone(),
                    Target::Any(path) | Target::File(path) => last_part(Path::new(path)),
                });
                names.collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// What the reference is called, by its files; `None` when it is all other documents.
    pub(super) fn reference_name(&self) -> Option<String> {
        (!self.reference.is_empty()).then(|| names(&self.reference))
    }
}

/// Refuses a comparison in which a side, `target` or what it is compared with, has no word.
pub(super) fn check_words(terms: &Terms<'_>, target: usize) -> Result<(), Failure> {
    let sizes = terms.sizes();
    let all: u64 = sizes.iter().map(|size| size.tokens).sum();
    let words = sizes[target].tokens;
    let side = match (words, all - words) {
        (0, 1..) => "the target holds",
        (1.., 0) => "what the target is compared with holds",
        _ => return Ok(()),
    };
    Err(Failure::Message(format!(
        "{side} no word, so there is nothing to compare"
    )))
}

/// What files are called together: by the folder that holds all of them, or else by their names.
fn names(paths: &[PathBuf]) -> String {
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

/// The name of a folder, or of a file without what tells its format.
fn last_part(path: &Path) -> String {
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
