//! Joining corpora that were built in parallel.

use std::sync::Arc;

use rayon::prelude::*;

use super::occurrences;
use super::storage::{Numbers, Storage};
use super::tokenized::{Stretch, TokenizedCorpus};
use super::values::JoinedValues;
use crate::corpus::Column;
use crate::error::{Error, Result};

/// A chunk that is being moved into a merged corpus, with its documents: the position of each, and its number
/// in the part from which the chunk comes.
struct Chunk {
    number: usize,
    tokens: Numbers,
    part: usize,
    documents: Vec<(Stretch, usize)>,
}

/// The classes and columns of documents that are being moved into a merged corpus.
#[derive(Default)]
struct Columns {
    classes: JoinedValues,
    others: Vec<(Column, JoinedValues)>,
}

impl Columns {
    /// Takes the values of one more part, which has the same columns.
    fn add_part(&mut self, part: &mut TokenizedCorpus) {
        self.classes.add_part(std::mem::take(&mut part.classes));
        if self.others.is_empty() {
            let kept = part.columns.iter().map(|(column, _)| column.clone());
            let empty = kept.map(|column| (column, JoinedValues::default()));
            self.others = empty.collect();
        }
        for ((_, joined), (_, values)) in self.others.iter_mut().zip(&mut part.columns) {
            joined.add_part(std::mem::take(values));
        }
    }

    fn push(&mut self, part: usize, document: usize) {
        self.classes.push(part, document);
        let others = self.others.iter_mut();
        others.for_each(|(_, joined)| joined.push(part, document));
    }

    fn move_into(self, corpus: &mut TokenizedCorpus) {
        corpus.classes = self.classes.into_values();
        let others = self.others.into_iter();
        corpus.columns = others
            .map(|(column, joined)| (column, joined.into_values()))
            .collect();
    }
}

impl TokenizedCorpus {
    /// The documents of `parts`, one part after the other. The parts may have been filled on different threads
    /// or machines.
    ///
    /// ```
    /// use tasnif::TokenizedCorpus;
    ///
    /// let mut parts = [TokenizedCorpus::default(), TokenizedCorpus::default()];
    /// parts[0].push("rain in the north", "weather")?;
    /// parts[1].push("two goals in the north", "sport")?;
    /// let corpus = TokenizedCorpus::join(parts)?;
    /// assert_eq!((corpus.len(), corpus.token_count()), (2, 9));
    /// # Ok::<(), tasnif::Error>(())
    /// ```
    ///
    /// # Errors
    /// When there is no part, the parts differ in settings or columns, or a temporary file cannot be used.
    pub fn join(parts: impl IntoIterator<Item = TokenizedCorpus>) -> Result<TokenizedCorpus> {
        let mut parts: Vec<TokenizedCorpus> = parts.into_iter().collect();
        let Some((first, others)) = parts.split_first_mut() else {
            return Err(Error::Input("there is no part to join".into()));
        };
        for other in others {
            first.check_alike(other)?;
            other.move_to(&first.storage)?;
        }
        let mut chunks = 0;
        let ordered = parts.into_iter().map(|mut part| {
            part.end_chunk()?;
            let order = (chunks..chunks + part.chunks.len()).collect();
            chunks += part.chunks.len();
            Ok((part, order))
        });
        TokenizedCorpus::merge(ordered.collect::<Result<_>>()?)
    }

    fn check_alike(&self, other: &TokenizedCorpus) -> Result<()> {
        let names = |corpus: &TokenizedCorpus| -> Vec<Column> {
            let columns = corpus.columns.iter();
            columns.map(|(column, _)| column.clone()).collect()
        };
        let is_alike = self.text == other.text
            && self.class == other.class
            && self.written.is_some() == other.written.is_some()
            && names(self) == names(other);
        match is_alike {
            true => Ok(()),
            false => Err(Error::Settings(
                "corpora can be joined only if their texts became tokens in the same way and they have the same columns".into(),
            )),
        }
    }

    /// Moves all token ids to another storage.
    fn move_to(&mut self, storage: &Arc<Storage>) -> Result<()> {
        if Arc::ptr_eq(&self.storage, storage) {
            return Ok(());
        }
        for chunk in &mut self.chunks {
            let mut words = Vec::new();
            let read = self.storage.read(chunk, 0..chunk.length(), &mut words)?;
            *chunk = storage.store(read.to_vec())?;
        }
        self.storage = Arc::clone(storage);
        Ok(())
    }

