//! The target of a canvas: pixels, or the elements of an SVG file.

use plotters_backend::BackendColor;
use tiny_skia::{Color, FillRule, LineJoin, Paint, Path, Pixmap, Rect, Stroke, Transform};

use super::typesetter::{Outlines, PlacedGlyph};

/// The added thickness of thickened glyphs, in ems.
pub(super) const THICKENING: f32 = 0.03;

/// A line of text and its position.
pub(super) struct PlacedText<'t> {
    /// The text for the bidi algorithm, with isolates.
    pub text: &'t str,
    /// Whether the text is right to left.
    pub rtl: bool,
    pub bold: bool,
    pub outlines: &'t Outlines,
    /// Its glyphs, one by one.
    pub glyphs: &'t dyn Fn() -> Vec<PlacedGlyph>,
    /// From ems at the left end of the base line to device pixels.
    pub position: Transform,
    /// Size of the em in device pixels.
    pub size: f32,
    pub color: BackendColor,
}

/// A drawing target; all lengths are in device pixels.
pub(super) trait Surface {
    /// Fills a rectangle with corners on whole pixels.
    fn fill_rect(&mut self, rect: Rect, color: BackendColor);

    /// Fills a path.
    fn fill_path(&mut self, path: &Path, color: BackendColor);

    /// Draws a line along a path.
    fn stroke_path(&mut self, path: &Path, width: f32, color: BackendColor);

    /// Draws a line of text.
    fn draw_text(&mut self, text: &PlacedText<'_>);
}

impl Surface for Pixmap {
    fn fill_rect(&mut self, rect: Rect, color: BackendColor) {
        let paint = paint(color, false);
        self.as_mut()
            .fill_rect(rect, &paint, Transform::identity(), None);
    }

    fn fill_path(&mut self, path: &Path, color: BackendColor) {
        fill(self, path, &paint(color, true), Transform::identity());
    }

    fn stroke_path(&mut self, path: &Path, width: f32, color: BackendColor) {
        let stroke = Stroke {
            width,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        let paint = paint(color, true);
        self.as_mut()
            .stroke_path(path, &paint, &stroke, Transform::identity(), None);
    }

    fn draw_text(&mut self, text: &PlacedText<'_>) {
        let paint = paint(text.color, true);
        let outlines = text.outlines;
        for path in [&outlines.plain, &outlines.thickened].into_iter().flatten() {
            fill(self, path, &paint, text.position);
        }
        if let Some(path) = &outlines.thickened {
            let stroke = Stroke {
                width: THICKENING,
                ..Stroke::default()
            };
            self.as_mut()
                .stroke_path(path, &paint, &stroke, text.position, None);
        }
    }
}

fn fill(pixmap: &mut Pixmap, path: &Path, paint: &Paint<'_>, transform: Transform) {
    let rule = FillRule::Winding;
    pixmap
        .as_mut()
        .fill_path(path, paint, rule, transform, None);
}

fn paint(color: BackendColor, anti_alias: bool) -> Paint<'static> {
    let (red, green, blue) = color.rgb;
    let alpha = (color.alpha * 255.0).round() as u8;
    let mut paint = Paint {
        anti_alias,
        ..Paint::default()
    };
    paint.set_color(Color::from_rgba8(red, green, blue, alpha));
    paint
}
