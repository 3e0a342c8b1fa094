//! Contributions of terms to a decision, as horizontal bars on two sides.

use std::ops::Range;

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use plotters::element::Rectangle;
use plotters::style::{Color, RGBColor};

use super::bidi::marked;
use super::clean::{clean, clean_label};
use super::error::{ChartError, check_count, check_value};
use super::frame::Frame;
use super::label::{Align, Label};
use super::legend::Legend;
use super::number::NumberFormat;
use super::page::Page;
use super::palette::{DEEP, MUTED, WHITE};
use super::picture::Picture;
use super::sheet::{DrawingResult, Region, Sheet, draw_grid};
use super::terms::label_style;
use super::two_sided_axis::TwoSidedAxis;
use super::typesetter::TextStyle;

/// Maximum number of bars in one chart.
pub const MAX_CONTRIBUTIONS: usize = 60;

/// Colours of bars above and below zero.
const COLORS: [RGBColor; 2] = [DEEP[0], DEEP[1]];

/// The part of a row that its bar fills.
const BAR_SHARE: f64 = 0.72;

/// The size of values relative to the height of their row.
const VALUE_TEXT_SHARE: f64 = 0.62;

/// The maximum part of the width for the terms.
const MAX_LABEL_SHARE: f64 = 0.34;

// Lengths in pixels of the default chart.
const LABEL_GAP: f64 = 9.0;
const VALUE_GAP: f64 = 6.0;
const LEGEND_GAP: f64 = 10.0;
const MAX_BAR: f64 = 52.0;
const TICK_PITCH: f64 = 130.0;

/// Terms and their contributions, drawn from the top in the given order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Contributions {
    /// One to [`MAX_CONTRIBUTIONS`] terms, each with a contribution of at most 10¹⁵ in either
    /// direction; long terms are cut.
    pub terms: Vec<(String, f64)>,
    /// The label that positive contributions support, and the one that negative contributions support.
    pub sides: [String; 2],
    /// The caption of the axis of contributions; empty for none.
    pub axis: String,
}

/// Draws contributions as horizontal bars on the two sides of zero; returns a PNG file.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many terms, when a contribution is not a number or
/// beyond 10¹⁵, when the bars do not fit legibly, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Contributions, Frame, contributions};
///
/// let data = Contributions {
///     terms: vec![("المباراة".into(), 0.64), ("البنك".into(), -0.21)],
///     sides: ["رياضة".into(), "اقتصاد".into()],
///     axis: "المساهمة".into(),
/// };
/// let file = contributions(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn contributions(data: &Contributions, frame: &Frame) -> Result<Picture, ChartError> {
    check_count("terms", data.terms.len(), 1, MAX_CONTRIBUTIONS)?;
    for (term, value) in &data.terms {
        check_value(term, value.abs())?;
    }
    let labels: Vec<String> = data
        .terms
        .iter()
        .map(|(term, _)| clean_label(term))
        .collect();
    let page = Page::new(frame, labels.iter())?;
    let layout = ContributionsLayout::new(&page, data, &labels)?;
    page.render(|sheet| Ok(layout.draw(&page, sheet)?))
}

/// The layout of the chart.
struct ContributionsLayout {
    legend: Legend,
    plot: Region,
    axis: TwoSidedAxis,
    caption: String,
    /// End of the terms.
    labels_end: f64,
    label_style: TextStyle,
    value_style: TextStyle,
    rows: Vec<ContributionRow>,
    /// Thickness of a bar relative to its row.
    thickness: f64,
}

struct ContributionRow {
    label: String,
    value: f64,
    value_text: String,
}

