//! A target and what it is compared with: flags that several commands share.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use crate::corpus::reading::Reading;
use crate::jobs::{Comparison, Target, last_part, names};

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

    /// The flags as settings.
    pub(super) fn settings(&self) -> Comparison {
        Comparison {
            targets: self.target.clone(),
            has_reference: !self.reference.is_empty(),
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
