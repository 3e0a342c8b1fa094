//! Accuracy against coverage: accuracy on the documents with the most confident predictions.

use super::axes::{Axes, Axis, steps_beside};
use super::error::{ChartError, check_count, check_share};
use super::frame::Frame;
use super::label::{Align, Label};
use super::number::format_percent;
use super::page::Page;
use super::palette::{DEEP, INK};
use super::picture::Picture;
use super::scale::Scale;
use super::sheet::{DrawingResult, Region, Sheet};

/// Maximum number of points in one curve.
pub const MAX_POINTS: usize = 10_000;

/// Minimum coverage: the accuracy on fewer documents says more about them than about the classifier.
const LEAST_COVERAGE: f64 = 0.05;

/// Maximum start of the accuracy axis, so that it has ticks even for a classifier without errors.
const HIGHEST_START: f64 = 0.99;

/// The coverages whose accuracy is written next to the curve.
const NOTED: [f64; 5] = [0.25, 0.5, 0.75, 0.9, 1.0];

// Lengths in pixels of the default chart.
const LINE: f64 = 2.5;
const DOT: f64 = 5.0;
const NOTE_ABOVE: f64 = 16.0;
const NOTE_CLEAR: f64 = 4.0;
const NOTE_AFTER: f64 = 4.0;
const NOTE_BEFORE: f64 = 9.0;
const ROOM_ABOVE: f64 = 24.0;

/// A point of the curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoveragePoint {
    /// The share of the documents that are labelled, from 0 to 1.
    pub coverage: f64,
    /// The share of these with a correct label, from 0 to 1.
    pub accuracy: f64,
}

/// A curve of accuracy against coverage.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Coverage {
    /// One to [`MAX_POINTS`] points, by rising coverage.
    pub points: Vec<CoveragePoint>,
    /// The caption of the axis of coverage; empty for none.
    pub coverage: String,
    /// The caption of the axis of accuracy; empty for none.
    pub accuracy: String,
}

/// Draws accuracy against coverage (El-Yaniv and Wiener 2010); returns a picture.
///
/// Points below a coverage of 5 % are left out when there are others.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many points, when a share is not between 0 and 1, or
/// when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Coverage, CoveragePoint, Frame, coverage};
///
/// let point = |coverage, accuracy| CoveragePoint { coverage, accuracy };
/// let data = Coverage {
///     points: vec![point(0.2, 0.99), point(0.6, 0.97), point(1.0, 0.91)],
///     coverage: "coverage".into(),
///     accuracy: "accuracy".into(),
/// };
/// let file = coverage(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn coverage(data: &Coverage, frame: &Frame) -> Result<Picture, ChartError> {
    check_count("points", data.points.len(), 1, MAX_POINTS)?;
    for point in &data.points {
        check_share(&data.coverage, point.coverage)?;
        check_share(&data.accuracy, point.accuracy)?;
    }
    let page = Page::new(frame, [&data.coverage, &data.accuracy].into_iter())?;
    let points = shown(&data.points);
    let axes = axes(&page, data, points)?;
    page.render(|sheet| {
        axes.draw(&page, sheet)?;
        Ok(draw_curve(&page, sheet, &axes, points)?)
    })
}

/// The points to draw.
fn shown(points: &[CoveragePoint]) -> &[CoveragePoint] {
    let first = points.partition_point(|point| point.coverage < LEAST_COVERAGE);
    if first == points.len() {
        return points;
    }
    &points[first..]
}

fn axes(page: &Page<'_>, data: &Coverage, points: &[CoveragePoint]) -> Result<Axes, ChartError> {
    let body = page.body();
    let region = Region {
        top: body.top + page.px(ROOM_ABOVE),
        ..body
    };
    let lowest = points
        .iter()
        .map(|point| point.accuracy)
        .fold(HIGHEST_START, f64::min);
    let steps = (body.width() / page.px(110.0)).min(10.0);
    let coverage = Scale::of_shares(0.0, 1.0, steps);
    let accuracy = Scale::of_shares(lowest, 1.0, steps_beside(page, region.height()));
    let axes = (
        Axis::new(coverage, &data.coverage),
        Axis::new(accuracy, &data.accuracy),
    );
    Axes::new(page, region, axes, ("points", points.len()))
}

fn draw_curve(
    page: &Page<'_>,
    sheet: &Sheet<'_>,
    axes: &Axes,
    points: &[CoveragePoint],
) -> DrawingResult {
    let places: Vec<(f64, f64)> = points
        .iter()
        .map(|point| axes.place(point.coverage, point.accuracy))
        .collect();
    sheet.line(&places, DEEP[0], page.px(LINE))?;
    for (at, text) in noted(page, points, &places) {
        sheet.dot(places[at], page.px(DOT), DEEP[0])?;
        note(page, sheet, &places, at, text)?;
    }
    Ok(())
}

