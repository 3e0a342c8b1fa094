//! Counts of terms, their positions, and statistics of counts.

mod adjustment;
mod association;
mod chi_squared;
mod collocation;
mod concordance;
mod contingency;
mod deviance;
mod dispersion;
mod diversity;
mod document_test;
mod effect;
mod fisher;
mod homogeneity;
mod keyness;
mod keyness_settings;
mod keyness_statistics;
mod keyphrases;
mod mcnemar;
mod ngram_association;
mod ngram_collocation;
mod positions;
mod proportion;
mod ranking;
mod signed_rank;
mod term_ranks;
mod yake;
mod zipf;

pub use adjustment::Adjustment;
pub use association::Association;
pub use chi_squared::chi_squared_tail;
pub use collocation::{AssociationMeasure, Collocation, CollocationSettings, collocations};
pub use concordance::{
    ConcordanceLine, ConcordanceSession, Concordancer, ContextWidth, Query, Sample, SortKey,
};
pub use contingency::{Contingency, chi_squared_p};
pub use dispersion::{Dispersion, Parts};
pub use diversity::Diversity;
pub(crate) use document_test::common_terms;
pub use effect::{LogOdds, LogRatio, log_odds, log_ratio, per_million, simple_maths};
pub use fisher::fisher_exact;
pub use homogeneity::TwoSamples;
pub use keyness::{KeyTerm, key_terms};
pub use keyness_settings::{KeynessMeasure, KeynessSettings, KeynessTest, Sign};
pub use keyness_statistics::Keyness;
pub use keyphrases::{Keyphrase, keyphrases};
pub use mcnemar::mcnemar;
pub use ngram_association::NgramAssociation;
pub use ngram_collocation::{NgramCollocation, NgramCollocationSettings, ngram_collocations};
pub use positions::TermPositions;
pub use proportion::wilson_interval;
pub use signed_rank::signed_rank;
pub use term_ranks::{FrequentTerm, TermOrder, frequent_terms, ranked_terms};
pub use yake::WordFeatures;
pub use zipf::{ZipfLine, zipf_exponent};
