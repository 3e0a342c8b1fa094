//! Which words are there, and where? Counts of terms, with the form in which they are written.

mod frequency;
mod positions;
mod rank_frequency;

pub use frequency::{TermCount, TermFrequencies};
pub use positions::TermPositions;
pub use rank_frequency::fit_rank_frequency;
