//! How text becomes tokens: profiles, segmentation and normalisation in one pass, stop lists,
//! n-grams, markup remains.

mod addresses;
mod arabic;
mod clean;
mod clitics;
mod general;
mod ngrams;
mod profile;
mod protected;
mod segment;
mod stop;
mod token_buffer;
mod tokenizer;

pub use clean::{Cleaned, RemovedLine, remove_markup};
pub(crate) use clitics::{Parting, is_protected, partings};
pub use ngrams::{CHAR_NGRAM_MARK, NgramRange, for_each_char_ngram};
pub use profile::Profile;
pub use stop::StopList;
pub use token_buffer::TokenBuffer;
pub use tokenizer::{Token, Tokenizer};
