//! Keyness: the terms of a target and of a reference as bars on two sides.

use super::axis::round_step;
use super::clean::{clean, clean_label};
use super::error::{ChartError, check_count, check_value};
use super::frame::Frame;
use super::label::{Align, Label};
use super::legend::Legend;
use super::number::NumberFormat;
use super::page::{MIN_TEXT, Page, Side};
use super::palette::{DEEP, GRID, MUTED, WHITE};
use super::sheet::{DrawingResult, Region, Sheet};
use super::terms::{Bar, MAX_BARS};
use super::typesetter::TextStyle;

/// The parts of its row that a bar and a term fill.
const BAR_SHARE: f64 = 0.72;
const TEXT_SHARE: f64 = 0.68;
const VALUE_TEXT_SHARE: f64 = 0.62;

/// The part of the width that the longest term may take.
const MAX_LABEL_SHARE: f64 = 0.4;

// Lengths in pixels of the default chart.
const LEGEND_GAP: f64 = 14.0;
const LABEL_GAP: f64 = 8.0;
const VALUE_GAP: f64 = 6.0;
const TICK_PITCH: f64 = 120.0;
const MAX_BAR: f64 = 44.0;
const SIDE_GAP: f64 = 0.7;

/// Terms that are key in a target, and terms that are key in its reference.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Keyness {
    /// Terms of the target and how key they are, from 0 to 10¹⁵, drawn from the top.
    pub target: Vec<Bar>,
    /// Terms of the reference and how key they are there, from 0 to 10¹⁵, drawn below.
    pub reference: Vec<Bar>,
    /// What target and reference are called.
    pub sides: [String; 2],
    /// The caption of the axis; empty for none.
    pub axis: String,
}

/// Draws keyness as bars on two sides, the terms at the middle; returns a picture.
///
/// # Errors
///
/// A [`ChartError`] when there are no or more than [`MAX_BARS`] terms in all, when a value cannot
/// be drawn, when the terms do not fit legibly, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Bar, Frame, Keyness, keyness};
///
/// let bar = |label: &str, value| Bar { label: label.into(), value };
/// let data = Keyness {
///     target: vec![bar("السماء", 84.2), bar("الكوكب", 51.0)],
///     reference: vec![bar("الحكومة", 30.5)],
///     sides: ["المقالات".into(), "المرجع".into()],
///     axis: "G²".into(),
/// };
/// let file = keyness(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn keyness(data: &Keyness, frame: &Frame) -> Result<Vec<u8>, ChartError> {
    let bars = || data.target.iter().chain(&data.reference);
    check_count("terms", bars().count(), 1, MAX_BARS)?;
    for bar in bars() {
        check_value(&bar.label, bar.value)?;
    }
    let labels: Vec<String> = bars().map(|bar| clean_label(&bar.label)).collect();
    let page = Page::new(frame, labels.iter())?;
    let names = data.sides.each_ref().map(|name| clean_label(name));
    let legend = Legend::new(&page, page.body(), &names, &[DEEP[0], DEEP[3]]);
    let layout = Layout::new(&page, data, &labels, legend.bottom)?;
    page.render(|sheet| {
        legend.draw(sheet)?;
        layout.draw_axis(&page, sheet)?;
        Ok(layout.draw_rows(&page, sheet)?)
    })
}

struct Row {
    label: String,
    value: f64,
    text: String,
    /// Whether it belongs to the reference.
    reference: bool,
}

/// Where everything goes.
struct Layout {
    plot: Region,
    rows: Vec<Row>,
    style: TextStyle,
    value_style: TextStyle,
    pitch: f64,
    /// Where zero stands, and how long a bar of value 1 is.
    zero: f64,
    unit: f64,
    caption: String,
}

impl Layout {
    fn new(
        page: &Page<'_>,
        data: &Keyness,
        labels: &[String],
        top: f64,
    ) -> Result<Self, ChartError> {
        let caption = clean(&data.axis);
        let below = if caption.is_empty() { 24.0 } else { 54.0 };
        let body = page.body();
        let plot = Region {
            top: top + page.px(LEGEND_GAP),
            bottom: body.bottom - page.px(below),
            ..body
        };
        let count = labels.len() as f64 + SIDE_GAP;
        let pitch = plot.height() / count;
        let size = page.px(15.5).min(pitch * TEXT_SHARE);
        if size < MIN_TEXT {
            let lacking = (MIN_TEXT / TEXT_SHARE - pitch) * count;
            return Err(page.crowded("terms", labels.len(), Side::Height, lacking));
        }
        let style = TextStyle::regular(size);
        let value_style = TextStyle::regular(page.px(12.5).min(pitch * VALUE_TEXT_SHARE));
        let rows = make_rows(page, data, labels, style);
        let (zero, unit) = fit_sides(page, &rows, (style, value_style), plot);
        Ok(Self {
            plot,
            rows,
            style,
            value_style,
            pitch,
            zero,
            unit,
            caption,
        })
    }

    fn draw_rows(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let half = (self.pitch * BAR_SHARE).min(page.px(MAX_BAR)) / 2.0;
        for (index, row) in self.rows.iter().enumerate() {
            let lower = if row.reference { SIDE_GAP } else { 0.0 };
            let y = self.plot.top + self.pitch * (index as f64 + 0.5 + lower);
            let length = row.value * self.unit;
            let (side, color) = if row.reference {
                (-1.0, DEEP[3])
            } else {
                (1.0, DEEP[0])
            };
            let end = self.zero + side * length;
            let bar = Region {
                left: self.zero.min(end),
                top: y - half,
                right: self.zero.max(end),
                bottom: y + half,
            };
            sheet.fill(bar, color)?;
            self.write_row(page, sheet, row, (end, y))?;
        }
        Ok(())
    }

