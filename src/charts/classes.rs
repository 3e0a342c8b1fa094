//! Terms by class as grouped bars.

use plotters::coord::types::RangedCoordf64;
use plotters::element::Rectangle;
use plotters::style::Color;

use super::axis::ValueAxis;
use super::categories::{CategoryNames, Columns};
use super::clean::{clean, clean_label};
use super::error::{ChartError, check_count, check_value};
use super::frame::Frame;
use super::label::{Align, Label};
use super::legend::Legend;
use super::page::{Page, Side};
use super::palette::{DEEP, MUTED};
use super::sheet::{DrawingResult, Grid, Region, Sheet, draw_grid};

/// The most classes in one chart: as many as there are colours.
pub const MAX_CLASSES: usize = DEEP.len();
/// The most terms in a chart by class.
pub const MAX_CLASS_TERMS: usize = 20;

/// The part of its column that a group of bars fills.
const GROUP_SHARE: f64 = 0.8;

/// The part of the height that the names of the terms may take.
const MAX_DEPTH: f64 = 0.4;

// Lengths in pixels of the default chart.
const MAX_BAR: f64 = 56.0;
const BAR_GAP: f64 = 3.0;
const CAPTION_WIDTH: f64 = 30.0;
const TICK_GAP: f64 = 9.0;
const LEAST_PLOT_HEIGHT: f64 = 90.0;

/// Values of terms in several classes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ClassBars {
    /// One to [`MAX_CLASS_TERMS`] terms, one group of bars each.
    pub terms: Vec<String>,
    /// One to [`MAX_CLASSES`] classes, one colour each.
    pub classes: Vec<String>,
    /// For each class the values of all terms, from 0 to 10¹⁵.
    pub values: Vec<Vec<f64>>,
    /// The caption of the value axis; empty for none.
    pub axis: String,
}

/// Draws terms by class as grouped bars with a legend; returns a PNG file.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many terms or classes, when the
/// values do not match them or cannot be drawn, when the chart would not be
/// legible, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{ClassBars, Frame, classes};
///
/// let data = ClassBars {
///     terms: vec!["الحكومة".into(), "الأسعار".into()],
///     classes: vec!["سياسة".into(), "اقتصاد".into()],
///     values: vec![vec![420.0, 180.0], vec![210.0, 460.0]],
///     axis: "التكرار".into(),
/// };
/// let file = classes(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn classes(data: &ClassBars, frame: &Frame) -> Result<Vec<u8>, ChartError> {
    check(data)?;
    let terms: Vec<String> = data.terms.iter().map(|term| clean_label(term)).collect();
    let names: Vec<String> = data.classes.iter().map(|name| clean_label(name)).collect();
    let page = Page::new(frame, terms.iter().chain(&names))?;
    let legend = Legend::new(&page, page.body(), &names, &DEEP);
    let layout = Layout::new(&page, data, &terms, legend.bottom)?;
    page.render(|sheet| {
        legend.draw(sheet)?;
        layout.draw_bars(&page, sheet, &data.values)?;
        layout.names.draw(&page, sheet, layout.plot.bottom)?;
        Ok(layout.write_axis(&page, sheet)?)
    })
}

fn check(data: &ClassBars) -> Result<(), ChartError> {
    check_count("terms", data.terms.len(), 1, MAX_CLASS_TERMS)?;
    check_count("classes", data.classes.len(), 1, MAX_CLASSES)?;
    let uneven = |what: String, found: usize, expected: usize| ChartError::Uneven {
        what,
        found,
        expected,
    };
    let (rows, classes) = (data.values.len(), data.classes.len());
    if rows != classes {
        return Err(uneven("the table of values".to_owned(), rows, classes));
    }
    for (class, row) in data.classes.iter().zip(&data.values) {
        if row.len() != data.terms.len() {
            let what = format!("the row of “{}”", clean_label(class));
            return Err(uneven(what, row.len(), data.terms.len()));
        }
        for (term, &value) in data.terms.iter().zip(row) {
            check_value(term, value)?;
        }
    }
    Ok(())
}

/// Where everything goes.
struct Layout {
    plot: Region,
    axis: ValueAxis,
    caption: String,
    names: CategoryNames,
    columns: Columns,
}

