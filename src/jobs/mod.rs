//! What can it do? One file a capability: plain settings in, a typed result out.

pub(crate) mod classify;
pub(crate) mod clean;
pub(crate) mod concordance;
mod environment;
pub(crate) mod evaluate;
pub(crate) mod explain;
pub(crate) mod label_sets;
pub(crate) mod labelled_corpus;
pub(crate) mod splitting;
mod text_variants;
pub(crate) mod train;
pub(crate) mod tune;
mod unlabelled;

pub(crate) use environment::{Environment, SecondReading};
pub(crate) use unlabelled::UnlabelledCounts;
