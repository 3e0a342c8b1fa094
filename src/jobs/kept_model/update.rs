//! Adds documents to a model, and corrects the labels of its documents.

use std::collections::{BTreeSet, HashMap};

use super::identities::{Identities, check_ids};
use super::problems::Problems;
use super::refused;
use crate::corpus::{KeptCorpus, KeptDocument};
use crate::error::Result;

/// What is done with a document that is in the model already, with the same label or, under the same id, with another
/// text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum OnDuplicate {
    /// It is an error, and nothing changes: the default.
    #[default]
    Error,
    /// The document of the model stays.
    Skip,
    /// The new document replaces that of the model.
    Replace,
}

/// What changed in the documents of a model.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Updated {
    /// Documents that were added.
    pub added: u64,
    /// Documents that have another label.
    pub corrected: u64,
    /// Documents that replaced others.
    pub replaced: u64,
    /// Documents that were in the model already, and were skipped.
    pub skipped: u64,
    /// Labels that no document had before, in order: some may be misspelled.
    pub new_labels: Vec<String>,
}

impl Updated {
    /// Whether the documents are as before.
    pub fn is_unchanged(&self) -> bool {
        (self.added, self.corrected, self.replaced) == (0, 0, 0)
    }
}

/// What is done with a document of the model with the same text and another label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relabelled {
    /// Its label is corrected.
    Corrected,
    /// The documents are duplicates.
    Duplicates,
}

/// What happens to a new document.
enum Change {
    Add,
    Correct(Vec<usize>),
    Replace(Vec<usize>),
    Skip,
}

/// Adds the documents of `new` to those of a model.
///
/// Documents are the same if they have the same id, or if one of them has none and their tokens are the same. A document
/// that is the same as one of the model, with the same text and another label, corrects the label; what happens to other
/// known documents, `on_duplicate` says. Known documents without a label (an empty one) are always skipped.
///
/// # Errors
/// When an id occurs twice in `new`, documents contradict each other, or documents are known and that is an error.
pub fn update(
    corpus: &mut KeptCorpus,
    new: KeptCorpus,
    on_duplicate: OnDuplicate,
) -> Result<Updated> {
    check_ids(&new)?;
    add(corpus, new, on_duplicate, Relabelled::Corrected)
}

/// Adds unlabelled documents, whose label is empty, to those of a model; it skips documents that the model has.
///
/// # Errors
/// When an id occurs twice in `unlabelled`.
pub fn add_unlabelled(corpus: &mut KeptCorpus, unlabelled: KeptCorpus) -> Result<Updated> {
    update(corpus, unlabelled, OnDuplicate::Skip)
}

/// Adds documents with distinct ids.
pub(super) fn add(
    corpus: &mut KeptCorpus,
    mut new: KeptCorpus,
    on_duplicate: OnDuplicate,
    relabelled: Relabelled,
) -> Result<Updated> {
    let changes = changes(corpus, &new, (on_duplicate, relabelled))?;
    let before = labels_of(corpus);
    let mut updated = Updated::default();
    let mut is_removed = vec![false; corpus.len()];
    let mut is_added = vec![false; new.len()];
    for (number, (change, document)) in changes.iter().zip(new.documents()).enumerate() {
        match change {
            Change::Add => updated.added += 1,
            Change::Skip => updated.skipped += 1,
            Change::Replace(_) => updated.replaced += 1,
            Change::Correct(same) => {
                updated.corrected += same.len() as u64;
                for &known in same {
                    corpus.set_label(known, document.label);
                }
            }
        }
        is_added[number] = matches!(change, Change::Add | Change::Replace(_));
        if let Change::Replace(same) = change {
            same.iter().for_each(|&known| is_removed[known] = true);
        }
    }
    corpus.retain(|known| !is_removed[known]);
    new.retain(|number| is_added[number]);
    corpus.append(new);
    updated.new_labels = new_labels(&before, corpus);
    Ok(updated)
}

/// The labels of the documents; without a label they have none.
fn labels_of(corpus: &KeptCorpus) -> BTreeSet<String> {
    let labels = corpus.documents().map(|document| document.label);
    let labels: BTreeSet<&str> = labels.filter(|label| !label.is_empty()).collect();
    labels.into_iter().map(str::to_owned).collect()
}

