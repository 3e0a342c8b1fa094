//! Charts as PNG or SVG pictures: from numbers to the bytes of a file.
//!
//! Of terms: [`terms()`], [`classes()`], [`topics()`], [`keyness()`], [`cloud()`], [`cooccurrence()`];
//! of corpora: [`zipf()`], [`dispersion()`], [`trend()`], [`diversity()`]; of classifiers:
//! [`confusion()`], [`scores()`], [`reliability()`], [`coverage()`], [`learning()`], [`contributions()`], [`trials()`],
//! [`drift()`].
//! Arabic charts are entirely right to left. The fonts are part of the program, so a chart has the same bytes
//! on every machine.
//!
//! A chart is laid out once, left to right; the canvas mirrors it for a right-to-left chart, except the text
//! itself.

mod axes;
mod axis;
mod bidi;
mod canvas;
mod categories;
mod classes;
mod clean;
mod cloud;
mod confusion;
mod contrast;
mod contributions;
mod cooccurrence;
mod coverage;
mod digits;
mod dispersion;
mod diversity;
mod drift;
mod error;
mod fonts;
mod frame;
mod heading;
mod heat;
mod keyness;
mod label;
mod learning;
mod legend;
mod look;
mod matrix;
mod number;
mod packing;
mod page;
mod palette;
mod panels;
mod picture;
mod png;
mod reliability;
mod scale;
mod scores;
mod shaping;
mod sheet;
mod surface;
mod svg;
mod svg_glyphs;
mod terms;
#[cfg(test)]
mod tests;
mod topics;
mod trend;
mod trials;
mod two_sided_axis;
mod typesetter;
mod zipf;

pub use classes::{ClassPanel, ClassPanels, ClassTerm, MAX_CLASS_TERMS, MAX_CLASSES, classes};
pub use cloud::{Cloud, MAX_CLOUD_TERMS, cloud};
pub use confusion::{CellText, Confusion, MAX_CONFUSION_LABELS, confusion};
pub use contributions::{Contributions, MAX_CONTRIBUTIONS, contributions};
pub use cooccurrence::{Cooccurrence, MAX_COOCCURRENCE_TERMS, cooccurrence};
pub use coverage::{Coverage, CoveragePoint, MAX_POINTS, coverage};
pub(crate) use digits::{in_digits, write_digits};
pub use dispersion::{Dispersion, MAX_DISPERSION_TERMS, dispersion};
pub use diversity::{
    Diversity, MAX_CURVE_POINTS, MAX_DIVERSITY_LABELS, MAX_MEASURES, Measure, diversity,
};
pub use drift::{Drift, DriftPanel, MAX_PANELS, drift};
pub use error::ChartError;
pub use frame::{Direction, Frame, MAX_PIXELS, MAX_SIDE, MIN_HEIGHT, MIN_WIDTH, check_font};
pub use keyness::{Keyness, KeynessBar, keyness};
pub use learning::{EstimatedStep, Learning, LearningStep, MAX_LEARNING_POINTS, learning};
pub use look::{Digits, Palette, PictureFormat, Theme};
pub use picture::{MissingGlyphs, Picture};
pub use reliability::{MAX_BINS, Reliability, ReliabilityBin, reliability};
pub use scores::{LabelScores, MAX_SCORED_LABELS, ScoredShare, Scores, scores};
pub use terms::{Bar, MAX_BARS, TermBars, terms};
pub use topics::{MAX_TOPIC_TERMS, MAX_TOPICS, Topic, Topics, topics};
pub use trend::{MAX_PERIODS, MAX_SERIES, Series, Trend, trend};
pub use trials::{MAX_TRIALS, TrialScores, Trials, trials};
pub use zipf::{MAX_RANKS, Zipf, zipf};
