//! The drawing area of a chart, measured in logical pixels.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::coord::cartesian::{Cartesian2d, MeshLine};
use plotters::coord::ranged1d::{BoldPoints, Ranged};
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Rectangle};
use plotters::style::{Color, RGBAColor, RGBColor, ShapeStyle};

use super::canvas::{Canvas, to_units};
use super::label::Label;
use super::palette::GRID;

/// A rectangle in logical pixels; left is the start side of the chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Region {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Region {
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether two regions overlap.
    pub fn touches(&self, other: &Self) -> bool {
        let across = self.left < other.right && other.left < self.right;
        across && self.top < other.bottom && other.top < self.bottom
    }

    /// The horizontal centre of the region.
    pub fn middle_x(&self) -> f64 {
        self.left.midpoint(self.right)
    }

    /// The vertical centre of the region.
    pub fn middle_y(&self) -> f64 {
        self.top.midpoint(self.bottom)
    }
}

/// The length of a dash and of the gap after it, in line widths.
const DASH: f64 = 3.5;

/// A part of the sheet with its own coordinates.
pub(super) type Plot<'a, X, Y> = DrawingArea<Canvas<'a>, Cartesian2d<X, Y>>;

pub(super) type DrawingResult = Result<(), DrawingAreaErrorKind<Infallible>>;

/// The whole drawing area of a chart.
pub(super) struct Sheet<'a> {
    area: DrawingArea<Canvas<'a>, Shift>,
}

impl<'a> Sheet<'a> {
    pub fn new(canvas: Canvas<'a>) -> Self {
        Self {
            area: canvas.into_drawing_area(),
        }
    }

    /// Writes a label.
    pub fn write(&self, label: &Label) -> DrawingResult {
        self.area.draw(label)
    }

    /// Fills a region with a colour.
    pub fn fill(&self, region: Region, color: impl Into<RGBAColor>) -> DrawingResult {
        let corners = [
            (to_units(region.left), to_units(region.top)),
            (to_units(region.right), to_units(region.bottom)),
        ];
        let color: RGBAColor = color.into();
        self.area.draw(&Rectangle::new(corners, color.filled()))
    }

    /// Draws a line of this width through positions in logical pixels.
    pub fn line(
        &self,
        places: &[(f64, f64)],
        color: impl Into<RGBAColor>,
        width: f64,
    ) -> DrawingResult {
        let points = places.iter().map(|&(x, y)| (to_units(x), to_units(y)));
        let style = ShapeStyle {
            color: color.into(),
            filled: false,
            stroke_width: to_units(width) as u32,
        };
        self.area
            .draw(&PathElement::new(points.collect::<Vec<_>>(), style))
    }

    /// Draws a dashed line of this width between two positions.
    pub fn dashed(
        &self,
        from: (f64, f64),
        to: (f64, f64),
        color: RGBColor,
        width: f64,
    ) -> DrawingResult {
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let dashes = (libm::hypot(across, down) / (width * DASH)).ceil().max(1.0) as u32;
        let at = |part: f64| (from.0 + across * part, from.1 + down * part);
        (0..dashes).step_by(2).try_for_each(|dash| {
            let part = |dash: u32| f64::from(dash.min(dashes)) / f64::from(dashes);
            self.line(&[at(part(dash)), at(part(dash + 1))], color, width)
        })
    }

    /// Draws a filled circle.
    pub fn dot(
        &self,
        (x, y): (f64, f64),
        radius: f64,
        color: impl Into<RGBAColor>,
    ) -> DrawingResult {
        let style = ShapeStyle {
            color: color.into(),
            filled: true,
            stroke_width: 0,
        };
        let place = (to_units(x), to_units(y));
        self.area.draw(&Circle::new(place, to_units(radius), style))
    }

    /// A plot whose x axis starts at the start side and whose y axis starts at the bottom.
    pub fn plot<X: Ranged, Y: Ranged>(&self, region: Region, x: X, y: Y) -> Plot<'a, X, Y> {
        let horizontal = to_units(region.left)..to_units(region.right);
        let vertical = to_units(region.bottom)..to_units(region.top);
        let coordinates = Cartesian2d::<X, Y>::new(x, y, (horizontal, vertical));
        self.area.apply_coord_spec(coordinates)
    }
}

/// Draws the grid lines across the x axis, with this width in logical pixels.
pub(super) fn draw_grid<X: Ranged, Y: Ranged>(plot: &Plot<'_, X, Y>, pixels: f64) -> DrawingResult {
    let style = ShapeStyle::from(GRID).stroke_width(to_units(pixels) as u32);
    // Both axes determine their own ticks, whatever the limit.
    let (rows, columns) = (BoldPoints(1), BoldPoints(1));
    plot.draw_mesh(
        |canvas, line| match &line {
            MeshLine::XMesh(..) => line.draw(canvas, &style),
            MeshLine::YMesh(..) => Ok(()),
        },
        rows,
        columns,
    )
}
