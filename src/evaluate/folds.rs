//! Stratified folds that do not depend on the order of documents.

use std::collections::HashMap;

use crate::error::{Error, Result};
use crate::features::{DocumentReader, TokenizedCorpus};

/// Seed of folds unless another is given.
pub const DEFAULT_SEED: u64 = 1;

/// Digest of a document's tokens, drawn with a seed.
type Digest = [u8; 32];

/// The fold of each document, from 0 to `folds - 1`.
///
/// Every class is spread evenly over the folds, in an order drawn from `seed` and the documents'
/// tokens. Documents with the same tokens lie in the same fold, whatever their label: what was
/// learned is never tested.
///
/// # Errors
/// When `folds` is below 2 or above the number of documents, or a class has a single document, or
/// copies of a single one, which could not be both learned and tested.
pub fn assign_folds(corpus: &TokenizedCorpus, folds: usize, seed: u64) -> Result<Vec<usize>> {
    if folds < 2 || folds > corpus.len() {
        return Err(Error::Settings(format!(
            "--cv {folds} needs from 2 folds up to the number of documents, {}",
            corpus.len()
        )));
    }
    let mut fold_of = vec![0; corpus.len()];
    let mut fold_of_digest: HashMap<Digest, usize> = HashMap::new();
    let mut next = 0;
    for documents in by_class(corpus, seed)? {
        for (digest, document) in documents {
            let fold = *fold_of_digest.entry(digest).or_insert_with(|| {
                next += 1;
                (next - 1) % folds
            });
            fold_of[document] = fold;
        }
    }
    Ok(fold_of)
}

/// Documents of each class in sorted order of the labels, shuffled by `seed`.
fn by_class(corpus: &TokenizedCorpus, seed: u64) -> Result<Vec<Vec<(Digest, usize)>>> {
    let classes = corpus.classes();
    let mut documents: Vec<Vec<(Digest, usize)>> = vec![Vec::new(); classes.len()];
    let mut reader = corpus.reader();
    for document in 0..corpus.len() {
        let class = corpus.class_of(document) as usize;
        documents[class].push((digest(corpus, &mut reader, document, seed)?, document));
    }
    let mut named: Vec<_> = classes.iter().zip(documents).collect();
    named.sort_unstable();
    for (name, documents) in &mut named {
        documents.sort_unstable();
        if documents.first().map(|first| first.0) == documents.last().map(|last| last.0) {
            return Err(Error::Input(format!(
                "the label \"{name}\" has a single document, or copies of one; cross-validation needs at least 2 of each label: add one, or leave the label out"
            )));
        }
    }
    Ok(named.into_iter().map(|(_, documents)| documents).collect())
}

fn digest(
    corpus: &TokenizedCorpus,
    reader: &mut DocumentReader<'_>,
    document: usize,
    seed: u64,
) -> Result<Digest> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&seed.to_le_bytes());
    for (token, count) in reader.occurrences(document)? {
        for _ in 0..count {
            hasher.update(corpus.tokens().token(token).as_bytes());
            hasher.update(b" ");
        }
    }
    Ok(*hasher.finalize().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tokenizer;

    fn corpus(documents: &[(String, &str)]) -> TokenizedCorpus {
        let mut corpus = TokenizedCorpus::default();
        for (text, label) in documents {
            corpus
                .push(&Tokenizer::default(), text, label, |_| true)
                .unwrap();
        }
        corpus
    }

    #[test]
    fn folds_are_even_and_follow_the_document_not_its_place() {
        let mut documents: Vec<(String, &str)> = (0..20)
            .map(|n| (format!("text {n}"), if n < 8 { "a" } else { "b" }))
            .collect();
        let folds = assign_folds(&corpus(&documents), 4, 7).unwrap();
        for fold in 0..4 {
            assert_eq!(folds[..8].iter().filter(|&&f| f == fold).count(), 2);
            assert_eq!(folds[8..].iter().filter(|&&f| f == fold).count(), 3);
        }
        documents.reverse();
        let mut reversed = assign_folds(&corpus(&documents), 4, 7).unwrap();
        reversed.reverse();
        assert_eq!(folds, reversed);
        assert_ne!(folds, assign_folds(&corpus(&documents), 4, 8).unwrap());
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
        let folds = assign_folds(&corpus(&documents), 3, 1).unwrap();
        for copies in folds[..12].chunks(3) {
            assert!(copies.iter().all(|fold| *fold == copies[0]), "{folds:?}");
        }
    }

    #[test]
    fn a_class_of_one_is_refused() {
        let documents = [
            ("x".to_owned(), "a"),
            ("y".to_owned(), "b"),
            ("z".to_owned(), "b"),
        ];
        let error = assign_folds(&corpus(&documents), 2, 1)
            .unwrap_err()
            .to_string();
        assert!(error.contains("\"a\" has a single document"), "{error}");
        assert!(assign_folds(&corpus(&documents), 1, 1).is_err());
        assert!(assign_folds(&corpus(&documents), 4, 1).is_err());
    }
}
