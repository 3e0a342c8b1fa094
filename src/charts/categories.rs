//! The names of categories under an axis: flat, on two lines, or slanted.

use super::error::ChartError;
use super::label::{Align, Label};
use super::page::{Page, Side};
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::{TextStyle, Typesetter};

/// Sizes to try for flat names, in pixels of the default chart.
const FLAT_SIZES: [f64; 3] = [15.0, 13.5, 12.0];

/// Columns of at least this width keep flat names even if some must be cut.
const WIDE_COLUMN: f64 = 130.0;

const MAX_LINES: usize = 2;
const LINE_HEIGHT: f64 = 1.4;
const SLANT: f64 = 45.0;

/// Gap between the axis and the names, in pixels of the default chart.
const GAP: f64 = 9.0;

/// Equal columns along an axis, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Columns {
    /// Start of the first column.
    pub start: f64,
    /// The width of a column.
    pub pitch: f64,
}

impl Columns {
    /// This many columns across the width of a region.
    pub fn across(region: Region, count: usize) -> Self {
        Self {
            start: region.left,
            pitch: region.width() / count as f64,
        }
    }

    /// The centre of a column.
    pub fn middle(&self, index: usize) -> f64 {
        self.start + self.pitch * (index as f64 + 0.5)
    }
}

/// Names of columns, arranged so that they do not touch each other.
pub(super) struct CategoryNames {
    columns: Columns,
    style: TextStyle,
    slanted: bool,
    /// The lines of each name.
    names: Vec<Vec<String>>,
    /// The height the names need under the axis, in logical pixels.
    pub depth: f64,
}

impl CategoryNames {
    /// Arranges the names no deeper than about `max_depth`.
    ///
    /// # Errors
    ///
    /// [`ChartError::Crowded`] when they would be too small to read.
    pub fn arrange(
        page: &Page<'_>,
        names: &[String],
        columns: Columns,
        max_depth: f64,
    ) -> Result<Self, ChartError> {
        let width = columns.pitch - page.px(10.0);
        for size in FLAT_SIZES {
            let style = TextStyle::regular(page.px(size));
            let lines = wrap_all(&page.typesetter, names, style, width);
            let whole = lines
                .iter()
                .zip(names)
                .all(|(lines, name)| lines.join(" ") == *name);
            if whole || (columns.pitch >= page.px(WIDE_COLUMN) && size == FLAT_SIZES[2]) {
                return Ok(Self::flat(page, columns, style, lines));
            }
        }
        Self::slanted(page, names, columns, max_depth)
    }

    fn flat(page: &Page<'_>, columns: Columns, style: TextStyle, names: Vec<Vec<String>>) -> Self {
        let lines = names.iter().map(Vec::len).max().unwrap_or(0);
        Self {
            columns,
            style,
            slanted: false,
            names,
            depth: page.px(GAP) + lines as f64 * LINE_HEIGHT * style.size,
        }
    }

    fn slanted(
        page: &Page<'_>,
        names: &[String],
        columns: Columns,
        max_depth: f64,
    ) -> Result<Self, ChartError> {
        let style = slanted_style(page, columns, names.len())?;
        let (size, slope) = (style.size, SLANT.to_radians().sin());
        let longest = (max_depth - page.px(GAP) - size) / slope;
        let cut = |(index, name): (usize, &String)| {
            // A slanted name extends back towards the start side of the frame.
            let room = (columns.middle(index) - size) / slope;
            vec![page.typesetter.cut(name, style, longest.min(room))]
        };
        let names: Vec<Vec<String>> = names.iter().enumerate().map(cut).collect();
        let texts = names.iter().flatten().map(String::as_str);
        let depth = page.px(GAP) + page.typesetter.widest(texts, style) * slope + size;
        Ok(Self {
            columns,
            style,
            slanted: true,
            names,
            depth,
        })
    }

    /// Writes the names below an axis at the height `top`.
    pub fn draw(&self, page: &Page<'_>, sheet: &Sheet<'_>, top: f64) -> DrawingResult {
        let line_height = LINE_HEIGHT * self.style.size;
        let first = top + page.px(GAP) + if self.slanted { 0.0 } else { line_height / 2.0 };
        for (index, lines) in self.names.iter().enumerate() {
            let x = self.columns.middle(index);
            for (line, text) in lines.iter().enumerate() {
                let place = (x, first + line as f64 * line_height);
                let label = Label::new(text, self.style, place);
                sheet.write(&if self.slanted {
                    label.align(Align::End).turn(-SLANT as f32)
                } else {
                    label.align(Align::Middle)
                })?;
            }
        }
        Ok(())
    }
}

/// The style of slanted names, if they can be read.
fn slanted_style(page: &Page<'_>, columns: Columns, count: usize) -> Result<TextStyle, ChartError> {
    // Slanted lines are closer together than their columns.
    let lines_per_column = LINE_HEIGHT / SLANT.to_radians().sin();
    let size = page.px(14.0).min(columns.pitch / lines_per_column);
    if size >= page.least_text() {
        return Ok(TextStyle::regular(size));
    }
    // The parts beside the columns grow with them.
    let width = columns.pitch * count as f64;
    let growth = page.body().width() / width.max(1.0);
    let lacking = (page.least_text() * lines_per_column * count as f64 - width) * growth;
    Err(page.crowded("columns", count, Side::Width, lacking))
}

fn wrap_all(
    typesetter: &Typesetter,
    names: &[String],
    style: TextStyle,
    width: f64,
) -> Vec<Vec<String>> {
    let wrap = |name: &String| typesetter.wrap(name, style, width, MAX_LINES);
    names.iter().map(wrap).collect()
}

#[cfg(test)]
mod tests {
    use super::super::frame::Frame;
    use super::*;

    fn arrange(names: &[&str], pitch: f64) -> Result<CategoryNames, ChartError> {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let frame = Frame::default();
        let page = Page::new(&frame, names.iter())?;
        let columns = Columns { start: 80.0, pitch };
        CategoryNames::arrange(&page, &names, columns, 200.0)
    }

    #[test]
    fn short_names_are_flat() {
        let names = arrange(&["سياسة", "اقتصاد"], 100.0).unwrap();
        assert!(!names.slanted);
        assert_eq!(names.names[0], ["سياسة"]);
    }

    #[test]
    fn two_words_take_two_lines() {
        let names = arrange(&["الذكاء الاصطناعي"], 90.0).unwrap();
        assert!(!names.slanted);
        assert_eq!(names.names[0], ["الذكاء", "الاصطناعي"]);
    }

    #[test]
    fn long_names_in_narrow_columns_are_slanted_and_cut() {
        let long = "antidisestablishmentarianism ".repeat(9);
        let names = arrange(&[&long, "short"], 40.0).unwrap();
        assert!(names.slanted && names.depth <= 200.0);
        assert!(names.names[0][0].ends_with('…'));
    }

    #[test]
    fn columns_too_narrow_for_text_are_refused() {
        assert!(matches!(
            arrange(&["antidisestablishmentarianism"; 3], 5.0),
            Err(ChartError::Crowded { .. })
        ));
    }
}
