//! Precision and recall of each label as points with their confidence intervals.

use plotters::style::RGBColor;

use super::axes::{Axes, Axis};
use super::clean::clean_label;
use super::error::{ChartError, check_count, check_share};
use super::frame::Frame;
use super::label::{Align, Label};
use super::legend::Legend;
use super::number::format_count;
use super::page::{Page, Side};
use super::palette::{DEEP, GRID, MUTED};
use super::picture::Picture;
use super::scale::Scale;
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

/// Maximum number of labels in one chart of scores.
pub const MAX_SCORED_LABELS: usize = 60;

/// The sizes of a label and of the number beside it relative to the height of their row.
const TEXT_SHARE: f64 = 0.62;
const NOTE_SIZE: f64 = 0.8;
/// Distance of a point from the middle of its row, relative to the height of the row.
const APART: f64 = 0.17;
/// The maximum part of the width for the labels.
const MAX_LABEL_SHARE: f64 = 0.3;

// Lengths in pixels of the default chart.
const LEGEND_GAP: f64 = 14.0;
const LABEL_GAP: f64 = 10.0;
const TICK_PITCH: f64 = 110.0;
const FARTHEST_APART: f64 = 9.0;
const POINT: f64 = 5.0;
const WHISKER: f64 = 2.0;

/// A share and its confidence interval.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ScoredShare {
    /// The share, from 0 to 1.
    pub value: f64,
    /// The ends of its confidence interval, lower end first.
    pub interval: (f64, f64),
}

/// A label and its scores.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LabelScores {
    /// The label.
    pub label: String,
    /// Number of documents with the label.
    pub documents: u64,
    /// Share of the documents predicted as the label that have it; `None` when there are none.
    pub precision: Option<ScoredShare>,
    /// Share of the documents with the label that are predicted as it; `None` when there are none.
    pub recall: Option<ScoredShare>,
}

/// The scores of all labels, and their names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scores {
    /// One to [`MAX_SCORED_LABELS`] labels, drawn from the top.
    pub labels: Vec<LabelScores>,
    /// Names of precision and recall.
    pub names: [String; 2],
    /// The caption of the axis; empty for none.
    pub axis: String,
}

/// Draws precision and recall of each label as points with their confidence intervals; returns a picture.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many labels, when a share is not between 0 and 1, when the
/// labels do not fit legibly, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Frame, LabelScores, ScoredShare, Scores, scores};
///
/// let share = |value, low, high| Some(ScoredShare { value, interval: (low, high) });
/// let data = Scores {
///     labels: vec![LabelScores {
///         label: "رياضة".into(),
///         documents: 120,
///         precision: share(0.93, 0.87, 0.96),
///         recall: share(0.9, 0.83, 0.94),
///     }],
///     names: ["الضبط".into(), "الاستدعاء".into()],
///     axis: String::new(),
/// };
/// let file = scores(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn scores(data: &Scores, frame: &Frame) -> Result<Picture, ChartError> {
    check(data)?;
    let labels: Vec<String> = data.labels.iter().map(|l| clean_label(&l.label)).collect();
    let page = Page::new(frame, labels.iter().chain(&data.names))?;
    let names = data.names.each_ref().map(|name| clean_label(name));
    let legend = Legend::new(&page, page.body(), &names, &[DEEP[0], DEEP[1]]);
    let layout = ScoresLayout::new(&page, data, &labels, legend.bottom)?;
    page.render(|sheet| {
        legend.draw(sheet)?;
        layout.axes.draw(&page, sheet)?;
        Ok(layout.draw_rows(&page, sheet, data)?)
    })
}

fn check(data: &Scores) -> Result<(), ChartError> {
    check_count("labels", data.labels.len(), 1, MAX_SCORED_LABELS)?;
    for label in &data.labels {
        for share in label.precision.iter().chain(&label.recall) {
            let (low, high) = share.interval;
            for value in [share.value, low, high] {
                check_share(&label.label, value)?;
            }
        }
    }
    Ok(())
}

/// The layout of the chart.
struct ScoresLayout {
    axes: Axes,
    labels: Vec<String>,
    style: TextStyle,
    /// The width of the numbers of documents and of the gap before them.
    notes_width: f64,
    pitch: f64,
}

