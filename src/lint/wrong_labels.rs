//! Likely wrong labels, found by models that have not seen the document: confident learning.
//!
//! Northcutt, Jiang and Chuang (2021): with `p[j]` the out-of-fold probability of label `j`, and `t[j]` its
//! mean over the documents labelled `j`, a document labelled `y` counts as mislabelled when some `p[j] ≥
//! t[j]` with `p[j] > p[y]` (the confident joint off its diagonal). The order of suspicion is the margin `max
//! (p[j] − t[j]) − (p[y] − t[y])` over `j ≠ y`, and the `j` of the maximum is suggested: subtracting the
//! means makes labels with less confident predictions comparable to others.

use std::collections::BTreeSet;

use super::Linted;
use super::finding::{Finding, Kind};
use crate::corpus::TokenizedCorpus;
use crate::error::Result;
use crate::evaluate::{DEFAULT_SEED, Groups, Split, parted_classes, predict_tested, spread, sum};
use crate::features::{DfBound, FeatureSettings, MinDf};
use crate::model::{ModelSettings, train};
use crate::report::percent;
use crate::text::NgramRange;

/// Folds of the cross-validation.
pub(super) const FOLDS: usize = 5;

/// A document with a label, and the probabilities of labels, by the numbers of the corpus.
struct HeldOutDocument {
    document: usize,
    label: usize,
    probabilities: Vec<f64>,
}

/// A label that may be correct instead of the document's own.
struct Suspect<'j> {
    judged: &'j HeldOutDocument,
    suggested: usize,
    margin: f64,
}

/// Likely wrong labels in the order of suspicion; empty when fewer than two labels have two different
/// documents each for training.
pub(super) fn wrong_labels(
    linted: &Linted<'_>,
    most: Option<DfBound>,
) -> Result<Option<Vec<Finding>>> {
    let corpus = linted.corpus;
    let groups = Groups::near_duplicates(corpus)?;
    let usable = usable(linted, &groups)?;
    let documents = (0..linted.count).filter(|&document| usable[document]);
    let labels: BTreeSet<u32> = documents
        .map(|document| corpus.class_of(document))
        .collect();
    if labels.len() < 2 {
        return Ok(None);
    }
    let fold_of = spread(corpus, &groups, |d| usable[d], FOLDS, DEFAULT_SEED);
    let judged = judged(linted, &Split::of_folds(&fold_of, FOLDS))?;
    let means = means(&judged, corpus.classes().len());
    let mut suspects = ranked(corpus, &judged, &means);
    match most {
        Some(most) => suspects.truncate(most.at_least(judged.len() as u64) as usize),
        None => suspects.retain(|suspect| is_confident(suspect, &means)),
    }
    let found = suspects.iter().map(|suspect| finding(linted, suspect));
    Ok(Some(found.collect()))
}

/// All documents, the most suspect first.
fn ranked<'j>(
    corpus: &TokenizedCorpus,
    judged: &'j [HeldOutDocument],
    means: &[f64],
) -> Vec<Suspect<'j>> {
    let suspects = judged.iter().map(|judged| suspect(corpus, judged, means));
    let mut suspects: Vec<_> = suspects.collect();
    suspects.sort_by(|a, b| {
        let by_margin = b.margin.total_cmp(&a.margin);
        by_margin.then(a.judged.document.cmp(&b.judged.document))
    });
    suspects
}

/// Settings of the models for finding wrong labels: those of training, with single words, which is nearly as
/// accurate and much faster.
pub fn lint_model() -> ModelSettings {
    ModelSettings {
        features: FeatureSettings {
            ngrams: NgramRange::WORDS,
            // Guarantees that there are terms.
            min_df: MinDf::Bound(DfBound::Count(1)),
            ..FeatureSettings::default()
        },
        ..ModelSettings::default()
    }
}

/// Documents with words whose label also has documents in other groups, for training.
fn usable(linted: &Linted<'_>, groups: &Groups) -> Result<Vec<bool>> {
    let corpus = linted.corpus;
    let mut reader = corpus.reader();
    let mut usable = vec![false; corpus.len()];
    for (document, examined) in linted.own().iter().enumerate() {
        let has_words = reader.occurrences(document)?.next().is_some();
        usable[document] = has_words && examined.is_labelled();
    }
    let is_parted = parted_classes(corpus, groups, |document| usable[document]);
    for (document, usable) in usable.iter_mut().enumerate() {
        *usable &= is_parted[corpus.class_of(document) as usize];
    }
    Ok(usable)
}

