//! How tokens become numbers: vocabulary, document frequencies, weights, sparse rows.
//!
//! A [`TokenizedCorpus`](crate::TokenizedCorpus) is read once. [`Fit`] counts candidates over some of its documents, selects
//! the vocabulary and freezes the weights into [`Features`], which then turn any text into a
//! [`Row`] with the same numbers as in training. [`Terms`] counts words and n-grams for statistics.

mod clitics;
mod counting;
mod vectorizer;

pub use clitics::table::{CliticTable, WordForm};
pub use counting::class_counts::{ClassCount, ClassSize};
pub use counting::counted_terms::{CountedTerms, Holding};
pub use counting::found_terms::{FoundTerms, TermSettings};
pub use counting::ngram_windows::{LONGEST_COLLOCATION, NgramWindows};
pub use counting::pairs::{PairCount, PairCounts, Pairing};
pub use counting::part_counts::PartCounts;
pub use counting::spread::{Spread, Spreads};
pub(crate) use counting::term_rows::{SummedTerms, TermRows};
pub use counting::terms::{TermText, Terms};
pub use vectorizer::array::{Array, Bytes};
pub use vectorizer::fit::{Features, Fit};
pub(crate) use vectorizer::fit::{RowEntries, TermSums};
pub(crate) use vectorizer::frequency_table::FrequencyTable;
pub use vectorizer::row::Row;
pub use vectorizer::scripts::ScriptShare;
pub use vectorizer::settings::{
    ClassWeighting, DEFAULT_MAX_FEATURES, DfBound, FeatureSettings, Idf, MinDf, Norm,
    TermSelection, Tf,
};
pub use vectorizer::spans::{SpannedRow, SpannedTerm};
pub(crate) use vectorizer::surface_forms::FormCounts;
pub use vectorizer::transform::Transformer;
pub use vectorizer::transformer_cache::TransformerCache;
pub use vectorizer::vocabulary::Vocabulary;
