//! How text becomes tokens: profiles, segmentation and normalisation in one pass, stop lists,
//! n-grams, markup remains.

mod addresses;
mod arabic;
mod clean;
mod explain;
mod general;
mod hamza;
mod language;
mod letters;
mod ngrams;
mod profile;
mod segment;
mod stem;
mod step;
mod stop;
mod token_buffer;
mod tokenizer;

pub use clean::{Cleaned, RemovedLine, remove_markup};
pub use explain::explain;
pub use hamza::HamzaSeats;
pub use language::{Language, language};
pub use ngrams::{CHAR_NGRAM_MARK, NgramRange, for_each_char_ngram};
pub use profile::Profile;
pub use stem::StemLanguage;
pub use step::{Explanation, Step, StepKind};
pub use stop::StopList;
pub use token_buffer::TokenBuffer;
pub use tokenizer::{Token, Tokenizer};
