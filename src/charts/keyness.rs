//! Keyness of terms in a target and its reference, as bars on two sides with intervals and counts.

use super::clean::{clean, clean_label};
use super::error::{ChartError, check_count, check_value};
use super::frame::Frame;
use super::label::{Align, Label};
use super::legend::Legend;
use super::number::{NumberFormat, format_count};
use super::page::{Page, Side};
use super::palette::{DEEP, GRID, INK, MUTED};
use super::picture::Picture;
use super::sheet::{DrawingResult, Region, Sheet};
use super::terms::MAX_BARS;
use super::two_sided_axis::TwoSidedAxis;
use super::typesetter::TextStyle;

/// The parts of a row that its bar and its term fill.
const BAR_SHARE: f64 = 0.62;
const TEXT_SHARE: f64 = 0.68;
const NUMBER_TEXT_SHARE: f64 = 0.62;

/// The maximum part of the width for the longest term.
const MAX_LABEL_SHARE: f64 = 0.3;

// Lengths in pixels of the default chart.
const HEADING: f64 = 30.0;
const LABEL_GAP: f64 = 12.0;
const COLUMN_GAP: f64 = 18.0;
const WIDEST_COLUMN: f64 = 110.0;
const TICK_PITCH: f64 = 110.0;
const MAX_BAR: f64 = 26.0;
const SIDE_GAP: f64 = 0.7;
const LEAST_PLOT: f64 = 60.0;
const WHISKER: f64 = 1.5;
const CAP: f64 = 4.0;

/// A term, its keyness, and its count on each side.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KeynessBar {
    /// The term.
    pub term: String,
    /// Its keyness, from −10¹⁵ to 10¹⁵; below 0 for the reference.
    pub value: f64,
    /// The ends of the confidence interval of the value, lower end first.
    pub interval: Option<(f64, f64)>,
    /// Occurrences in the target and in the reference.
    pub counts: [u64; 2],
}

/// Terms that are key in a target, and terms that are key in its reference.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Keyness {
    /// Terms of the target, drawn from the top.
    pub target: Vec<KeynessBar>,
    /// Terms of the reference, drawn below.
    pub reference: Vec<KeynessBar>,
    /// Names of target and reference.
    pub sides: [String; 2],
    /// The caption of the axis; empty for none.
    pub axis: String,
    /// The caption of the counts; empty for none.
    pub occurrences: String,
}

/// Draws keyness as bars on two sides of zero with their confidence intervals; next to them are the values
/// and the counts on both sides; returns a picture.
///
/// # Errors
///
/// A [`ChartError`] when there are no or more than [`MAX_BARS`] terms in all, when a value cannot
/// be drawn, when the terms do not fit legibly, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Frame, Keyness, KeynessBar, keyness};
///
/// let bar = |term: &str, value, interval, counts| KeynessBar {
///     term: term.into(),
///     value,
///     interval: Some(interval),
///     counts,
/// };
/// let data = Keyness {
///     target: vec![bar("السماء", 3.2, (1.9, 4.5), [41, 3])],
///     reference: vec![bar("الحكومة", -2.5, (-3.9, -1.1), [4, 30])],
///     sides: ["المقالات".into(), "المرجع".into()],
///     axis: "اللوغاريتم الثنائي لنسبة المعدلين".into(),
///     occurrences: "عدد مرات الورود".into(),
/// };
/// let file = keyness(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn keyness(data: &Keyness, frame: &Frame) -> Result<Picture, ChartError> {
    let bars = || data.target.iter().chain(&data.reference);
    check_count("terms", bars().count(), 1, MAX_BARS)?;
    bars().try_for_each(check)?;
    let labels: Vec<String> = bars().map(|bar| clean_label(&bar.term)).collect();
    let page = Page::new(frame, labels.iter())?;
    let names = data.sides.each_ref().map(|name| clean_label(name));
    let legend = Legend::new(&page, page.body(), &names, &[DEEP[0], DEEP[3]]);
    let layout = KeynessLayout::new(&page, data, &labels, legend.bottom)?;
    page.render(|sheet| {
        legend.draw(sheet)?;
        layout.draw_axis(&page, sheet)?;
        layout.draw_rows(&page, sheet)?;
        Ok(layout.write_columns(&page, sheet)?)
    })
}

