//! A corpus as token ids: read once, counted as often as needed.

pub(crate) mod builder;
pub(crate) mod document_reader;
mod joined;
pub(crate) mod occurrences;
pub(crate) mod storage;
pub(crate) mod surface_form_counts;
pub(crate) mod token_table;
pub(crate) mod tokenized;
pub(crate) mod values;
