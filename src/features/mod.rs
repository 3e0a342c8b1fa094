//! How tokens become numbers: vocabulary, document frequencies, weights, sparse rows.
//!
//! [`TokenizedCorpus`] is read once. [`Fit`] counts candidates over some of its documents, selects
//! the vocabulary and freezes the weights into [`Features`], which then turn any text into a
//! [`Row`] with the same numbers as in training. [`Terms`] counts words and n-grams for statistics.

mod array;
mod base_forms;
mod candidates;
mod class_counts;
mod classes;
mod clitic_learning;
mod clitic_table;
mod document_reader;
mod fit;
mod found_terms;
mod levels;
mod lexicon;
mod ngram_key;
mod ngram_windows;
mod occurrences;
mod pairs;
mod row;
mod row_counter;
mod row_reader;
mod scripts;
mod selected;
mod selection;
mod settings;
mod spans;
mod spread;
mod storage;
mod surface_forms;
mod terms;
mod token_table;
mod tokenized;
mod transform;
mod vocabulary;
mod weighting;
mod written;

pub use array::{Array, Bytes};
pub use class_counts::{ClassCount, ClassSize};
pub use clitic_table::{CliticTable, WordForm};
pub(crate) use document_reader::DocumentReader;
pub use fit::{Features, Fit};
pub use found_terms::{FoundTerms, TermSettings};
pub use ngram_windows::{LONGEST_COLLOCATION, NgramWindows};
pub use pairs::{PairCount, PairCounts, Pairing};
pub use row::Row;
pub use scripts::ScriptShare;
pub use settings::{
    ClassWeighting, DEFAULT_MAX_FEATURES, DfBound, FeatureSettings, Idf, MinDf, Norm, Selection, Tf,
};
pub use spans::{SpannedRow, SpannedTerm};
pub use spread::{Spread, Spreads};
pub use storage::Storage;
pub use terms::{TermText, Terms};
pub use token_table::TokenTable;
pub use tokenized::TokenizedCorpus;
pub use transform::Transformer;
pub use vocabulary::Vocabulary;
