//! The cells of a heat map and the bar that explains their colours.

use super::label::{Align, Label};
use super::number::{format_count, format_percent};
use super::page::{MIN_TEXT, Page};
use super::palette::{MUTED, blue, text_on};
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

/// The size of a percentage, as a part of the size of the count above it.
const PERCENT_SIZE: f64 = 0.76;

/// Smaller counts would leave their percentages too small to read.
const LEAST_WITH_PERCENT: f64 = 8.5;

/// A cell: a count and, if its row has any, its share of the row.
struct Cell {
    region: Region,
    share: Option<f64>,
    count: String,
}

/// The cells of a heat map.
pub(super) struct Heat {
    cells: Vec<Cell>,
    count_style: Option<TextStyle>,
    percent_style: Option<TextStyle>,
}

impl Heat {
    /// Lays out the rows of a square table within a region.
    pub fn new(page: &Page<'_>, region: Region, table: &[Vec<u64>]) -> Self {
        let side = table.len() as f64;
        let (width, height) = (region.width() / side, region.height() / side);
        let gap = page.px(2.0).min(width.min(height) * 0.08);
        let mut cells = Vec::with_capacity(table.len() * table.len());
        for (row, counts) in table.iter().enumerate() {
            let top = region.top + row as f64 * height;
            // A sum of counts may be larger than a count can be.
            let sum: f64 = counts.iter().map(|&count| count as f64).sum();
            for (column, &count) in counts.iter().enumerate() {
                let left = region.left + column as f64 * width;
                cells.push(Cell {
                    region: Region {
                        left: left + gap / 2.0,
                        top: top + gap / 2.0,
                        right: left + width - gap / 2.0,
                        bottom: top + height - gap / 2.0,
                    },
                    share: (sum > 0.0).then(|| count as f64 / sum),
                    count: format_count(count),
                });
            }
        }
        let (count_style, percent_style) = fit_texts(page, &cells, width, height);
        Self {
            cells,
            count_style,
            percent_style,
        }
    }

    pub fn draw(&self, sheet: &Sheet<'_>) -> DrawingResult {
        self.cells
            .iter()
            .try_for_each(|cell| self.draw_cell(sheet, cell))
    }

    fn draw_cell(&self, sheet: &Sheet<'_>, cell: &Cell) -> DrawingResult {
        let fill = blue(cell.share.unwrap_or(0.0));
        sheet.fill(cell.region, fill)?;
        let (x, y) = (cell.region.middle_x(), cell.region.middle_y());
        let write = |text: &str, style: TextStyle, below: f64| {
            let label = Label::new(text, style, (x, y + below * style.size));
            sheet.write(&label.color(text_on(fill)).align(Align::Middle))
        };
        match (self.count_style, self.percent_style, cell.share) {
            (Some(count), Some(percent), Some(share)) => {
                write(&cell.count, count, -0.58)?;
                write(&format_percent(share), percent, 0.92)
            }
            (Some(count), _, _) => write(&cell.count, count, 0.0),
            _ => Ok(()),
        }
    }
}

/// The styles of counts and percentages, as far as there is room for them.
fn fit_texts(
    page: &Page<'_>,
    cells: &[Cell],
    width: f64,
    height: f64,
) -> (Option<TextStyle>, Option<TextStyle>) {
    let em = TextStyle::regular(1.0);
    let counts = cells.iter().map(|cell| cell.count.as_str());
    let widest = page.typesetter.widest(counts, em);
    let percent = page.typesetter.width("88.8%", em) * PERCENT_SIZE;
    let both = page
        .px(17.0)
        .min(height * 0.27)
        .min(width * 0.84 / widest.max(percent));
    if both >= LEAST_WITH_PERCENT {
        let percent = TextStyle::regular(both * PERCENT_SIZE);
        return (Some(TextStyle::regular(both)), Some(percent));
    }
    let alone = page.px(15.0).min(height * 0.6).min(width * 0.84 / widest);
    let style = (alone >= MIN_TEXT).then(|| TextStyle::regular(alone));
    (style, None)
}

/// The bar that shows which colour stands for which share of a row.
pub(super) struct ColorBar {
    bar: Region,
}

// Lengths in pixels of the default chart.
const BAR_GAP: f64 = 26.0;
const BAR_WIDTH: f64 = 16.0;
const TICK_GAP: f64 = 8.0;

const STRIPES: u32 = 256;

impl ColorBar {
    /// The width that the bar, its texts and the gap before it take.
    pub fn width(page: &Page<'_>) -> f64 {
        let text = page.typesetter.width("100%", page.small());
        page.px(BAR_GAP + BAR_WIDTH + TICK_GAP) + text
    }

    /// A bar beside the cells, as high as they are.
    pub fn new(page: &Page<'_>, cells: Region) -> Self {
        let left = cells.right + page.px(BAR_GAP);
        Self {
            bar: Region {
                left,
                right: left + page.px(BAR_WIDTH),
                ..cells
            },
        }
    }

    pub fn draw(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let y = |share: f64| self.bar.bottom - self.bar.height() * share;
        for stripe in 0..STRIPES {
            let (low, high) = (f64::from(stripe), f64::from(stripe + 1));
            let stripe = Region {
                top: y(high / f64::from(STRIPES)),
                bottom: y(low / f64::from(STRIPES)),
                ..self.bar
            };
            sheet.fill(stripe, blue(low / f64::from(STRIPES - 1)))?;
        }
        for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let place = (self.bar.right + page.px(TICK_GAP), y(share));
            let label = Label::new(format!("{:.0}%", share * 100.0), page.small(), place);
            sheet.write(&label.color(MUTED))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::frame::Frame;
    use super::*;

    fn heat(side: usize, count: u64) -> Heat {
        let frame = Frame::default();
        let page = Page::new(&frame, [].iter()).unwrap();
        Heat::new(&page, page.body(), &vec![vec![count; side]; side])
    }

    #[test]
    fn large_tables_lose_percentages_and_then_counts() {
        let styles = |heat: Heat| (heat.count_style.is_some(), heat.percent_style.is_some());
        assert_eq!(styles(heat(5, 412)), (true, true));
        assert_eq!(styles(heat(30, 412)), (true, false));
        assert_eq!(styles(heat(60, 1_000_000)), (false, false));
    }

    #[test]
    fn shares_are_of_the_row_and_empty_rows_have_none() {
        assert_eq!(heat(4, 7).cells[0].share, Some(0.25));
        assert_eq!(heat(4, 0).cells[0].share, None);
        assert_eq!(heat(2, u64::MAX).cells[3].share, Some(0.5));
    }
}
