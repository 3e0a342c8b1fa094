//! A plot with a value axis below and another axis at its side.

use super::clean::clean;
use super::error::ChartError;
use super::label::{Align, Label};
use super::page::{Page, Side};
use super::palette::{GRID, MUTED};
use super::scale::Scale;
use super::sheet::{DrawingResult, Region, Sheet};

// Lengths in pixels of the default chart.
const TICK_GAP: f64 = 9.0;
const TICKS_BELOW: f64 = 26.0;
const CAPTION: f64 = 30.0;
const LEAST_HEIGHT: f64 = 45.0;

/// An axis: its scale and its caption, which may be empty.
pub(super) struct Axis {
    pub scale: Scale,
    pub caption: String,
}

impl Axis {
    pub fn new(scale: Scale, caption: &str) -> Self {
        Self {
            scale,
            caption: clean(caption),
        }
    }
}

/// The layout of a plot with two axes.
pub(super) struct Axes {
    pub plot: Region,
    pub x: Axis,
    pub y: Axis,
    /// Position of the caption of the y axis.
    caption_x: f64,
}

/// How many steps fit on an axis of this length beside a plot.
pub(super) fn steps_beside(page: &Page<'_>, height: f64) -> f64 {
    height / page.px(85.0)
}

impl Axes {
    /// Lays out a plot within a region.
    ///
    /// # Errors
    ///
    /// [`ChartError::Crowded`] when the region is too low for `count` of `what`.
    pub fn new(
        page: &Page<'_>,
        region: Region,
        (x, y): (Axis, Axis),
        (what, count): (&'static str, usize),
    ) -> Result<Self, ChartError> {
        let beside = width_beside(page, &y);
        let last = x.scale.ticks().last().map_or("", |(_, text)| text);
        // Half of the last tick's text may be in the margin.
        let after = page.typesetter.width(last, page.small()) / 2.0 - page.margin_for_ticks();
        let plot = Region {
            left: region.left + beside,
            right: region.right - after.max(0.0),
            bottom: region.bottom - tick_room(page, &x) - caption_room(page, &x),
            ..region
        };
        let lacking = page.px(LEAST_HEIGHT) - plot.height();
        if lacking > 0.0 {
            return Err(page.crowded(what, count, Side::Height, lacking));
        }
        Ok(Self {
            plot,
            x,
            y,
            caption_x: region.left + page.px(2.0),
        })
    }

    /// The same plot, ending here.
    pub fn with_bottom(mut self, bottom: f64) -> Self {
        self.plot.bottom = bottom;
        self
    }

    /// The position of a point.
    pub fn place(&self, x: f64, y: f64) -> (f64, f64) {
        let plot = self.plot;
        (
            plot.left + plot.width() * self.x.scale.part(x),
            plot.bottom - plot.height() * self.y.scale.part(y),
        )
    }

    /// Draws grid, ticks and captions; later drawings cover them.
    pub fn draw(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        self.draw_x(page, sheet)?;
        self.draw_y(page, sheet)
    }

    fn draw_x(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let (plot, width) = (self.plot, page.px(1.0));
        for (tick, text) in self.x.scale.ticks() {
            let (x, _) = self.place(tick, self.y.scale.low());
            sheet.line(&[(x, plot.top), (x, plot.bottom)], GRID, width)?;
            let label = Label::new(text, page.small(), (x, plot.bottom + page.px(15.0)));
            sheet.write(&label.color(MUTED).align(Align::Middle))?;
        }
        let place = (plot.middle_x(), plot.bottom + page.px(45.0));
        sheet.write(&page.caption_label(&self.x.caption, place, plot.width()))
    }

    fn draw_y(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let (plot, width) = (self.plot, page.px(1.0));
        for (tick, text) in self.y.scale.ticks() {
            let (_, y) = self.place(self.x.scale.low(), tick);
            sheet.line(&[(plot.left, y), (plot.right, y)], GRID, width)?;
            let label = Label::new(text, page.small(), (plot.left - page.px(TICK_GAP), y));
            sheet.write(&label.color(MUTED).align(Align::End))?;
        }
        let place = (self.caption_x, plot.middle_y());
        let caption = page.caption_label(&self.y.caption, place, plot.height());
        sheet.write(&caption.turn(-90.0))
    }
}

fn tick_room(page: &Page<'_>, axis: &Axis) -> f64 {
    let has_texts = axis.scale.ticks().any(|(_, text)| !text.is_empty());
    page.px(if has_texts { TICKS_BELOW } else { 0.0 })
}

fn caption_room(page: &Page<'_>, axis: &Axis) -> f64 {
    let room = if axis.caption.is_empty() {
        0.0
    } else {
        CAPTION
    };
    page.px(room)
}

/// The width of the ticks and the caption of the axis beside a plot.
fn width_beside(page: &Page<'_>, axis: &Axis) -> f64 {
    let texts = axis.scale.ticks().map(|(_, text)| text);
    let widest = page.typesetter.widest(texts, page.small());
    caption_room(page, axis) + page.px(TICK_GAP) + widest
}

#[cfg(test)]
mod tests {
    use super::super::frame::Frame;
    use super::*;

    fn axes(height: u32) -> Result<Axes, ChartError> {
        let frame = Frame {
            height,
            ..Frame::default()
        };
        let page = Page::new(&frame, [].iter())?;
        let axis = |caption| Axis::new(Scale::of_shares(0.0, 1.0, 5.0), caption);
        let region = Region {
            top: 200.0,
            ..page.body()
        };
        Axes::new(&page, region, (axis("x"), axis("")), ("bins", 3))
    }

    #[test]
    fn points_stand_where_the_scales_say() {
        let axes = axes(800).unwrap();
        let plot = axes.plot;
        assert_eq!(axes.place(0.0, 0.0), (plot.left, plot.bottom));
        assert_eq!(axes.place(1.0, 0.5), (plot.right, plot.middle_y()));
    }

    #[test]
    fn plots_too_low_are_refused() {
        assert!(matches!(axes(260), Err(ChartError::Crowded { .. })));
    }
}
