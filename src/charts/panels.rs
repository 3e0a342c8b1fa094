//! Small multiples: a grid of equal panels, each with a name.

use super::label::Label;
use super::page::Page;
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

/// Best ratio of width to height of a panel.
const BEST_SHAPE: f64 = 1.25;

// Lengths in pixels of the default chart.
const PANEL_GAP: f64 = 30.0;
const NAME: f64 = 17.0;
const NAME_HEIGHT: f64 = 32.0;

/// A grid of equal panels.
pub(super) struct Panels {
    body: Region,
    columns: usize,
    gap: f64,
    name_height: f64,
    /// Rows of the grid.
    pub rows: usize,
    /// Width and height of a panel.
    panel: (f64, f64),
}

impl Panels {
    /// Lays out this many panels within a region.
    pub fn new(page: &Page<'_>, body: Region, count: usize) -> Self {
        let gap = page.px(PANEL_GAP);
        let columns = best_columns(body, count);
        let rows = count.div_ceil(columns);
        let side = |length: f64, count: usize| (length + gap) / count as f64 - gap;
        Self {
            body,
            columns,
            gap,
            name_height: page.px(NAME_HEIGHT),
            rows,
            panel: (side(body.width(), columns), side(body.height(), rows)),
        }
    }

    /// The region of a panel below its name.
    pub fn inside(&self, index: usize) -> Region {
        let (width, height) = self.panel;
        let left = self.body.left + (index % self.columns) as f64 * (width + self.gap);
        let top = self.body.top + (index / self.columns) as f64 * (height + self.gap);
        Region {
            left,
            top: top + self.name_height,
            right: left + width,
            bottom: top + height,
        }
    }

    /// Writes the name of a panel above it.
    pub fn write_name(
        &self,
        page: &Page<'_>,
        sheet: &Sheet<'_>,
        index: usize,
        name: &str,
    ) -> DrawingResult {
        let inside = self.inside(index);
        let style = TextStyle::bold(page.px(NAME));
        let name = page.typesetter.cut(name, style, inside.width());
        let place = (inside.left, inside.top - self.name_height * 0.6);
        sheet.write(&Label::new(name, style, place))
    }
}

/// The number of columns whose panels are nearest to the best ratio.
fn best_columns(body: Region, panels: usize) -> usize {
    let distance = |columns: usize| {
        let rows = panels.div_ceil(columns) as f64;
        let shape = body.width() / columns as f64 / (body.height() / rows);
        // Empty positions in the last row are penalised slightly.
        let empty = rows * columns as f64 / panels as f64;
        libm::fabs(libm::log(shape / BEST_SHAPE)) + libm::log(empty)
    };
    let columns = (1..=panels).min_by(|&a, &b| distance(a).total_cmp(&distance(b)));
    columns.unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_are_neither_flat_nor_thin() {
        let body = Region {
            left: 0.0,
            top: 0.0,
            right: 1150.0,
            bottom: 700.0,
        };
        let columns = |panels| best_columns(body, panels);
        assert_eq!([1, 2, 4, 6, 8].map(columns), [1, 2, 2, 3, 3]);
    }
}
