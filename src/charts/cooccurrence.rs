//! Co-occurrence counts of terms, as a heat map.

use super::clean::clean_label;
use super::error::{ChartError, check_count};
use super::frame::Frame;
use super::heat::{Heat, HeatCell};
use super::matrix::{Matrix, MatrixNames};
use super::number::format_count;
use super::page::Page;
use super::picture::Picture;
use super::scale::Scale;

/// Maximum number of terms in one heat map of co-occurrence.
pub const MAX_COOCCURRENCE_TERMS: usize = 60;

/// Steps of the colour bar.
const STEPS: f64 = 4.0;

/// Counts of pairs of terms.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cooccurrence {
    /// Two to [`MAX_COOCCURRENCE_TERMS`] terms, in the order of rows and columns.
    pub terms: Vec<String>,
    /// For each pair of terms, how often they occur together; the count of a term with itself is written but
    /// has no colour.
    pub counts: Vec<Vec<u64>>,
}

/// Draws co-occurrence counts of terms as a heat map; returns a picture.
///
/// # Errors
///
/// A [`ChartError`] when there are too few or too many terms, when the counts are not a square of
/// their size, when the terms do not fit legibly, or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Cooccurrence, Frame, cooccurrence};
///
/// let data = Cooccurrence {
///     terms: vec!["البنك".into(), "الفائدة".into(), "المباراة".into()],
///     counts: vec![vec![9, 7, 0], vec![7, 8, 1], vec![0, 1, 12]],
/// };
/// let file = cooccurrence(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn cooccurrence(data: &Cooccurrence, frame: &Frame) -> Result<Picture, ChartError> {
    check(data)?;
    let terms: Vec<String> = data.terms.iter().map(|term| clean_label(term)).collect();
    let page = Page::new(frame, terms.iter())?;
    let scale = Scale::from_zero(pairs(data).map(|count| count as f64), STEPS);
    let ticks = scale
        .ticks()
        .map(|(tick, text)| (scale.part(tick), text.to_owned()));
    let matrix = Matrix::new(
        &page,
        MatrixNames::square(&terms),
        ("", ""),
        ticks.collect(),
    )?;
    let cells = cells(data, &scale);
    let heat = Heat::new(&page, matrix.cells, &cells);
    page.render(|sheet| {
        heat.draw(sheet)?;
        Ok(matrix.draw(&page, sheet)?)
    })
}

fn check(data: &Cooccurrence) -> Result<(), ChartError> {
    let expected = data.terms.len();
    check_count("terms", expected, 2, MAX_COOCCURRENCE_TERMS)?;
    let uneven = |what: String, found: usize| ChartError::Uneven {
        what,
        found,
        expected,
    };
    if data.counts.len() != expected {
        return Err(uneven("the table of counts".to_owned(), data.counts.len()));
    }
    for (term, row) in data.terms.iter().zip(&data.counts) {
        if row.len() != expected {
            let what = format!("the row of “{}”", clean_label(term));
            return Err(uneven(what, row.len()));
        }
    }
    Ok(())
}

/// The counts of pairs of different terms.
fn pairs(data: &Cooccurrence) -> impl Iterator<Item = u64> + Clone {
    let rows = data.counts.iter().enumerate();
    rows.flat_map(|(row, counts)| {
        let counts = counts.iter().enumerate();
        counts.filter_map(move |(column, &count)| (column != row).then_some(count))
    })
}

fn cells(data: &Cooccurrence, scale: &Scale) -> Vec<Vec<HeatCell>> {
    let cell = |row: usize, column: usize, count: u64| HeatCell {
        share: (row != column).then(|| scale.part(count as f64)),
        text: format_count(count),
        below: String::new(),
    };
    let rows = data.counts.iter().enumerate();
    rows.map(|(row, counts)| {
        let counts = counts.iter().enumerate();
        counts
            .map(|(column, &count)| cell(row, column, count))
            .collect()
    })
    .collect()
}
