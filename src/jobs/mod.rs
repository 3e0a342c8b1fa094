//! What can it do? One file a capability: plain settings in, a typed result out.

pub(crate) mod classify;
pub(crate) mod clean;
pub(crate) mod collocations;
mod comparison;
pub(crate) mod concordance;
mod corpora;
mod date_range;
mod environment;
pub(crate) mod evaluate;
pub(crate) mod explain;
mod field_values;
mod input_names;
mod key_phrases;
mod keywords;
pub(crate) mod label_sets;
pub(crate) mod labelled_corpus;
pub(crate) mod lint;
mod measures;
mod occurrences;
mod period;
mod period_counts;
pub(crate) mod splitting;
mod target;
mod term_counts;
mod text_variants;
mod timeline;
mod tokenize;
mod topics;
pub(crate) mod train;
pub(crate) mod tune;
mod unlabelled;
mod words;

pub use key_phrases::{PhraseOrder, RankedPhrase};
pub use keywords::{DispersionParts, FrequentTerms, GroupKeywords, KeywordTable, Ranked};
pub use measures::{Measures, PartMeasures};
pub use target::Target;
pub use words::{StopWords, WordSettings};

pub(crate) use comparison::{Compared, Comparison, TwoInputs, check_words};
pub(crate) use corpora::{DocumentColumns, counted_corpus, prepare, text_to_count};
pub(crate) use date_range::{DateRange, days_of};
pub(crate) use environment::{Environment, SecondReading};
pub(crate) use field_values::field_values;
pub(crate) use input_names::{last_part, names};
pub(crate) use key_phrases::{DocumentFrequencies, PhraseFinder, PhraseSettings};
pub(crate) use keywords::{KeywordSettings, keywords};
pub(crate) use measures::{MeasureSettings, measures};
pub(crate) use occurrences::{
    CountedUnit, DocumentOccurrences, OccurrenceSettings, Occurrences, occurrences,
};
pub(crate) use period::PeriodLength;
pub(crate) use period_counts::{FEW_DOCUMENTS, PER_WORDS, PeriodCounts, PeriodSettings};
pub(crate) use term_counts::{TermCounts, no_term};
pub(crate) use timeline::Timeline;
pub(crate) use tokenize::TextReading;
pub(crate) use topics::{TopicSettings, Topics};
pub(crate) use unlabelled::UnlabelledCounts;
