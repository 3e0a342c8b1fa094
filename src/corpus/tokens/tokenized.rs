//! A corpus as sequences of token numbers: read once, counted as often as needed.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::document_reader::DocumentReader;
use super::occurrences::{self, TokenCounter};
use super::storage::{Numbers, Storage};
use super::token_table::TokenTable;
use super::values::{JoinedValues, Values};
use super::written::WrittenForms;
use crate::corpus::{Column, Document};
use crate::error::Result;
use crate::text::{NgramRange, TokenBuffer, Tokenizer};

/// Longest chunk before a new one is begun: places in a chunk are 32-bit numbers.
const LONGEST_CHUNK: usize = 1 << 30;

/// Tokenised documents, each with a class.
///
/// Four bytes a token; n-grams, document frequencies and rows of any subset of the documents are
/// counted from it without reading text again.
#[derive(Debug, Default)]
pub struct TokenizedCorpus {
    storage: Arc<Storage>,
    /// Whether each document keeps its distinct tokens and their counts, but no order: shorter,
    /// and all that single words need.
    counted: bool,
    tokens: TokenTable,
    /// The forms in which tokens are written, where they are to be known.
    written: Option<WrittenForms>,
    classes: Values,
    /// What else is known of the documents.
    columns: Vec<(Column, Values)>,
    /// Finished chunks.
    chunks: Vec<Numbers>,
    /// The chunk under way.
    open: Vec<u32>,
    documents: Vec<Stretch>,
    token_count: usize,
    /// Working memory.
    buffer: TokenBuffer,
    numbers: Vec<u32>,
    counter: TokenCounter,
}

/// Where the tokens of a document stand.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    chunk: u32,
    start: u32,
    end: u32,
}

/// A chunk on its way into a merged corpus, with its documents: where each stands, and its number in the
/// part that the chunk is of.
struct Chunk {
    number: usize,
    tokens: Numbers,
    part: usize,
    documents: Vec<(Stretch, usize)>,
}

impl TokenizedCorpus {
    /// A corpus, kept in `storage`, of which word n-grams as long as `ngrams` are counted: for single words
    /// it keeps no order of words.
    pub fn new(ngrams: NgramRange, storage: Arc<Storage>) -> Self {
        TokenizedCorpus {
            storage,
            counted: ngrams.high() == 1,
            ..TokenizedCorpus::default()
        }
    }

    /// The corpus with the forms in which tokens are written remembered from now on.
    #[must_use]
    pub fn with_written_forms(self) -> Self {
        TokenizedCorpus {
            written: Some(WrittenForms::default()),
            ..self
        }
    }

    /// The corpus with these columns of its documents kept from now on.
    #[must_use]
    pub fn with_columns(self, columns: &[Column]) -> Self {
        let empty = columns
            .iter()
            .map(|column| (column.clone(), Values::default()));
        TokenizedCorpus {
            columns: empty.collect(),
            ..self
        }
    }

    /// Adds a document with the value of `class` as its class, the empty one without.
    ///
    /// # Errors
    /// As [`TokenizedCorpus::push`].
    pub(crate) fn push_document(
        &mut self,
        tokenizer: &Tokenizer,
        document: &Document,
        class: Option<&Column>,
        keep: impl Fn(&str) -> bool,
    ) -> Result<()> {
        self.push_text(tokenizer, &document.text, keep)?;
        let class = class.map(|column| column.value(document));
        self.classes.push(&class.unwrap_or_default());
        for (column, values) in &mut self.columns {
            values.push(&column.value(document));
        }
        Ok(())
    }

    /// Adds a document; tokens for which `keep` is false before stemming are left out.
    ///
    /// # Errors
    /// When a temporary file is needed and cannot be used.
    pub fn push(
        &mut self,
        tokenizer: &Tokenizer,
        text: &str,
        label: &str,
        keep: impl Fn(&str) -> bool,
    ) -> Result<()> {
        self.push_text(tokenizer, text, keep)?;
        self.classes.push(label);
        for (column, values) in &mut self.columns {
            values.push(if *column == Column::Label { label } else { "" });
        }
        Ok(())
    }

