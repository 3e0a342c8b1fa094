//! What is a document, where does it come from, which labels are there?

mod document;
mod labels;

pub(crate) use document::paragraph_ranges;
pub use document::{Document, Page, Place};
pub use labels::Labels;
