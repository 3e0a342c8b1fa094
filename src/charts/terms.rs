//! Terms and their values as horizontal bars.

use plotters::coord::types::RangedCoordf64;
use plotters::element::Rectangle;
use plotters::style::Color;

use super::axis::ValueAxis;
use super::clean::{clean, clean_label};
use super::error::{ChartError, check_count, check_value};
use super::frame::Frame;
use super::label::{Align, Label};
use super::number::NumberFormat;
use super::page::{Page, Side};
use super::palette::{DEEP, MUTED, WHITE};
use super::picture::Picture;
use super::sheet::{DrawingResult, Region, Sheet, draw_grid};
use super::typesetter::TextStyle;

/// Maximum number of bars in one chart.
pub const MAX_BARS: usize = 60;

/// The part of a row that its bar fills.
const BAR_SHARE: f64 = 0.72;

/// The sizes of labels and values relative to the height of their row.
const LABEL_TEXT_SHARE: f64 = 0.68;
const VALUE_TEXT_SHARE: f64 = 0.62;

/// The maximum part of the width for the terms.
const MAX_LABEL_SHARE: f64 = 0.38;

// Lengths in pixels of the default chart.
const LABEL_GAP: f64 = 9.0;
const VALUE_GAP: f64 = 6.0;
const MAX_BAR: f64 = 52.0;

/// A bar: a term and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The term; long ones are cut.
    pub label: String,
    /// The value, from 0 to 10¹⁵.
    pub value: f64,
}

/// Horizontal bars, drawn from the top in the given order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TermBars {
    /// One to [`MAX_BARS`] bars.
    pub bars: Vec<Bar>,
    /// The caption of the value axis; empty for none.
    pub axis: String,
}

/// Draws terms and their values as horizontal bars; returns a PNG file.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many bars, when a value is
/// negative, not a number or beyond 10¹⁵, when the bars do not fit legibly,
/// or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Bar, Frame, TermBars, terms};
///
/// let data = TermBars {
///     bars: vec![Bar { label: "الاقتصاد".into(), value: 1842.0 }],
///     axis: "عدد مرات الورود".into(),
/// };
/// let file = terms(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn terms(data: &TermBars, frame: &Frame) -> Result<Picture, ChartError> {
    check_count("bars", data.bars.len(), 1, MAX_BARS)?;
    for bar in &data.bars {
        check_value(&bar.label, bar.value)?;
    }
    let labels: Vec<String> = data
        .bars
        .iter()
        .map(|bar| clean_label(&bar.label))
        .collect();
    let page = Page::new(frame, labels.iter())?;
    let layout = TermsLayout::new(&page, data, &labels)?;
    page.render(|sheet| Ok(layout.draw(&page, sheet)?))
}

/// The layout of the chart.
struct TermsLayout {
    plot: Region,
    axis: ValueAxis,
    caption: String,
    label_style: TextStyle,
    value_style: TextStyle,
    rows: Vec<BarRow>,
    /// Thickness of a bar relative to its row.
    thickness: f64,
}

struct BarRow {
    label: String,
    value: f64,
    value_text: String,
}

impl TermsLayout {
    fn new(page: &Page<'_>, data: &TermBars, labels: &[String]) -> Result<Self, ChartError> {
        let body = page.body();
        let caption = clean(&data.axis);
        let below = if caption.is_empty() { 24.0 } else { 54.0 };
        let bottom = body.bottom - page.px(below);
        let pitch = (bottom - body.top) / labels.len() as f64;
        let label_style = label_style(page, pitch, labels.len())?;
        let value_style = TextStyle::regular(page.px(12.5).min(pitch * VALUE_TEXT_SHARE));
        let rows = make_rows(page, data, labels, label_style);
        let texts = rows.iter().map(|row| row.label.as_str());
        let left = body.left + page.typesetter.widest(texts, label_style) + page.px(LABEL_GAP);
        let (axis, width) = fit_axis(page, &rows, value_style, body.right - left);
        Ok(Self {
            plot: Region {
                left,
                top: body.top,
                right: left + width,
                bottom,
            },
            axis,
            caption,
            label_style,
            value_style,
            rows,
            thickness: BAR_SHARE.min(page.px(MAX_BAR) / pitch),
        })
    }

