//! A word cloud: terms sized by frequency, packed without overlap.

use tiny_skia::{FillRule, Mask, Transform};

use super::canvas::BASE_LINE;
use super::clean::clean_label;
use super::error::{ChartError, check_count, check_value};
use super::frame::Frame;
use super::label::{Align, Label};
use super::packing::{Grid, Shape};
use super::page::{Page, Side};
use super::palette::DEEP;
use super::picture::Picture;
use super::sheet::Region;
use super::terms::Bar;
use super::typesetter::TextStyle;

/// Maximum number of terms in one cloud.
pub const MAX_CLOUD_TERMS: usize = 200;

/// The side of a cell of the grid, in pixels of the default chart.
const CELL: f64 = 3.0;
/// Cells that a term may need on each side in addition to those of its outlines.
const MARGIN: f64 = 3.0;

/// The size of a term grows with this power of its value.
const POWER: f64 = 0.6;
/// Minimum size of the smallest term relative to the largest.
const LEAST_SHARE: f64 = 0.1;
/// The largest size that is tried, relative to the height of the frame.
const LARGEST_SIZE: f64 = 0.3;
/// The maximum part of the frame that terms can cover.
const FILLED: f64 = 0.8;
/// Factor by which sizes shrink until all terms have a position.
const SHRINK: f64 = 0.95;

/// The width at which long terms are cut, in ems.
const LONGEST: f64 = 14.0;

/// Number of colours, used in turn.
const COLORS: usize = 6;

/// Terms and their values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cloud {
    /// One to [`MAX_CLOUD_TERMS`] terms, largest value first; values from 0 to 10¹⁵.
    pub terms: Vec<Bar>,
}

/// Draws a word cloud, as large as the frame allows; returns a picture.
///
/// The first term is in the centre, each following one as near to it as a spiral finds space; the same terms
/// always get the same positions.
///
/// # Errors
///
/// A [`ChartError`] when there are no or too many terms, when a value cannot be drawn, when the
/// terms do not fit legibly, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Bar, Cloud, Frame, cloud};
///
/// let bar = |label: &str, value| Bar { label: label.into(), value };
/// let data = Cloud { terms: vec![bar("الاقتصاد", 90.0), bar("التعليم", 60.0), bar("لغة", 8.0)] };
/// let file = cloud(&data, &Frame { width: 480, height: 320, ..Frame::default() })?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn cloud(data: &Cloud, frame: &Frame) -> Result<Picture, ChartError> {
    check_count("terms", data.terms.len(), 1, MAX_CLOUD_TERMS)?;
    for bar in &data.terms {
        check_value(&bar.label, bar.value)?;
    }
    let labels: Vec<String> = data
        .terms
        .iter()
        .map(|bar| clean_label(&bar.label))
        .collect();
    let page = Page::new(frame, labels.iter())?;
    let words = words(&page, &labels, &data.terms);
    let labels = pack(&page, &words)?;
    page.render(|sheet| {
        for label in &labels {
            sheet.write(label)?;
        }
        Ok(())
    })
}

/// A term and its size relative to the largest.
struct Word {
    text: String,
    share: f64,
}

fn words(page: &Page<'_>, labels: &[String], terms: &[Bar]) -> Vec<Word> {
    let largest = terms.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let word = |(label, bar): (&String, &Bar)| {
        let part = if largest > 0.0 {
            bar.value / largest
        } else {
            1.0
        };
        Word {
            text: page.typesetter.cut(label, TextStyle::bold(1.0), LONGEST),
            share: libm::pow(part, POWER).max(LEAST_SHARE),
        }
    };
    labels.iter().zip(terms).map(word).collect()
}

/// The labels of all words, at the largest sizes at which each gets a position.
fn pack(page: &Page<'_>, words: &[Word]) -> Result<Vec<Label>, ChartError> {
    let body = page.body();
    let least = words.iter().map(|word| word.share).fold(1.0, f64::min);
    let mut size = (body.height() * LARGEST_SIZE).min(filling_size(page, words, body));
    while size * least >= page.least_text() {
        if let Some(labels) = pack_at(page, words, body, size) {
            return Ok(labels);
        }
        size *= SHRINK;
    }
    // The required space is unknown; adding a quarter repeatedly is enough in the end.
    let lacking = body.height() * 0.25;
    Err(page.crowded("terms", words.len(), Side::Height, lacking))
}

