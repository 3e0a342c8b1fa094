//! A chart as an SVG file: the same positions as in the pixel picture, text as outlines or as text.

use std::fmt::Write;

use plotters_backend::BackendColor;
use tiny_skia::{Path, PathSegment, Point, Rect};

use super::look::PictureFormat;
use super::surface::{PlacedText, Surface, THICKENING};
use super::svg_glyphs::{GLYPH_UNITS, GlyphDefinitions, placing};

/// The fonts for viewers; the widths of the lines are given, so other fonts also fit.
const FONTS: &str = "DejaVu Sans, Noto Sans Arabic, sans-serif";

/// The elements of an SVG file that is being written.
pub(super) struct SvgSurface {
    elements: String,
    format: PictureFormat,
    glyphs: GlyphDefinitions,
}

impl SvgSurface {
    /// A surface for one of the SVG formats, which differ in how text is drawn.
    pub fn new(format: PictureFormat) -> Self {
        Self {
            elements: String::new(),
            format,
            glyphs: GlyphDefinitions::default(),
        }
    }

    /// The whole file: `pixels` device pixels shown at a size in logical pixels.
    pub fn finish(
        self,
        title: &str,
        (width, height): (u32, u32),
        pixels: (u32, u32),
        background: BackendColor,
    ) -> Vec<u8> {
        let (across, down) = pixels;
        let title = escape(title);
        let (elements, background) = (self.elements, color_of(background));
        let glyphs = self.glyphs.element();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {across} {down}\" role=\"img\">\n<title>{title}</title>\n{glyphs}\
             <rect width=\"{across}\" height=\"{down}\"{background}/>\n{elements}</svg>\n"
        )
        .into_bytes()
    }

    fn push(&mut self, element: &str) {
        self.elements.push_str(element);
        self.elements.push('\n');
    }

    fn draw_outlines(&mut self, text: &PlacedText<'_>) {
        let color = color_of(text.color);
        let name = escape(text.text);
        let outlines = text.outlines;
        let thick = text.color.rgb;
        for (path, thickened) in [(&outlines.plain, false), (&outlines.thickened, true)] {
            let path = path.clone().and_then(|path| path.transform(text.position));
            let Some(path) = path else { continue };
            let stroke = if thickened {
                let width = number(text.size * THICKENING);
                format!(" stroke=\"{}\" stroke-width=\"{width}\"", hex(thick))
            } else {
                String::new()
            };
            let data = path_data(&path, number);
            self.push(&format!(
                "<path aria-label=\"{name}\" d=\"{data}\"{color}{stroke}/>"
            ));
        }
    }

    fn refer_to_glyphs(&mut self, text: &PlacedText<'_>) {
        let color = color_of(text.color);
        let name = escape(text.text);
        let place = placing(text.position);
        let glyphs = (text.glyphs)();
        for thickened in [false, true] {
            let of_kind = glyphs.iter().filter(|glyph| glyph.thickened == thickened);
            let uses: String = of_kind
                .filter_map(|glyph| self.glyphs.refer(glyph))
                .collect();
            if uses.is_empty() {
                continue;
            }
            let stroke = if thickened {
                let stroke = hex(text.color.rgb);
                let width = number(THICKENING * GLYPH_UNITS);
                format!(" stroke=\"{stroke}\" stroke-width=\"{width}\"")
            } else {
                String::new()
            };
            self.push(&format!(
                "<g aria-label=\"{name}\" transform=\"{place}\"{color}{stroke}>{uses}</g>"
            ));
        }
    }

    fn write_text(&mut self, text: &PlacedText<'_>) {
        // Anchored at the middle, because not every viewer starts right-to-left text at the right.
        let width = text.outlines.width;
        let direction = if text.rtl { " direction=\"rtl\"" } else { "" };
        let mut place = Point::from_xy(width / 2.0, 0.0);
        text.position.map_point(&mut place);
        let turn = libm::atan2f(text.position.ky, text.position.sx).to_degrees();
        let (x, y) = (number(place.x), number(place.y));
        let turned = if turn == 0.0 {
            String::new()
        } else {
            format!(" transform=\"rotate({} {x} {y})\"", number(turn))
        };
        let bold = if text.bold {
            " font-weight=\"bold\""
        } else {
            ""
        };
        let (size, length) = (number(text.size), number(text.size * width));
        let (color, content) = (color_of(text.color), escape(text.text));
        self.push(&format!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\" font-family=\"{FONTS}\" font-size=\"{size}\"{bold}{direction} \
             textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\"{turned}{color}>{content}</text>"
        ));
    }
}

