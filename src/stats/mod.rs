//! Which words are there, and where? Counts of terms, with the form in which they are written.

mod frequency;

pub use frequency::{TermCount, TermFrequencies};
