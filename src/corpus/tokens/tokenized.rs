//! A corpus as sequences of token numbers: read once, counted as often as needed.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::document_reader::DocumentReader;
use super::occurrences::TokenCounter;
use super::storage::{Numbers, Storage};
use super::token_table::TokenTable;
use super::values::Values;
use super::written::WrittenForms;
use crate::corpus::{Column, Document};
use crate::error::Result;
use crate::text::{TextSettings, TokenBuffer};

/// Longest chunk before a new one is begun: places in a chunk are 32-bit numbers.
const LONGEST_CHUNK: usize = 1 << 30;

/// Tokenised documents, each with a class.
///
/// Four bytes a token; n-grams, document frequencies and rows of any subset of the documents are
/// counted from it without reading text again. Corpora that were filled side by side are put together by
/// [`TokenizedCorpus::join`].
///
/// ```
/// use tasnif::TokenizedCorpus;
///
/// let mut corpus = TokenizedCorpus::default();
/// corpus.push("سجل اللاعب هدفين", "sport")?;
/// corpus.push("the bank raised its rate", "economy")?;
/// assert_eq!((corpus.len(), corpus.token_count()), (2, 8));
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug)]
pub struct TokenizedCorpus {
    pub(super) storage: Arc<Storage>,
    /// How texts become tokens.
    pub(super) text: TextSettings,
    /// Whether each document keeps its distinct tokens and their counts, but no order: shorter,
    /// and all that single words need.
    pub(super) counted: bool,
    pub(super) tokens: TokenTable,
    /// The forms in which tokens are written, where they are to be known.
    pub(super) written: Option<WrittenForms>,
    /// The column whose values are the classes of documents; without it all have the empty class.
    pub(super) class: Option<Column>,
    pub(super) classes: Values,
    /// What else is known of the documents.
    pub(super) columns: Vec<(Column, Values)>,
    /// Finished chunks.
    pub(super) chunks: Vec<Numbers>,
    /// The chunk under way.
    open: Vec<u32>,
    pub(super) documents: Vec<Stretch>,
    pub(super) token_count: usize,
    /// Working memory.
    buffer: TokenBuffer,
    numbers: Vec<u32>,
    counter: TokenCounter,
}

/// Where the tokens of a document stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    pub(super) chunk: u32,
    start: u32,
    end: u32,
}

impl Stretch {
    /// The same place in another chunk.
    pub(super) fn in_chunk(self, chunk: u32) -> Self {
        Stretch { chunk, ..self }
    }
}

/// A corpus in memory with the default [`TextSettings`].
impl Default for TokenizedCorpus {
    fn default() -> Self {
        TokenizedCorpus::new(TextSettings::default(), Arc::default())
    }
}

impl TokenizedCorpus {
    /// An empty corpus, kept in `storage`, whose texts become tokens as `text` says. The classes of its
    /// documents are their labels.
    pub fn new(text: TextSettings, storage: Arc<Storage>) -> Self {
        TokenizedCorpus {
            storage,
            counted: text.ngrams.high() == 1,
            text,
            tokens: TokenTable::default(),
            written: None,
            class: Some(Column::Label),
            classes: Values::default(),
            columns: Vec::new(),
            chunks: Vec::new(),
            open: Vec::new(),
            documents: Vec::new(),
            token_count: 0,
            buffer: TokenBuffer::default(),
            numbers: Vec::new(),
            counter: TokenCounter::default(),
        }
    }

    /// The corpus with the values of `class` as the classes of its documents from now on; without it all
    /// have the empty class.
    #[must_use]
    pub fn with_class(self, class: Option<Column>) -> Self {
        TokenizedCorpus { class, ..self }
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

    /// Adds a document with its values of the columns that are kept.
    ///
    /// # Errors
    /// When a temporary file is needed and cannot be used.
    pub fn push_document(&mut self, document: &Document) -> Result<()> {
        self.push_text(&document.text)?;
        let class = self.class.as_ref().map(|column| column.value(document));
        self.classes.push(&class.unwrap_or_default());
        for (column, values) in &mut self.columns {
            values.push(&column.value(document));
        }
        Ok(())
    }

    /// Adds a text with its class.
    ///
    /// # Errors
    /// When a temporary file is needed and cannot be used.
    pub fn push(&mut self, text: &str, label: &str) -> Result<()> {
        self.push_text(text)?;
        self.classes.push(label);
        for (column, values) in &mut self.columns {
            values.push(if *column == Column::Label { label } else { "" });
        }
        Ok(())
    }

    fn push_text(&mut self, text: &str) -> Result<()> {
        if self.open.len() >= LONGEST_CHUNK {
            self.end_chunk()?;
        }
        let start = self.open.len();
        let settings = &self.text;
        let keep = |token: &str| settings.keeps(token);
        settings.tokenizer.read_kept(text, &mut self.buffer, keep);
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

    /// Lets the next documents stand in a chunk of their own; a corpus that is joined with others keeps its chunks.
    pub(crate) fn end_chunk(&mut self) -> Result<()> {
        let numbers = std::mem::take(&mut self.open);
        self.chunks.push(self.storage.store(numbers)?);
        Ok(())
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

    /// How its texts became tokens.
    pub fn text_settings(&self) -> &TextSettings {
        &self.text
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
