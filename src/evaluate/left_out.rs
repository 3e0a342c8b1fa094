//! Similarity of documents of other topics to the training set: some labels are left out of training one
//! after another, and their documents represent other topics.

use rayon::prelude::*;

use super::groups::Digest;
use crate::corpus::{Selection, TokenizedCorpus};
use crate::error::{Error, Result};
use crate::features::{DfBound, MinDf};
use crate::model::{Classifier, LeftOutTopic, ModelSettings, needs_left_out_topics, train};
use crate::text::NgramRange;

/// Maximum number of left-out labels.
const TOPICS: usize = 4;

/// Minimum number of documents of a left-out label.
const FEWEST: usize = 20;

/// Maximum number of tokens in the sample: those of some 2,000 articles or 15,000 headlines. With all of its
/// 36,269 documents, and with 2,000, models of SANAD AlKhaleej detect 62 and 57 % of the left-out topics,
/// with a loss of 2 % of the others.
const TOKENS: usize = 600_000;

/// For larger corpora, the maximum is one token in this many.
const ONE_IN: usize = 8;

/// With fewer documents no label is left out: the allowed loss would depend on single documents.
const FEWEST_DOCUMENTS: usize = 500;

/// The test fold; the other folds are the training set.
const TESTED: usize = 0;

/// The similarities of documents of a label that was left out of training, and of other unseen documents, for
/// several labels. Empty when there are too few documents or labels, or so few documents may stay unlabelled that
/// there is nothing to learn.
///
/// Of the documents with a fold, those with the smallest digests are used.
pub(super) fn left_out_topics(
    documents: &Selection<'_>,
    fold_of: &[Option<usize>],
    digests: &[Digest],
    settings: &ModelSettings,
) -> Result<Vec<LeftOutTopic>> {
    let corpus = documents.corpus();
    let mut sample = sample(corpus, fold_of, digests);
    if sample.len() < FEWEST_DOCUMENTS || !needs_left_out_topics(settings.max_unknown) {
        return Ok(Vec::new());
    }
    let settings = settings_of(settings, sample.len());
    let tokens = tokens_of(documents)?;
    let most = TOKENS.max(tokens / ONE_IN);
    let tokens_of_one = tokens / documents.len() + 1;
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

/// Number of tokens of some documents.
fn tokens_of(documents: &Selection<'_>) -> Result<usize> {
    let corpus = documents.corpus();
    if documents.len() == corpus.len() {
        return Ok(corpus.token_count());
    }
    let mut reader = corpus.reader();
    let mut tokens = 0;
    for document in documents.documents() {
        let occurrences = reader.occurrences(document)?;
        tokens += occurrences.map(|(_, count)| count as usize).sum::<usize>();
    }
    Ok(tokens)
}

/// The documents with a fold, in an order independent of corpus order.
fn sample(corpus: &TokenizedCorpus, fold_of: &[Option<usize>], digests: &[Digest]) -> Vec<usize> {
    let with_fold = (0..corpus.len()).filter(|&document| fold_of[document].is_some());
    let mut sample: Vec<usize> = with_fold.collect();
    // Copies have the same digest, but may have different labels.
    sample.sort_by_key(|&document| {
        let label = corpus.classes().token(corpus.class_of(document));
        (digests[document], label)
    });
    sample
}

/// The settings for a sample of a corpus with this many documents: settings that depend on the number of
/// documents do not use that of the sample. Only single words are used: n-grams give about the same trade-off
/// between loss and detection, and take three times as long.
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

/// The left-out classes: some of those with enough documents, evenly spaced by name.
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
    use crate::evaluate::Groups;

    /// Labels and texts of the documents in the order of the sample.
    fn taken(documents: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut corpus = TokenizedCorpus::default();
        for (label, text) in documents {
            let pushed = corpus.push(text, label);
            pushed.expect("memory holds a few words");
        }
        let groups = Groups::copies(&corpus).expect("nothing is read from files");
        let digests = groups.digests(1);
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
