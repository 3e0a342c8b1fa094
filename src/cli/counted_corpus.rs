//! Reading documents to count their words.

use std::sync::Arc;

use super::Global;
use super::corpus_reader::environment;
use super::failure::Failure;
use crate::corpus::reading::{Reading, Tokenization, token_corpus};
use crate::corpus::{Document, TokenizedCorpus};
use crate::jobs::Environment;
use crate::text::{NgramRange, Tokenizer};

/// Reads and tokenises documents to count n-grams of lengths up to those of `ngrams`, and how words
/// are written. Every token stays, none is stemmed. `readings` are read one after the other;
/// `class` names the class of a document, and is told the place of its reading.
pub(super) fn counted_corpus(
    global: &Global,
    readings: Vec<Reading>,
    tokenizer: &Tokenizer,
    ngrams: NgramRange,
    class: impl Fn(usize, &Document) -> String + Sync,
) -> Result<TokenizedCorpus, Failure> {
    let environment = environment(global);
    let mut all: Option<TokenizedCorpus> = None;
    for (place, reading) in readings.into_iter().enumerate() {
        let class = |document: &Document| class(place, document);
        let corpus = read_one(&environment, reading, tokenizer, ngrams, class)?;
        all = Some(match all {
            Some(before) => before.followed_by(corpus)?,
            None => corpus,
        });
    }
    Ok(all.unwrap_or_default())
}

fn read_one(
    environment: &Environment<'_>,
    reading: Reading,
    tokenizer: &Tokenizer,
    ngrams: NgramRange,
    class: impl Fn(&Document) -> String + Sync,
) -> Result<TokenizedCorpus, Failure> {
    let how = Tokenization {
        tokenizer: tokenizer.with_stem(None),
        ngrams,
        with_written_forms: true,
        storage: Arc::clone(&environment.storage),
    };
    let (corpus, _) = token_corpus(environment.progress, reading, &how, class, |_| true, |_| ())?;
    Ok(corpus)
}

/// Lengths of n-grams for which a corpus keeps the order of words.
pub(super) fn in_order_of_words() -> NgramRange {
    NgramRange::new(1, 2).expect("1..2 is a valid range")
}