    fn draw(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let rows = RangedCoordf64::from(self.rows.len() as f64..0.0);
        let plot = sheet.plot(self.plot, self.axis.clone(), rows);
        draw_grid(&plot, page.px(1.0))?;
        for (index, row) in self.rows.iter().enumerate() {
            let middle = index as f64 + 0.5;
            let (top, bottom) = (middle - self.thickness / 2.0, middle + self.thickness / 2.0);
            let corners = [(0.0, top), (row.value, bottom)];
            plot.draw(&Rectangle::new(corners, DEEP[0].filled()))?;
            self.write_row(page, sheet, row, middle)?;
        }
        self.write_axis(page, sheet)
    }

    fn write_row(
        &self,
        page: &Page<'_>,
        sheet: &Sheet<'_>,
        row: &BarRow,
        middle: f64,
    ) -> DrawingResult {
        let y = self.plot.top + self.plot.height() * middle / self.rows.len() as f64;
        let place = (self.plot.left - page.px(LABEL_GAP), y);
        sheet.write(&Label::new(&row.label, self.label_style, place).align(Align::End))?;
        let place = (self.x(row.value) + page.px(VALUE_GAP), y);
        sheet.fill(self.behind_value(page, row, place), WHITE)?;
        sheet.write(&Label::new(&row.value_text, self.value_style, place).color(MUTED))
    }

    /// The region to clear so that grid lines do not cross a value.
    fn behind_value(&self, page: &Page<'_>, row: &BarRow, (left, y): (f64, f64)) -> Region {
        let half = self.value_style.size * 0.6;
        Region {
            left: left - page.px(2.0),
            top: y - half,
            right: left + page.typesetter.width(&row.value_text, self.value_style) + page.px(2.0),
            bottom: y + half,
        }
    }

    fn write_axis(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        for tick in self.axis.ticks() {
            let place = (self.x(tick), self.plot.bottom + page.px(15.0));
            let label = Label::new(self.axis.tick_label(tick), page.small(), place);
            sheet.write(&label.color(MUTED).align(Align::Middle))?;
        }
        let place = (self.plot.middle_x(), self.plot.bottom + page.px(45.0));
        sheet.write(&page.caption_label(&self.caption, place, self.plot.width()))
    }

    fn x(&self, value: f64) -> f64 {
        self.plot.left + self.plot.width() * value / self.axis.top()
    }
}

/// The style of the labels of rows, if they are large enough to read.
pub(super) fn label_style(
    page: &Page<'_>,
    pitch: f64,
    count: usize,
) -> Result<TextStyle, ChartError> {
    let size = page.px(15.5).min(pitch * LABEL_TEXT_SHARE);
    if size >= page.least_text() {
        return Ok(TextStyle::regular(size));
    }
    let lacking = (page.least_text() / LABEL_TEXT_SHARE - pitch) * count as f64;
    Err(page.crowded("bars", count, Side::Height, lacking))
}

fn make_rows(page: &Page<'_>, data: &TermBars, labels: &[String], style: TextStyle) -> Vec<BarRow> {
    let values: Vec<f64> = data.bars.iter().map(|bar| bar.value).collect();
    let format = NumberFormat::for_values(&values);
    let longest = page.body().width() * MAX_LABEL_SHARE;
    let rows = labels.iter().zip(values).map(|(label, value)| BarRow {
        label: page.typesetter.cut(label, style, longest),
        value,
        value_text: format.format(value),
    });
    rows.collect()
}

/// The axis, and the width of the plot at which the texts of all values and of the last tick fit into
/// `width`.
fn fit_axis(page: &Page<'_>, rows: &[BarRow], style: TextStyle, width: f64) -> (ValueAxis, f64) {
    let set = &page.typesetter;
    let values = rows.iter().map(|row| row.value);
    let widest = set.widest(rows.iter().map(|row| row.value_text.as_str()), page.small());
    let intervals = (width / (widest + page.px(60.0))).min(width / page.px(150.0));
    let axis = ValueAxis::new(values, intervals);
    let last = set.width(&axis.tick_label(axis.top()), page.small());
    // Half of the last tick's text may be in the margin.
    let mut fitting = width - (last / 2.0 - page.margin_for_ticks()).max(0.0);
    for row in rows.iter().filter(|row| row.value > 0.0) {
        let room = width - page.px(VALUE_GAP) - set.width(&row.value_text, style);
        fitting = fitting.min(room * axis.top() / row.value);
    }
    (axis, fitting)
}
