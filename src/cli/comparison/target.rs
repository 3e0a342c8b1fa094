//! Which documents are the target of a comparison.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::origin::Origin;
use crate::text::shown;

/// Names that a message lists before it says how many more there are.
const LISTED: usize = 12;

/// Characters of a name that a message shows.
const NAME_CHARS: usize = 60;

/// A target as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// Documents with that label, or from that file or below that folder.
    Any(String),
    /// Documents with that label.
    Label(String),
    /// Documents from that file or below that folder.
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

impl Target {
    /// Whether a document of this origin belongs to the target.
    pub(super) fn holds(&self, origin: &Origin<'_>) -> bool {
        let lies_in = |path: &str| Path::new(origin.file).starts_with(Path::new(path));
        !origin.in_reference
            && match self {
                Target::Any(name) => origin.label == name || lies_in(name),
                Target::Label(label) => origin.label == label,
                Target::File(path) => lies_in(path),
            }
    }

    /// The label, file or folder.
    pub(super) fn name(&self) -> &str {
        match self {
            Target::Any(name) | Target::Label(name) | Target::File(name) => name,
        }
    }

    /// The failure when no document belongs to the target: lists what there is.
    pub(super) fn not_found<'n>(&self, origins: impl Iterator<Item = Origin<'n>>) -> Failure {
        let (mut labels, mut files) = (BTreeSet::new(), BTreeSet::new());
        for origin in origins.filter(|origin| !origin.in_reference) {
            labels.insert(origin.label);
            files.insert(origin.file);
        }
        labels.remove("");
        let labels = match labels.len() {
            0 => "there are no labels".to_owned(),
            _ => format!("there are the labels {}", listed(&labels)),
        };
        Failure::Message(format!(
            "no document has the label \"{name}\" or lies in a file or folder {name}; {labels} and the files {}",
            listed(&files),
            name = short(self.name()),
        ))
    }
}

/// The beginning of a name, fit for a message.
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

    fn origin<'n>(file: &'n str, label: &'n str) -> Origin<'n> {
        Origin {
            in_reference: false,
            file,
            month: "",
            field: "",
            label,
        }
    }

    #[test]
    fn a_target_is_a_label_a_file_or_a_folder() {
        let holds = |target: &str, file, label| {
            let Ok(target) = target.parse::<Target>();
            target.holds(&origin(file, label))
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
        let failure = target.not_found(names.iter().map(|name| origin("f", name)));
        let Failure::Message(message) = failure else {
            panic!("{failure:?}");
        };
        assert_eq!(
            message,
            "no document has the label \"x\" or lies in a file or folder x; there are the labels \
             00, 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11 and 2 more and the files f"
        );
    }
}
