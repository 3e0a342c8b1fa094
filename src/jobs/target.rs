//! Which documents are the target of a comparison.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;

use crate::corpus::tokens::values::Values;
use crate::error::Error;
use crate::text::shown;

/// How many names a message lists before it gives the number of others.
const LISTED: usize = 12;

/// How many characters of a name a message shows.
const NAME_CHARS: usize = 60;

/// Which documents are a target.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Target {
    /// Documents with that label, or from that file or folder.
    Any(String),
    /// Documents with that label.
    Label(String),
    /// Documents from that file or folder.
    File(String),
}

impl std::str::FromStr for Target {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(if let Some(path) = text.strip_prefix("file:") {
            Target::File(path.to_owned())
        } else if let Some(label) = text.strip_prefix("label:") {
            Target::Label(label.to_owned())
        } else {
            Target::Any(text.to_owned())
        })
    }
}

impl From<String> for Target {
    fn from(text: String) -> Self {
        let Ok(target) = text.parse();
        target
    }
}

impl Target {
    /// Whether documents with this label belong to the target.
    pub(super) fn holds_label(&self, label: &str) -> bool {
        match self {
            Target::Any(name) | Target::Label(name) => label == name,
            Target::File(_) => false,
        }
    }

    /// Whether documents of this file belong to the target.
    pub(super) fn holds_file(&self, file: &str) -> bool {
        match self {
            Target::Any(path) | Target::File(path) => Path::new(file).starts_with(path),
            Target::Label(_) => false,
        }
    }

    /// The label, file or folder.
    pub fn name(&self) -> &str {
        match self {
            Target::Any(name) | Target::Label(name) | Target::File(name) => name,
        }
    }
}

/// The error when no document belongs to a target: lists the existing names.
pub(super) fn not_found(
    target: &Target,
    labels: &Values,
    files: &Values,
    documents: Range<usize>,
) -> Error {
    let values = |values| {
        documents
            .clone()
            .map(move |document| Values::name_of(values, document))
    };
    let mut labels: BTreeSet<&str> = values(labels).collect();
    labels.remove("");
    let labels = match labels.len() {
        0 => "there are no labels".to_owned(),
        _ => format!("there are the labels {}", listed(&labels)),
    };
    Error::Input(format!(
        "no document has the label \"{name}\" or lies in a file or folder {name}; {labels} and the files {}",
        listed(&values(files).collect()),
        name = short(target.name()),
    ))
}

/// The beginning of a name, short enough for a message.
fn short(name: &str) -> String {
    let mut short: String = name.chars().take(NAME_CHARS).collect();
    if short.len() < name.len() {
        short.push('…');
    }
    shown(&short).into_owned()
}

fn listed(names: &BTreeSet<&str>) -> String {
    let listed: Vec<String> = names.iter().take(LISTED).map(|name| short(name)).collect();
    match names.len() - listed.len() {
        0 => listed.join(", "),
        more => format!("{} and {more} more", listed.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_a_label_a_file_or_a_folder() {
        let holds = |target: &str, file, label| {
            let Ok(target) = target.parse::<Target>();
            target.holds_label(label) || target.holds_file(file)
        };
        assert!(holds("sport", "a.jsonl", "sport"));
        assert!(holds("data/sport", "data/sport/a.txt", "x"));
        assert!(holds("data/sport/", "data/sport/a.txt", "x"));
        assert!(holds("file:a.jsonl", "a.jsonl", "x"));
        assert!(!holds("data/sp", "data/sport/a.txt", "x"));
        assert!(!holds("label:a.jsonl", "a.jsonl", "x"));
        assert!(!holds("file:sport", "a.jsonl", "sport"));
    }

    #[test]
    fn what_there_is_is_listed() {
        let names: Vec<String> = (0..14).map(|n| format!("{n:02}")).collect();
        let target = Target::Any("x".into());
        let labels = Values::of(names.iter().map(String::as_str));
        let files = Values::of(names.iter().map(|_| "f"));
        let error = not_found(&target, &labels, &files, 0..names.len());
        assert_eq!(
            error.to_string(),
            "no document has the label \"x\" or lies in a file or folder x; there are the labels \
             00, 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11 and 2 more and the files f"
        );
    }
}
