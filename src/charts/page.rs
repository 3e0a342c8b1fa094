//! Common parts of all charts: size, margins, heading, and the finished picture.

use plotters::style::{Color as _, RGBColor};
use tiny_skia::{Color, Pixmap};

use super::bidi;
use super::canvas::Canvas;
use super::clean::clean;
use super::error::ChartError;
use super::frame::Frame;
use super::heading::{Footing, Heading};
use super::label::{Align, Label};
use super::look::PictureFormat;
use super::palette::{Colors, MUTED};
use super::picture::Picture;
use super::png;
use super::sheet::{Region, Sheet};
use super::surface::Surface;
use super::svg::SvgSurface;
use super::typesetter::{TextStyle, Typesetter};

/// The size of muted texts, in pixels of the default chart: most of the smallest texts of a chart.
const SMALL: f64 = 12.5;

/// Margin at the sides of the default chart in pixels, and its maximum as a part of the width.
const MARGIN: f64 = 28.0;
const MAX_MARGIN_SHARE: f64 = 0.04;
const TICK_TO_EDGE: f64 = 8.0;

/// The size for which the charts were designed; others are scaled.
const DESIGN: (f64, f64) = (1200.0, 800.0);

/// A side of the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Width,
    Height,
}

/// The page of a chart.
pub(super) struct Page<'a> {
    pub frame: &'a Frame,
    pixels: (u32, u32),
    heading: Heading,
    footing: Footing,
    unit: f64,
    margin: f64,
    pub typesetter: Typesetter,
}

impl<'a> Page<'a> {
    /// Prepares a page; `labels` determine its direction.
    ///
    /// # Errors
    ///
    /// [`ChartError::Size`] or [`ChartError::Font`] when the frame is invalid.
    pub fn new<'l>(
        frame: &'a Frame,
        labels: impl Iterator<Item = &'l String>,
    ) -> Result<Self, ChartError> {
        let pixels = frame.pixels()?;
        let labels: Vec<&str> = labels.map(String::as_str).collect();
        let rtl = bidi::chart_is_rtl(frame.direction, labels.iter().copied(), &frame.title);
        let around = [&frame.title, &frame.subtitle, &frame.caption, &frame.source];
        let texts = labels.into_iter().chain(around.map(String::as_str));
        let typesetter = Typesetter::new(&frame.fonts, rtl)?
            .with_digits(frame.digits)
            .for_texts(texts);
        let (width, height) = (f64::from(frame.width), f64::from(frame.height));
        // Below this, the smallest texts would be unreadable.
        let least = (frame.least_text() / SMALL).max(0.7);
        let unit = (width / DESIGN.0).min(height / DESIGN.1).max(least);
        let margin = (MARGIN * unit).min(width * MAX_MARGIN_SHARE);
        Ok(Self {
            heading: Heading::new(frame, &typesetter, unit, margin),
            footing: Footing::new(frame, &typesetter, unit, margin),
            margin,
            frame,
            pixels,
            unit,
            typesetter,
        })
    }

    /// A length of the default chart in logical pixels of this one.
    pub fn px(&self, length: f64) -> f64 {
        length * self.unit
    }

    /// How much of the margin beside the body the text of a tick may use.
    pub fn margin_for_ticks(&self) -> f64 {
        self.margin - self.px(TICK_TO_EDGE)
    }

    /// The region between heading and footing, within the margins.
    pub fn body(&self) -> Region {
        Region {
            left: self.margin,
            top: self.heading.bottom,
            right: f64::from(self.frame.width) - self.margin,
            bottom: f64::from(self.frame.height) - self.px(22.0) - self.footing.height,
        }
    }

    /// The style of muted texts: ticks, values.
    pub fn small(&self) -> TextStyle {
        TextStyle::regular(self.px(SMALL))
    }

    /// The minimum text size, in logical pixels.
    pub fn least_text(&self) -> f64 {
        self.frame.least_text()
    }

    /// The style of the captions of axes.
    pub fn caption(&self) -> TextStyle {
        TextStyle::regular(self.px(13.0))
    }

    /// The caption of an axis, centred, not longer than the axis.
    pub fn caption_label(&self, text: &str, place: (f64, f64), length: f64) -> Label {
        let text = self.typesetter.cut(text, self.caption(), length);
        let label = Label::new(text, self.caption(), place);
        label.color(MUTED).align(Align::Middle)
    }

    /// The error for things that lack this many logical pixels on a side.
    pub fn crowded(
        &self,
        what: &'static str,
        count: usize,
        side: Side,
        lacking: f64,
    ) -> ChartError {
        let (name, length) = match side {
            Side::Width => ("width", self.frame.width),
            Side::Height => ("height", self.frame.height),
        };
        // The margins grow slightly with the frame.
        let more = (lacking * 1.1).ceil() as u32 + 1;
        ChartError::Crowded {
            what,
            count,
            side: name,
            least: length.saturating_add(more),
        }
    }

    /// The colours of the frame's theme and palette.
    pub fn colors(&self) -> Colors {
        Colors::new(self.frame.theme, self.frame.palette)
    }

    /// Draws the heading and then the chart, and encodes the picture in the frame's format.
    pub fn render(
        &self,
        draw: impl FnOnce(&Sheet<'_>) -> Result<(), ChartError>,
    ) -> Result<Picture, ChartError> {
        let background = self.colors().background();
        if self.frame.format == PictureFormat::Png {
            let (width, height) = self.pixels;
            let pixmap = Pixmap::new(width, height);
            let mut pixmap = pixmap.ok_or_else(|| self.frame.size_error())?;
            let RGBColor(red, green, blue) = background;
            pixmap.fill(Color::from_rgba8(red, green, blue, 255));
            self.draw_on(&mut pixmap, draw)?;
            return Ok(self.finished(png::encode(&pixmap, self.frame.scale)?));
        }
        let mut svg = SvgSurface::new(self.frame.format);
        self.draw_on(&mut svg, draw)?;
        let size = (self.frame.width, self.frame.height);
        let title = clean(&self.frame.title);
        Ok(self.finished(svg.finish(&title, size, self.pixels, background.to_backend_color())))
    }

    fn finished(&self, bytes: Vec<u8>) -> Picture {
        Picture {
            bytes,
            missing: self.typesetter.missing(),
        }
    }

    fn draw_on(
        &self,
        surface: &mut dyn Surface,
        draw: impl FnOnce(&Sheet<'_>) -> Result<(), ChartError>,
    ) -> Result<(), ChartError> {
        let sheet = Sheet::new(Canvas::new(surface, &self.typesetter, self.frame));
        self.heading.draw(&sheet)?;
        self.footing.draw(&sheet)?;
        draw(&sheet)
    }
}
