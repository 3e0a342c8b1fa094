//! Stratified folds that do not separate groups and do not depend on the order of documents.

use std::cmp::Reverse;

use super::groups::{Digest, Groups};
use crate::corpus::TokenizedCorpus;
use crate::error::{Error, Result};

/// Default seed of folds.
pub const DEFAULT_SEED: u64 = 1;

/// The fold of each document, from 0 to `folds - 1`.
///
/// Groups are assigned one after another, the largest first, otherwise in an order given by `seed` and the
/// documents' tokens. Each goes to the fold with the fewest documents of its labels, then with the fewest
/// documents. So every class is spread as evenly as its groups allow, and no test document has a copy in the
/// training set.
///
/// # Errors
/// When `folds` is below 2 or above the number of documents or groups, or all documents of a class are in one
/// group, so that they cannot be in both training and test sets.
pub fn assign_folds(
    corpus: &TokenizedCorpus,
    groups: &Groups,
    folds: usize,
    seed: u64,
) -> Result<Vec<usize>> {
    if folds < 2 || folds > corpus.len() {
        return Err(Error::Settings(format!(
            "`cv` {folds} needs from 2 folds up to the number of documents, {}",
            corpus.len()
        )));
    }
    groups.check(corpus)?;
    check_classes(corpus, groups)?;
    let parts = groups.len();
    if parts < folds {
        return Err(Error::Settings(format!(
            "`cv` {folds} needs as many groups of documents that may be parted, and there are {parts}; give at most `cv` {parts}, or group otherwise with `group_by`"
        )));
    }
    let fold_of = spread(corpus, groups, |_| true, folds, seed);
    // Every document was assigned, so none is missing.
    Ok(fold_of.into_iter().flatten().collect())
}

/// Checks that every class can be in both training and test sets.
fn check_classes(corpus: &TokenizedCorpus, groups: &Groups) -> Result<()> {
    let is_parted = parted_classes(corpus, groups, |_| true);
    let classes = corpus.classes().iter().zip(is_parted);
    let whole = classes.filter(|(_, is_parted)| !is_parted);
    match whole.map(|(name, _)| name).min() {
        None => Ok(()),
        Some(name) => Err(Error::Input(format!(
            "the label \"{name}\" has a single document, or {}; cross-validation needs at least 2 of each label: add one, or leave the label out",
            groups.what()
        ))),
    }
}

/// For each class, whether its documents `among` are in more than one group.
pub(crate) fn parted_classes(
    corpus: &TokenizedCorpus,
    groups: &Groups,
    among: impl Fn(usize) -> bool,
) -> Vec<bool> {
    let mut first_of: Vec<Option<usize>> = vec![None; corpus.classes().len()];
    let mut is_parted = vec![false; first_of.len()];
    for document in (0..corpus.len()).filter(|&document| among(document)) {
        let class = corpus.class_of(document) as usize;
        let group = groups.first_of(document);
        is_parted[class] |= *first_of[class].get_or_insert(group) != group;
    }
    is_parted
}

/// Documents that stay together.
struct Group {
    documents: Vec<usize>,
    /// The smallest digest of its documents.
    digest: Digest,
}

/// The fold of each document that satisfies `among`; see [`assign_folds`].
pub(crate) fn spread(
    corpus: &TokenizedCorpus,
    groups: &Groups,
    among: impl Fn(usize) -> bool,
    folds: usize,
    seed: u64,
) -> Vec<Option<usize>> {
    let mut fold_of = vec![None; corpus.len()];
    let mut counts = vec![vec![0u64; corpus.classes().len()]; folds];
    let mut totals = vec![0u64; folds];
    for group in members(&groups.digests(seed), groups, among) {
        let classes = group
            .documents
            .iter()
            .map(|&document| corpus.class_of(document) as usize);
        let alike = |fold: usize| {
            classes
                .clone()
                .map(|class| counts[fold][class])
                .sum::<u64>()
        };
        let best = (0..folds).min_by_key(|&fold| (alike(fold), totals[fold]));
        let best = best.unwrap_or_default();
        for class in classes {
            counts[best][class] += 1;
            totals[best] += 1;
        }
        for document in group.documents {
            fold_of[document] = Some(best);
        }
    }
    fold_of
}