impl Surface for SvgSurface {
    fn fill_rect(&mut self, rect: Rect, color: BackendColor) {
        let [x, y, width, height] = [rect.x(), rect.y(), rect.width(), rect.height()].map(number);
        let color = color_of(color);
        self.push(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{color}/>"
        ));
    }

    fn fill_path(&mut self, path: &Path, color: BackendColor) {
        let (data, color) = (path_data(path, number), color_of(color));
        self.push(&format!("<path d=\"{data}\"{color}/>"));
    }

    fn stroke_path(&mut self, path: &Path, width: f32, color: BackendColor) {
        let (data, width, stroke) = (path_data(path, number), number(width), hex(color.rgb));
        let opacity = opacity("stroke-opacity", color.alpha);
        self.push(&format!(
            "<path d=\"{data}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\" \
             stroke-linejoin=\"round\"{opacity}/>"
        ));
    }

    fn draw_text(&mut self, text: &PlacedText<'_>) {
        if text.text.is_empty() {
            return;
        }
        match self.format {
            PictureFormat::SvgText => self.write_text(text),
            PictureFormat::SvgGlyphs => self.refer_to_glyphs(text),
            PictureFormat::Svg | PictureFormat::Png => self.draw_outlines(text),
        }
    }
}

/// The data of a path; `write` formats its lengths.
pub(super) fn path_data(path: &Path, write: impl Fn(f32) -> String) -> String {
    let mut data = String::new();
    let mut push = |command: char, points: &[Point]| {
        data.push(command);
        for (index, point) in points.iter().enumerate() {
            let before = if index == 0 { "" } else { " " };
            // Writing to a string cannot fail.
            let _ = write!(data, "{before}{} {}", write(point.x), write(point.y));
        }
    };
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(to) => push('M', &[to]),
            PathSegment::LineTo(to) => push('L', &[to]),
            PathSegment::QuadTo(control, to) => push('Q', &[control, to]),
            PathSegment::CubicTo(first, second, to) => push('C', &[first, second, to]),
            PathSegment::Close => push('Z', &[]),
        }
    }
    data
}

/// A length with at most two decimals.
pub(super) fn number(length: f32) -> String {
    let text = format!("{length:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_owned()
}

fn hex((red, green, blue): (u8, u8, u8)) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn color_of(color: BackendColor) -> String {
    let opacity = opacity("fill-opacity", color.alpha);
    format!(" fill=\"{}\"{opacity}", hex(color.rgb))
}

fn opacity(name: &str, alpha: f64) -> String {
    if alpha >= 1.0 {
        return String::new();
    }
    format!(" {name}=\"{}\"", number(alpha as f32))
}

/// The text as the content of an element or attribute, without characters that XML does not allow.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let texts = [0.0, -0.001, 12.0, 12.5, -3.126].map(number);
        assert_eq!(texts, ["0", "0", "12", "12.5", "-3.13"]);
    }

    #[test]
    fn what_xml_cannot_hold_is_escaped_or_left_out() {
        assert_eq!(
            escape("<a href=\"x\">&\u{0}\u{FFFF}ب"),
            "&lt;a href=&quot;x&quot;&gt;&amp;ب"
        );
    }

    #[test]
    fn see_through_colours_have_an_opacity() {
        let color = |alpha| BackendColor {
            alpha,
            rgb: (1, 2, 255),
        };
        assert_eq!(color_of(color(1.0)), " fill=\"#0102ff\"");
        assert_eq!(
            color_of(color(0.35)),
            " fill=\"#0102ff\" fill-opacity=\"0.35\""
        );
    }
}
