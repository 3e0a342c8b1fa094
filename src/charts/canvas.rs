//! The plotters backend: an anti-aliased canvas with finer coordinates.

use std::convert::Infallible;

use plotters::style::Color as _;
use plotters_backend::DrawingErrorKind;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend};
use tiny_skia::{PathBuilder, Rect, Transform};

use super::fonts::Weight;
use super::frame::Frame;
use super::label::{Align, Label};
use super::palette::Colors;
use super::surface::{PlacedText, Surface};
use super::typesetter::Typesetter;

/// Canvas units per logical pixel. Coordinates in plotters are whole numbers, so the canvas reports a size
/// that is this many times larger.
const UNITS: f64 = 16.0;

/// Distance from the middle of a line of text down to its base line, in ems.
pub(super) const BASE_LINE: f32 = 0.355;

type DrawingResult = Result<(), DrawingErrorKind<Infallible>>;

/// Coordinates beyond this are invisible; the limit keeps plotters' sums from overflowing.
const FARTHEST: f64 = 1e6;

/// Logical pixels in canvas units.
pub(super) fn to_units(pixels: f64) -> i32 {
    (pixels * UNITS).round().clamp(-FARTHEST, FARTHEST) as i32
}

/// Canvas units in logical pixels.
pub(super) fn to_pixels(units: i32) -> f64 {
    f64::from(units) / UNITS
}

/// A surface for plotters; mirrored for right-to-left charts, and painted in the colours of the frame's theme
/// and palette.
pub(super) struct Canvas<'a> {
    surface: &'a mut dyn Surface,
    typesetter: &'a Typesetter,
    colors: Colors,
    size: (u32, u32),
    scale: f32,
}

impl<'a> Canvas<'a> {
    /// A canvas of the frame's size on a surface of the frame's pixels.
    pub fn new(surface: &'a mut dyn Surface, typesetter: &'a Typesetter, frame: &Frame) -> Self {
        let units = |side: u32| to_units(f64::from(side)) as u32;
        Self {
            surface,
            typesetter,
            colors: Colors::new(frame.theme, frame.palette),
            size: (units(frame.width), units(frame.height)),
            scale: frame.scale,
        }
    }

    /// Draws a text with its anchor at the given position.
    pub fn draw_label(&mut self, label: &Label, place: BackendCoord) {
        let outlines = self.typesetter.outlines(&label.text, label.style.weight);
        self.typesetter.note_drawn(&label.text, label.style.weight);
        let (text, rtl) = self.typesetter.prepare(&label.text);
        self.surface.draw_text(&PlacedText {
            text: &text,
            rtl,
            bold: label.style.weight == Weight::Bold,
            position: self.text_position(label, place, outlines.width),
            size: label.style.size as f32 * self.scale,
            color: self.colors.lettering(label.color).to_backend_color(),
            outlines: &outlines,
            glyphs: &|| self.typesetter.glyphs(&label.text, label.style.weight),
        });
    }

    /// The transform from ems at the start of the base line to device pixels.
    fn text_position(&self, label: &Label, place: BackendCoord, width: f32) -> Transform {
        let mirrored = self.typesetter.is_rtl();
        let left = match (label.align, mirrored) {
            (Align::Start, false) | (Align::End, true) => 0.0,
            (Align::Middle, _) => -width / 2.0,
            (Align::End, false) | (Align::Start, true) => -width,
        };
        let turn = if mirrored { -label.turn } else { label.turn };
        let size = label.style.size as f32 * self.scale;
        let (x, mut y) = self.device(place);
        if turn == 0.0 {
            // A base line between two rows of pixels would blur the text.
            y = (y + BASE_LINE * size).round() - BASE_LINE * size;
        }
        Transform::from_translate(left, BASE_LINE)
            .post_scale(size, size)
            .post_concat(Transform::from_rotate(turn))
            .post_translate(x, y)
    }

    /// A position in device pixels.
    fn device(&self, (x, y): BackendCoord) -> (f32, f32) {
        let x = if self.typesetter.is_rtl() {
            self.size.0 as i32 - x
        } else {
            x
        };
        let device = |units: i32| to_pixels(units) as f32 * self.scale;
        (device(x), device(y))
    }

    /// Width of a stroke in device pixels, at least one.
    fn stroke_width(&self, units: u32) -> f32 {
        (to_pixels(units as i32) as f32 * self.scale)
            .round()
            .max(1.0)
    }

    /// Fills the pixels between two corners, without blurred edges.
    fn fill_snapped(&mut self, from: (f32, f32), to: (f32, f32), color: BackendColor) {
        let span = |a: f32, b: f32| {
            let (low, high) = (a.min(b), a.max(b));
            // The thinnest bar that is not empty must be visible.
            let least = if high > low { 1.0 } else { 0.0 };
            (low.round(), high.round().max(low.round() + least))
        };
        let ((left, right), (top, bottom)) = (span(from.0, to.0), span(from.1, to.1));
        // An empty rectangle would otherwise be one pixel wide.
        if left == right || top == bottom {
            return;
        }
        if let Some(rect) = Rect::from_ltrb(left, top, right, bottom) {
            self.surface.fill_rect(rect, self.colors.painted(color));
        }
    }
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> DrawingResult {
        Ok(())
    }

