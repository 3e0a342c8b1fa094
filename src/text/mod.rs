//! How text becomes tokens: profiles, segmentation and normalisation in one pass, stop lists,
//! n-grams, cleaning of scraped text.

mod addresses;
mod arabic;
mod clean;
mod general;
mod ngrams;
mod profile;
mod segment;
mod stop;
mod token_buffer;
mod tokenizer;

pub use clean::{CUES, Cleaned, Cleaner, LineCounts, MOST_REMOVED, RemovedLine, Rule};
pub use ngrams::{CHAR_NGRAM_MARK, NgramRange, for_each_char_ngram};
pub use profile::Profile;
pub use stop::StopList;
pub use token_buffer::TokenBuffer;
pub use tokenizer::{Token, Tokenizer};
