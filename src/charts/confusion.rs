//! The confusion matrix of a classifier as a heat map.

use super::clean::clean_label;
use super::error::{ChartError, check_count};
use super::frame::Frame;
use super::heat::{Heat, HeatCell};
use super::matrix::Matrix;
use super::number::{format_count, format_percent};
use super::page::Page;

/// The most labels in one confusion matrix.
pub const MAX_CONFUSION_LABELS: usize = 60;

/// What is written in the cells of a confusion matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellText {
    /// The count.
    Counts,
    /// The count's share of its row.
    Percent,
    /// The count, and under it its share of the row where there is room.
    #[default]
    Both,
}

/// A confusion matrix.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Confusion {
    /// Two to [`MAX_CONFUSION_LABELS`] labels, in the order of rows and columns.
    pub labels: Vec<String>,
    /// Counts: one row for each true label, in it one for each predicted label.
    pub matrix: Vec<Vec<u64>>,
    /// The caption of the rows; empty for none.
    pub truth: String,
    /// The caption of the columns; empty for none.
    pub prediction: String,
    /// What is written in the cells; both counts and percentages by default.
    pub cells: CellText,
}

/// Draws a confusion matrix, coloured by each row's shares; returns a PNG file.
///
/// In large matrices percentages under counts, and then all texts, are left out.
///
/// # Errors
///
/// A [`ChartError`] when there are too few or too many labels, when the
/// matrix is not a square of their size, when the labels do not fit legibly,
/// or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Confusion, Frame, confusion};
///
/// let data = Confusion {
///     labels: vec!["سياسة".into(), "رياضة".into()],
///     matrix: vec![vec![412, 31], vec![28, 389]],
///     truth: "الصنف الحقيقي".into(),
///     prediction: "الصنف المتوقع".into(),
///     ..Confusion::default()
/// };
/// let file = confusion(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn confusion(data: &Confusion, frame: &Frame) -> Result<Vec<u8>, ChartError> {
    check(data)?;
    let labels: Vec<String> = data.labels.iter().map(|label| clean_label(label)).collect();
    let page = Page::new(frame, labels.iter())?;
    let shares = [0.0, 0.25, 0.5, 0.75, 1.0];
    let ticks = shares.map(|share| (share, format!("{:.0}%", share * 100.0)));
    let captions = (data.truth.as_str(), data.prediction.as_str());
    let matrix = Matrix::new(&page, &labels, captions, ticks.to_vec())?;
    let cells = heat_cells(data);
    let heat = Heat::new(&page, matrix.cells, &cells);
    page.render(|sheet| {
        heat.draw(sheet)?;
        Ok(matrix.draw(&page, sheet)?)
    })
}

/// The cells of the matrix: coloured by the share of the row, if the row has any document.
fn heat_cells(data: &Confusion) -> Vec<Vec<HeatCell>> {
    let row = |counts: &Vec<u64>| {
        // A sum of counts may be larger than a count can be.
        let sum: f64 = counts.iter().map(|&count| count as f64).sum();
        let cell = |&count: &u64| {
            let share = (sum > 0.0).then(|| count as f64 / sum);
            let percent = share.map(format_percent).unwrap_or_default();
            let count = format_count(count);
            let (text, below) = match data.cells {
                CellText::Counts => (count, String::new()),
                CellText::Percent => (percent, String::new()),
                CellText::Both => (count, percent),
            };
            HeatCell { share, text, below }
        };
        counts.iter().map(cell).collect()
    };
    data.matrix.iter().map(row).collect()
}

fn check(data: &Confusion) -> Result<(), ChartError> {
    let expected = data.labels.len();
    check_count("labels", expected, 2, MAX_CONFUSION_LABELS)?;
    let uneven = |what: String, found: usize| ChartError::Uneven {
        what,
        found,
        expected,
    };
    if data.matrix.len() != expected {
        return Err(uneven("the matrix".to_owned(), data.matrix.len()));
    }
    for (label, row) in data.labels.iter().zip(&data.matrix) {
        if row.len() != expected {
            let what = format!("the row of “{}”", clean_label(label));
            return Err(uneven(what, row.len()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(cells: CellText) -> Vec<Vec<HeatCell>> {
        heat_cells(&Confusion {
            labels: vec!["a".into(), "b".into()],
            matrix: vec![vec![3, 1], vec![0, 0]],
            cells,
            ..Confusion::default()
        })
    }

    #[test]
    fn cells_say_what_was_asked_for() {
        let first = |text| {
            let cell = &cells(text)[0][0];
            (cell.text.clone(), cell.below.clone())
        };
        assert_eq!(first(CellText::Both), ("3".into(), "75.0%".into()));
        assert_eq!(first(CellText::Counts), ("3".into(), String::new()));
        assert_eq!(first(CellText::Percent), ("75.0%".into(), String::new()));
    }

    #[test]
    fn rows_without_documents_have_no_shares() {
        let empty = &cells(CellText::Both)[1][0];
        assert_eq!((empty.share, empty.below.as_str()), (None, ""));
        assert_eq!(cells(CellText::Both)[0][0].share, Some(0.75));
    }
}
