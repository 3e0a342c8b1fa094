//! Charts as PNG pictures: plain numbers in, PNG bytes out.
//!
//! Three charts are drawn: the most frequent terms ([`terms()`]), terms by class
//! ([`classes()`]) and the confusion matrix of a classifier ([`confusion()`]).
//! Arabic charts run right to left as a whole, with Latin digits; the fonts
//! are part of the program, so a chart is the same, byte for byte, on every
//! machine.
//!
//! A chart is laid out once, left to right; the canvas mirrors it for a
//! right-to-left chart, and only the text itself is not mirrored.

mod axes;
mod axis;
mod bidi;
mod canvas;
mod categories;
mod classes;
mod clean;
mod confusion;
mod coverage;
mod digits;
mod error;
mod fonts;
mod frame;
mod heading;
mod heat;
mod label;
mod legend;
mod look;
mod number;
mod page;
mod palette;
mod png;
mod reliability;
mod scale;
mod shaping;
mod sheet;
mod surface;
mod svg;
mod terms;
#[cfg(test)]
mod tests;
mod topics;
mod typesetter;

pub use classes::{ClassBars, MAX_CLASS_TERMS, MAX_CLASSES, classes};
pub use confusion::{CellText, Confusion, MAX_CONFUSION_LABELS, confusion};
pub use coverage::{Coverage, CoveragePoint, MAX_POINTS, coverage};
pub use error::ChartError;
pub use frame::{Direction, Frame, MAX_PIXELS, MAX_SIDE, MIN_HEIGHT, MIN_WIDTH};
pub use look::{Digits, Palette, PictureFormat, Theme};
pub use reliability::{MAX_BINS, Reliability, ReliabilityBin, reliability};
pub use terms::{Bar, MAX_BARS, TermBars, terms};
pub use topics::{MAX_TOPIC_TERMS, MAX_TOPICS, Topic, Topics, topics};