    fn push_text(
        &mut self,
        tokenizer: &Tokenizer,
        text: &str,
        keep: impl Fn(&str) -> bool,
    ) -> Result<()> {
        if self.open.len() >= LONGEST_CHUNK {
            self.end_chunk()?;
        }
        let start = self.open.len();
        tokenizer.read_kept(text, &mut self.buffer, keep);
        self.counter.start();
        self.numbers.clear();
        for index in 0..self.buffer.len() {
            let number = self.tokens.insert_from(&self.buffer, index);
            self.token_count += 1;
            self.numbers.push(number);
            if self.counted {
                self.counter.add(number);
            } else {
                self.open.push(number);
            }
        }
        self.counter.write(&mut self.open);
        if let Some(written) = &mut self.written {
            written.read(text, &self.buffer, &self.numbers, &self.tokens);
        }
        self.documents.push(Stretch {
            chunk: self.chunks.len() as u32,
            start: start as u32,
            end: self.open.len() as u32,
        });
        Ok(())
    }

    /// Lets the next documents stand in a chunk of their own; see [`TokenizedCorpus::merge`].
    pub(crate) fn end_chunk(&mut self) -> Result<()> {
        let numbers = std::mem::take(&mut self.open);
        self.chunks.push(self.storage.store(numbers)?);
        Ok(())
    }

    /// Joins corpora that were filled side by side: chunk `i` of corpus `c` gets the place
    /// `order[c][i]` among all chunks.
    pub(crate) fn merge(parts: Vec<(TokenizedCorpus, Vec<usize>)>) -> Result<TokenizedCorpus> {
        let mut merged = TokenizedCorpus::default();
        let mut classes = JoinedValues::default();
        let mut columns: Vec<(Column, JoinedValues)> = Vec::new();
        let mut chunks: Vec<Chunk> = Vec::new();
        for (number, (mut part, order)) in parts.into_iter().enumerate() {
            merged.take_tokens(&mut part)?;
            merged.storage = Arc::clone(&part.storage);
            merged.counted = part.counted;
            merged.token_count += part.token_count;
            classes.add_part(std::mem::take(&mut part.classes));
            if number == 0 {
                let kept = part.columns.iter().map(|(column, _)| column.clone());
                columns.extend(kept.map(|column| (column, JoinedValues::default())));
            }
            for ((_, joined), (_, values)) in columns.iter_mut().zip(part.columns.drain(..)) {
                joined.add_part(values);
            }
            chunks.extend(part.into_chunks(number, order));
        }
        chunks.sort_unstable_by_key(|chunk| chunk.number);
        for chunk in chunks {
            for &(_, document) in &chunk.documents {
                classes.push(chunk.part, document);
                let columns = columns.iter_mut();
                columns.for_each(|(_, joined)| joined.push(chunk.part, document));
            }
            merged.push_chunk(chunk);
        }
        merged.classes = classes.into_values();
        let columns = columns.into_iter();
        merged.columns = columns
            .map(|(column, joined)| (column, joined.into_values()))
            .collect();
        Ok(merged)
    }

    /// Its chunks, each with its place among those of all parts.
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

    /// The documents of this corpus and then those of `other`, which must stand in the same storage.
    pub(crate) fn followed_by(mut self, mut other: Self) -> Result<Self> {
        self.end_chunk()?;
        other.end_chunk()?;
        let first = self.chunks.len();
        let orders = [(0..first), (first..first + other.chunks.len())];
        let [before, after] = orders.map(Iterator::collect);
        TokenizedCorpus::merge(vec![(self, before), (other, after)])
    }

    /// Adds the tokens of `part`, in which their numbers become those of this corpus.
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
        let documents = chunk.documents.into_iter();
        self.documents.extend(documents.map(|(place, _)| Stretch {
            chunk: self.chunks.len() as u32,
            ..place
        }));
        self.chunks.push(chunk.tokens);
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// True when there is no document.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Number of tokens in all documents.
    pub fn token_count(&self) -> usize {
        self.token_count
    }

    /// The distinct tokens.
    pub fn tokens(&self) -> &TokenTable {
        &self.tokens
    }

    /// The forms in which tokens are written, where they are remembered.
    pub(crate) fn known_forms(&self) -> Option<&WrittenForms> {
        self.written.as_ref()
    }

