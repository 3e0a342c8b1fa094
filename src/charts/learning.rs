//! The learning curve: accuracy against the number of labelled documents.

use plotters::style::RGBColor;

use super::axes::{Axes, Axis, steps_beside};
use super::error::{ChartError, check_count, check_share, check_value};
use super::frame::Frame;
use super::label::{Align, Label};
use super::legend::Legend;
use super::number::format_percent;
use super::page::Page;
use super::palette::{DEEP, INK};
use super::picture::Picture;
use super::scale::Scale;
use super::sheet::{DrawingResult, Region, Sheet};

/// Maximum number of points of each curve.
pub const MAX_LEARNING_POINTS: usize = 200;

/// Maximum start of the axis of shares, so that it has ticks even without errors.
const HIGHEST_START: f64 = 0.99;

/// Colours of accuracy, macro F1 and the estimate.
const COLORS: [RGBColor; 3] = [DEEP[0], DEEP[1], DEEP[3]];

// Lengths in pixels of the default chart.
const LEGEND_GAP: f64 = 26.0;
const TICK_PITCH: f64 = 70.0;
const LINE: f64 = 2.5;
const DOT: f64 = 5.0;
const WHISKER: f64 = 1.5;
const CAP: f64 = 5.0;
const NOTE_ABOVE: f64 = 17.0;

/// Quality with a number of labelled documents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LearningStep {
    /// Labelled documents, from 1 to 10¹⁵.
    pub documents: u64,
    /// The accuracy, from 0 to 1.
    pub accuracy: f64,
    /// The ends of its confidence interval, lower end first.
    pub interval: (f64, f64),
    /// The macro F1, from 0 to 1.
    pub macro_f1: f64,
}

/// An estimated accuracy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EstimatedStep {
    /// Labelled documents, from 1 to 10¹⁵.
    pub documents: f64,
    /// The estimated accuracy, from 0 to 1.
    pub accuracy: f64,
}

/// A learning curve.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Learning {
    /// One to [`MAX_LEARNING_POINTS`] measured points, by rising number of documents.
    pub points: Vec<LearningStep>,
    /// Up to [`MAX_LEARNING_POINTS`] points of a curve that continues them, by rising number of documents; drawn
    /// dashed.
    pub estimate: Vec<EstimatedStep>,
    /// The range of the last estimate, lower end first; without meaning if there is none.
    pub range: (f64, f64),
    /// Names of accuracy, macro F1 and the estimate.
    pub names: [String; 3],
    /// The caption of the axis of documents; empty for none.
    pub documents: String,
    /// The caption of the axis of shares; empty for none.
    pub share: String,
}

/// Draws accuracy, with its confidence intervals, and macro F1 against the number of labelled documents, on a
/// logarithmic axis, and an estimate of the accuracy with more of them as a dashed line; returns a picture.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many points, when a number cannot be drawn, or when the frame's size
/// or font cannot be used.
///
/// ```
/// use tasnif::charts::{EstimatedStep, Frame, Learning, LearningStep, learning};
///
/// let point = |documents, accuracy| LearningStep {
///     documents,
///     accuracy,
///     interval: (accuracy - 0.03, accuracy + 0.03),
///     macro_f1: accuracy - 0.05,
/// };
/// let estimated = |documents, accuracy| EstimatedStep { documents, accuracy };
/// let data = Learning {
///     points: vec![point(50, 0.7), point(100, 0.8), point(200, 0.86)],
///     estimate: vec![estimated(200.0, 0.86), estimated(400.0, 0.9)],
///     range: (0.88, 0.92),
///     names: ["accuracy", "macro F1", "estimate"].map(str::to_owned),
///     documents: "labelled documents".into(),
///     share: "share".into(),
/// };
/// let file = learning(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn learning(data: &Learning, frame: &Frame) -> Result<Picture, ChartError> {
    check(data)?;
    let texts = data.names.iter().chain([&data.documents, &data.share]);
    let page = Page::new(frame, texts)?;
    let names = match data.estimate.is_empty() {
        true => &data.names[..2],
        false => &data.names[..],
    };
    let legend = Legend::new(&page, page.body(), names, &COLORS);
    let axes = axes(&page, data, legend.bottom)?;
    page.render(|sheet| {
        legend.draw(sheet)?;
        axes.draw(&page, sheet)?;
        draw_estimate(&page, sheet, &axes, data)?;
        Ok(draw_points(&page, sheet, &axes, &data.points)?)
    })
}