    fn present(&mut self) -> DrawingResult {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> DrawingResult {
        let (x, y) = self.device(point);
        let side = self.stroke_width(1);
        self.fill_snapped((x, y), (x + side, y + side), color);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> DrawingResult {
        if from.0 != to.0 && from.1 != to.1 {
            return self.draw_path([from, to], style);
        }
        let width = self.stroke_width(style.stroke_width());
        let ((x0, y0), (x1, y1)) = (self.device(from), self.device(to));
        let (dx, dy) = if x0 == x1 { (width, 0.0) } else { (0.0, width) };
        let start = |at: f32, width: f32| (at - width / 2.0).round();
        let corner = (start(x0, dx), start(y0, dy));
        let opposite = (start(x1, dx) + dx, start(y1, dy) + dy);
        self.fill_snapped(corner, opposite, style.color());
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> DrawingResult {
        if !fill {
            let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
            return self.draw_path(corners.into_iter().chain([(left, top)]), style);
        }
        let (from, to) = (self.device((left, top)), self.device((right, bottom)));
        self.fill_snapped(from, to, style.color());
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> DrawingResult {
        let mut path = PathBuilder::new();
        for point in points {
            let (x, y) = self.device(point);
            if path.is_empty() {
                path.move_to(x, y);
            } else {
                path.line_to(x, y);
            }
        }
        let width = self.stroke_width(style.stroke_width());
        if let Some(path) = path.finish() {
            let color = self.colors.painted(style.color());
            self.surface.stroke_path(&path, width, color);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _: bool,
    ) -> DrawingResult {
        let (x, y) = self.device(center);
        let radius = to_pixels(radius as i32) as f32 * self.scale;
        if let Some(path) = PathBuilder::from_circle(x, y, radius) {
            let color = self.colors.painted(style.color());
            self.surface.fill_path(&path, color);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use plotters::style::ShapeStyle;
    use tiny_skia::Pixmap;

    use super::super::palette::INK;
    use super::super::typesetter::TextStyle;
    use super::*;

    fn dark_columns(rtl: bool, draw: impl FnOnce(&mut Canvas<'_>)) -> Vec<u32> {
        let typesetter = Typesetter::new(&[], rtl).unwrap();
        let frame = Frame {
            width: 100,
            height: 50,
            scale: 1.0,
            ..Frame::default()
        };
        let mut pixmap = Pixmap::new(100, 50).unwrap();
        draw(&mut Canvas::new(&mut pixmap, &typesetter, &frame));
        let painted = |x: &u32| (0..50).any(|y| pixmap.pixel(*x, y).unwrap().alpha() > 0);
        (0..100).filter(painted).collect()
    }

    fn rect(canvas: &mut Canvas<'_>, left: f64, right: f64) {
        let corners = ((to_units(left), 0), (to_units(right), to_units(10.0)));
        canvas
            .draw_rect(corners.0, corners.1, &INK.filled(), true)
            .unwrap();
    }

    #[test]
    fn rectangles_fill_whole_pixels() {
        let columns = dark_columns(false, |canvas| rect(canvas, 9.7, 13.2));
        assert_eq!(columns, [10, 11, 12]);
    }

    #[test]
    fn thin_rectangles_are_seen_and_empty_ones_are_not() {
        assert_eq!(dark_columns(false, |canvas| rect(canvas, 9.1, 9.3)), [9]);
        assert!(dark_columns(false, |canvas| rect(canvas, 9.0, 9.0)).is_empty());
    }

    #[test]
    fn right_to_left_charts_are_mirrored() {
        let columns = dark_columns(true, |canvas| rect(canvas, 10.0, 13.0));
        assert_eq!(columns, [87, 88, 89]);
    }

    #[test]
    fn grid_lines_are_sharp() {
        let style = ShapeStyle::from(INK).stroke_width(to_units(1.0) as u32);
        let columns = dark_columns(false, |canvas| {
            canvas
                .draw_line((to_units(20.4), 0), (to_units(20.4), 400), &style)
                .unwrap();
        });
        assert_eq!(columns.len(), 1);
    }

    #[test]
    fn texts_start_at_their_side() {
        let label = Label::new("نص", TextStyle::regular(20.0), (10.0, 25.0));
        let place = (to_units(10.0), to_units(25.0));
        let from_left = dark_columns(false, |canvas| canvas.draw_label(&label, place));
        let from_right = dark_columns(true, |canvas| canvas.draw_label(&label, place));
        assert!(from_left[0] >= 9 && from_left[0] < 14, "{from_left:?}");
        let last = *from_right.last().unwrap();
        assert!((86..=90).contains(&last), "{from_right:?}");
    }
}
