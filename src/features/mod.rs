//! How tokens become numbers: vocabulary, document frequencies, weights, sparse rows.
//!
//! [`TokenizedCorpus`] is read once. [`Fit`] counts candidates over some of its documents, selects
//! the vocabulary and freezes the weights into [`Features`], which then turn any text into a
//! [`Row`] with the same numbers as in training.

mod array;
mod base_forms;
mod candidates;
mod classes;
mod clitic_learning;
mod clitic_table;
mod fit;
mod levels;
mod lexicon;
mod ngram_key;
mod occurrences;
mod row;
mod row_counter;
mod row_reader;
mod selected;
mod selection;
mod settings;
mod storage;
mod terms;
mod token_table;
mod tokenized;
mod transform;
mod vocabulary;
mod weighting;
mod written;

pub use array::{Array, Bytes};
pub use clitic_table::{CliticTable, WordForm};
pub use fit::{Features, Fit};
pub use row::Row;
pub use settings::{
    ClassWeighting, DEFAULT_MAX_FEATURES, DfBound, FeatureSettings, Idf, MinDf, Norm, Selection, Tf,
};
pub use storage::Storage;
pub use terms::{ClassCount, ClassSize, FoundTerms, Spread, TermSettings, TermText, Terms};
pub use token_table::TokenTable;
pub(crate) use tokenized::DocumentReader;
pub use tokenized::TokenizedCorpus;
pub use transform::Transformer;
pub use vocabulary::Vocabulary;