impl ScoresLayout {
    fn new(
        page: &Page<'_>,
        data: &Scores,
        labels: &[String],
        top: f64,
    ) -> Result<Self, ChartError> {
        let body = page.body();
        let count = labels.len() as f64;
        // The height of the rows is known only after the axes, which depend on the width of the labels.
        let largest = page.px(15.5).min(body.height() / count * TEXT_SHARE);
        let style = TextStyle::regular(largest);
        let longest = body.width() * MAX_LABEL_SHARE;
        let cut = |label: &String| page.typesetter.cut(label, style, longest);
        let labels: Vec<String> = labels.iter().map(cut).collect();
        let texts = labels.iter().map(String::as_str);
        let notes: Vec<String> = data.labels.iter().map(note).collect();
        let notes = notes.iter().map(String::as_str);
        let notes_width = page.typesetter.widest(notes, note_style(style)) + page.px(LABEL_GAP);
        let region = Region {
            left: body.left + page.typesetter.widest(texts, style) + notes_width,
            top: top + page.px(LEGEND_GAP),
            ..body
        };
        let shares = data.labels.iter();
        let shares = shares.flat_map(|label| label.precision.iter().chain(&label.recall));
        let lowest = shares.map(|share| share.interval.0).fold(1.0, f64::min);
        let shares = Scale::of_shares(lowest, 1.0, region.width() / page.px(TICK_PITCH));
        let rows = Axis::new(Scale::even(0.0, count, Vec::new()), "");
        let axes = (Axis::new(shares, &data.axis), rows);
        let axes = Axes::new(page, region, axes, ("labels", labels.len()))?;
        let pitch = axes.plot.height() / count;
        let size = largest.min(pitch * TEXT_SHARE);
        if size < page.least_text() {
            let lacking = (page.least_text() / TEXT_SHARE - pitch) * count;
            return Err(page.crowded("labels", labels.len(), Side::Height, lacking));
        }
        Ok(Self {
            axes,
            labels,
            style: TextStyle::regular(size),
            notes_width,
            pitch,
        })
    }

    fn draw_rows(&self, page: &Page<'_>, sheet: &Sheet<'_>, data: &Scores) -> DrawingResult {
        let plot = self.axes.plot;
        let apart = (self.pitch * APART).min(page.px(FARTHEST_APART));
        for (row, (label, scores)) in self.labels.iter().zip(&data.labels).enumerate() {
            let y = plot.top + self.pitch * (row as f64 + 0.5);
            if row > 0 {
                let border = y - self.pitch / 2.0;
                sheet.line(
                    &[(plot.left, border), (plot.right, border)],
                    GRID,
                    page.px(1.0),
                )?;
            }
            let end = plot.left - page.px(LABEL_GAP);
            let name = Label::new(label, self.style, (end - self.notes_width, y));
            sheet.write(&name.align(Align::End))?;
            let note = Label::new(note(scores), note_style(self.style), (end, y));
            sheet.write(&note.color(MUTED).align(Align::End))?;
            self.draw_share(page, sheet, scores.precision, y - apart, DEEP[0])?;
            self.draw_share(page, sheet, scores.recall, y + apart, DEEP[1])?;
        }
        Ok(())
    }

    fn draw_share(
        &self,
        page: &Page<'_>,
        sheet: &Sheet<'_>,
        share: Option<ScoredShare>,
        y: f64,
        color: RGBColor,
    ) -> DrawingResult {
        let Some(share) = share else { return Ok(()) };
        let x = |share| self.axes.place(share, 0.0).0;
        let ends = [(x(share.interval.0), y), (x(share.interval.1), y)];
        sheet.line(&ends, color, page.px(WHISKER))?;
        let radius = page.px(POINT).min(self.pitch * APART);
        sheet.dot((x(share.value), y), radius, color)
    }
}

/// Number of documents of a label, as text.
fn note(scores: &LabelScores) -> String {
    format!("n = {}", format_count(scores.documents))
}

fn note_style(label: TextStyle) -> TextStyle {
    TextStyle::regular(label.size * NOTE_SIZE)
}
