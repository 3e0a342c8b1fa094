//! The documents to choose from.

use rayon::prelude::*;

use super::representatives::Sample;
use super::rows::{idf, rows};
use super::{NextDocuments, NextReason};
use crate::corpus::reading::Reading;
use crate::corpus::{Document, TokenizedCorpus};
use crate::error::Result;
use crate::evaluate::Groups;
use crate::features::FeatureSettings;
use crate::jobs::Environment;
use crate::jobs::labelled_corpus::{SurfaceForms, tokenized_corpus};
use crate::model::{Abstention, Classifier, Prediction};

/// Minimum size of the sample from which documents are chosen; it grows with their number.
const SAMPLE: usize = 1_500;
const SAMPLE_TIMES: usize = 3;

/// How fast uncertainty falls with the margin, in medians of it: a document of the median margin counts 0.6
/// times as much as one without a margin.
const SHARPNESS: f64 = 0.5;

/// Seed of the sample.
const SEED: u64 = 2;

/// Documents to choose from, after the labelled ones.
pub(super) struct Pool {
    corpus: TokenizedCorpus,
    groups: Groups,
    /// Whether each document is labelled.
    is_labelled: Vec<bool>,
    /// Number of documents before the first to choose from.
    before: usize,
    /// The documents that may be chosen.
    free: Vec<usize>,
}

/// A document that may be chosen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Its number among the documents to choose from.
    pub number: usize,
    /// Why it would be chosen.
    pub reason: NextReason,
    /// From 0 (the model is sure) to 1.
    uncertainty: f64,
}

/// What a model says about a document.
struct Judged {
    document: usize,
    /// Difference between the scores of the two most probable labels, as far as its words are known.
    margin: f64,
    is_unknown: bool,
}

impl Pool {
    /// Reads the documents to choose from and those of `labelled`.
    pub(super) fn read(
        environment: &Environment<'_>,
        features: &FeatureSettings,
        reading: Reading,
        labelled: Option<Reading>,
    ) -> Result<Self> {
        let corpus_of = |reading| {
            let forms = SurfaceForms::Dropped;
            tokenized_corpus(environment, reading, features, forms, has_label)
        };
        let mut is_labelled = Vec::new();
        let (mut corpus, has_label) = corpus_of(reading)?;
        if let Some(labelled) = labelled {
            let (before, _) = corpus_of(labelled)?;
            is_labelled.resize(before.len(), true);
            corpus = TokenizedCorpus::join([before, corpus])?;
        }
        let before = is_labelled.len();
        is_labelled.extend(has_label);
        let groups = Groups::near_duplicates(&corpus)?;
        let free = free(&corpus, &groups, &is_labelled);
        Ok(Pool {
            corpus,
            groups,
            is_labelled,
            before,
            free,
        })
    }

    /// Counts of the documents that may not be chosen.
    pub(super) fn counts(&self) -> NextDocuments {
        let labelled = labelled_groups(&self.groups, &self.is_labelled);
        let (mut counts, mut is_seen) = (NextDocuments::default(), vec![false; labelled.len()]);
        for document in self.before..self.corpus.len() {
            counts.documents += 1;
            let group = self.groups.first_of(document);
            if self.is_labelled[document] || labelled[group] {
                counts.labelled += 1;
            } else if self.corpus.size(document) == 0 {
                counts.empty += 1;
            } else if std::mem::replace(&mut is_seen[group], true) {
                counts.duplicates += 1;
            }
        }
        counts
    }

    /// The documents that may be chosen, as `classifier` sees them.
    pub(super) fn candidates(&self, classifier: &Classifier) -> Result<Vec<Candidate>> {
        let judged = self.free.par_iter().map_init(
            || (classifier.session(), self.corpus.reader()),
            |(session, reader), &document| {
                let prediction = session.classify_tokens(reader.tokens(document)?);
                Ok(Judged::new(document, &prediction))
            },
        );
        let judged = judged.collect::<Result<Vec<Judged>>>()?;
        let middle = median(judged.iter().map(|judged| judged.margin));
        let candidate = |judged: &Judged| Candidate {
            number: judged.document - self.before,
            reason: match judged.is_unknown {
                true => NextReason::Unknown,
                false if judged.margin < middle => NextReason::Uncertain,
                false => NextReason::Typical,
            },
            uncertainty: libm::exp(-SHARPNESS * judged.margin / middle.max(f64::MIN_POSITIVE)),
        };
        Ok(judged.iter().map(candidate).collect())
    }

