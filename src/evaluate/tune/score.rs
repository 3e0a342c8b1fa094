//! Scoring of candidates with the same terms on one fold.

use rayon::prelude::*;

use super::halves::SplitHalves;
use super::scored_candidate::ScoredCandidate;
use crate::corpus::{Labels, TokenizedCorpus};
use crate::error::Result;
use crate::evaluate::Split;
use crate::evaluate::summary::Scored;
use crate::features::{Fit, Row, Transformer, TransformerCache};
use crate::model::{ScoredDocument, SharedFit, best_temperature, first_largest, softmax};

/// With fewer documents in a half, the temperature is also learned from those of earlier folds.
const FEWEST_TEACHING: usize = 20;

/// The results of the test set of a split.
pub(super) struct HeldOutScores {
    pub scored: Vec<Scored>,
    /// Documents for calibrating later splits, if there are few.
    pub teaching: Vec<ScoredDocument>,
}

/// Scores the test set of a split with each of `candidates`, which have the same feature settings.
///
/// # Errors
/// When none can be trained; the errors of single candidates are in the result.
pub(super) fn score(
    corpus: &TokenizedCorpus,
    halved: &SplitHalves,
    candidates: &[ScoredCandidate],
) -> Result<Vec<Result<HeldOutScores>>> {
    let Some(first) = candidates.first() else {
        return Ok(Vec::new());
    };
    let refined = candidates
        .iter()
        .any(|tried| tried.candidate.settings.refinement.is_some());
    let features = &first.candidate.settings.features;
    let split = &halved.split;
    let fit = SharedFit::new(Fit::new(&split.learned(corpus), features)?, refined)?;
    let rows = tested_rows(corpus, split, &fit)?;
    let classes = Classes::new(corpus, fit.labels());
    let by_candidate = candidates.par_iter().map(|tried| {
        let settings = &tried.candidate.settings;
        let weighed = fit.weigh(settings)?;
        let score = fit.scorer(settings, &weighed);
        let scores = rows.iter().map(|(_, row)| score(&row.weights)).collect();
        Ok(judge(
            &rows,
            scores,
            &classes,
            &halved.is_second,
            &tried.teaching,
        ))
    });
    Ok(by_candidate.collect())
}

/// Maps between the corpus's class numbers and the fit's labels.
struct Classes {
    /// Class of each label.
    class_of: Vec<u32>,
    /// Label of each class, if it is in the training set.
    label_of: Vec<Option<usize>>,
}

impl Classes {
    fn new(corpus: &TokenizedCorpus, labels: &Labels) -> Self {
        let names = labels.names().iter();
        let class_of: Vec<u32> = names
            .filter_map(|name| corpus.classes().get(name))
            .collect();
        let mut label_of = vec![None; corpus.classes().len()];
        for (label, &class) in class_of.iter().enumerate() {
            label_of[class as usize] = Some(label);
        }
        Classes { class_of, label_of }
    }
}

/// True class number and row of each test document.
fn tested_rows(
    corpus: &TokenizedCorpus,
    split: &Split,
    fit: &SharedFit,
) -> Result<Vec<(u32, Row)>> {
    let cache = TransformerCache::default();
    let tested = split.tested.par_iter().map_init(
        || (Transformer::new(fit.features(), &cache), corpus.reader()),
        |(transformer, reader), &document| {
            let row = transformer.row_of(reader.tokens(document)?);
            Ok((corpus.class_of(document), row))
        },
    );
    tested.collect()
}

/// Compares scores with the true classes. The temperature of each half is learned on the other half and on
/// documents of earlier splits. Without such documents, all probabilities are equal.
fn judge(
    rows: &[(u32, Row)],
    scores: Vec<Vec<f64>>,
    classes: &Classes,
    is_second: &[bool],
    earlier: &[ScoredDocument],
) -> HeldOutScores {
    let mut halves = [Vec::new(), Vec::new()];
    for (((class, row), scores), &is_second) in rows.iter().zip(&scores).zip(is_second) {
        if let Some(truth) = classes.label_of[*class as usize] {
            halves[usize::from(is_second)].push(scored_document(row, scores, truth));
        }
    }
    let are_few = halves.iter().any(|half| half.len() < FEWEST_TEACHING);
    let teaching = if are_few { halves.concat() } else { Vec::new() };
    let [first, second] = halves;
    let temperature = |mut others: Vec<ScoredDocument>| {
        if are_few {
            others.extend_from_slice(earlier);
        }
        (!others.is_empty()).then(|| best_temperature(others))
    };
    let temperatures = [temperature(second), temperature(first)];
    let judged = rows.iter().zip(scores).zip(is_second);
    let judged = judged.map(|(((class, row), scores), &is_second)| {
        let truth = classes.label_of[*class as usize];
        let even = 1.0 / scores.len() as f64;
        let probability = |truth: usize| match temperatures[usize::from(is_second)] {
            Some(temperature) => softmax(&scores, temperature)[truth],
            None => even,
        };
        Scored {
            truth: *class,
            predicted: (!row.weights.is_empty()).then(|| classes.class_of[first_largest(&scores)]),
            probability_of_truth: truth.map_or(0.0, probability),
        }
    });
    HeldOutScores {
        scored: judged.collect(),
        teaching,
    }
}

fn scored_document(row: &Row, scores: &[f64], truth: usize) -> ScoredDocument {
    ScoredDocument {
        scores: scores.to_vec(),
        truth,
        tokens: row.tokens,
        known_tokens: row.known_tokens,
        known_share: row.known_share,
        similarity: 0.0,
        content_words: row.content_words,
    }
}
