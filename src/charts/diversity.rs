//! Lexical diversity of each label: measures as bars, vocabulary growth as curves.

use super::axes::{Axes, Axis, steps_beside};
use super::clean::clean_label;
use super::error::{ChartError, check_count, check_value};
use super::frame::Frame;
use super::label::Label;
use super::legend::Legend;
use super::number::NumberFormat;
use super::page::{Page, Side};
use super::palette::{DEEP, MUTED};
use super::picture::Picture;
use super::scale::Scale;
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

/// Maximum number of labels in one chart of diversity: the number of colours.
pub const MAX_DIVERSITY_LABELS: usize = DEEP.len();
/// Maximum number of measures in one chart.
pub const MAX_MEASURES: usize = 4;
/// Maximum number of points in one growth curve.
pub const MAX_CURVE_POINTS: usize = 10_000;

/// The part of the width for the measures.
const MEASURE_SHARE: f64 = 0.36;
/// The part of a row that its bar fills.
const BAR_SHARE: f64 = 0.72;
const TEXT_SHARE: f64 = 0.8;

// Lengths in pixels of the default chart.
const LEGEND_GAP: f64 = 22.0;
const PANEL_GAP: f64 = 36.0;
const NAME: f64 = 15.0;
const NAME_HEIGHT: f64 = 28.0;
const VALUE_GAP: f64 = 6.0;
const MAX_BAR: f64 = 26.0;
const LINE: f64 = 2.5;

/// A measure of diversity, and its value for each label.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Measure {
    /// Its name, such as TTR or MATTR.
    pub name: String,
    /// A value for each label, from 0 to 10¹⁵.
    pub values: Vec<f64>,
}

/// The lexical diversity of each label.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Diversity {
    /// One to [`MAX_DIVERSITY_LABELS`] labels, one colour each.
    pub labels: Vec<String>,
    /// One to [`MAX_MEASURES`] measures, one panel each.
    pub measures: Vec<Measure>,
    /// The growth curve of each label: words read so far, and distinct words among them.
    pub curves: Vec<Vec<(f64, f64)>>,
    /// The caption of the axis of words; empty for none.
    pub words: String,
    /// The caption of the axis of distinct words; empty for none.
    pub types: String,
}

/// Draws measures of diversity as bars, and the growth of the vocabulary (Heaps 1978) as curves;
/// returns a picture.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many labels, measures or points, when a measure or
/// the curves do not have one entry for each label, when a value cannot be drawn, when the bars do
/// not fit legibly, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Diversity, Frame, Measure, diversity};
///
/// let data = Diversity {
///     labels: vec!["رياضة".into(), "ثقافة".into()],
///     measures: vec![Measure { name: "TTR".into(), values: vec![0.41, 0.52] }],
///     curves: vec![vec![(0.0, 0.0), (900.0, 370.0)], vec![(0.0, 0.0), (800.0, 416.0)]],
///     words: "الكلمات".into(),
///     types: "الكلمات المختلفة".into(),
/// };
/// let file = diversity(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn diversity(data: &Diversity, frame: &Frame) -> Result<Picture, ChartError> {
    check(data)?;
    let labels: Vec<String> = data.labels.iter().map(|label| clean_label(label)).collect();
    let page = Page::new(frame, labels.iter())?;
    let legend = Legend::new(&page, page.body(), &labels, &DEEP);
    let layout = DiversityLayout::new(&page, data, legend.bottom)?;
    page.render(|sheet| {
        legend.draw(sheet)?;
        for (index, measure) in data.measures.iter().enumerate() {
            layout.draw_measure(&page, sheet, index, measure)?;
        }
        layout.axes.draw(&page, sheet)?;
        for (curve, color) in data.curves.iter().zip(DEEP) {
            let place = |&(words, types): &(f64, f64)| layout.axes.place(words, types);
            let places: Vec<(f64, f64)> = curve.iter().map(place).collect();
            sheet.line(&places, color, page.px(LINE))?;
        }
        Ok(())
    })
}

