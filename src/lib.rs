//! Text classification and keyword statistics for Arabic, English and mixed text.
//!
//! ```
//! use tasnif::{Choices, Classifier, ModelSettings, TokenizedCorpus, train};
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
//! let model = train(&corpus.all(), &ModelSettings::default(), Choices::ALL, &())?;
//! let prediction = Classifier::new(model).classify("أعلن البنك سعرا جديدا");
//! assert_eq!(prediction.label_name(), Some("economy"));
//! # Ok::<(), tasnif::Error>(())
//! ```
//!
//! `docs/library.md` shows what people do most in ten lines each. The names below are those that most
//! programs need; the modules hold everything, and follow the flow of the data:
//!
//! | module | question |
//! |---|---|
//! | [`io`] | how do bytes become documents, and results bytes? |
//! | [`text`] | how does text become tokens? |
//! | [`corpus`] | what is a document, a label, a corpus? |
//! | [`features`] | how do tokens become numbers? |
//! | [`model`] | how is a label chosen? |
//! | [`evaluate`] | how good is it? |
//! | [`stats`] | which words matter? |
//! | [`lint`] | which documents may be wrong? |
//! | [`jobs`] | what can it do? settings in, a typed result out |
//! | `figures`, `charts` | how does a result become a picture? |
//! | [`tables`], [`report`] | how does a result become rows, and how are they written? |
//! | `corpus_report` | a page of HTML about a corpus |
//!
//! Everything is deterministic: results do not depend on the number of threads, on the order in which they
//! run, or on time. Types that are shared between threads are `Send` and `Sync`. What may go wrong is an
//! [`Error`]; nothing prints, and nothing panics on any input.

#![deny(missing_docs)]

#[cfg(feature = "charts")]
pub mod charts;
#[cfg(feature = "cli")]
pub mod cli;
pub mod corpus;
#[cfg(feature = "charts")]
pub mod corpus_report;
mod error;
pub mod evaluate;
pub mod features;
#[cfg(feature = "charts")]
pub mod figures;
pub mod io;
pub mod jobs;
pub mod lint;
pub mod model;
pub mod report;
pub mod stats;
pub mod tables;
pub mod text;

#[cfg(feature = "charts")]
pub use charts::Frame;
pub use corpus::reading::{Cleaning, Reading};
pub use corpus::{Column, Document, Labels, Progress, Selection, TokenizedCorpus};
pub use error::{Error, Result};
pub use evaluate::{Groups, Metrics, Outcome, Split, cross_validate};
pub use features::{FeatureSettings, Features, MinDf, TermSettings, Terms};
pub use io::{Fields, InputFormat, InputOptions, Per};
pub use jobs::classify::{ClassifySettings, DocumentClassifier};
pub use jobs::explain::{ExplainSettings, Explainer};
pub use jobs::seeds::train_from_seeds;
pub use jobs::train::{train, train_with_unlabelled, training_corpus};
pub use jobs::{
    Environment, KeywordSettings, KeywordTable, MeasureSettings, Target, WordSettings, keywords,
    measures,
};
#[cfg(feature = "bundled-model")]
pub use model::bundled_model;
pub use model::{
    Abstention, Algorithm, Choices, Classifier, KeptModel, Model, ModelSettings, Prediction,
    Refinement, Session, Thresholds, read_model, write_model,
};
pub use report::{ReportFormat, ReportWriter};
pub use stats::{Collocation, Diversity, KeyTerm, KeynessMeasure, KeynessSettings};
pub use text::{
    Language, NgramRange, Profile, StemLanguage, StopList, TextSettings, Token, Tokenizer,
};

/// The blocks of the guide, which are tests.
#[cfg(doctest)]
#[doc = include_str!("../docs/library.md")]
struct Guide;
