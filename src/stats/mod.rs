//! Counts of terms, their positions, and statistics of counts.

mod adjustment;
mod association;
mod collocation;
mod concordance;
mod contingency;
mod deviance;
mod dispersion;
mod diversity;
mod document_test;
mod effect;
mod fisher;
mod keyness;
mod keyness_settings;
mod keyness_statistics;
mod keyphrases;
mod ngram_association;
mod ngram_collocation;
mod positions;
mod proportion;
mod ranking;
mod term_ranks;
mod yake;
mod zipf;

pub use adjustment::Adjustment;
pub use association::Association;
pub use collocation::{AssociationMeasure, Collocation, CollocationSettings, collocations};
pub use concordance::{
    ConcordanceLine, ConcordanceSession, Concordancer, ContextWidth, Query, Sample, SortKey,
};
pub use contingency::{Contingency, chi_squared_p};
pub use dispersion::{Dispersion, Parts};
pub use diversity::Diversity;
pub use effect::{LogOdds, LogRatio, log_odds, log_ratio, per_million, simple_maths};
pub use fisher::fisher_exact;
pub use keyness::{KeyTerm, key_terms};
pub use keyness_settings::{KeynessMeasure, KeynessSettings, KeynessTest, Sign};
pub use keyness_statistics::Keyness;
pub use keyphrases::{Keyphrase, keyphrases};
pub use ngram_association::NgramAssociation;
pub use ngram_collocation::{NgramCollocation, NgramCollocationSettings, ngram_collocations};
pub use positions::TermPositions;
pub use proportion::wilson_interval;
pub use term_ranks::{FrequentTerm, TermOrder, frequent_terms, ranked_terms};
pub use yake::WordFeatures;
pub use zipf::{ZipfLine, zipf_exponent};