fn check(bar: &KeynessBar) -> Result<(), ChartError> {
    let (low, high) = bar.interval.unwrap_or_default();
    let sizes = [bar.value, low, high].map(f64::abs);
    sizes
        .into_iter()
        .try_for_each(|size| check_value(&bar.term, size))
}

struct KeynessRow<'d> {
    label: String,
    bar: &'d KeynessBar,
    /// The middle of the row.
    y: f64,
    /// Whether it belongs to the reference.
    reference: bool,
}

/// Numbers beside the rows, with a heading.
struct Column {
    heading: String,
    numbers: Vec<String>,
    /// Its start and end.
    sides: (f64, f64),
}

/// The layout of the chart.
struct KeynessLayout<'d> {
    plot: Region,
    rows: Vec<KeynessRow<'d>>,
    style: TextStyle,
    number_style: TextStyle,
    pitch: f64,
    axis: TwoSidedAxis,
    caption: String,
    columns: [Column; 3],
    occurrences: String,
}

impl<'d> KeynessLayout<'d> {
    fn new(
        page: &Page<'_>,
        data: &'d Keyness,
        labels: &[String],
        top: f64,
    ) -> Result<Self, ChartError> {
        let (caption, occurrences) = (clean(&data.axis), clean(&data.occurrences));
        let captioned = !caption.is_empty() || !occurrences.is_empty();
        let below = if captioned { 54.0 } else { 24.0 };
        let body = page.body();
        let mut plot = Region {
            top: top + page.px(HEADING),
            bottom: body.bottom - page.px(below),
            ..body
        };
        let count = labels.len() as f64 + SIDE_GAP;
        let pitch = plot.height() / count;
        let size = page.px(15.5).min(pitch * TEXT_SHARE);
        if size < page.least_text() {
            let lacking = (page.least_text() / TEXT_SHARE - pitch) * count;
            return Err(page.crowded("terms", labels.len(), Side::Height, lacking));
        }
        let style = TextStyle::regular(size);
        let number_style = TextStyle::regular(page.px(12.5).min(pitch * NUMBER_TEXT_SHARE));
        let rows = make_rows(page, data, labels, style, (plot.top, pitch));
        let texts = rows.iter().map(|row| row.label.as_str());
        plot.left += page.typesetter.widest(texts, style) + page.px(LABEL_GAP);
        let columns = make_columns(page, data, &caption, number_style, &mut plot);
        let lacking = page.px(LEAST_PLOT) - plot.width();
        if lacking > 0.0 {
            return Err(page.crowded("terms", labels.len(), Side::Width, lacking));
        }
        let ends = rows.iter().flat_map(|row| {
            let (low, high) = row.bar.interval.unwrap_or_default();
            [row.bar.value, low, high]
        });
        Ok(Self {
            axis: TwoSidedAxis::new(ends, plot.width() / page.px(TICK_PITCH)),
            plot,
            rows,
            style,
            number_style,
            pitch,
            caption,
            columns,
            occurrences,
        })
    }

    /// The position of a value.
    fn x(&self, value: f64) -> f64 {
        self.plot.left + self.plot.width() * self.axis.part(value)
    }

    fn draw_axis(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        for tick in self.axis.ticks() {
            let x = self.x(tick);
            let color = if tick == 0.0 { MUTED } else { GRID };
            let ends = [(x, self.plot.top), (x, self.plot.bottom)];
            sheet.line(&ends, color, page.px(1.0))?;
            let place = (x, self.plot.bottom + page.px(15.0));
            let label = Label::new(self.axis.tick_label(tick), page.small(), place);
            sheet.write(&label.color(MUTED).align(Align::Middle))?;
        }
        let place = (self.plot.middle_x(), self.plot.bottom + page.px(45.0));
        let room = 2.0 * (self.plot.middle_x() - page.body().left).min(self.plot.width() * 0.7);
        sheet.write(&page.caption_label(&self.caption, place, room))
    }

    fn draw_rows(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let half = (self.pitch * BAR_SHARE).min(page.px(MAX_BAR)) / 2.0;
        for row in &self.rows {
            let color = if row.reference { DEEP[3] } else { DEEP[0] };
            let (zero, end) = (self.x(0.0), self.x(row.bar.value));
            let bar = Region {
                left: zero.min(end),
                top: row.y - half,
                right: zero.max(end),
                bottom: row.y + half,
            };
            sheet.fill(bar, color)?;
            if let Some((low, high)) = row.bar.interval {
                self.draw_interval(page, sheet, (low, high), row.y)?;
            }
            let place = (self.plot.left - page.px(LABEL_GAP), row.y);
            sheet.write(&Label::new(&row.label, self.style, place).align(Align::End))?;
        }
        Ok(())
    }

