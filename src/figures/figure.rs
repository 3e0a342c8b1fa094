//! A chart with its captions and numbers.

use std::fmt;

use crate::charts::{ChartError, Frame, Picture};
use crate::figures::{Captions, DataTable};

/// A result as a chart: how it is drawn, its captions, and its numbers as a table.
pub struct Figure {
    /// The texts around it.
    pub captions: Captions,
    /// The numbers that are drawn.
    pub table: DataTable,
    draw: Box<Draw>,
}

impl fmt::Debug for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Figure")
            .field("captions", &self.captions)
            .field("table", &self.table)
            .finish_non_exhaustive()
    }
}

type Draw = dyn Fn(&Frame) -> Result<Picture, ChartError>;

impl Figure {
    /// The chart of `data`, drawn by `draw`.
    pub fn new<D: 'static>(
        data: D,
        draw: fn(&D, &Frame) -> Result<Picture, ChartError>,
        captions: Captions,
        table: DataTable,
    ) -> Self {
        Figure {
            captions,
            table,
            draw: Box::new(move |frame| draw(&data, frame)),
        }
    }

    /// Draws it.
    ///
    /// # Errors
    /// When the numbers cannot be drawn in this frame.
    pub fn draw(&self, frame: &Frame) -> Result<Picture, ChartError> {
        (self.draw)(frame)
    }
}
