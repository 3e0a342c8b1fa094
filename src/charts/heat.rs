//! The cells of a heat map and the bar that explains their colours.

use super::label::{Align, Label};
use super::page::Page;
use super::palette::{Colors, MUTED};
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

/// The size of the lower text of a cell relative to the upper one.
const BELOW_SIZE: f64 = 0.76;

/// With smaller upper texts, the lower ones would be unreadable.
const LEAST_WITH_BELOW: f64 = 8.5;

/// The content of a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct HeatCell {
    /// Its shade, from 0 (light) to 1 (dark); `None` is the same as 0.
    pub share: Option<f64>,
    /// Its text; may be empty.
    pub text: String,
    /// Smaller text below; may be empty.
    pub below: String,
}

/// The cells of a heat map.
pub(super) struct Heat<'c> {
    cells: Vec<(Region, &'c HeatCell)>,
    colors: Colors,
    text_style: Option<TextStyle>,
    below_style: Option<TextStyle>,
}

impl<'c> Heat<'c> {
    /// Lays out the rows of a table within a region; all rows are as long as the first.
    pub fn new(page: &Page<'_>, region: Region, table: &'c [Vec<HeatCell>]) -> Self {
        let columns = table.first().map_or(1, Vec::len).max(1);
        let width = region.width() / columns as f64;
        let height = region.height() / table.len().max(1) as f64;
        let gap = page.px(2.0).min(width.min(height) * 0.08);
        let place = |row: usize, column: usize| {
            let left = region.left + column as f64 * width;
            let top = region.top + row as f64 * height;
            Region {
                left: left + gap / 2.0,
                top: top + gap / 2.0,
                right: left + width - gap / 2.0,
                bottom: top + height - gap / 2.0,
            }
        };
        let rows = table.iter().enumerate();
        let cells = rows.flat_map(|(row, cells)| {
            let cells = cells.iter().enumerate();
            cells.map(move |(column, cell)| (place(row, column), cell))
        });
        let cells: Vec<_> = cells.collect();
        let (text_style, below_style) = fit_texts(page, &cells, width, height);
        Self {
            cells,
            colors: page.colors(),
            text_style,
            below_style,
        }
    }

    pub fn draw(&self, sheet: &Sheet<'_>) -> DrawingResult {
        let mut cells = self.cells.iter();
        cells.try_for_each(|(region, cell)| self.draw_cell(sheet, *region, cell))
    }

    fn draw_cell(&self, sheet: &Sheet<'_>, region: Region, cell: &HeatCell) -> DrawingResult {
        let share = cell.share.unwrap_or(0.0);
        sheet.fill(region, self.colors.shade(share))?;
        let (x, y) = (region.middle_x(), region.middle_y());
        let write = |text: &str, style: TextStyle, down: f64| {
            let label = Label::new(text, style, (x, y + down * style.size));
            sheet.write(
                &label
                    .color(self.colors.text_on_shade(share))
                    .align(Align::Middle),
            )
        };
        match (self.text_style, self.below_style) {
            (Some(text), Some(below)) if !cell.below.is_empty() => {
                write(&cell.text, text, -0.58)?;
                write(&cell.below, below, 0.92)
            }
            (Some(text), _) if !cell.text.is_empty() => write(&cell.text, text, 0.0),
            _ => Ok(()),
        }
    }
}

/// The styles of the texts of cells and of the texts below them, as far as they fit.
fn fit_texts(
    page: &Page<'_>,
    cells: &[(Region, &HeatCell)],
    width: f64,
    height: f64,
) -> (Option<TextStyle>, Option<TextStyle>) {
    let em = TextStyle::regular(1.0);
    let widest = |text: fn(&HeatCell) -> &str| {
        let texts = cells.iter().map(|(_, cell)| text(cell));
        page.typesetter.widest(texts, em)
    };
    let text = widest(|cell| &cell.text).max(0.1);
    let below = widest(|cell| &cell.below) * BELOW_SIZE;
    let both = page.px(17.0).min(height * 0.27);
    let both = both.min(width * 0.84 / text.max(below));
    let least = LEAST_WITH_BELOW.max(page.least_text() / BELOW_SIZE);
    if below > 0.0 && both >= least {
        let below = TextStyle::regular(both * BELOW_SIZE);
        return (Some(TextStyle::regular(both)), Some(below));
    }
    let alone = page.px(15.0).min(height * 0.6).min(width * 0.84 / text);
    let style = (alone >= page.least_text()).then(|| TextStyle::regular(alone));
    (style, None)
}

/// The bar that explains the colours of the cells.
pub(super) struct ColorBar {
    bar: Region,
    ticks: Vec<(f64, String)>,
}

// Lengths in pixels of the default chart.
const BAR_GAP: f64 = 26.0;
const BAR_WIDTH: f64 = 16.0;
const TICK_GAP: f64 = 8.0;

const STRIPES: u32 = 256;

impl ColorBar {
    /// The width of a bar with these ticks and of the gap before it.
    pub fn width(page: &Page<'_>, ticks: &[(f64, String)]) -> f64 {
        let texts = ticks.iter().map(|(_, text)| text.as_str());
        let widest = page.typesetter.widest(texts, page.small());
        page.px(BAR_GAP + BAR_WIDTH + TICK_GAP) + widest
    }

    /// A bar beside the cells, of the same height, with texts at these shares.
    pub fn new(page: &Page<'_>, cells: Region, ticks: Vec<(f64, String)>) -> Self {
        let left = cells.right + page.px(BAR_GAP);
        let bar = Region {
            left,
            right: left + page.px(BAR_WIDTH),
            ..cells
        };
        Self { bar, ticks }
    }

    pub fn draw(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let y = |share: f64| self.bar.bottom - self.bar.height() * share;
        // Each stripe overlaps the lower part of the previous one: if they were only adjacent, the background
        // would show between them in SVG viewers.
        for stripe in (0..STRIPES).rev() {
            let region = Region {
                top: y(f64::from(stripe + 1) / f64::from(STRIPES)),
                ..self.bar
            };
            let color = page
                .colors()
                .shade(f64::from(stripe) / f64::from(STRIPES - 1));
            sheet.fill(region, color)?;
        }
        for (share, text) in &self.ticks {
            let place = (self.bar.right + page.px(TICK_GAP), y(*share));
            sheet.write(&Label::new(text, page.small(), place).color(MUTED))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::frame::Frame;
    use super::*;

    fn texts(side: usize, text: &str, below: &str) -> (bool, bool) {
        let frame = Frame::default();
        let page = Page::new(&frame, [].iter()).unwrap();
        let cell = HeatCell {
            share: Some(0.5),
            text: text.into(),
            below: below.into(),
        };
        let table = vec![vec![cell; side]; side];
        let heat = Heat::new(&page, page.body(), &table);
        (heat.text_style.is_some(), heat.below_style.is_some())
    }

    #[test]
    fn large_tables_lose_the_lower_texts_and_then_all() {
        assert_eq!(texts(5, "412", "86.6%"), (true, true));
        assert_eq!(texts(30, "412", "86.6%"), (true, false));
        assert_eq!(texts(60, "1,000,000", "86.6%"), (false, false));
        assert_eq!(texts(5, "412", ""), (true, false));
    }
}
