//! What is a document, where does it come from, which labels are there?

mod document;
mod kept_fields;
mod labels;
mod written_date;

pub(crate) use document::paragraph_ranges;
pub use document::{Document, Page, Place};
pub use kept_fields::{FieldValue, KeptFields};
pub use labels::Labels;
pub use written_date::WrittenDate;
