//! Frequency against rank, both on logarithmic axes.

use plotters::style::Color;

use super::axes::{Axes, Axis};
use super::clean::clean_label;
use super::error::{ChartError, check_count};
use super::frame::Frame;
use super::label::Label;
use super::number::LARGEST;
use super::page::Page;
use super::palette::{DEEP, INK};
use super::picture::Picture;
use super::scale::Scale;
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

/// Maximum number of counts in one chart.
pub const MAX_RANKS: usize = 100_000_000;

/// Opacity of points, which overlap each other.
const POINT_OPACITY: f64 = 0.55;

// Lengths in pixels of the default chart.
const POINT: f64 = 3.2;
const LINE: f64 = 2.0;
const NOTE: f64 = 13.0;
const NOTE_ABOVE: f64 = 14.0;
const NOTE_AFTER: f64 = 7.0;
const ROOM_ABOVE: f64 = 16.0;

/// Counts of terms by rank.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Zipf {
    /// Counts of all terms, largest first, each from 1 to 10¹⁵.
    pub counts: Vec<u64>,
    /// Terms whose names are written at their points: rank from 1, and name.
    pub notes: Vec<(usize, String)>,
    /// A fitted line: the decimal logarithm of the count at rank 1, and the slope.
    pub fit: Option<(f64, f64)>,
    /// The caption of the axis of ranks; empty for none.
    pub rank: String,
    /// The caption of the axis of counts; empty for none.
    pub count: String,
}

/// Draws counts against ranks on logarithmic axes (Zipf 1949), with a fitted line; returns a
/// picture.
///
/// # Errors
///
/// A [`ChartError`] when there are no counts, when they are not sorted or not at least 1, when the line has
/// invalid numbers, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Frame, Zipf, zipf};
///
/// let data = Zipf {
///     counts: vec![900, 410, 300, 200, 90, 20, 3, 1],
///     notes: vec![(1, "في".into())],
///     fit: Some((3.2, -1.1)),
///     rank: "الرتبة".into(),
///     count: "التكرار".into(),
/// };
/// let file = zipf(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn zipf(data: &Zipf, frame: &Frame) -> Result<Picture, ChartError> {
    check(data)?;
    let texts: Vec<&String> = data.notes.iter().map(|(_, name)| name).collect();
    let page = Page::new(frame, texts.into_iter().chain([&data.rank]))?;
    let body = page.body();
    let region = Region {
        top: body.top + page.px(ROOM_ABOVE),
        ..body
    };
    let largest = data.counts.first().copied().unwrap_or(1) as f64;
    let axes = (
        Axis::new(Scale::powers_of_ten(data.counts.len() as f64), &data.rank),
        Axis::new(Scale::powers_of_ten(largest), &data.count),
    );
    let axes = Axes::new(&page, region, axes, ("terms", data.counts.len()))?;
    page.render(|sheet| {
        axes.draw(&page, sheet)?;
        draw_points(&page, sheet, &axes, &data.counts)?;
        if let Some(fit) = data.fit {
            draw_fit(&page, sheet, &axes, fit, data.counts.len())?;
        }
        Ok(write_notes(&page, sheet, &axes, data)?)
    })
}

fn check(data: &Zipf) -> Result<(), ChartError> {
    check_count("counts", data.counts.len(), 1, MAX_RANKS)?;
    let fits = |count: u64| count >= 1 && count as f64 <= LARGEST;
    let sorted = data.counts.windows(2).all(|pair| pair[0] >= pair[1]);
    let ranked = |rank: usize| (1..=data.counts.len()).contains(&rank);
    let line = data.fit.is_none_or(|(a, b)| a.is_finite() && b.is_finite());
    if !sorted || !line || !data.counts.iter().all(|&count| fits(count)) {
        return Err(ChartError::Ranks);
    }
    if !data.notes.iter().all(|(rank, _)| ranked(*rank)) {
        return Err(ChartError::Ranks);
    }
    Ok(())
}

/// Draws the points; of overlapping ones only the first.
fn draw_points(page: &Page<'_>, sheet: &Sheet<'_>, axes: &Axes, counts: &[u64]) -> DrawingResult {
    let mut last = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    for (index, &count) in counts.iter().enumerate() {
        let (x, y) = axes.place((index + 1) as f64, count as f64);
        if libm::hypot(x - last.0, y - last.1) >= page.px(POINT) / 2.0 {
            sheet.dot((x, y), page.px(POINT), DEEP[0].mix(POINT_OPACITY))?;
            last = (x, y);
        }
    }
    Ok(())
}

/// The count on the line at a rank.
fn fitted((intercept, slope): (f64, f64), rank: f64) -> f64 {
    libm::exp10(intercept + slope * libm::log10(rank))
}

/// Draws the line between the first and the last rank, within the plot.
fn draw_fit(
    page: &Page<'_>,
    sheet: &Sheet<'_>,
    axes: &Axes,
    fit: (f64, f64),
    ranks: usize,
) -> DrawingResult {
    let last = libm::log10(ranks as f64);
    let (low, high) = (axes.y.scale.low(), axes.y.scale.high());
    let parts = 200;
    let points = (0..=parts).map(|part| {
        let rank = libm::exp10(last * f64::from(part) / f64::from(parts));
        (rank, fitted(fit, rank))
    });
    let inside = points.filter(|(_, count)| (low..=high).contains(count));
    let places: Vec<(f64, f64)> = inside
        .map(|(rank, count)| axes.place(rank, count))
        .collect();
    match places.as_slice() {
        [first, .., last] => sheet.line(&[*first, *last], DEEP[3], page.px(LINE)),
        _ => Ok(()),
    }
}

/// Writes names above their points and above the line; names that would touch others are left out.
fn write_notes(page: &Page<'_>, sheet: &Sheet<'_>, axes: &Axes, data: &Zipf) -> DrawingResult {
    let style = TextStyle::regular(page.px(NOTE));
    let mut written: Vec<Region> = Vec::new();
    for (rank, name) in &data.notes {
        let rank_value = *rank as f64;
        let (x, mut y) = axes.place(rank_value, data.counts[rank - 1] as f64);
        if let Some(fit) = data.fit {
            y = y.min(axes.place(rank_value, fitted(fit, rank_value)).1);
        }
        let left = x + page.px(NOTE_AFTER);
        let room = page.body().right - left;
        let name = page.typesetter.cut(&clean_label(name), style, room);
        let place = (left, y - page.px(NOTE_ABOVE));
        let text = Region {
            left,
            top: place.1 - style.size * 0.7,
            right: left + page.typesetter.width(&name, style),
            bottom: place.1 + style.size * 0.7,
        };
        if written.iter().all(|other| !other.touches(&text)) {
            sheet.write(&Label::new(name, style, place).color(INK))?;
            written.push(text);
        }
    }
    Ok(())
}
