//! Positions of terms in a corpus: a stroke for each occurrence, or their density if there are many.

use plotters::style::RGBColor;

use super::axes::{Axes, Axis};
use super::clean::clean_label;
use super::error::{ChartError, check_count, check_value};
use super::frame::Frame;
use super::label::{Align, Label};
use super::page::{Page, Side};
use super::palette::{DEEP, GRID, MUTED};
use super::picture::Picture;
use super::scale::Scale;
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

/// Maximum number of terms in one dispersion plot.
pub const MAX_DISPERSION_TERMS: usize = 40;

/// The part of a row that a stroke fills, and the size of a term relative to its row.
const STROKE_SHARE: f64 = 0.64;
const TEXT_SHARE: f64 = 0.6;

/// The maximum part of the width for the terms.
const MAX_LABEL_SHARE: f64 = 0.3;

// Lengths in pixels of the default chart.
const LABEL_GAP: f64 = 10.0;
const STROKE: f64 = 1.5;
const TICK_PITCH: f64 = 140.0;
const MAX_STROKE: f64 = 150.0;
const NAMES: f64 = 24.0;
const STRETCH: f64 = 4.0;

/// The maximum part of a row that strokes may cover.
const MOST_COVERED: f64 = 0.25;

/// Positions of terms.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dispersion {
    /// One to [`MAX_DISPERSION_TERMS`] terms, each with its positions, from 0 to `length`.
    pub terms: Vec<(String, Vec<f64>)>,
    /// The length of the corpus, above 0, in the unit of the positions.
    pub length: f64,
    /// Start positions and names of the parts of the corpus, such as its documents, in order; an
    /// empty name is not written.
    pub parts: Vec<(f64, String)>,
    /// The caption of the axis; empty for none.
    pub axis: String,
}

/// Draws the positions of terms as strokes, with the borders of parts; returns a picture.
///
/// If strokes would cover each other, the height of a row's bars shows the number of positions in each
/// section of the corpus, relative to the maximum of this term.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many terms, when a place lies outside the corpus,
/// when the terms do not fit legibly, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Dispersion, Frame, dispersion};
///
/// let data = Dispersion {
///     terms: vec![("السلام".into(), vec![3.0, 40.0, 41.0]), ("الحرب".into(), vec![77.0])],
///     length: 100.0,
///     parts: vec![(0.0, "2023".into()), (60.0, "2024".into())],
///     axis: "موضع الكلمة".into(),
/// };
/// let file = dispersion(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn dispersion(data: &Dispersion, frame: &Frame) -> Result<Picture, ChartError> {
    check(data)?;
    let terms: Vec<String> = data
        .terms
        .iter()
        .map(|(term, _)| clean_label(term))
        .collect();
    let page = Page::new(frame, terms.iter())?;
    let layout = DispersionLayout::new(&page, data, &terms)?;
    page.render(|sheet| {
        layout.axes.draw(&page, sheet)?;
        layout.draw_parts(&page, sheet, data)?;
        Ok(layout.draw_rows(&page, sheet, data)?)
    })
}

fn check(data: &Dispersion) -> Result<(), ChartError> {
    check_count("terms", data.terms.len(), 1, MAX_DISPERSION_TERMS)?;
    check_value("length", data.length)?;
    if data.length == 0.0 {
        let what = "words to find terms in";
        return Err(ChartError::TooFew { what, least: 1 });
    }
    for (term, places) in &data.terms {
        for &place in places {
            check_place(term, place, data.length)?;
        }
    }
    let mut parts = data.parts.iter();
    parts.try_for_each(|(start, name)| check_place(name, *start, data.length))
}

fn check_place(label: &str, place: f64, length: f64) -> Result<(), ChartError> {
    check_value(label, place)?;
    if place > length {
        return Err(ChartError::Outside {
            label: clean_label(label),
            place,
            length,
        });
    }
    Ok(())
}

/// The layout of the chart.
struct DispersionLayout {
    axes: Axes,
    labels: Vec<String>,
    style: TextStyle,
    pitch: f64,
}