/// The size at which the words would cover the maximum part of the frame.
fn filling_size(page: &Page<'_>, words: &[Word], body: Region) -> f64 {
    let cell = page.px(CELL);
    let size = page.px(60.0);
    let areas = words.iter().filter_map(|word| {
        let style = TextStyle::bold(size * word.share);
        let stamp = Stamp::new(page, &word.text, style, cell)?;
        Some(stamp.shape.area() as f64 * cell * cell)
    });
    let area: f64 = areas.sum();
    size * libm::sqrt(FILLED * body.width() * body.height() / area.max(1.0))
}

/// The labels of all words when the largest has this size; `None` when they do not fit.
fn pack_at(page: &Page<'_>, words: &[Word], body: Region, size: f64) -> Option<Vec<Label>> {
    let cell = page.px(CELL);
    let cells = |length: f64| (length / cell).floor().max(0.0) as usize;
    let mut grid = Grid::new(cells(body.width()), cells(body.height()));
    let words = words.iter().enumerate();
    words
        .map(|(index, word)| {
            let style = TextStyle::bold(word.share * size);
            let stamp = Stamp::new(page, &word.text, style, cell)?;
            let (column, row) = grid.place(&stamp.shape)?;
            let place = (
                body.left + column as f64 * cell + stamp.middle.0,
                body.top + row as f64 * cell + stamp.middle.1,
            );
            let label = Label::new(&word.text, style, place).align(Align::Middle);
            Some(label.color(DEEP[index % COLORS]))
        })
        .collect()
}

/// The cells that a word covers.
struct Stamp {
    shape: Shape,
    /// Centre of the line in the shape, in logical pixels.
    middle: (f64, f64),
}

impl Stamp {
    /// `None` when the word is too large.
    fn new(page: &Page<'_>, text: &str, style: TextStyle, cell: f64) -> Option<Self> {
        let outlines = page.typesetter.outlines(text, style.weight);
        let unit = style.size / cell;
        // Marks may extend above the em, and tails below it.
        let width = (f64::from(outlines.width) + 0.5) * unit + 2.0 * MARGIN;
        let height = 2.4 * unit + 2.0 * MARGIN;
        let (columns, rows) = (width.ceil() as usize, height.ceil() as usize);
        let mut mask = Mask::new(u32::try_from(columns).ok()?, u32::try_from(rows).ok()?)?;
        let (middle_x, middle_y) = (columns as f64 / 2.0, rows as f64 / 2.0);
        // A right-to-left chart is mirrored as a whole, but its words are not.
        let mirror = if page.typesetter.is_rtl() { -1.0 } else { 1.0 };
        let position = Transform::from_translate(-outlines.width / 2.0, BASE_LINE)
            .post_scale(mirror * unit as f32, unit as f32)
            .post_translate(middle_x as f32, middle_y as f32);
        for path in [&outlines.plain, &outlines.thickened].into_iter().flatten() {
            mask.fill_path(path, FillRule::Winding, true, position);
        }
        let filled = |x: usize, y: usize| mask.data()[y * columns + x] > 0;
        // Empty rows at the top and the bottom would keep words away from the frame.
        let inked = |&y: &usize| (0..columns).any(|x| filled(x, y));
        let margin = MARGIN as usize;
        let first = (0..rows).find(inked).unwrap_or(0).saturating_sub(margin);
        let last = (0..rows).rev().find(inked).unwrap_or(rows);
        let height = (last + margin + 1).min(rows) - first;
        let shape = Shape::new(columns, height, |x, y| filled(x, first + y));
        Some(Self {
            shape: shape.grown().grown(),
            middle: (middle_x * cell, (middle_y - first as f64) * cell),
        })
    }
}