/// Every test document that models can predict.
fn judged(linted: &Linted<'_>, splits: &[Split]) -> Result<Vec<HeldOutDocument>> {
    let corpus = linted.corpus;
    let mut judged = Vec::new();
    for split in splits.iter().filter(|split| is_learnable(corpus, split)) {
        let model = train(&split.learned(corpus), &lint_model())?;
        let unseen = predict_tested(corpus, model, split)?;
        let names = unseen.labels.names().iter();
        let numbers: Vec<_> = names.map(|name| corpus.classes().get(name)).collect();
        for (&document, prediction) in split.tested.iter().zip(&unseen.predictions) {
            let label = corpus.class_of(document);
            if prediction.most_probable.is_none() || !numbers.contains(&Some(label)) {
                continue;
            }
            let mut probabilities = vec![0.0; corpus.classes().len()];
            for (number, probability) in numbers.iter().flatten().zip(&prediction.probabilities) {
                probabilities[*number as usize] = *probability;
            }
            judged.push(HeldOutDocument {
                document,
                label: label as usize,
                probabilities,
            });
        }
    }
    Ok(judged)
}

/// Whether there is a document to test, and two labels in the training set.
fn is_learnable(corpus: &TokenizedCorpus, split: &Split) -> bool {
    let learned = split.learned(corpus);
    let labels: BTreeSet<u32> = learned
        .documents()
        .map(|document| corpus.class_of(document))
        .collect();
    !split.tested.is_empty() && labels.len() > 1
}

/// The mean probability of each label over the documents with this label; 0 for others.
fn means(judged: &[HeldOutDocument], labels: usize) -> Vec<f64> {
    let mut of_own: Vec<Vec<f64>> = vec![Vec::new(); labels];
    for judged in judged {
        of_own[judged.label].push(judged.probabilities[judged.label]);
    }
    let mean = |values: Vec<f64>| {
        let count = values.len().max(1) as f64;
        sum(values.into_iter()) / count
    };
    of_own.into_iter().map(mean).collect()
}

/// The label with the strongest evidence against the document's own, the first by name on ties.
fn suspect<'j>(
    corpus: &TokenizedCorpus,
    judged: &'j HeldOutDocument,
    means: &[f64],
) -> Suspect<'j> {
    let above = |label: usize| judged.probabilities[label] - means[label];
    let others = (0..means.len()).filter(|&label| label != judged.label && means[label] > 0.0);
    let name = |label: usize| corpus.classes().token(label as u32);
    let suggested = others.max_by(|&a, &b| {
        above(a)
            .total_cmp(&above(b))
            .then_with(|| name(b).cmp(name(a)))
    });
    let suggested = suggested.unwrap_or(judged.label);
    Suspect {
        judged,
        suggested,
        margin: above(suggested) - above(judged.label),
    }
}

/// Whether the suggested label is as probable as it is for its own documents, and more probable than the
/// current label.
fn is_confident(suspect: &Suspect<'_>, means: &[f64]) -> bool {
    let (judged, suggested) = (suspect.judged, suspect.suggested);
    let probability = judged.probabilities[suggested];
    probability >= means[suggested] && probability > judged.probabilities[judged.label]
}

fn finding(linted: &Linted<'_>, suspect: &Suspect<'_>) -> Finding {
    let judged = suspect.judged;
    let document = &linted.documents[judged.document];
    let name = |label: usize| linted.corpus.classes().token(label as u32);
    let probability = |label: usize| percent(judged.probabilities[label]);
    let message = format!(
        "a model that has not seen it gives \"{}\" {} and \"{}\" {}",
        name(suspect.suggested),
        probability(suspect.suggested),
        name(judged.label),
        probability(judged.label)
    );
    Finding::of(Kind::WrongLabel, document, message)
        .with_other(name(suspect.suggested))
        .with_score(suspect.margin)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worked by hand: of the documents labelled a, P(a) is 0.9, 0.8 and 0.1, with mean 0.6; of those
    /// labelled b, P(b) is 0.7 and 0.5, with mean 0.6. The margin of the third is (0.9 − 0.6) − (0.1 − 0.6) =
    /// 0.8, that of the fifth (0.5 − 0.6) − (0.5 − 0.6) = 0.
    #[test]
    fn margins_are_those_of_the_formula() {
        let mut corpus = TokenizedCorpus::default();
        for label in ["a", "b"] {
            let pushed = corpus.push("word", label);
            pushed.unwrap();
        }
        let of_a = [(0, 0.9), (0, 0.8), (0, 0.1), (1, 0.3), (1, 0.5)];
        let judged: Vec<HeldOutDocument> = (0..)
            .zip(of_a)
            .map(|(document, (label, of_a))| HeldOutDocument {
                document,
                label,
                probabilities: vec![of_a, 1.0 - of_a],
            })
            .collect();
        let means = means(&judged, 2);
        assert!(means.iter().all(|mean| (mean - 0.6).abs() < 1e-12));
        let ranked = ranked(&corpus, &judged, &means);
        let found: Vec<(usize, usize)> = ranked
            .iter()
            .map(|s| (s.judged.document, s.suggested))
            .collect();
        assert_eq!(found, [(2, 1), (4, 0), (3, 0), (1, 1), (0, 1)]);
        for (suspect, margin) in ranked.iter().zip([0.8, 0.0, -0.4, -0.6, -0.8]) {
            assert!((suspect.margin - margin).abs() < 1e-12);
        }
        let confident = ranked
            .iter()
            .filter(|suspect| is_confident(suspect, &means));
        assert_eq!(confident.count(), 1);
    }
}
