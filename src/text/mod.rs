//! How text becomes tokens: profiles, one-pass segmentation and normalisation, stop lists, stemming, n-grams;
//! explanation of tokens, language detection, cleaning of scraped text.

mod addresses;
mod arabic;
mod char_spans;
mod clean;
mod clitics;
mod expansion;
mod explain;
mod general;
mod hamza;
mod language;
pub(crate) mod layout;
mod letter_counts;
mod letters;
mod ngrams;
mod profile;
mod protected;
mod segment;
mod settings;
mod shown;
mod stem;
mod step;
mod stop;
mod token_buffer;
mod tokenizer;
mod unspaced;

pub use char_spans::CharSpans;
pub use clean::{
    CUES, CleanLevel, CleanMode, Cleaned, Cleaner, LineCounts, MOST_REMOVED, RemovedLine, Rule,
};
pub(crate) use clean::{FEWEST_SHARING, is_markup, sentence_bytes};
pub(crate) use clitics::{Parting, is_protected, partings};
pub use explain::explain;
pub use hamza::HamzaSeats;
pub use language::{Language, language, script};
pub use layout::LineFeatures;
pub use letter_counts::LetterCounts;
pub use ngrams::{CHAR_NGRAM_MARK, NgramRange, for_each_char_ngram};
pub use profile::Profile;
pub use settings::TextSettings;
pub(crate) use shown::{holds_right_to_left, shown, shown_lines};
pub use stem::StemLanguage;
pub use step::{Explanation, Step, StepKind};
pub use stop::{BuiltInList, CorpusLanguages, StopList, StopListSource, WordGroup};
pub use token_buffer::TokenBuffer;
pub use tokenizer::{Token, Tokenizer};
pub use unspaced::unspaced_script;
