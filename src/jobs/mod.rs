//! What can it do? One file a capability: plain settings in, a typed result out.

pub(crate) mod clean;
pub(crate) mod concordance;
mod environment;
pub(crate) mod explain;
mod unlabelled;

pub(crate) use environment::Environment;
pub(crate) use unlabelled::UnlabelledCounts;