fn new_labels(before: &BTreeSet<String>, corpus: &KeptCorpus) -> Vec<String> {
    labels_of(corpus).difference(before).cloned().collect()
}

/// What happens to each new document.
fn changes(
    corpus: &KeptCorpus,
    new: &KeptCorpus,
    rules: (OnDuplicate, Relabelled),
) -> Result<Vec<Change>> {
    let identities = Identities::of(corpus);
    let mut duplicates = Problems::default();
    let mut label_of: HashMap<usize, KeptDocument<'_>> = HashMap::new();
    let mut changes = Vec::with_capacity(new.len());
    for document in new.documents() {
        let same = identities.same(document);
        for &known in &same {
            let other = label_of.insert(known, document);
            let contradicts = |other: &KeptDocument<'_>| {
                ![other.label, ""].contains(&document.label) && !other.label.is_empty()
            };
            if let Some(other) = other.filter(contradicts) {
                return Err(contradiction(other, document));
            }
        }
        if document.label.is_empty() && !same.is_empty() {
            changes.push(Change::Skip);
            continue;
        }
        let change = change(corpus, document, same, rules);
        if let (Change::Skip, OnDuplicate::Error) = (&change, rules.0) {
            duplicates.add(document);
        }
        changes.push(change);
    }
    match duplicates.is_empty() {
        true => Ok(changes),
        false => Err(refused(format!(
            "{} in the model already, and nothing was changed; skip or replace with `on_duplicate`",
            duplicates.with_verb()
        ))),
    }
}

fn change(
    corpus: &KeptCorpus,
    document: KeptDocument<'_>,
    same: Vec<usize>,
    (on_duplicate, relabelled): (OnDuplicate, Relabelled),
) -> Change {
    let known = |number: &usize| corpus.document(*number);
    if same.is_empty() {
        return Change::Add;
    }
    let has_text = same
        .iter()
        .all(|number| known(number).digest == document.digest);
    let has_label = same
        .iter()
        .all(|number| known(number).label == document.label);
    match on_duplicate {
        _ if has_text && !has_label && relabelled == Relabelled::Corrected => Change::Correct(same),
        OnDuplicate::Error | OnDuplicate::Skip => Change::Skip,
        OnDuplicate::Replace => Change::Replace(same),
    }
}

fn contradiction(one: KeptDocument<'_>, other: KeptDocument<'_>) -> crate::Error {
    refused(format!(
        "{one} and {other} are the same document with the labels \"{}\" and \"{}\"; leave one of them out",
        one.label, other.label
    ))
}

/// Gives the documents with these ids other labels: pairs of id and label.
///
/// # Errors
/// When an id is unknown or has two labels.
pub fn correct_labels<'l>(
    corpus: &mut KeptCorpus,
    labels: impl IntoIterator<Item = (&'l str, &'l str)>,
) -> Result<Updated> {
    let identities = Identities::of(corpus);
    let mut unknown = Problems::default();
    let mut label_of: HashMap<usize, &str> = HashMap::new();
    for (id, label) in labels {
        let Some(number) = identities.by_id(id) else {
            unknown.add(format!("\"{id}\""));
            continue;
        };
        let other = label_of.insert(number, label);
        if let Some(other) = other.filter(|other| *other != label) {
            return Err(refused(format!(
                "the id \"{id}\" has the labels \"{other}\" and \"{label}\"; leave one of them out"
            )));
        }
    }
    if !unknown.is_empty() {
        return Err(refused(format!(
            "{} not in the model, and nothing was changed; give documents that are new with their texts",
            unknown.with_verb()
        )));
    }
    let before = labels_of(corpus);
    let mut updated = Updated::default();
    for (number, label) in label_of {
        if corpus.document(number).label == label {
            updated.skipped += 1;
        } else {
            updated.corrected += 1;
            corpus.set_label(number, label);
        }
    }
    updated.new_labels = new_labels(&before, corpus);
    Ok(updated)
}