impl DispersionLayout {
    fn new(page: &Page<'_>, data: &Dispersion, terms: &[String]) -> Result<Self, ChartError> {
        let body = page.body();
        let count = terms.len() as f64;
        let largest = TextStyle::regular(page.px(15.5));
        let longest = body.width() * MAX_LABEL_SHARE;
        let cut = |term: &String| page.typesetter.cut(term, largest, longest);
        let labels: Vec<String> = terms.iter().map(cut).collect();
        let widest = page
            .typesetter
            .widest(labels.iter().map(String::as_str), largest);
        let named = data.parts.iter().any(|(_, name)| !name.is_empty());
        let region = Region {
            left: body.left + widest,
            top: body.top + page.px(if named { NAMES } else { 0.0 }),
            ..body
        };
        let steps = region.width() / page.px(TICK_PITCH);
        let places = Axis::new(Scale::up_to(data.length, steps), &data.axis);
        let rows = Axis::new(Scale::even(0.0, count, Vec::new()), "");
        let axes = Axes::new(page, region, (places, rows), ("terms", terms.len()))?;
        let pitch = axes.plot.height() / count;
        let size = largest.size.min(pitch * TEXT_SHARE);
        if size < page.least_text() {
            let lacking = (page.least_text() / TEXT_SHARE - pitch) * count;
            return Err(page.crowded("terms", terms.len(), Side::Height, lacking));
        }
        Ok(Self {
            axes,
            labels,
            style: TextStyle::regular(size),
            pitch,
        })
    }

    fn draw_rows(&self, page: &Page<'_>, sheet: &Sheet<'_>, data: &Dispersion) -> DrawingResult {
        let plot = self.axes.plot;
        for (row, (label, (_, places))) in self.labels.iter().zip(&data.terms).enumerate() {
            let y = plot.top + self.pitch * (row as f64 + 0.5);
            sheet.line(&[(plot.left, y), (plot.right, y)], GRID, page.px(1.0))?;
            let place = (plot.left - page.px(LABEL_GAP), y);
            sheet.write(&Label::new(label, self.style, place).align(Align::End))?;
            let half = (self.pitch * STROKE_SHARE).min(page.px(MAX_STROKE)) / 2.0;
            let color = DEEP[row % DEEP.len()];
            if self.is_crowded(page, places) {
                self.draw_density(page, sheet, places, (y, half), color)?;
                continue;
            }
            for x in self.strokes(places) {
                let ends = [(x, y - half), (x, y + half)];
                sheet.line(&ends, color, page.px(STROKE))?;
            }
        }
        Ok(())
    }

    /// Whether strokes at these positions would cover a large part of the row.
    fn is_crowded(&self, page: &Page<'_>, places: &[f64]) -> bool {
        places.len() as f64 * page.px(STROKE) > self.axes.plot.width() * MOST_COVERED
    }

    /// Draws the number of positions in each section of the corpus.
    fn draw_density(
        &self,
        page: &Page<'_>,
        sheet: &Sheet<'_>,
        places: &[f64],
        (y, half): (f64, f64),
        color: RGBColor,
    ) -> DrawingResult {
        let plot = self.axes.plot;
        let stretches = (plot.width() / page.px(STRETCH)).max(1.0) as usize;
        let width = plot.width() / stretches as f64;
        let mut counts = vec![0u64; stretches];
        for &place in places {
            let part = self.axes.x.scale.part(place);
            counts[((part * stretches as f64) as usize).min(stretches - 1)] += 1;
        }
        let most = counts.iter().copied().max().unwrap_or(0).max(1) as f64;
        for (index, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let left = plot.left + index as f64 * width;
            let bar = Region {
                left,
                top: y + half - 2.0 * half * count as f64 / most,
                right: left + width,
                bottom: y + half,
            };
            sheet.fill(bar, color)?;
        }
        Ok(())
    }

    /// Draws the borders of parts, and the names that fit.
    fn draw_parts(&self, page: &Page<'_>, sheet: &Sheet<'_>, data: &Dispersion) -> DrawingResult {
        let plot = self.axes.plot;
        let ends = data.parts.iter().skip(1).map(|(start, _)| *start);
        for ((start, name), end) in data.parts.iter().zip(ends.chain([data.length])) {
            let [left, right] = [*start, end].map(|place| self.axes.place(place, 0.0).0);
            if *start > 0.0 {
                let border = [(left, plot.top), (left, plot.bottom)];
                sheet.line(&border, MUTED, page.px(1.0))?;
            }
            if name.is_empty() {
                continue;
            }
            let (style, room) = (page.small(), right - left - page.px(6.0));
            let name = page.typesetter.cut(&clean_label(name), style, room);
            let place = (left.midpoint(right), plot.top - page.px(NAMES) / 2.0);
            sheet.write(
                &Label::new(name, style, place)
                    .color(MUTED)
                    .align(Align::Middle),
            )?;
        }
        Ok(())
    }

    /// Positions of strokes, with those that would cover each other merged.
    fn strokes(&self, places: &[f64]) -> Vec<f64> {
        let x = |&place: &f64| self.axes.place(place, 0.0).0;
        let mut strokes: Vec<f64> = places.iter().map(x).collect();
        strokes.sort_unstable_by(f64::total_cmp);
        // Quarters of a logical pixel are indistinguishable at usual scales.
        strokes.dedup_by(|a, b| (*a * 4.0).round() == (*b * 4.0).round());
        strokes
    }
}
