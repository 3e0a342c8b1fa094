//! How unlike what was learned the documents of another topic are: some labels are left out of
//! training one after the other, and their documents stand for other topics.

use rayon::prelude::*;

use super::groups::Digest;
use crate::corpus::{Selection, TokenizedCorpus};
use crate::error::{Error, Result};
use crate::features::{DfBound, MinDf};
use crate::model::{Classifier, LeftOutTopic, ModelSettings, train};
use crate::text::NgramRange;

/// Labels that are left out, at most.
const TOPICS: usize = 4;

/// Documents of a label that is left out, at least.
const FEWEST: usize = 20;

/// Tokens of the documents that take part, at most: those of some 2,000 articles or 15,000 headlines.
/// With all of its 36,269 documents, and of 2,000, models of SANAD AlKhaleej tell 62 and 57 % of the
/// topics that were left out, at the loss of 2 % of the others.
const TOKENS: usize = 600_000;

/// Of larger corpora one token in so many.
const ONE_IN: usize = 8;

/// With fewer documents no label is left out: the share that may be lost would follow single ones.
const FEWEST_DOCUMENTS: usize = 500;

/// The fold whose documents models have not learned; the other folds are learned.
const TESTED: usize = 0;

/// The similarities of documents of a label that was left out of training, and of others that the
/// model had not seen; for some labels one after the other. Nothing when there are too few documents
/// or labels, or no document may stay unlabelled.
///
/// Of the documents that have a fold, those with the smallest digests take part.
pub(super) fn left_out_topics(
    corpus: &TokenizedCorpus,
    fold_of: &[Option<usize>],
    digests: &[Digest],
    settings: &ModelSettings,
) -> Result<Vec<LeftOutTopic>> {
    let mut sample = sample(corpus, fold_of, digests);
    if sample.len() < FEWEST_DOCUMENTS || settings.max_unknown <= 0.0 {
        return Ok(Vec::new());
    }
    let settings = settings_of(settings, sample.len());
    let most = TOKENS.max(corpus.token_count() / ONE_IN);
    let tokens_of_one = corpus.token_count() / corpus.len() + 1;
    sample.truncate((most / tokens_of_one).max(FEWEST_DOCUMENTS));
    let mut topics = Vec::new();
    for class in chosen(corpus, &sample) {
        match left_out(corpus, &sample, fold_of, class, &settings) {
            Ok(topic) => topics.push(topic),
            // Without the label there may be too few labels or documents for the settings.
            Err(Error::Input(_) | Error::Settings(_)) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        }
    }
    Ok(topics)
}

/// The documents that have a fold, in an order that does not follow theirs.
fn sample(corpus: &TokenizedCorpus, fold_of: &[Option<usize>], digests: &[Digest]) -> Vec<usize> {
    let with_fold = (0..corpus.len()).filter(|&document| fold_of[document].is_some());
    let mut sample: Vec<usize> = with_fold.collect();
    // Copies have one digest, and may have different labels.
    sample.sort_by_key(|&document| {
        let label = corpus.classes().token(corpus.class_of(document));
        (digests[document], label)
    });
    sample
}

/// The settings for a part of so many documents: what they leave to the number of documents does not
/// follow that of the part. Of words single ones are learned: what is lost for what is told is about
/// the same with their n-grams, which take three times as long.
fn settings_of(settings: &ModelSettings, documents: usize) -> ModelSettings {
    let mut settings = settings.clone();
    let features = &mut settings.features;
    if features.min_df == MinDf::Auto {
        let (fewest, _) = features.df_range(documents as u64);
        features.min_df = MinDf::Bound(DfBound::Count(fewest));
    }
    if features.ngrams.low() == 1 {
        features.ngrams = NgramRange::WORDS;
        features.char_ngrams = None;
    }
    settings
}

/// Classes that are left out: of those with enough documents some, evenly spaced by name.
fn chosen(corpus: &TokenizedCorpus, sample: &[usize]) -> Vec<u32> {
    let mut counts = vec![0; corpus.classes().len()];
    for &document in sample {
        counts[corpus.class_of(document) as usize] += 1;
    }
    let mut classes: Vec<u32> = (0..counts.len() as u32)
        .filter(|&class| counts[class as usize] >= FEWEST)
        .collect();
    classes.sort_by_key(|&class| corpus.classes().token(class));
    let count = TOPICS.min(classes.len());
    (0..count)
        .map(|n| classes[n * classes.len() / count])
        .collect()
}

fn left_out(
    corpus: &TokenizedCorpus,
    sample: &[usize],
    fold_of: &[Option<usize>],
    class: u32,
    settings: &ModelSettings,
) -> Result<LeftOutTopic> {
    let is_other = |document: usize| corpus.class_of(document) != class;
    let is_tested = |document: usize| fold_of[document] == Some(TESTED);
    let learned: Vec<usize> = sample
        .iter()
        .copied()
        .filter(|&d| is_other(d) && !is_tested(d))
        .collect();
    let model = train(&Selection::of_numbers(corpus, &learned)?, settings)?;
    let classifier = Classifier::new(model);
    let similarities = |documents: Vec<usize>| -> Result<Vec<f64>> {
        let similarities = documents.into_par_iter().map_init(
            || (classifier.session(), corpus.reader()),
            |(session, reader), document| {
                let prediction = session.classify_tokens(reader.tokens(document)?);
                Ok(prediction.similarity)
            },
        );
        similarities.collect()
    };
    let (others, own) = sample.iter().partition::<Vec<usize>, _>(|&&d| is_other(d));
    let unseen = others.into_iter().filter(|&d| is_tested(d)).collect();
    Ok(LeftOutTopic::new(similarities(unseen)?, similarities(own)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::groups::digests;

    /// Labels and texts of the documents in the order in which they are taken.
    fn taken(documents: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut corpus = TokenizedCorpus::default();
        for (label, text) in documents {
            let pushed = corpus.push(text, label);
            pushed.expect("memory holds a few words");
        }
        let digests = digests(&corpus, 1).expect("nothing is read from files");
        let sample = sample(&corpus, &vec![Some(0); corpus.len()], &digests);
        let document = |document: usize| documents[document];
        let taken = sample.into_iter().map(document);
        taken
            .map(|(label, text)| (label.into(), text.into()))
            .collect()
    }

    #[test]
    fn what_is_taken_does_not_follow_the_order_of_documents() {
        let mut documents = vec![
            ("b", "a copy"),
            ("a", "a copy"),
            ("c", "a copy"),
            ("b", "one text"),
            ("a", "another"),
            ("c", "a third"),
            ("a", "a copy"),
        ];
        let first = taken(&documents);
        documents.reverse();
        assert_eq!(taken(&documents), first);
        documents.rotate_left(3);
        assert_eq!(taken(&documents), first);
    }
}
