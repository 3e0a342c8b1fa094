//! Charts as PNG pictures: plain numbers in, PNG bytes out.
//!
//! Four charts are drawn: the most frequent terms ([`terms()`]), terms by class
//! ([`classes()`]), the confusion matrix of a classifier ([`confusion()`]) and
//! what terms contribute to its decision ([`contributions()`]).
//! Arabic charts run right to left as a whole, with Latin digits; the fonts
//! are part of the program, so a chart is the same, byte for byte, on every
//! machine.
//!
//! A chart is laid out once, left to right; the canvas mirrors it for a
//! right-to-left chart, and only the text itself is not mirrored.

mod axis;
mod bidi;
mod canvas;
mod categories;
mod classes;
mod clean;
mod confusion;
mod contributions;
mod error;
mod fonts;
mod frame;
mod heading;
mod heat;
mod label;
mod legend;
mod number;
mod page;
mod palette;
mod png;
mod shaping;
mod sheet;
mod terms;
#[cfg(test)]
mod tests;
mod two_sided_axis;
mod typesetter;

pub use classes::{ClassBars, MAX_CLASS_TERMS, MAX_CLASSES, classes};
pub use confusion::{Confusion, MAX_CONFUSION_LABELS, confusion};
pub use contributions::{Contributions, MAX_CONTRIBUTIONS, contributions};
pub use error::ChartError;
pub use frame::{Direction, Frame, MAX_PIXELS, MAX_SIDE, MIN_HEIGHT, MIN_WIDTH};
pub use terms::{Bar, MAX_BARS, TermBars, terms};
