//! A corpus as sequences of token ids: read once, counted as often as needed.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::document_reader::DocumentReader;
use super::occurrences::TokenCounter;
use super::storage::{Numbers, Storage};
use super::surface_form_counts::SurfaceFormCounts;
use super::token_table::TokenTable;
use super::values::Values;
use crate::corpus::{Column, Document};
use crate::error::Result;
use crate::text::{TextSettings, TokenBuffer};

/// Length limit of a chunk: positions in a chunk are 32-bit numbers.
const LONGEST_CHUNK: usize = 1 << 30;

/// Tokenised documents, each with a class.
///
/// It takes four bytes per token. N-grams, document frequencies and weights of any subset of the documents
/// are counted from it without reading text again. [`TokenizedCorpus::join`] joins corpora that were built in
/// parallel.
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
    /// Whether each document stores only its distinct tokens and their counts, without order: this is
    /// shorter, and enough for single words.
    pub(super) counted: bool,
    pub(super) tokens: TokenTable,
    /// The surface forms of tokens, if they are stored.
    pub(super) written: Option<SurfaceFormCounts>,
    /// The column whose values are the classes of documents; without it, all have the empty class.
    pub(super) class: Option<Column>,
    pub(super) classes: Values,
    /// Other columns of the documents.
    pub(super) columns: Vec<(Column, Values)>,
    /// Finished chunks.
    pub(super) chunks: Vec<Numbers>,
    /// The chunk that is being filled.
    open: Vec<u32>,
    pub(super) documents: Vec<Stretch>,
    pub(super) token_count: usize,
    /// Working memory.
    buffer: TokenBuffer,
    numbers: Vec<u32>,
    counter: TokenCounter,
}

/// The position of a document's tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    pub(super) chunk: u32,
    start: u32,
    end: u32,
}

impl Stretch {
    /// The same position in another chunk.
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
    /// An empty corpus in `storage`, whose texts are tokenised with the settings `text`. The classes of its
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

    /// Makes the values of `class` the classes of documents that are added later; without it, all have the
    /// empty class.
    #[must_use]
    pub fn with_class(self, class: Option<Column>) -> Self {
        TokenizedCorpus { class, ..self }
    }

    /// Stores the surface forms of tokens that are added later.
    #[must_use]
    pub fn with_surface_forms(self) -> Self {
        TokenizedCorpus {
            written: Some(SurfaceFormCounts::default()),
            ..self
        }
    }

    /// Stores these columns of documents that are added later.
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

    /// Adds a document with its values of the stored columns.
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
        self.storage.check_cancelled()?;
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
            self.numbers.push(number);
            self.push_number(number);
        }
        self.end_document(start);
        if let Some(written) = &mut self.written {
            written.read(text, &self.buffer, &self.numbers, &self.tokens);
        }
        Ok(())
    }

    /// Adds a document with these token ids, whose tokens are set later.
    pub(crate) fn push_numbers(&mut self, numbers: &[u32], label: &str) {
        let start = self.open.len();
        self.counter.start();
        for &number in numbers {
            self.push_number(number);
        }
        self.end_document(start);
        self.classes.push(label);
    }

    #[inline]
    fn push_number(&mut self, number: u32) {
        self.token_count += 1;
        if self.counted {
            self.counter.add(number);
        } else {
            self.open.push(number);
        }
    }

    /// Ends a document that starts here in the open chunk.
    fn end_document(&mut self, start: usize) {
        self.counter.write(&mut self.open);
        self.documents.push(Stretch {
            chunk: self.chunks.len() as u32,
            start: start as u32,
            end: self.open.len() as u32,
        });
    }

    /// Sets the strings of token ids, and their surface forms.
    pub(crate) fn set_tokens(&mut self, tokens: TokenTable, written: SurfaceFormCounts) {
        self.tokens = tokens;
        self.written = Some(written);
    }

    /// Length of the chunk that is being filled.
    pub(crate) fn open_length(&self) -> usize {
        self.open.len()
    }

    /// Starts a new chunk for the next documents; a corpus that is joined with others keeps its chunks.
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

    /// The surface forms of tokens, if they are stored.
    pub(crate) fn known_forms(&self) -> Option<&SurfaceFormCounts> {
        self.written.as_ref()
    }

    /// The surface forms of tokens; empty without [`TokenizedCorpus::with_surface_forms`].
    pub(crate) fn surface_form_counts(&self) -> &SurfaceFormCounts {
        static NONE: OnceLock<SurfaceFormCounts> = OnceLock::new();
        let none = || NONE.get_or_init(SurfaceFormCounts::default);
        self.written.as_ref().unwrap_or_else(none)
    }

    pub(crate) fn tokens_mut(&mut self) -> &mut TokenTable {
        &mut self.tokens
    }

    /// The values of a column, if it is stored.
    pub(crate) fn column(&self, column: &Column) -> Option<&Values> {
        let mut columns = self.columns.iter();
        columns
            .find(|(kept, _)| kept == column)
            .map(|(_, values)| values)
    }

    /// Makes the value of a stored column the class of each document.
    pub(crate) fn group_by(&mut self, column: &Column) {
        if let Some(values) = self.column(column) {
            self.classes = values.renamed(|name| column.group_name(name));
        }
    }

    /// Sets the class of each document, in corpus order.
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

    /// True when documents store their distinct tokens without order.
    pub(crate) fn is_counted(&self) -> bool {
        self.counted
    }

    /// Encoded length of `document` in `u32` units.
    pub(crate) fn size(&self, document: usize) -> usize {
        let place = self.documents[document];
        (place.end - place.start) as usize
    }

    /// Reads documents one after another.
    pub(crate) fn reader(&self) -> DocumentReader<'_> {
        self.reader_of_bases(None)
    }

    /// Like [`TokenizedCorpus::reader`], with each token replaced by its base form.
    pub(crate) fn reader_of_bases(&self, base_of: Option<Arc<[u32]>>) -> DocumentReader<'_> {
        DocumentReader::new(self, base_of)
    }

    /// The chunk of `document`, and its position in it.
    pub(crate) fn place(&self, document: usize) -> (u32, Range<usize>) {
        let place = self.documents[document];
        (place.chunk, place.start as usize..place.end as usize)
    }

    /// The storage of the sequences.
    pub(crate) fn storage(&self) -> &Storage {
        &self.storage
    }

    /// The numbers in `range` of a chunk; they are read into `buffer` if needed.
    pub(crate) fn words<'n>(
        &'n self,
        chunk: u32,
        range: Range<usize>,
        buffer: &'n mut Vec<u32>,
    ) -> Result<&'n [u32]> {
        self.storage.check_cancelled()?;
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

    /// Stores a side array, one `u32` per token.
    pub(crate) fn beside(&self, numbers: Vec<u32>) -> Result<Numbers> {
        self.storage.store(numbers)
    }
}
