//! Where in a corpus terms occur: a stroke for each occurrence.

use super::axes::{Axes, Axis};
use super::clean::clean_label;
use super::error::{ChartError, check_count, check_value};
use super::frame::Frame;
use super::label::{Align, Label};
use super::page::{MIN_TEXT, Page, Side};
use super::palette::{DEEP, GRID};
use super::picture::Picture;
use super::scale::Scale;
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

/// The most terms in one dispersion plot.
pub const MAX_DISPERSION_TERMS: usize = 40;

/// The part of its row that a stroke fills, and the size of a term as a part of its row.
const STROKE_SHARE: f64 = 0.64;
const TEXT_SHARE: f64 = 0.6;

/// The part of the width that the terms may take.
const MAX_LABEL_SHARE: f64 = 0.3;

// Lengths in pixels of the default chart.
const LABEL_GAP: f64 = 10.0;
const STROKE: f64 = 1.5;
const TICK_PITCH: f64 = 140.0;
const MAX_STROKE: f64 = 150.0;

/// Places of terms.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dispersion {
    /// One to [`MAX_DISPERSION_TERMS`] terms, each with its places, from 0 to `length`.
    pub terms: Vec<(String, Vec<f64>)>,
    /// The length of the corpus, above 0, in the unit of the places.
    pub length: f64,
    /// The caption of the axis; empty for none.
    pub axis: String,
}

/// Draws where terms occur, as a stroke for each place; returns a picture.
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
    let layout = Layout::new(&page, data, &terms)?;
    page.render(|sheet| {
        layout.axes.draw(&page, sheet)?;
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
            check_value(term, place)?;
            if place > data.length {
                return Err(ChartError::Outside {
                    label: clean_label(term),
                    place,
                    length: data.length,
                });
            }
        }
    }
    Ok(())
}

/// Where everything goes.
struct Layout {
    axes: Axes,
    labels: Vec<String>,
    style: TextStyle,
    pitch: f64,
}

impl Layout {
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
        let region = Region {
            left: body.left + widest,
            ..body
        };
        let steps = region.width() / page.px(TICK_PITCH);
        let places = Axis::new(Scale::up_to(data.length, steps), &data.axis);
        let rows = Axis::new(Scale::even(0.0, count, Vec::new()), "");
        let axes = Axes::new(page, region, (places, rows), ("terms", terms.len()))?;
        let pitch = axes.plot.height() / count;
        let size = largest.size.min(pitch * TEXT_SHARE);
        if size < MIN_TEXT {
            let lacking = (MIN_TEXT / TEXT_SHARE - pitch) * count;
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
            for x in self.strokes(places) {
                let ends = [(x, y - half), (x, y + half)];
                sheet.line(&ends, DEEP[row % DEEP.len()], page.px(STROKE))?;
            }
        }
        Ok(())
    }

    /// Where strokes stand, those that would cover each other once.
    fn strokes(&self, places: &[f64]) -> Vec<f64> {
        let x = |&place: &f64| self.axes.place(place, 0.0).0;
        let mut strokes: Vec<f64> = places.iter().map(x).collect();
        strokes.sort_unstable_by(f64::total_cmp);
        // Quarters of a logical pixel cannot be told apart at any usual scale.
        strokes.dedup_by(|a, b| (*a * 4.0).round() == (*b * 4.0).round());
        strokes
    }
}
