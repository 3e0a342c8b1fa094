//! Text classification and keyword statistics for Arabic, English and mixed text.
//!
//! ```
//! use tasnif::{Classifier, ModelSettings, TokenizedCorpus, train};
//!
//! let mut corpus = TokenizedCorpus::default();
//! for (text, label) in [
//!     ("فاز الفريق بالمباراة النهائية", "sport"),
//!     ("سجل اللاعب هدفين في المباراة", "sport"),
//!     ("رفع البنك المركزي سعر الفائدة", "economy"),
//!     ("تراجع سعر النفط في الأسواق", "economy"),
//! ] {
//!     corpus.push(text, label)?;
//! }
//! let model = train(&corpus.all(), &ModelSettings::default())?;
//! let prediction = Classifier::new(model).classify("أعلن البنك سعرا جديدا");
//! assert_eq!(prediction.label_name(), Some("economy"));
//! # Ok::<(), tasnif::Error>(())
//! ```
//!
//! The modules follow the flow of the data: bytes become [`Document`]s ([`Batches`]), text becomes
//! tokens ([`Tokenizer`]), tokens become numbers ([`TokenizedCorpus`], [`Features`]), numbers
//! become a [`Model`], and a model gives [`Prediction`]s. Term statistics ([`Terms`])
//! and charts ([`charts`]) branch off after the tokens.

#![deny(missing_docs)]

#[cfg(feature = "charts")]
pub mod charts;
#[cfg(feature = "cli")]
pub mod cli;
pub mod corpus;
mod error;
pub mod evaluate;
pub mod features;
#[cfg(feature = "charts")]
pub mod figures;
pub mod io;
pub mod jobs;
pub mod lint;
pub mod model;
#[cfg(feature = "charts")]
pub mod pages;
pub mod report;
pub mod stats;
pub mod tables;
pub mod text;

pub use corpus::{
    Column, Document, FieldValue, KeptFields, Labels, Page, Place, Progress, Storage, TokenTable,
    TokenizedCorpus, WrittenDate,
};
pub use error::{Error, Result};
pub use evaluate::{
    AccuracyAtCoverage, Average, CalibrationBin, Confusion, CoverageStep, DEFAULT_SEED, ECE_BINS,
    FEWEST_CALIBRATED, Groups, LabelMetrics, Metrics, NEAR_DUPLICATE, Outcome, Split, TextVariant,
    Tuned, TuningMetric, TuningOptions, TuningProgress, TuningSplit, assign_folds, coverage_curve,
    cross_validate, expected_calibration_error, reliability, train_calibrated, tune,
};
pub use features::{
    Array, Bytes, ClassCount, ClassSize, ClassWeighting, CliticTable, DEFAULT_MAX_FEATURES,
    DfBound, FeatureSettings, Features, Fit, FoundTerms, Idf, LONGEST_COLLOCATION, MinDf,
    NgramWindows, Norm, PairCount, PairCounts, Pairing, Row, ScriptShare, SpannedRow, SpannedTerm,
    Spread, Spreads, TermSelection, TermSettings, TermText, Terms, Tf, Transformer, Vocabulary,
    WordForm,
};
pub use io::{
    AtomicFile, BadDates, BadRecord, Batch, Batches, Conversions, DateFormat, Encoding, Fields,
    FoundSources, InputFormat, InputOptions, Keep, Pages, Parsed, PassedOver, Per, Source, Tables,
    UnpackingLimit, find_sources, map_in_order, write_file,
};
pub use lint::{
    DEFAULT_MIN_TOKENS, Examined, Finding, Kind, LintReport, LintSettings, WrittenIn, lint,
    lint_model,
};
#[cfg(feature = "bundled-model")]
pub use model::bundled_model;
pub use model::{
    Abstention, Algorithm, Calibration, Classifier, DEFAULT_MAX_UNKNOWN, FORMAT_VERSION, Flip,
    GatheredWord, Isotonic, LabelExplanation, LeftOutTopic, Model, ModelSettings, OtherTopics,
    Prediction, Prior, Refinement, ScoredDocument, Session, TermContribution, Thresholds, TopTerms,
    Trial, Tuning, WordContribution, checksum, file_size, format_version, read_model, train,
    write_model,
};
pub use stats::{
    Adjustment, Association, AssociationMeasure, Collocation, CollocationSettings, ConcordanceLine,
    ConcordanceSession, Concordancer, ContextWidth, Contingency, Dispersion, Diversity,
    FrequentTerm, KeyTerm, Keyness, KeynessMeasure, KeynessSettings, KeynessTest, Keyphrase,
    LogOdds, LogRatio, NgramAssociation, NgramCollocation, NgramCollocationSettings, Parts, Query,
    Sample, Sign, SortKey, TermOrder, TermPositions, WordFeatures, ZipfLine, chi_squared_p,
    collocations, fisher_exact, frequent_terms, key_terms, keyphrases, log_odds, log_ratio,
    ngram_collocations, per_million, ranked_terms, simple_maths, wilson_interval, zipf_exponent,
};
pub use text::{
    BuiltInList, CHAR_NGRAM_MARK, CUES, CleanMode, Cleaned, Cleaner, CorpusLanguages, Explanation,
    HamzaSeats, Language, LineCounts, MOST_REMOVED, NgramRange, Profile, RemovedLine, Rule,
    StemLanguage, Step, StepKind, StopList, StopListSource, Token, TokenBuffer, Tokenizer,
    WordGroup, explain, for_each_char_ngram, language, script, unspaced_script,
};