    /// `count` of the candidates, most useful first.
    pub(super) fn choose(&self, candidates: &[Candidate], count: usize) -> Result<Vec<Candidate>> {
        let sample = self.sample(candidates, count);
        let idf = idf(&self.corpus)?;
        let document = |candidate: &Candidate| candidate.number + self.before;
        let documents: Vec<usize> = sample.iter().map(document).collect();
        let of_sample = rows(&self.corpus, &idf, &documents)?;
        let uncertainty: Vec<f64> = sample.iter().map(|it| it.uncertainty).collect();
        let chosen = Sample::new(&of_sample, idf.len()).choose(&uncertainty, count);
        Ok(chosen.into_iter().map(|place| sample[place]).collect())
    }

    /// A weighted sample without replacement, in input order: the documents with the largest `ln(r) / w`, for
    /// numbers `r` from 0 to 1 that depend on the content and the uncertainty `w` (Efraimidis and Spirakis
    /// 2006).
    fn sample(&self, candidates: &[Candidate], count: usize) -> Vec<Candidate> {
        let digests = self.groups.digests(SEED);
        let key = |candidate: &Candidate| {
            let digest = digests[candidate.number + self.before];
            let random = ((digest >> 76) as f64 + 0.5) / (1_u64 << 52) as f64;
            libm::log(random) / candidate.uncertainty.max(f64::MIN_POSITIVE)
        };
        let mut keyed: Vec<(f64, Candidate)> = candidates.iter().map(|it| (key(it), *it)).collect();
        keyed.sort_by(|a, b| b.0.total_cmp(&a.0));
        keyed.truncate(SAMPLE.max(count.saturating_mul(SAMPLE_TIMES)));
        let mut sample: Vec<Candidate> =
            keyed.into_iter().map(|(_, candidate)| candidate).collect();
        sample.sort_by_key(|candidate| candidate.number);
        sample
    }
}

impl Judged {
    fn new(document: usize, prediction: &Prediction) -> Self {
        let mut scores = prediction.scores.clone();
        scores.sort_by(|a, b| b.total_cmp(a));
        let margin = match (&scores[..], prediction.most_probable) {
            ([first, second, ..], Some(_)) => first - second,
            _ => 0.0,
        };
        let too_new = [Abstention::FewKnownWords, Abstention::UnlikeTraining];
        Judged {
            document,
            // Rows have unit length however few words are known.
            margin: margin * libm::sqrt(prediction.known_share),
            is_unknown: prediction
                .abstention
                .is_some_and(|of| too_new.contains(&of)),
        }
    }
}

/// Whether a record has a label; the folder of a file is none.
fn has_label(document: &Document) -> bool {
    let label = document.label.as_deref();
    !document.is_file && label.is_some_and(|label| !label.is_empty())
}

/// For the first document of each group, whether a document of the group is labelled.
fn labelled_groups(groups: &Groups, is_labelled: &[bool]) -> Vec<bool> {
    let mut labelled = vec![false; is_labelled.len()];
    for (document, &is_labelled) in is_labelled.iter().enumerate() {
        labelled[groups.first_of(document)] |= is_labelled;
    }
    labelled
}

/// The first document of each group that has words and no labelled document.
fn free(corpus: &TokenizedCorpus, groups: &Groups, is_labelled: &[bool]) -> Vec<usize> {
    let labelled = labelled_groups(groups, is_labelled);
    let is_free = |&document: &usize| {
        groups.first_of(document) == document && !labelled[document] && corpus.size(document) > 0
    };
    (0..corpus.len()).filter(is_free).collect()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
