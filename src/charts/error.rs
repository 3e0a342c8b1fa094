//! Errors of drawing a chart.

use std::convert::Infallible;

use plotters::drawing::DrawingAreaErrorKind;
use thiserror::Error;

use super::frame::{MAX_PIXELS, MAX_SIDE, MIN_HEIGHT, MIN_WIDTH};
use super::number::LARGEST;

/// Why a chart was not drawn; the message includes a remedy.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ChartError {
    /// There is nothing, or too little, to draw.
    #[error("the chart has too few {what}: give it at least {least}")]
    TooFew {
        /// The things of which there are too few, in the plural.
        what: &'static str,
        /// The minimum number.
        least: usize,
    },

    /// More was given than one chart can show legibly.
    #[error("{count} {what} are too many for one chart: give it at most {limit}")]
    TooMany {
        /// The things of which there are too many, in the plural.
        what: &'static str,
        /// The given number.
        count: usize,
        /// The maximum number.
        limit: usize,
    },

    /// A table of values does not match its labels.
    #[error("{what} has {found} entries but {expected} were expected: give one for each label")]
    Uneven {
        /// The row or table that is too short or too long.
        what: String,
        /// The number of entries it has.
        found: usize,
        /// The number of entries it must have.
        expected: usize,
    },

    /// A value is negative, not a number or too large.
    #[error("“{label}” has the value {value}: values must lie between 0 and {LARGEST:e}")]
    Value {
        /// The label of the value.
        label: String,
        /// The given value.
        value: f64,
    },

    /// A share is not between 0 and 1.
    #[error("“{label}” has the share {value}: shares must lie between 0 and 1")]
    Share {
        /// The label of the share.
        label: String,
        /// The given share.
        value: f64,
    },

    /// A position is outside the corpus.
    #[error(
        "“{label}” has the place {place} in a corpus of length {length}: places must lie in it"
    )]
    Outside {
        /// The term with the position.
        label: String,
        /// The given position.
        place: f64,
        /// The length of the corpus.
        length: f64,
    },

    /// Counts are not in order, a rank is not among them, or a line is invalid.
    #[error(
        "the counts cannot be drawn by rank: give counts from 1 to {LARGEST:e}, largest first, \
         names with ranks from 1, and a line of numbers"
    )]
    Ranks,

    /// The picture would be too small, too large or empty.
    #[error(
        "a picture of {width} × {height} at scale {scale} cannot be drawn: choose a width from \
         {MIN_WIDTH} and a height from {MIN_HEIGHT} up to {MAX_SIDE}, a scale from 0.5 to 8, and \
         no more than {MAX_PIXELS} pixels in all (width × height × scale²)"
    )]
    Size {
        /// Requested width, in logical pixels.
        width: u32,
        /// Requested height, in logical pixels.
        height: u32,
        /// Requested pixels per logical pixel.
        scale: f32,
    },

    /// The labels would be too small to read.
    #[error("{count} {what} do not fit legibly: make the {side} at least {least}, or show fewer")]
    Crowded {
        /// The things of which there are too many, in the plural.
        what: &'static str,
        /// The given number.
        count: usize,
        /// The side that is too short: "width" or "height".
        side: &'static str,
        /// A sufficient length of that side, in logical pixels.
        least: u32,
    },

    /// The user's font could not be read.
    #[error("the font cannot be read: give a TrueType or OpenType file (.ttf, .otf, .ttc)")]
    Font,

    /// Drawing or encoding failed.
    #[error("the chart could not be drawn ({0}): try a smaller picture")]
    Drawing(String),
}

impl From<DrawingAreaErrorKind<Infallible>> for ChartError {
    fn from(error: DrawingAreaErrorKind<Infallible>) -> Self {
        Self::Drawing(error.to_string())
    }
}

/// Checks that a count is between `least` and `limit`, both included.
pub(super) fn check_count(
    what: &'static str,
    count: usize,
    least: usize,
    limit: usize,
) -> Result<(), ChartError> {
    if count < least {
        return Err(ChartError::TooFew { what, least });
    }
    if count > limit {
        return Err(ChartError::TooMany { what, count, limit });
    }
    Ok(())
}

/// Checks that a value can be drawn as the length of a bar.
pub(super) fn check_value(label: &str, value: f64) -> Result<(), ChartError> {
    if (0.0..=LARGEST).contains(&value) {
        return Ok(());
    }
    Err(ChartError::Value {
        label: label.to_owned(),
        value,
    })
}

/// Checks that a value is a share, from 0 to 1.
pub(super) fn check_share(label: &str, value: f64) -> Result<(), ChartError> {
    if (0.0..=1.0).contains(&value) {
        return Ok(());
    }
    Err(ChartError::Share {
        label: label.to_owned(),
        value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_outside_the_limits_are_refused() {
        assert!(check_count("bars", 0, 1, 60).is_err());
        assert!(check_count("bars", 1, 1, 60).is_ok());
        assert!(check_count("bars", 60, 1, 60).is_ok());
        let error = check_count("bars", 61, 1, 60).unwrap_err();
        assert_eq!(
            error.to_string(),
            "61 bars are too many for one chart: give it at most 60"
        );
    }

    #[test]
    fn values_that_have_no_length_are_refused() {
        for value in [-1.0, f64::NAN, f64::INFINITY, 1e16] {
            assert!(check_value("term", value).is_err(), "{value}");
        }
        assert!(check_value("term", 0.0).is_ok());
    }
}