impl Layout {
    fn new(
        page: &Page<'_>,
        data: &ClassBars,
        terms: &[String],
        top: f64,
    ) -> Result<Self, ChartError> {
        let caption = clean(&data.axis);
        let mut plot = Region {
            top: top + page.px(22.0),
            ..page.body()
        };
        let values = data.values.iter().flatten().copied();
        let axis = ValueAxis::new(values, plot.height() / page.px(95.0));
        plot.left += axis_width(page, &axis, &caption);
        let columns = Columns::across(plot, terms.len());
        let names = CategoryNames::arrange(page, terms, columns, plot.height() * MAX_DEPTH)?;
        plot.bottom -= names.depth;
        let lacking = page.px(LEAST_PLOT_HEIGHT) - plot.height();
        if lacking > 0.0 {
            let count = data.classes.len();
            return Err(page.crowded("classes", count, Side::Height, lacking));
        }
        Ok(Self {
            plot,
            axis,
            caption,
            names,
            columns,
        })
    }

    fn draw_bars(&self, page: &Page<'_>, sheet: &Sheet<'_>, values: &[Vec<f64>]) -> DrawingResult {
        let terms = values.first().map_or(0, Vec::len) as f64;
        let x = RangedCoordf64::from(0.0..terms);
        let plot = sheet.plot(self.plot, x, self.axis.clone());
        draw_grid(&plot, Grid::AcrossY, page.px(1.0))?;
        let groups = groups(values);
        let largest = groups.iter().map(Vec::len).max().unwrap_or(0).max(1);
        // Widths as parts of a column.
        let most = page.px(MAX_BAR) / self.columns.pitch;
        let bar = (GROUP_SHARE / largest as f64).min(most);
        let gap = (page.px(BAR_GAP) / self.columns.pitch).min(bar * 0.12);
        for (term, group) in groups.iter().enumerate() {
            let first = term as f64 + 0.5 - bar * group.len() as f64 / 2.0;
            for (place, &(class, value)) in group.iter().enumerate() {
                let start = first + bar * place as f64;
                let corners = [(start + gap / 2.0, 0.0), (start + bar - gap / 2.0, value)];
                plot.draw(&Rectangle::new(corners, DEEP[class % DEEP.len()].filled()))?;
            }
        }
        Ok(())
    }

    fn write_axis(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        for tick in self.axis.ticks() {
            let y = self.plot.bottom - self.plot.height() * tick / self.axis.top();
            let place = (self.plot.left - page.px(TICK_GAP), y);
            let label = Label::new(self.axis.tick_label(tick), page.small(), place);
            sheet.write(&label.color(MUTED).align(Align::End))?;
        }
        let place = (page.body().left + page.px(2.0), self.plot.middle_y());
        let caption = page.caption_label(&self.caption, place, self.plot.height());
        sheet.write(&caption.turn(-90.0))
    }
}

/// The bars of each term, as classes and values: those that have a height, so that they stand over
/// the term and not where many empty places leave them.
fn groups(values: &[Vec<f64>]) -> Vec<Vec<(usize, f64)>> {
    let terms = values.first().map_or(0, Vec::len);
    let bar = |term: usize, class: usize| Some((class, *values[class].get(term)?));
    let of_term = |term: usize| {
        let bars = (0..values.len()).filter_map(|class| bar(term, class));
        bars.filter(|&(_, value)| value > 0.0).collect()
    };
    (0..terms).map(of_term).collect()
}

/// The width that the ticks and the caption of the value axis take.
fn axis_width(page: &Page<'_>, axis: &ValueAxis, caption: &str) -> f64 {
    let ticks: Vec<String> = axis.ticks().map(|tick| axis.tick_label(tick)).collect();
    let texts = ticks.iter().map(String::as_str);
    let before_ticks = if caption.is_empty() {
        0.0
    } else {
        CAPTION_WIDTH
    };
    page.px(before_ticks + TICK_GAP) + page.typesetter.widest(texts, page.small())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_without_a_value_take_no_place() {
        let values = [vec![1.0, 0.0], vec![0.0, 0.0], vec![3.0, 4.0]];
        assert_eq!(groups(&values), [vec![(0, 1.0), (2, 3.0)], vec![(2, 4.0)]]);
        assert!(groups(&[]).is_empty());
    }
}
