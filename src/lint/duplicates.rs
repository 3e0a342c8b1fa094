//! Duplicate documents: exact or nearly, in one label or several, in training and test sets.

use std::collections::{BTreeSet, HashMap};

use super::Linted;
use super::finding::{Finding, Kind};
use crate::error::Result;
use crate::evaluate::{Groups, likeness};

/// The kinds of findings of this module.
pub(super) const KINDS: [Kind; 4] = [
    Kind::Contradiction,
    Kind::TestCopy,
    Kind::Duplicate,
    Kind::NearDuplicate,
];

/// A document and a similar earlier one.
struct Pair {
    document: usize,
    earlier: usize,
    kind: Kind,
    is_exact: bool,
}

/// Similar training documents: the first of them, and the first with a label.
#[derive(Default, Clone, Copy)]
struct Alike {
    first: Option<usize>,
    labelled: Option<usize>,
}

impl Alike {
    fn add(&mut self, document: usize, has_label: bool) {
        self.first.get_or_insert(document);
        if has_label {
            self.labelled.get_or_insert(document);
        }
    }
}

/// Every document with a similar earlier one; for test documents, with a similar training document. If
/// contradictions are not checked, they count as duplicates.
pub(super) fn duplicates(linted: &Linted<'_>, kinds: &BTreeSet<Kind>) -> Result<Vec<Finding>> {
    let pairs = pairs(linted, kinds.contains(&Kind::Contradiction))?;
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

fn pairs(linted: &Linted<'_>, contradictions: bool) -> Result<Vec<Pair>> {
    let groups = Groups::near_duplicates(linted.corpus)?;
    let mut with_text: HashMap<_, Alike> = HashMap::new();
    let mut with_words: HashMap<_, Alike> = HashMap::new();
    let mut reader = linted.corpus.reader();
    let mut pairs = Vec::new();
    for (document, examined) in linted.documents.iter().enumerate() {
        // Texts without words are empty, not similar to each other.
        if reader.occurrences(document)?.next().is_none() {
            continue;
        }
        let same = with_text.entry(examined.digest).or_default();
        let near = with_words.entry(groups.first_of(document)).or_default();
        pairs.extend(pair(linted, document, [*same, *near], contradictions));
        // Test documents are not compared with each other.
        if document < linted.count {
            same.add(document, examined.label.is_some());
            near.add(document, examined.label.is_some());
        }
    }
    Ok(pairs)
}

/// The earlier document to compare a document with: exact duplicates are preferred to near-duplicates.
fn pair(
    linted: &Linted<'_>,
    document: usize,
    [same, near]: [Alike; 2],
    contradictions: bool,
) -> Option<Pair> {
    let pair = |earlier, kind, is_exact| Pair {
        document,
        earlier,
        kind,
        is_exact,
    };
    let label = &linted.documents[document].label;
    let is_test = document >= linted.count;
    if contradictions && label.is_some() && !is_test {
        let earlier = same.labelled.or(near.labelled);
        let other = earlier.filter(|&earlier| linted.documents[earlier].label != *label);
        if let Some(other) = other {
            let is_exact = same.labelled.is_some();
            return Some(pair(other, Kind::Contradiction, is_exact));
        }
    }
    let kind = |kind| if is_test { Kind::TestCopy } else { kind };
    let exact = same
        .first
        .map(|first| pair(first, kind(Kind::Duplicate), true));
    exact.or_else(|| Some(pair(near.first?, kind(Kind::NearDuplicate), false)))
}

fn finding(linted: &Linted<'_>, pair: &Pair, likeness: f64) -> Finding {
    let document = &linted.documents[pair.document];
    let earlier = &linted.documents[pair.earlier];
    let mut message = match pair.is_exact {
        true => "same text as".to_owned(),
        false => "nearly the same words as".to_owned(),
    };
    message.push_str(&format!(" {}", earlier.id));
    if pair.kind == Kind::TestCopy {
        message.push_str(", which is learned from");
    }
    if let (Some(label), Some(other)) = (&document.label, &earlier.label)
        && label != other
    {
        let and = if pair.kind == Kind::TestCopy {
            " and"
        } else {
            ", which"
        };
        message.push_str(&format!("{and} has the label \"{other}\""));
    }
    Finding::of(pair.kind, document, message)
        .with_other(&earlier.id)
        .with_score(likeness)
}