    /// Joins corpora that were built in parallel in one storage: chunk `i` of corpus `c` gets position
    /// `order[c][i]` among all chunks.
    pub(crate) fn merge(parts: Vec<(TokenizedCorpus, Vec<usize>)>) -> Result<TokenizedCorpus> {
        let mut merged = TokenizedCorpus::default();
        let mut columns = Columns::default();
        let mut chunks: Vec<Chunk> = Vec::new();
        for (number, (mut part, order)) in parts.into_iter().enumerate() {
            merged.take_tokens(&mut part)?;
            merged.storage = Arc::clone(&part.storage);
            merged.text = part.text.clone();
            merged.counted = part.counted;
            merged.class = part.class.clone();
            merged.token_count += part.token_count;
            columns.add_part(&mut part);
            chunks.extend(part.into_chunks(number, order));
        }
        chunks.sort_unstable_by_key(|chunk| chunk.number);
        for chunk in chunks {
            for &(_, document) in &chunk.documents {
                columns.push(chunk.part, document);
            }
            merged.push_chunk(chunk);
        }
        columns.move_into(&mut merged);
        Ok(merged)
    }

    /// Its chunks, each with its position among those of all parts.
    fn into_chunks(self, part: usize, order: Vec<usize>) -> impl Iterator<Item = Chunk> {
        let mut documents = vec![Vec::new(); self.chunks.len()];
        for (document, place) in self.documents.into_iter().enumerate() {
            documents[place.chunk as usize].push((place, document));
        }
        let chunks = order.into_iter().zip(self.chunks).zip(documents);
        chunks.map(move |((number, tokens), documents)| Chunk {
            number,
            tokens,
            part,
            documents,
        })
    }

    /// Adds the tokens of `part`; their ids become those of this corpus.
    fn take_tokens(&mut self, part: &mut TokenizedCorpus) -> Result<()> {
        if self.tokens.is_empty() {
            self.tokens = std::mem::take(&mut part.tokens);
            self.written = part.written.take();
            return Ok(());
        }
        let numbers = part.tokens.iter().map(|t| self.tokens.insert(t));
        let numbers: Vec<u32> = numbers.collect();
        if let (Some(written), Some(of_part)) = (&mut self.written, &part.written) {
            written.append(of_part, |token| numbers[token as usize], &self.tokens);
        }
        let storage = &part.storage;
        part.chunks.par_iter_mut().try_for_each(|chunk| {
            storage.replace(chunk, |words| occurrences::renumber(words, &numbers))
        })
    }

    fn push_chunk(&mut self, chunk: Chunk) {
        let number = self.chunks.len() as u32;
        let documents = chunk.documents.into_iter();
        self.documents
            .extend(documents.map(|(place, _)| place.in_chunk(number)));
        self.chunks.push(chunk.tokens);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{NgramRange, TextSettings};

    fn add(corpus: &mut TokenizedCorpus, documents: &[(&str, &str)]) {
        for (text, label) in documents {
            corpus.push(text, label).unwrap();
        }
        corpus.end_chunk().unwrap();
    }

    fn shown(corpus: &TokenizedCorpus) -> Vec<(String, &str)> {
        let documents = 0..corpus.len();
        documents
            .map(|document| {
                let mut reader = corpus.reader();
                let found = reader.occurrences(document).unwrap();
                let words: Vec<_> = found
                    .map(|(token, count)| {
                        [corpus.tokens().token(token)]
                            .repeat(count as usize)
                            .join(" ")
                    })
                    .collect();
                (
                    words.join(" "),
                    corpus.classes().token(corpus.class_of(document)),
                )
            })
            .collect()
    }

    #[test]
    fn corpora_filled_side_by_side_are_joined_in_order() {
        for (ngrams, in_memory) in [(1, 0), (1, 99), (2, 0), (2, 99)] {
            let ngrams = NgramRange::new(1, ngrams).unwrap();
            let storage = Arc::new(Storage::within(in_memory));
            let text = TextSettings {
                stop_words: vec!["the".into()],
                ngrams,
                ..TextSettings::default()
            };
            let mut left = TokenizedCorpus::new(text.clone(), Arc::clone(&storage));
            add(&mut left, &[("a b the a", "x"), ("c", "y")]);
            add(&mut left, &[("b", "y")]);
            let mut right = TokenizedCorpus::new(text, storage);
            add(&mut right, &[("d b", "z"), ("", "x")]);
            let merged = TokenizedCorpus::merge(vec![(left, vec![0, 2]), (right, vec![1])]);
            let merged = merged.unwrap();
            let first = if ngrams.high() == 1 { "a a b" } else { "a b a" };
            let expected = [
                (first, "x"),
                ("c", "y"),
                ("d b", "z"),
                ("", "x"),
                ("b", "y"),
            ];
            let expected = expected.map(|(text, label)| (text.to_owned(), label));
            assert_eq!(shown(&merged), expected);
            assert_eq!((merged.len(), merged.token_count()), (5, 7));
            assert_eq!(merged.chunks(), [0..2, 2..4, 4..5, 0..0]);
        }
    }
}
