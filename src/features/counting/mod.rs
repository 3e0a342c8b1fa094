//! The terms of a corpus and their counts: in documents, in classes, next to other terms.

pub(crate) mod candidates;
pub(crate) mod class_counts;
pub(crate) mod classes;
pub(crate) mod counted_terms;
pub(crate) mod found_terms;
pub(crate) mod levels;
pub(crate) mod ngram_key;
pub(crate) mod ngram_windows;
pub(crate) mod pairs;
pub(crate) mod part_counts;
pub(crate) mod row_counter;
pub(crate) mod selected;
pub(crate) mod spread;
pub(crate) mod term_rows;
pub(crate) mod terms;