impl ContributionsLayout {
    fn new(page: &Page<'_>, data: &Contributions, labels: &[String]) -> Result<Self, ChartError> {
        let body = page.body();
        let captions = page.frame.captions;
        let sides = data.sides.each_ref();
        let sides = sides.map(|side| marked(clean_label(side), captions));
        let legend = Legend::new(page, body, &sides, &COLORS);
        let caption = clean(&data.axis);
        let below = if caption.is_empty() { 24.0 } else { 54.0 };
        let top = legend.bottom + page.px(LEGEND_GAP);
        let bottom = body.bottom - page.px(below);
        let pitch = (bottom - top) / labels.len() as f64;
        let label_style = label_style(page, pitch, labels.len())?;
        let value_style = TextStyle::regular(page.px(12.5).min(pitch * VALUE_TEXT_SHARE));
        let rows = make_rows(page, data, labels, label_style);
        let texts = rows.iter().map(|row| row.label.as_str());
        let labels_end = body.left + page.typesetter.widest(texts, label_style);
        let [room_before, room_after] = [true, false].map(|below_zero| {
            let side = rows.iter().filter(|row| (row.value < 0.0) == below_zero);
            let texts = side.map(|row| row.value_text.as_str());
            page.typesetter.widest(texts, value_style) + page.px(VALUE_GAP)
        });
        let plot = Region {
            left: labels_end + page.px(LABEL_GAP) + room_before,
            top,
            right: body.right - room_after,
            bottom,
        };
        let values = rows.iter().map(|row| row.value);
        Ok(Self {
            legend,
            axis: TwoSidedAxis::new(values, plot.width() / page.px(TICK_PITCH)),
            plot,
            caption,
            labels_end,
            label_style,
            value_style,
            rows,
            thickness: BAR_SHARE.min(page.px(MAX_BAR) / pitch),
        })
    }

    fn draw(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        self.legend.draw(sheet)?;
        let rows = RangedCoordf64::from(self.rows.len() as f64..0.0);
        let plot = sheet.plot(self.plot, self.axis.clone(), rows);
        draw_grid(&plot, page.px(1.0))?;
        for (index, row) in self.rows.iter().enumerate() {
            let middle = index as f64 + 0.5;
            let (top, bottom) = (middle - self.thickness / 2.0, middle + self.thickness / 2.0);
            let corners = [(row.value.min(0.0), top), (row.value.max(0.0), bottom)];
            let color = COLORS[usize::from(row.value < 0.0)];
            plot.draw(&Rectangle::new(corners, color.filled()))?;
            self.write_row(page, sheet, row, middle)?;
        }
        self.draw_zero(page, sheet)?;
        self.write_axis(page, sheet)
    }

    fn write_row(
        &self,
        page: &Page<'_>,
        sheet: &Sheet<'_>,
        row: &ContributionRow,
        middle: f64,
    ) -> DrawingResult {
        let y = self.plot.top + self.plot.height() * middle / self.rows.len() as f64;
        sheet.write(
            &Label::new(&row.label, self.label_style, (self.labels_end, y)).align(Align::End),
        )?;
        let width = page.typesetter.width(&row.value_text, self.value_style);
        let end = self.x(row.value);
        let left = if row.value < 0.0 {
            end - page.px(VALUE_GAP) - width
        } else {
            end + page.px(VALUE_GAP)
        };
        let half = self.value_style.size * 0.6;
        // Grid lines must not cross a value.
        let behind = Region {
            left: left - page.px(2.0),
            top: y - half,
            right: left + width + page.px(2.0),
            bottom: y + half,
        };
        sheet.fill(behind, WHITE)?;
        sheet.write(&Label::new(&row.value_text, self.value_style, (left, y)).color(MUTED))
    }

    fn draw_zero(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let (zero, half) = (self.x(0.0), page.px(0.5));
        let line = Region {
            left: zero - half,
            right: zero + half,
            ..self.plot
        };
        sheet.fill(line, MUTED)
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
        let Range { start, end } = self.axis.range();
        self.plot.left + self.plot.width() * (value - start) / (end - start)
    }
}

fn make_rows(
    page: &Page<'_>,
    data: &Contributions,
    labels: &[String],
    style: TextStyle,
) -> Vec<ContributionRow> {
    let sizes: Vec<f64> = data.terms.iter().map(|(_, value)| value.abs()).collect();
    let format = NumberFormat::for_values(&sizes);
    let longest = page.body().width() * MAX_LABEL_SHARE;
    let rows = labels
        .iter()
        .zip(&data.terms)
        .map(|(label, &(_, value))| ContributionRow {
            label: page.typesetter.cut(label, style, longest),
            value,
            value_text: format.format_signed(value),
        });
    rows.collect()
}
