//! What the layout of a text says about its parts: numbers without words of any language, and learned trees that
//! judge them.
//!
//! A part is a line of a text here, or a block of a web page (`io/html/choice`).

mod lines;
pub(crate) mod row;
pub(crate) mod trees;
pub(crate) mod wording;

pub use lines::LineFeatures;
pub(crate) use lines::{Layout, line_features};