/// The groups in the order of assignment.
fn members(digests: &[Digest], groups: &Groups, among: impl Fn(usize) -> bool) -> Vec<Group> {
    let mut documents: Vec<usize> = (0..digests.len()).filter(|&d| among(d)).collect();
    documents.sort_by_key(|&document| groups.first_of(document));
    let parts = documents.chunk_by(|&a, &b| groups.first_of(a) == groups.first_of(b));
    let mut members: Vec<Group> = parts
        .map(|documents| Group {
            documents: documents.to_vec(),
            digest: documents
                .iter()
                .map(|&document| digests[document])
                .min()
                .unwrap_or_default(),
        })
        .collect();
    members.sort_by_key(|group| (Reverse(group.documents.len()), group.digest));
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(documents: &[(String, &str)]) -> TokenizedCorpus {
        let mut corpus = TokenizedCorpus::default();
        for (text, label) in documents {
            corpus.push(text, label).unwrap();
        }
        corpus
    }

    fn folds(documents: &[(String, &str)], folds: usize, seed: u64) -> Result<Vec<usize>> {
        let corpus = corpus(documents);
        assign_folds(&corpus, &Groups::near_duplicates(&corpus)?, folds, seed)
    }

    #[test]
    fn folds_are_even_and_follow_the_document_not_its_place() {
        let mut documents: Vec<(String, &str)> = (0..20)
            .map(|n| (format!("text {n}"), if n < 8 { "a" } else { "b" }))
            .collect();
        let drawn = folds(&documents, 4, 7).unwrap();
        for fold in 0..4 {
            assert_eq!(drawn[..8].iter().filter(|&&f| f == fold).count(), 2);
            assert_eq!(drawn[8..].iter().filter(|&&f| f == fold).count(), 3);
        }
        documents.reverse();
        let mut reversed = folds(&documents, 4, 7).unwrap();
        reversed.reverse();
        assert_eq!(drawn, reversed);
        assert_ne!(drawn, folds(&documents, 4, 8).unwrap());
    }

    #[test]
    fn copies_lie_in_one_fold_whatever_their_label() {
        let mut documents: Vec<(String, &str)> = (0..12)
            .map(|n| {
                (
                    format!("text {}", n / 3),
                    if n % 2 == 0 { "a" } else { "b" },
                )
            })
            .collect();
        documents.push(("other".into(), "a"));
        let folds = folds(&documents, 3, 1).unwrap();
        for copies in folds[..12].chunks(3) {
            assert!(copies.iter().all(|fold| *fold == copies[0]), "{folds:?}");
        }
    }

    #[test]
    fn groups_of_values_lie_in_one_fold_and_classes_are_spread_as_they_allow() {
        // Six authors with 1 to 6 documents of each of two labels; 42 documents in all.
        let mut documents = Vec::new();
        let mut authors = Vec::new();
        for author in 1..=6 {
            for n in 0..2 * author {
                documents.push((
                    format!("{author} wrote {n}"),
                    if n % 2 == 0 { "a" } else { "b" },
                ));
                authors.push(Some(author.to_string()));
            }
        }
        let corpus = corpus(&documents);
        let groups = Groups::by_value(&corpus, &authors).unwrap();
        assert_eq!(groups.len(), 6);
        let folds = assign_folds(&corpus, &groups, 3, 1).unwrap();
        for author in 1..=6 {
            let author = Some(author.to_string());
            let mut of_author = (0..42).filter(|&d| authors[d] == author).map(|d| folds[d]);
            let first = of_author.next().unwrap();
            assert!(of_author.all(|fold| fold == first));
        }
        // 6 + 1, 5 + 2, 4 + 3 documents of each label.
        for (fold, label) in (0..3).flat_map(|fold| [(fold, "a"), (fold, "b")]) {
            let inside = (0..42).filter(|&d| folds[d] == fold && documents[d].1 == label);
            assert_eq!(inside.count(), 7);
        }
    }

    #[test]
    fn what_cannot_be_parted_is_refused() {
        let documents = ["x", "y", "z"]
            .map(str::to_owned)
            .into_iter()
            .zip(["a", "b", "b"]);
        let mut documents: Vec<_> = documents.collect();
        let error = folds(&documents, 2, 1).unwrap_err().to_string();
        assert!(error.contains("\"a\" has a single document"), "{error}");
        assert!(folds(&documents, 1, 1).is_err());
        assert!(folds(&documents, 4, 1).is_err());
        documents.extend(vec![("x".into(), "b"), ("y".into(), "a")]);
        let error = folds(&documents, 4, 1).unwrap_err().to_string();
        assert!(
            error.contains("there are 3; give at most `cv` 3"),
            "{error}"
        );
    }
}
