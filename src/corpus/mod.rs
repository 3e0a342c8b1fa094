//! What is a document, where does it come from, which labels are there?

mod document;
mod labels;

pub use document::{Document, Place};
pub use labels::Labels;
