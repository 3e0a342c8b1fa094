//! Training, and finding keywords, on many machines: the documents are in parts, each part is read on some machine, and any
//! engine that groups rows and adds up integers does the rest.
//!
//! Each step ([`Step`]) reads every part ([`Part`]) into rows of a table ([`Tally`]); rows with the same kind, label and key
//! are added up over all parts; the sums go to [`ClusterTraining`] or [`ClusterKeywords`], which knows the next step or has
//! the result. A model has the bytes of [`train`](super::train::train) on all documents, and a table is that of
//! [`keywords`](super::keywords()), however the documents are divided.

mod job;
mod keys;
mod keyword_counts;
mod keyword_part;
mod keyword_step;
mod keywords;
mod part;
mod step;
mod tally;
mod training;

pub use job::ClusterJob;
pub use keywords::ClusterKeywords;
pub use part::Part;
pub use step::Step;
pub use tally::{Tally, TallyKind};
pub use training::ClusterTraining;