    /// Writes the term across zero from its bar, and the value at the bar's end.
    fn write_row(
        &self,
        page: &Page<'_>,
        sheet: &Sheet<'_>,
        row: &Row,
        (end, y): (f64, f64),
    ) -> DrawingResult {
        let (side, before, after) = if row.reference {
            (-1.0, Align::Start, Align::End)
        } else {
            (1.0, Align::End, Align::Start)
        };
        let place = (self.zero - side * page.px(LABEL_GAP), y);
        let label = Label::new(&row.label, self.style, place).align(before);
        self.clear(page, sheet, (&row.label, self.style), place, -side)?;
        sheet.write(&label)?;
        let place = (end + side * page.px(VALUE_GAP), y);
        let value = Label::new(&row.text, self.value_style, place);
        self.clear(page, sheet, (&row.text, self.value_style), place, side)?;
        sheet.write(&value.color(MUTED).align(after))
    }

    /// Clears what lies behind a text, so that no grid line runs through it.
    fn clear(
        &self,
        page: &Page<'_>,
        sheet: &Sheet<'_>,
        (text, style): (&str, TextStyle),
        (x, y): (f64, f64),
        side: f64,
    ) -> DrawingResult {
        let end = x + side * page.typesetter.width(text, style);
        let margin = page.px(2.0);
        let behind = Region {
            left: x.min(end) - margin,
            top: y - style.size * 0.6,
            right: x.max(end) + margin,
            bottom: y + style.size * 0.6,
        };
        sheet.fill(behind, WHITE)
    }

    fn draw_axis(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let span = self.plot.width() / self.unit;
        let step = round_step(span * page.px(TICK_PITCH) / self.plot.width(), false);
        let largest = |reference: bool| {
            let rows = self.rows.iter().filter(|row| row.reference == reference);
            rows.map(|row| row.value).fold(0.0, f64::max)
        };
        let steps = |value: f64| (value / step).floor() as i32;
        let ticks: Vec<f64> = (-steps(largest(true))..=steps(largest(false)))
            .map(|at| f64::from(at) * step)
            .collect();
        let sizes: Vec<f64> = ticks.iter().map(|tick| tick.abs()).collect();
        let format = NumberFormat::for_values(&sizes);
        for (tick, size) in ticks.iter().zip(sizes) {
            let x = self.zero + tick * self.unit;
            let ends = [(x, self.plot.top), (x, self.plot.bottom)];
            sheet.line(&ends, GRID, page.px(1.0))?;
            let sign = if *tick < 0.0 { "−" } else { "" };
            let text = format!("{sign}{}", format.format(size));
            let label = Label::new(text, page.small(), (x, self.plot.bottom + page.px(15.0)));
            sheet.write(&label.color(MUTED).align(Align::Middle))?;
        }
        let place = (self.plot.middle_x(), self.plot.bottom + page.px(45.0));
        sheet.write(&page.caption_label(&self.caption, place, self.plot.width()))
    }
}

fn make_rows(page: &Page<'_>, data: &Keyness, labels: &[String], style: TextStyle) -> Vec<Row> {
    let bars: Vec<&Bar> = data.target.iter().chain(&data.reference).collect();
    let values: Vec<f64> = bars.iter().map(|bar| bar.value).collect();
    let format = NumberFormat::for_values(&values);
    let longest = page.body().width() * MAX_LABEL_SHARE;
    let rows = labels.iter().zip(&values).enumerate();
    rows.map(|(index, (label, &value))| {
        let reference = index >= data.target.len();
        let sign = if reference && value > 0.0 { "−" } else { "" };
        Row {
            label: page.typesetter.cut(label, style, longest),
            value,
            text: format!("{sign}{}", format.format(value)),
            reference,
        }
    })
    .collect()
}

/// Where zero stands and how long a bar of value 1 is, so that bars, values and terms just fit.
fn fit_sides(
    page: &Page<'_>,
    rows: &[Row],
    (style, value_style): (TextStyle, TextStyle),
    plot: Region,
) -> (f64, f64) {
    let widest_label = |reference: bool| {
        let own = rows.iter().filter(|row| row.reference == reference);
        let width = |row: &Row| page.typesetter.width(&row.label, style) + page.px(LABEL_GAP);
        own.map(width).fold(0.0, f64::max)
    };
    let reach = |reference: bool, unit: f64| {
        let own = rows.iter().filter(|row| row.reference == reference);
        let value = |row: &Row| page.typesetter.width(&row.text, value_style);
        let bar = |row: &Row| row.value * unit + page.px(VALUE_GAP) + value(row);
        own.map(bar).fold(widest_label(!reference), f64::max)
    };
    let largest = rows.iter().map(|row| row.value).fold(0.0, f64::max);
    // The sum of both sides grows with the unit: halve the interval that holds the solution.
    let (mut low, mut high) = (0.0, plot.width() / largest.max(f64::MIN_POSITIVE.sqrt()));
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if reach(true, middle) + reach(false, middle) <= plot.width() {
            low = middle;
        } else {
            high = middle;
        }
    }
    (plot.left + reach(true, low), low)
}