fn check(data: &Learning) -> Result<(), ChartError> {
    check_count("points", data.points.len(), 1, MAX_LEARNING_POINTS)?;
    check_count("estimates", data.estimate.len(), 0, MAX_LEARNING_POINTS)?;
    for point in &data.points {
        check_value(&data.documents, point.documents as f64)?;
        let ends = [point.interval.0, point.interval.1];
        for share in [point.accuracy, point.macro_f1].into_iter().chain(ends) {
            check_share(&data.share, share)?;
        }
    }
    for step in &data.estimate {
        check_value(&data.documents, step.documents)?;
        check_share(&data.share, step.accuracy)?;
    }
    check_share(&data.share, data.range.0)?;
    check_share(&data.share, data.range.1)
}

fn axes(page: &Page<'_>, data: &Learning, top: f64) -> Result<Axes, ChartError> {
    let body = page.body();
    let region = Region {
        top: top + page.px(LEGEND_GAP),
        ..body
    };
    let measured = data.points.iter().map(|point| point.documents as f64);
    let documents = measured.chain(data.estimate.iter().map(|step| step.documents));
    let fewest = documents.clone().fold(f64::INFINITY, f64::min).max(1.0);
    let most = documents.fold(fewest * 2.0, f64::max);
    let lowest = data
        .points
        .iter()
        .flat_map(|point| [point.interval.0, point.macro_f1]);
    let lowest = lowest.fold(HIGHEST_START, f64::min);
    // Half a dot's space on both sides.
    let documents = Scale::of_counts(
        fewest / 1.06,
        most * 1.06,
        body.width() / page.px(TICK_PITCH),
    );
    let shares = Scale::of_shares(lowest, 1.0, steps_beside(page, region.height()));
    let axes = (
        Axis::new(documents, &data.documents),
        Axis::new(shares, &data.share),
    );
    Axes::new(page, region, axes, ("points", data.points.len()))
}

fn draw_points(
    page: &Page<'_>,
    sheet: &Sheet<'_>,
    axes: &Axes,
    points: &[LearningStep],
) -> DrawingResult {
    let place = |point: &LearningStep, share| axes.place(point.documents as f64, share);
    let f1: Vec<_> = points
        .iter()
        .map(|point| place(point, point.macro_f1))
        .collect();
    sheet.line(&f1, COLORS[1], page.px(LINE))?;
    for point in points {
        sheet.dot(place(point, point.macro_f1), page.px(DOT), COLORS[1])?;
        let ends = (
            place(point, point.interval.0),
            place(point, point.interval.1),
        );
        whisker(page, sheet, ends, COLORS[0])?;
    }
    let accuracy: Vec<_> = points
        .iter()
        .map(|point| place(point, point.accuracy))
        .collect();
    sheet.line(&accuracy, COLORS[0], page.px(LINE))?;
    for &place in &accuracy {
        sheet.dot(place, page.px(DOT), COLORS[0])?;
    }
    match points.last() {
        Some(last) => note(page, sheet, place(last, last.interval.1), last.accuracy),
        None => Ok(()),
    }
}

/// Draws every second part of the estimated curve, and its end with its range.
fn draw_estimate(
    page: &Page<'_>,
    sheet: &Sheet<'_>,
    axes: &Axes,
    data: &Learning,
) -> DrawingResult {
    let steps = data.estimate.iter();
    let places: Vec<_> = steps
        .map(|step| axes.place(step.documents, step.accuracy))
        .collect();
    for part in places.windows(2).step_by(2) {
        sheet.line(part, COLORS[2], page.px(LINE))?;
    }
    let Some(last) = data.estimate.last() else {
        return Ok(());
    };
    let at = |share| axes.place(last.documents, share);
    let (low, high) = (at(data.range.0), at(data.range.1));
    whisker(page, sheet, (low, high), COLORS[2])?;
    sheet.dot(at(last.accuracy), page.px(DOT), COLORS[2])?;
    note(page, sheet, high, last.accuracy)
}

fn whisker(
    page: &Page<'_>,
    sheet: &Sheet<'_>,
    (low, high): ((f64, f64), (f64, f64)),
    color: RGBColor,
) -> DrawingResult {
    sheet.line(&[low, high], color, page.px(WHISKER))?;
    for (x, y) in [low, high] {
        let cap = [(x - page.px(CAP), y), (x + page.px(CAP), y)];
        sheet.line(&cap, color, page.px(WHISKER))?;
    }
    Ok(())
}

/// Writes a share above a place; it may reach over the plot, but not over the edge.
fn note(page: &Page<'_>, sheet: &Sheet<'_>, (x, y): (f64, f64), share: f64) -> DrawingResult {
    let text = format_percent(share);
    let half = page.typesetter.width(&text, page.small()) / 2.0;
    let place = (x.min(page.body().right - half), y - page.px(NOTE_ABOVE));
    let label = Label::new(text, page.small(), place);
    sheet.write(&label.color(INK).align(Align::Middle))
}
