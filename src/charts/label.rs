//! Text as an element for plotters.

use std::convert::Infallible;
use std::iter::{Once, once};

use plotters::element::{Drawable, PointCollection};
use plotters::style::RGBColor;
use plotters_backend::{BackendCoord, DrawingErrorKind};

use super::canvas::{Canvas, to_units};
use super::palette::INK;
use super::typesetter::TextStyle;

/// The part of a text that is at its position; a right-to-left chart starts at the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    Middle,
    End,
}

/// A line of text; plotters' own text elements support neither direction nor slant.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub text: String,
    pub style: TextStyle,
    pub color: RGBColor,
    pub align: Align,
    /// Degrees clockwise, in a left-to-right chart.
    pub turn: f32,
    place: BackendCoord,
}

impl Label {
    /// A text in ink colour that starts at a position in logical pixels and is vertically centred on it.
    pub fn new(text: impl Into<String>, style: TextStyle, (x, y): (f64, f64)) -> Self {
        Self {
            text: text.into(),
            style,
            color: INK,
            align: Align::Start,
            turn: 0.0,
            place: (to_units(x), to_units(y)),
        }
    }

    pub fn color(self, color: RGBColor) -> Self {
        Self { color, ..self }
    }

    pub fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    pub fn turn(self, turn: f32) -> Self {
        Self { turn, ..self }
    }
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Label {
    type Point = &'a BackendCoord;
    type IntoIter = Once<&'a BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        once(&self.place)
    }
}

impl Drawable<Canvas<'_>> for Label {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        places: I,
        canvas: &mut Canvas<'_>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        for place in places {
            canvas.draw_label(self, place);
        }
        Ok(())
    }
}
