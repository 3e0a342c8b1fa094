//! A chart with what is said around it and its numbers.

use std::fmt;

use crate::charts::{ChartError, Frame, Picture};
use crate::figures::{Captions, DataTable};

/// One result as a chart: how it is drawn, its captions, and its numbers as a table.
pub struct Figure {
    /// What is said around it.
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
    /// The chart that `draw` makes of `data`.
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
    /// When the numbers cannot be drawn in that frame.
    pub fn draw(&self, frame: &Frame) -> Result<Picture, ChartError> {
        (self.draw)(frame)
    }
}
