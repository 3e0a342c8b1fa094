//! What the layout of a text says about its parts: numbers without words of any language, and learned trees that
//! judge them.
//!
//! A part is a line of a text here, or a block of a web page (`io/html/choice`).

mod lines;
mod row;
mod trees;
mod wording;

pub use lines::LineFeatures;
pub(crate) use lines::{Layout, line_features};
pub(crate) use row::{Row, log, share, signed_log};
pub(crate) use trees::Looks;
pub(crate) use wording::Wording;
