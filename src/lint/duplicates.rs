//! Documents that are there twice: the same or nearly, in one label or several, in training and test.

use std::collections::HashMap;

use super::Linted;
use super::finding::{Finding, Kind};
use crate::error::Result;
use crate::evaluate::{Groups, likeness};

/// The kinds that are found here.
pub(super) const KINDS: [Kind; 4] = [
    Kind::Contradiction,
    Kind::TestCopy,
    Kind::Duplicate,
    Kind::NearDuplicate,
];

/// A document and an earlier one that is like it.
struct Pair {
    document: usize,
    earlier: usize,
    is_exact: bool,
}

/// Every document that is like an earlier one, with that one; of test documents, those that are like
/// one that is learned from.
pub(super) fn duplicates(linted: &Linted<'_>) -> Result<Vec<Finding>> {
    let pairs = pairs(linted)?;
    let numbers: Vec<_> = pairs
        .iter()
        .map(|pair| (pair.document, pair.earlier))
        .collect();
    let likeness = likeness(linted.corpus, &numbers)?;
    let found = pairs.iter().zip(likeness);
    Ok(found
        .map(|(pair, score)| finding(linted, pair, score))
        .collect())
}

/// An earlier document with the same text is preferred to the first of the near-duplicates.
fn pairs(linted: &Linted<'_>) -> Result<Vec<Pair>> {
    let groups = Groups::near_duplicates(linted.corpus)?;
    let mut with_text = HashMap::new();
    let mut reader = linted.corpus.reader();
    let mut pairs = Vec::new();
    for (document, examined) in linted.documents.iter().enumerate() {
        // Texts without words are not like each other, but empty.
        if reader.occurrences(document)?.next().is_none() {
            continue;
        }
        let same = *with_text.entry(examined.digest).or_insert(document);
        let last = document.min(linted.count); // Test documents are not compared with each other.
        let earlier = [same, groups.first_of(document)];
        let found = earlier.into_iter().find(|&earlier| earlier < last);
        pairs.extend(found.map(|earlier| Pair {
            document,
            earlier,
            is_exact: earlier == same,
        }));
    }
    Ok(pairs)
}

fn finding(linted: &Linted<'_>, pair: &Pair, likeness: f64) -> Finding {
    let document = &linted.documents[pair.document];
    let earlier = &linted.documents[pair.earlier];
    let kind = match (&document.label, &earlier.label) {
        _ if pair.document >= linted.count => Kind::TestCopy,
        (Some(label), Some(other)) if label != other => Kind::Contradiction,
        _ if pair.is_exact => Kind::Duplicate,
        _ => Kind::NearDuplicate,
    };
    let mut message = match pair.is_exact {
        true => "same text as".to_owned(),
        false => "nearly the same words as".to_owned(),
    };
    message.push_str(&format!(" {}", earlier.id));
    if kind == Kind::TestCopy {
        message.push_str(", which is learned from");
    }
    if let (Kind::Contradiction, Some(label)) = (kind, &earlier.label) {
        message.push_str(&format!(", which has the label \"{label}\""));
    }
    Finding::of(kind, document, message)
        .with_other(&earlier.id)
        .with_score(likeness)
}
