//! Labels with too few documents.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::examined::Examined;
use super::finding::{Finding, Kind};
use super::wrong_labels::FOLDS;
use crate::report::counted;

/// Maximum ratio of documents between the largest and the smallest label.
const LARGEST_RATIO: f64 = 20.0;

/// Labels with fewer documents than there are folds, and the ratio of the largest label to the smallest.
pub(super) fn imbalance(documents: &[Examined]) -> Vec<Finding> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for label in documents.iter().filter_map(|d| d.label.as_deref()) {
        *counts.entry(label).or_default() += 1;
    }
    let mut findings: Vec<Finding> = counts
        .iter()
        .filter(|&(_, &count)| count < FOLDS as u64)
        .map(|(label, &count)| {
            let message = format!(
                "the label has {}; {FOLDS} folds need one in each",
                counted(count, "document")
            );
            of_label(label, message).with_score(count as f64)
        })
        .collect();
    findings.extend(ratio(&counts));
    findings
}

fn ratio(counts: &BTreeMap<&str, u64>) -> Option<Finding> {
    let (smallest, few) = counts.iter().min_by_key(|&(_, count)| count)?;
    let (largest, many) = counts
        .iter()
        .max_by_key(|&(label, count)| (count, Reverse(label)))?;
    if counts.len() == 1 {
        let message = "all documents have this label; a model needs at least two".to_owned();
        return Some(of_label(smallest, message));
    }
    let ratio = *many as f64 / *few as f64;
    (ratio > LARGEST_RATIO).then(|| {
        let message = format!(
            "\"{largest}\" has {ratio:.0} times the documents of \"{smallest}\" ({many} and {few})"
        );
        of_label(smallest, message)
            .with_other(*largest)
            .with_score(ratio)
    })
}

fn of_label(label: &str, message: String) -> Finding {
    Finding::of_label(Kind::Imbalance, Some(label.to_owned()), message)
}
