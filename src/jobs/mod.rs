//! What tasnif can do, one file per job: plain settings in, a typed result out.

pub mod check;
pub mod classify;
pub mod clean;
pub mod collocations;
mod comparison;
pub mod concordance;
mod corpora;
mod date_range;
pub mod diff;
mod environment;
pub mod evaluate;
pub mod explain;
mod field_values;
mod input_names;
pub mod kept_model;
mod key_phrases;
mod keywords;
pub mod label_sets;
pub mod labelled_corpus;
mod learning;
pub mod lint;
mod measures;
pub mod next;
mod occurrences;
mod period;
mod period_counts;
pub mod seeds;
pub mod splitting;
mod target;
mod term_counts;
mod text_variants;
mod timeline;
mod tokenize;
mod topics;
pub mod train;
mod training_settings;
pub mod tune;
mod unlabelled;
mod words;

pub use key_phrases::{PhraseOrder, RankedPhrase};
pub use keywords::{DispersionParts, FrequentTerms, GroupKeywords, KeywordTable, Ranked};
pub use measures::{Measures, PartMeasures};
pub use target::Target;
pub use words::{StopWords, WordSettings};

pub use comparison::{Compared, Comparison, TwoInputs, check_words};
pub use corpora::{DocumentColumns, counted_corpus, prepare, text_to_count};
pub use date_range::{DateRange, days_of};
pub use environment::{Environment, SecondReading};
pub use field_values::field_values;
pub use input_names::{last_part, names};
pub use key_phrases::{DocumentFrequencies, PhraseFinder, PhraseSettings};
pub use keywords::{KeywordSettings, keywords};
pub use learning::learning;
pub use measures::{MeasureSettings, measures};
pub use occurrences::{
    CountedUnit, DocumentOccurrences, OccurrenceSettings, Occurrences, occurrences,
};
pub use period::PeriodLength;
pub use period_counts::{FEW_DOCUMENTS, PER_WORDS, PeriodCounts, PeriodSettings};
pub use term_counts::{TermCounts, no_term};
pub use timeline::Timeline;
pub use tokenize::TextReading;
pub use topics::{TopicSettings, Topics};
pub use training_settings::{CharNgrams, Epochs, MaxFeatures, TrainingSettings};
pub use unlabelled::UnlabelledCounts;
