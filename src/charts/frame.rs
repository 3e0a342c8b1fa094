//! The frame of a chart: titles, direction, size and font.

use super::error::ChartError;
use super::fonts::FontSet;
use super::look::{Digits, Palette, PictureFormat, Theme};

/// Minimum width of a chart, in logical pixels.
pub const MIN_WIDTH: u32 = 320;
/// Minimum height of a chart, in logical pixels.
pub const MIN_HEIGHT: u32 = 240;
/// Maximum length of a side of a chart, in logical pixels.
pub const MAX_SIDE: u32 = 10_000;
/// Maximum number of pixels of a picture (four bytes of memory each).
pub const MAX_PIXELS: u64 = 100_000_000;

/// Minimum size of readable text, in logical pixels.
const MIN_TEXT: f64 = 6.0;

/// The direction of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Direction {
    /// Right to left when most letters of the labels (or, if the labels have
    /// no letters, of the title) belong to a right-to-left script.
    #[default]
    #[cfg_attr(feature = "cli", value(help = "As the language of the captions"))]
    Auto,
    /// Right to left.
    Rtl,
    /// Left to right.
    Ltr,
}

/// The frame of a chart.
///
/// ```
/// use tasnif::charts::Frame;
///
/// let frame = Frame {
///     title: "أكثر المصطلحات تكرارًا".into(),
///     ..Frame::default()
/// };
/// assert_eq!((frame.width, frame.height), (1200, 800));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Title, bold, at the start side; empty (the default) for none.
    pub title: String,
    /// Subtitle, muted, under the title; empty (the default) for none.
    pub subtitle: String,
    /// A note under the chart, muted; empty (the default) for none.
    pub caption: String,
    /// Source of the data, muted, under the note; empty (the default) for none.
    pub source: String,
    /// The direction of the chart; [`Direction::Auto`] by default.
    pub direction: Direction,
    /// The direction of title, subtitle, note and source if they have letters of both directions;
    /// [`Direction::Auto`] by default: that of the chart.
    pub captions: Direction,
    /// Width in logical pixels, 1200 by default.
    pub width: u32,
    /// Height in logical pixels, 800 by default.
    pub height: u32,
    /// Pixels per logical pixel, from 0.5 to 8; 2.0 by default.
    pub scale: f32,
    /// Minimum text size in logical pixels; 6.0 by default, which is also the lowest possible value.
    pub least_text: f64,
    /// TrueType or OpenType fonts that are tried before the built-in ones: each word uses the first font that
    /// has all its characters.
    pub fonts: Vec<Vec<u8>>,
    /// Light (the default) or dark.
    pub theme: Theme,
    /// The colours of bars, lines and words; [`Palette::Distinct`] by default.
    pub palette: Palette,
    /// The digits of numbers; Latin by default.
    pub digits: Digits,
    /// The format of the picture; PNG by default.
    pub format: PictureFormat,
}

/// Checks that the data are a usable font.
///
/// # Errors
///
/// [`ChartError::Font`] when they are not.
pub fn check_font(data: &[u8]) -> Result<(), ChartError> {
    FontSet::new(&[data.to_vec()]).map(|_| ())
}

impl Default for Frame {
    fn default() -> Self {
        Self {
            title: String::new(),
            subtitle: String::new(),
            caption: String::new(),
            source: String::new(),
            direction: Direction::Auto,
            captions: Direction::Auto,
            width: 1200,
            height: 800,
            scale: 2.0,
            least_text: MIN_TEXT,
            fonts: Vec::new(),
            theme: Theme::default(),
            palette: Palette::default(),
            digits: Digits::default(),
            format: PictureFormat::default(),
        }
    }
}

impl Frame {
    /// Checks size, scale and font, before long work begins.
    ///
    /// # Errors
    ///
    /// [`ChartError::Size`] or [`ChartError::Font`] when the frame is invalid.
    pub fn check(&self) -> Result<(), ChartError> {
        self.pixels()?;
        FontSet::new(&self.fonts)?;
        Ok(())
    }

    /// The size of the picture in pixels.
    ///
    /// # Errors
    ///
    /// [`ChartError::Size`] when the frame is too small, too large or empty.
    pub(super) fn pixels(&self) -> Result<(u32, u32), ChartError> {
        let sides = (MIN_WIDTH..=MAX_SIDE).contains(&self.width)
            && (MIN_HEIGHT..=MAX_SIDE).contains(&self.height);
        if !sides || !(0.5..=8.0).contains(&self.scale) {
            return Err(self.size_error());
        }
        let scaled = |side: u32| (f64::from(side) * f64::from(self.scale)).round() as u32;
        let (width, height) = (scaled(self.width), scaled(self.height));
        if u64::from(width) * u64::from(height) > MAX_PIXELS {
            return Err(self.size_error());
        }
        Ok((width, height))
    }

    /// The minimum text size, in logical pixels.
    pub(super) fn least_text(&self) -> f64 {
        self.least_text.max(MIN_TEXT)
    }

    /// The error with the possible sizes.
    pub(super) fn size_error(&self) -> ChartError {
        ChartError::Size {
            width: self.width,
            height: self.height,
            scale: self.scale,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sized(width: u32, height: u32, scale: f32) -> Result<(u32, u32), ChartError> {
        Frame {
            width,
            height,
            scale,
            ..Frame::default()
        }
        .pixels()
    }

    #[test]
    fn pixels_follow_the_scale() {
        assert_eq!(sized(1200, 800, 2.0), Ok((2400, 1600)));
        assert_eq!(sized(1001, 801, 1.5), Ok((1502, 1202)));
    }

    #[test]
    fn impossible_sizes_are_refused() {
        for (width, height, scale) in [
            (0, 800, 2.0),
            (1200, 0, 2.0),
            (20_000, 800, 1.0),
            (u32::MAX, u32::MAX, 8.0),
            (10_000, 10_000, 2.0),
            (1200, 800, 0.0),
            (1200, 800, -1.0),
            (1200, 800, f32::NAN),
            (1200, 800, f32::INFINITY),
        ] {
            let result = sized(width, height, scale);
            assert!(matches!(result, Err(ChartError::Size { .. })), "{result:?}");
        }
    }
}
