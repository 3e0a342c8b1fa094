//! Messages about files in folders that are not read.

use std::path::{Path, PathBuf};

use super::progress::Progress;
use crate::io::SkippedFiles;
use crate::report::counted;
use crate::text::shown;

/// How many files a message names before it gives the number of others.
const NAMED: usize = 3;

/// How many file name endings a message lists before it gives the number of others.
const ENDINGS: usize = 6;

/// Reports the files in folders that are not read, and the reason.
pub fn say_skipped_files(skipped_files: &SkippedFiles, progress: &dyn Progress) {
    let SkippedFiles {
        unknown,
        unreadable,
        unlabelled,
    } = skipped_files;
    if !unknown.is_empty() {
        let what = files(unknown.len(), "whose ending says no format");
        let names = named(unknown.iter().map(|path| name(path)), unknown.len());
        let endings = endings(skipped_files.endings());
        progress.notice(&format!("passed over {what} ({endings}): {names}"));
    }
    if !unreadable.is_empty() {
        let what = files(unreadable.len(), "that cannot be read");
        let reasons = unreadable.iter();
        let reasons = reasons.map(|(path, reason)| format!("{} ({reason})", name(path)));
        let names = named(reasons, unreadable.len());
        progress.notice(&format!("passed over {what}: {names}"));
    }
    if !unlabelled.is_empty() {
        let which = "without a label, beside the folders that are labels";
        progress.notice(&format!("passed over {}", named_files(unlabelled, which)));
    }
}

/// `2 files which: a, b`.
pub fn named_files(paths: &[PathBuf], which: &str) -> String {
    let what = files(paths.len(), which);
    let names = named(paths.iter().map(|path| name(path)), paths.len());
    format!("{what}: {names}")
}

fn files(count: usize, which: &str) -> String {
    format!("{} {which}", counted(count as u64, "file"))
}

fn name(path: &Path) -> String {
    shown(&path.display().to_string()).into_owned()
}

/// The first names, and how many more there are.
fn named(names: impl Iterator<Item = String>, count: usize) -> String {
    let first: Vec<String> = names.take(NAMED).collect();
    let more = count - first.len();
    let first = first.join(", ");
    match more {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// `.pdf 10, .jpg 2, none 1`.
fn endings(counts: Vec<(String, usize)>) -> String {
    let count = counts.len();
    let told = counts.into_iter().take(ENDINGS);
    let mut told: Vec<String> = told
        .map(|(ending, count)| match ending.as_str() {
            "" => format!("none {count}"),
            ending => format!(".{} {count}", shown(ending)),
        })
        .collect();
    if count > ENDINGS {
        told.push("…".into());
    }
    told.join(", ")
}