    fn draw_interval(
        &self,
        page: &Page<'_>,
        sheet: &Sheet<'_>,
        (low, high): (f64, f64),
        y: f64,
    ) -> DrawingResult {
        let (from, to) = (self.x(low), self.x(high));
        sheet.line(&[(from, y), (to, y)], INK, page.px(WHISKER))?;
        let cap = page.px(CAP).min(self.pitch * BAR_SHARE / 2.0);
        [from, to]
            .into_iter()
            .try_for_each(|x| sheet.line(&[(x, y - cap), (x, y + cap)], INK, page.px(WHISKER)))
    }

    fn write_columns(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let style = page.small();
        for column in &self.columns {
            // Numbers are right-aligned, in either direction of the chart, so that their digits line up.
            let (x, align) = match page.typesetter.is_rtl() {
                true => (column.sides.0, Align::Start),
                false => (column.sides.1, Align::End),
            };
            let place = (x, self.plot.top - page.px(HEADING) * 0.35);
            let heading = Label::new(&column.heading, style, place);
            sheet.write(&heading.color(MUTED).align(align))?;
            for (row, number) in self.rows.iter().zip(&column.numbers) {
                let number = Label::new(number, self.number_style, (x, row.y));
                sheet.write(&number.color(MUTED).align(align))?;
            }
        }
        // The last two columns are counts.
        let (start, end) = (self.columns[0].sides.1, self.columns[2].sides.1);
        let text = page
            .typesetter
            .cut(&self.occurrences, page.caption(), end - start);
        let place = (end, self.plot.bottom + page.px(45.0));
        let caption = Label::new(text, page.caption(), place);
        sheet.write(&caption.color(MUTED).align(Align::End))
    }
}

fn make_rows<'d>(
    page: &Page<'_>,
    data: &'d Keyness,
    labels: &[String],
    style: TextStyle,
    (top, pitch): (f64, f64),
) -> Vec<KeynessRow<'d>> {
    let longest = page.body().width() * MAX_LABEL_SHARE;
    let bars = data.target.iter().chain(&data.reference);
    let rows = labels.iter().zip(bars).enumerate();
    rows.map(|(index, (label, bar))| {
        let reference = index >= data.target.len();
        let lower = if reference { SIDE_GAP } else { 0.0 };
        KeynessRow {
            label: page.typesetter.cut(label, style, longest),
            bar,
            y: top + pitch * (index as f64 + 0.5 + lower),
            reference,
        }
    })
    .collect()
}

/// The columns at the end of the plot, with the width that they need: values, counts of the target, counts of
/// the reference.
fn make_columns(
    page: &Page<'_>,
    data: &Keyness,
    caption: &str,
    style: TextStyle,
    plot: &mut Region,
) -> [Column; 3] {
    let bars = || data.target.iter().chain(&data.reference);
    let sizes: Vec<f64> = bars().map(|bar| bar.value.abs()).collect();
    let format = NumberFormat::for_values(&sizes);
    let values = bars().map(|bar| format.format_signed(bar.value)).collect();
    let counts = |side: usize| bars().map(|bar| format_count(bar.counts[side])).collect();
    let [target, reference] = data.sides.each_ref().map(|name| clean_label(name));
    // From the end of the frame to the plot.
    let columns = [
        (reference, counts(1)),
        (target, counts(0)),
        (caption.to_owned(), values),
    ];
    let [reference, target, values] = columns.map(|(heading, numbers): (String, Vec<String>)| {
        let longest = page.px(WIDEST_COLUMN).min(page.body().width() * 0.14);
        let heading = page.typesetter.cut(&heading, page.small(), longest);
        let widest = page
            .typesetter
            .widest(numbers.iter().map(String::as_str), style);
        let width = widest.max(page.typesetter.width(&heading, page.small()));
        let end = plot.right;
        plot.right -= width + page.px(COLUMN_GAP);
        Column {
            heading,
            numbers,
            sides: (end - width, end),
        }
    });
    [values, target, reference]
}