    /// The forms in which tokens are written; without [`TokenizedCorpus::with_written_forms`], none
    /// but their own.
    pub(crate) fn written(&self) -> &WrittenForms {
        static NONE: OnceLock<WrittenForms> = OnceLock::new();
        let none = || NONE.get_or_init(WrittenForms::default);
        self.written.as_ref().unwrap_or_else(none)
    }

    pub(crate) fn tokens_mut(&mut self) -> &mut TokenTable {
        &mut self.tokens
    }

    /// The values of a column, where it is kept.
    pub(crate) fn column(&self, column: &Column) -> Option<&Values> {
        let mut columns = self.columns.iter();
        columns
            .find(|(kept, _)| kept == column)
            .map(|(_, values)| values)
    }

    /// Lets the value of a column that is kept be the class of each document.
    pub(crate) fn group_by(&mut self, column: &Column) {
        if let Some(values) = self.column(column) {
            self.classes = values.renamed(|name| column.group_name(name));
        }
    }

    /// Gives each document, in their order, a class.
    pub(crate) fn set_classes<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        self.classes = Values::of(names);
    }

    /// The distinct labels.
    pub fn classes(&self) -> &TokenTable {
        self.classes.names()
    }

    /// Number of the label of `document` in [`TokenizedCorpus::classes`].
    pub fn class_of(&self, document: usize) -> u32 {
        self.classes.number_of(document)
    }

    /// True when documents keep their distinct tokens, but no order.
    pub(crate) fn is_counted(&self) -> bool {
        self.counted
    }

    /// Words in which `document` is written down.
    pub(crate) fn size(&self, document: usize) -> usize {
        let place = self.documents[document];
        (place.end - place.start) as usize
    }

    /// Reads documents one after the other.
    pub(crate) fn reader(&self) -> DocumentReader<'_> {
        self.reader_of_bases(None)
    }

    /// As [`TokenizedCorpus::reader`], with the base form of each token in its place.
    pub(crate) fn reader_of_bases(&self, base_of: Option<Arc<[u32]>>) -> DocumentReader<'_> {
        DocumentReader::new(self, base_of)
    }

    /// The chunk of `document`, and where in it the document stands.
    pub(crate) fn place(&self, document: usize) -> (u32, Range<usize>) {
        let place = self.documents[document];
        (place.chunk, place.start as usize..place.end as usize)
    }

    /// Where sequences are kept.
    pub(crate) fn storage(&self) -> &Storage {
        &self.storage
    }

    /// What stands in `range` of a chunk; `buffer` is where it may be read to.
    pub(crate) fn words<'n>(
        &'n self,
        chunk: u32,
        range: Range<usize>,
        buffer: &'n mut Vec<u32>,
    ) -> Result<&'n [u32]> {
        match self.chunks.get(chunk as usize) {
            Some(chunk) => self.storage.read(chunk, range, buffer),
            None => Ok(&self.open[range]),
        }
    }

    /// Number of chunks, and the documents of each.
    pub(crate) fn chunks(&self) -> Vec<Range<usize>> {
        let mut chunks = vec![0..0; self.chunks.len() + 1];
        for (document, place) in self.documents.iter().enumerate() {
            let chunk = &mut chunks[place.chunk as usize];
            if chunk.end == 0 {
                chunk.start = document;
            }
            chunk.end = document + 1;
        }
        chunks
    }

    /// Bytes for tables in which n-grams are counted.
    pub(crate) fn table_bytes(&self) -> usize {
        self.storage.table_bytes()
    }

    /// A sequence that says something of every token, beside the tokens.
    pub(crate) fn beside(&self, numbers: Vec<u32>) -> Result<Numbers> {
        self.storage.store(numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::NgramRange;

    fn add(corpus: &mut TokenizedCorpus, documents: &[(&str, &str)]) {
        for (text, label) in documents {
            let added = corpus.push(&Tokenizer::default(), text, label, |token| token != "the");
            added.unwrap();
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
            let mut left = TokenizedCorpus::new(ngrams, Arc::clone(&storage));
            add(&mut left, &[("a b the a", "x"), ("c", "y")]);
            add(&mut left, &[("b", "y")]);
            let mut right = TokenizedCorpus::new(ngrams, storage);
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
