//! Training on many machines: the documents are in parts, each part is read on some machine, and any engine that groups
//! rows and adds up integers does the rest.
//!
//! Each step ([`Step`]) reads every part ([`Part`]) into rows of a table ([`Tally`]); rows with the same kind, label and key
//! are added up over all parts; the sums go to [`ClusterTraining`], which knows the next step or has the model. It has the
//! bytes of [`train`](super::train::train) on all documents, however they are divided.

mod keys;
mod part;
mod step;
mod tally;
mod training;

pub use part::Part;
pub use step::Step;
pub use tally::{Tally, TallyKind};
pub use training::ClusterTraining;
