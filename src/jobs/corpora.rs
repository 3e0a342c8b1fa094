//! Reading documents to count their words.

use std::sync::Arc;

use super::Environment;
use crate::corpus::reading::{Reading, Tokenization, token_corpus};
use crate::corpus::{Column, Document, TokenizedCorpus};
use crate::error::Result;
use crate::text::{NgramRange, TextSettings, Tokenizer};

/// Reads and tokenises documents to count n-grams and surface forms. The documents have `columns`, and the class of
/// each is its value of `class`. `keep` computes something from each document, in the same order.
pub fn counted_corpus<K: Send>(
    environment: &Environment<'_>,
    reading: Reading,
    text: TextSettings,
    columns: &DocumentColumns,
    keep: impl Fn(&Document) -> K + Sync,
) -> Result<(TokenizedCorpus, Vec<K>)> {
    let how = Tokenization {
        text,
        class: columns.class.clone(),
        columns: columns.kept.clone(),
        with_surface_forms: true,
        storage: Arc::clone(&environment.storage),
    };
    token_corpus(environment.progress, reading, &how, keep)
}

/// Which columns of documents a corpus has.
#[derive(Debug, Clone, Default)]
pub struct DocumentColumns {
    /// The column that is the class of a document; without it, all documents have the empty class.
    pub class: Option<Column>,
    /// Other columns that are kept.
    pub kept: Vec<Column>,
}

impl DocumentColumns {
    /// The values of a column are the classes.
    pub fn classes(class: Option<Column>) -> Self {
        DocumentColumns {
            class,
            kept: Vec::new(),
        }
    }
}

/// Makes a reading include the field of a column; for months, also counts dates that cannot be parsed.
pub fn prepare(reading: &mut Reading, column: &Column) {
    if let Column::Field(name) = column {
        reading.options.fields.group = Some(name.clone());
    }
    reading.options.count_dates |= *column == Column::Month;
}

/// How texts are tokenised for counting: every token is kept, none is stemmed.
pub fn text_to_count(tokenizer: &Tokenizer, ngrams: NgramRange) -> TextSettings {
    TextSettings {
        tokenizer: tokenizer.with_stem(None),
        ngrams,
        ..TextSettings::default()
    }
}
