//! From counts to weights: the learned vocabulary, and the row of any text.

pub(crate) mod array;
pub(crate) mod fit;
pub(crate) mod frequency_table;
pub(crate) mod lexicon;
pub(crate) mod row;
pub(crate) mod row_reader;
pub(crate) mod scripts;
pub(crate) mod selection;
pub(crate) mod settings;
pub(crate) mod spans;
pub(crate) mod surface_forms;
pub(crate) mod transform;
pub(crate) mod transformer_cache;
pub(crate) mod vocabulary;
pub(crate) mod weighting;