/// The points whose accuracy is written, in order: the last one, and those whose text does not touch the next
/// text.
fn noted(page: &Page<'_>, points: &[CoveragePoint], places: &[(f64, f64)]) -> Vec<(usize, String)> {
    let mut noted: Vec<(usize, String)> = Vec::new();
    for least in NOTED.into_iter().rev() {
        let at = points.partition_point(|point| point.coverage < least - 1e-9);
        // The curve may end earlier: at the share of documents that are labelled.
        let at = at.min(points.len() - 1);
        let text = format_percent(points[at].accuracy);
        // A text is placed after its point, that of the last point around it.
        let room = |next: usize| places[next].0 - places[at].0;
        let needed = page.typesetter.width(&text, page.small()) * 1.5 + page.px(NOTE_AFTER * 2.0);
        if noted
            .last()
            .is_none_or(|&(next, _)| next != at && room(next) >= needed)
        {
            noted.push((at, text));
        }
    }
    noted.reverse();
    noted
}

/// Writes the accuracy of the point `at`.
fn note(
    page: &Page<'_>,
    sheet: &Sheet<'_>,
    curve: &[(f64, f64)],
    at: usize,
    text: String,
) -> DrawingResult {
    let width = page.typesetter.width(&text, page.small());
    let clear = page.px(NOTE_CLEAR) + page.small().size / 2.0;
    let (x, y) = curve[at];
    let after = x + page.px(NOTE_AFTER);
    let before = x - page.px(NOTE_BEFORE);
    let is_last = at + 1 == curve.len();
    // Accuracy falls as coverage rises, so there is space above and after a point; after the last one there
    // is only the margin, but before it if the curve is steep.
    let (x, align, over) = if !is_last {
        (after, Align::Start, Some((after, after + width)))
    } else if lowest(curve, (before - width, before)) < y - clear {
        (before, Align::End, None)
    } else {
        (x, Align::Middle, Some((x - width / 2.0, x + width / 2.0)))
    };
    let above = |over| (y - page.px(NOTE_ABOVE)).min(highest(curve, over) - clear);
    let place = (x, over.map_or(y, above));
    let label = Label::new(text, page.small(), place);
    sheet.write(&label.color(INK).align(align))
}

/// The highest position of a curve between two positions of its axis; negative infinity if it has none.
fn highest(curve: &[(f64, f64)], span: (f64, f64)) -> f64 {
    heights(curve, span).fold(f64::INFINITY, f64::min)
}

/// The lowest position of a curve between two positions of its axis; infinity if it has none.
fn lowest(curve: &[(f64, f64)], span: (f64, f64)) -> f64 {
    heights(curve, span).fold(f64::NEG_INFINITY, f64::max)
}

/// Heights of a curve at its corners between two positions of its axis, and at these positions.
fn heights(curve: &[(f64, f64)], (start, end): (f64, f64)) -> impl Iterator<Item = f64> + use<'_> {
    let height = |pair: &[(f64, f64)], x: f64| {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        let share = if x1 > x0 { (x - x0) / (x1 - x0) } else { 0.0 };
        y0 + (y1 - y0) * share
    };
    let corners = curve
        .iter()
        .filter(move |(x, _)| (start..=end).contains(x))
        .map(|place| place.1);
    let holds = |pair: &[(f64, f64)], x: f64| (pair[0].0..=pair[1].0).contains(&x);
    let ends = curve.windows(2).flat_map(move |pair| {
        let ends = [start, end].into_iter().filter(move |&x| holds(pair, x));
        ends.map(move |x| height(pair, x))
    });
    corners.chain(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accuracies_are_written_only_where_they_do_not_touch() {
        let point = |coverage| CoveragePoint {
            coverage,
            accuracy: 1.0,
        };
        let noted_at = |coverages: &[f64]| {
            let points: Vec<_> = coverages.iter().map(|&coverage| point(coverage)).collect();
            let frame = Frame::default();
            let page = Page::new(&frame, [].iter()).unwrap();
            let axes = axes(&page, &Coverage::default(), &points).unwrap();
            let places: Vec<_> = points
                .iter()
                .map(|point| axes.place(point.coverage, point.accuracy))
                .collect();
            let noted = noted(&page, &points, &places);
            noted
                .into_iter()
                .map(|(at, _)| coverages[at])
                .collect::<Vec<_>>()
        };
        assert_eq!(
            noted_at(&[0.25, 0.5, 0.75, 0.9, 1.0]),
            [0.25, 0.5, 0.75, 0.9, 1.0]
        );
        assert_eq!(noted_at(&[0.96, 0.98, 1.0]), [1.0]);
        assert_eq!(noted_at(&[0.25, 0.5, 0.52]), [0.25, 0.52]);
    }

    #[test]
    fn the_highest_and_lowest_places_are_found_at_corners_and_between_them() {
        let curve = [(0.0, 10.0), (4.0, 2.0), (8.0, 10.0)];
        assert_eq!(highest(&curve, (3.0, 5.0)), 2.0);
        assert_eq!(lowest(&curve, (3.0, 5.0)), 4.0);
        assert_eq!(highest(&curve, (5.0, 6.0)), 4.0);
        assert_eq!(highest(&curve, (9.0, 12.0)), f64::INFINITY);
        assert_eq!(highest(&curve[..1], (0.0, 1.0)), 10.0);
    }

    #[test]
    fn the_first_few_documents_are_left_out_unless_there_are_no_others() {
        let point = |coverage| CoveragePoint {
            coverage,
            accuracy: 1.0,
        };
        let points = [0.01, 0.04, 0.06, 1.0].map(point);
        assert_eq!(shown(&points), &points[2..]);
        assert_eq!(shown(&points[..2]), &points[..2]);
    }
}
