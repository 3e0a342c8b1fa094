//! What can it do? One file a capability: plain settings in, a typed result out.

pub(crate) mod classify;
pub(crate) mod clean;
pub(crate) mod collocations;
pub(crate) mod concordance;
mod date_range;
mod environment;
pub(crate) mod evaluate;
pub(crate) mod explain;
mod field_values;
pub(crate) mod label_sets;
pub(crate) mod labelled_corpus;
pub(crate) mod lint;
mod occurrences;
mod period;
mod period_counts;
pub(crate) mod splitting;
mod term_counts;
mod text_variants;
mod timeline;
mod topics;
pub(crate) mod train;
pub(crate) mod tune;
mod unlabelled;

pub(crate) use date_range::{DateRange, days_of};
pub(crate) use environment::{Environment, SecondReading};
pub(crate) use field_values::field_values;
pub(crate) use occurrences::{
    CountedUnit, DocumentOccurrences, OccurrenceSettings, Occurrences, occurrences,
};
pub(crate) use period::PeriodLength;
pub(crate) use period_counts::{FEW_DOCUMENTS, PER_WORDS, PeriodCounts, PeriodSettings};
pub(crate) use term_counts::{TermCounts, no_term};
pub(crate) use timeline::Timeline;
pub(crate) use topics::{TopicSettings, Topics};
pub(crate) use unlabelled::UnlabelledCounts;