fn check(data: &Diversity) -> Result<(), ChartError> {
    let expected = data.labels.len();
    check_count("labels", expected, 1, MAX_DIVERSITY_LABELS)?;
    check_count("measures", data.measures.len(), 1, MAX_MEASURES)?;
    let check_length = |what: &str, found: usize| {
        if found == expected {
            return Ok(());
        }
        let what = clean_label(what);
        Err(ChartError::Uneven {
            what,
            found,
            expected,
        })
    };
    for measure in &data.measures {
        check_length(&measure.name, measure.values.len())?;
        for (label, &value) in data.labels.iter().zip(&measure.values) {
            check_value(label, value)?;
        }
    }
    check_length("the list of curves", data.curves.len())?;
    for (label, curve) in data.labels.iter().zip(&data.curves) {
        check_count("points", curve.len(), 0, MAX_CURVE_POINTS)?;
        for &(words, types) in curve {
            check_value(label, words)?;
            check_value(label, types)?;
        }
    }
    Ok(())
}

/// The layout: measures at the start side, curves beside them.
struct DiversityLayout {
    measures: Region,
    /// The height of the panel of a measure.
    panel: f64,
    /// The height of a row of a panel.
    pitch: f64,
    style: TextStyle,
    axes: Axes,
}

impl DiversityLayout {
    fn new(page: &Page<'_>, data: &Diversity, top: f64) -> Result<Self, ChartError> {
        let body = Region {
            top: top + page.px(LEGEND_GAP),
            ..page.body()
        };
        let measures = Region {
            right: body.left + body.width() * MEASURE_SHARE,
            ..body
        };
        let (labels, count) = (data.labels.len() as f64, data.measures.len() as f64);
        let panel = body.height() / count;
        let pitch = (panel - page.px(NAME_HEIGHT) * 1.5) / labels;
        let size = page.px(12.5).min(pitch * TEXT_SHARE);
        if size < page.least_text() {
            let lacking = (page.least_text() / TEXT_SHARE - pitch) * labels * count;
            return Err(page.crowded("labels", data.labels.len(), Side::Height, lacking));
        }
        let curves = Region {
            left: measures.right + page.px(PANEL_GAP),
            ..body
        };
        Ok(Self {
            measures,
            panel,
            pitch,
            style: TextStyle::regular(size),
            axes: growth(page, data, curves)?,
        })
    }

    fn draw_measure(
        &self,
        page: &Page<'_>,
        sheet: &Sheet<'_>,
        index: usize,
        measure: &Measure,
    ) -> DrawingResult {
        let region = self.measures;
        let top = region.top + self.panel * index as f64;
        let style = TextStyle::bold(page.px(NAME));
        let name = page
            .typesetter
            .cut(&clean_label(&measure.name), style, region.width());
        let place = (region.left, top + page.px(NAME_HEIGHT) * 0.3);
        sheet.write(&Label::new(name, style, place))?;
        let format = NumberFormat::for_values(&measure.values);
        let texts: Vec<String> = measure.values.iter().map(|&v| format.format(v)).collect();
        let widest = page
            .typesetter
            .widest(texts.iter().map(String::as_str), self.style);
        let longest = region.width() - widest - page.px(VALUE_GAP);
        let largest = measure.values.iter().copied().fold(0.0, f64::max);
        let half = (self.pitch * BAR_SHARE).min(page.px(MAX_BAR)) / 2.0;
        for (row, (&value, text)) in measure.values.iter().zip(texts).enumerate() {
            let y = top + page.px(NAME_HEIGHT) + self.pitch * (row as f64 + 0.5);
            let part = if largest > 0.0 { value / largest } else { 0.0 };
            let bar = Region {
                left: region.left,
                top: y - half,
                right: region.left + longest * part,
                bottom: y + half,
            };
            sheet.fill(bar, DEEP[row % DEEP.len()])?;
            let place = (bar.right + page.px(VALUE_GAP), y);
            sheet.write(&Label::new(text, self.style, place).color(MUTED))?;
        }
        Ok(())
    }
}

/// The axes of the curves.
fn growth(page: &Page<'_>, data: &Diversity, region: Region) -> Result<Axes, ChartError> {
    let points = data.curves.iter().flatten();
    let words = points.clone().map(|&(words, _)| words);
    let types = points.map(|&(_, types)| types);
    let axes = (
        Axis::new(
            Scale::from_zero(words, region.width() / page.px(130.0)),
            &data.words,
        ),
        Axis::new(
            Scale::from_zero(types, steps_beside(page, region.height())),
            &data.types,
        ),
    );
    Axes::new(page, region, axes, ("labels", data.labels.len()))
}
