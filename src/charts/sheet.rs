//! The drawing area of a chart, measured in logical pixels.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::coord::cartesian::{Cartesian2d, MeshLine};
use plotters::coord::ranged1d::{BoldPoints, Ranged};
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::Rectangle;
use plotters::style::{Color, RGBColor, ShapeStyle};

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

    /// The middle of the region from start to end.
    pub fn middle_x(&self) -> f64 {
        self.left.midpoint(self.right)
    }

    /// The middle of the region from top to bottom.
    pub fn middle_y(&self) -> f64 {
        self.top.midpoint(self.bottom)
    }
}

/// Which axis of a plot has grid lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grid {
    AcrossX,
    AcrossY,
}

/// A part of the sheet with coordinates of its own.
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
    pub fn fill(&self, region: Region, color: RGBColor) -> DrawingResult {
        let corners = [
            (to_units(region.left), to_units(region.top)),
            (to_units(region.right), to_units(region.bottom)),
        ];
        self.area.draw(&Rectangle::new(corners, color.filled()))
    }

    /// A plot whose x axis runs from the start side and whose y axis runs
    /// from the bottom.
    pub fn plot<X: Ranged, Y: Ranged>(&self, region: Region, x: X, y: Y) -> Plot<'a, X, Y> {
        let horizontal = to_units(region.left)..to_units(region.right);
        let vertical = to_units(region.bottom)..to_units(region.top);
        let coordinates = Cartesian2d::<X, Y>::new(x, y, (horizontal, vertical));
        self.area.apply_coord_spec(coordinates)
    }
}

/// Draws the grid lines of one axis, this many logical pixels wide.
pub(super) fn draw_grid<X: Ranged, Y: Ranged>(
    plot: &Plot<'_, X, Y>,
    grid: Grid,
    pixels: f64,
) -> DrawingResult {
    let style = ShapeStyle::from(GRID).stroke_width(to_units(pixels) as u32);
    // Both axes decide on their ticks themselves, whatever the limit.
    let (rows, columns) = (BoldPoints(1), BoldPoints(1));
    plot.draw_mesh(
        |canvas, line| match (&line, grid) {
            (MeshLine::XMesh(..), Grid::AcrossX) | (MeshLine::YMesh(..), Grid::AcrossY) => {
                line.draw(canvas, &style)
            }
            _ => Ok(()),
        },
        rows,
        columns,
    )
}
