//! The confusion matrix of a classifier as a heat map.

use super::clean::clean_label;
use super::error::{ChartError, check_count};
use super::frame::Frame;
use super::heat::{Heat, HeatCell};
use super::matrix::{Matrix, MatrixNames};
use super::number::{format_count, format_percent};
use super::page::Page;
use super::picture::Picture;

/// Maximum number of labels in one confusion matrix.
pub const MAX_CONFUSION_LABELS: usize = 60;

/// The text of the cells of a confusion matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum CellText {
    /// Documents.
    Counts,
    /// Shares of the documents of the true label.
    Percent,
    /// Documents, and under them the share where there is room.
    #[default]
    Both,
}

/// A confusion matrix.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Confusion {
    /// True labels, one to [`MAX_CONFUSION_LABELS`], one row each.
    pub rows: Vec<String>,
    /// Predicted labels, two to [`MAX_CONFUSION_LABELS`], one column each.
    pub columns: Vec<String>,
    /// Counts: one list per row, with one count per column.
    pub matrix: Vec<Vec<u64>>,
    /// The caption of the rows; empty for none.
    pub truth: String,
    /// The caption of the columns; empty for none.
    pub prediction: String,
    /// The text of the cells; both counts and percentages by default.
    pub cells: CellText,
}

/// Draws a confusion matrix, coloured by each row's shares, with the number of documents of each row; returns
/// a picture.
///
/// Cells without documents are empty. In large matrices, the percentages under counts are left out, in very large
/// ones all texts.
///
/// # Errors
///
/// A [`ChartError`] when there are too few or too many labels, when the
/// matrix does not match them, when the labels do not fit legibly,
/// or when the frame's size or font cannot be used.
///
/// ```
/// use tasnif::charts::{Confusion, Frame, confusion};
///
/// let data = Confusion {
///     rows: vec!["سياسة".into(), "رياضة".into()],
///     columns: vec!["سياسة".into(), "رياضة".into()],
///     matrix: vec![vec![412, 31], vec![28, 389]],
///     truth: "الصنف الحقيقي".into(),
///     prediction: "الصنف المتوقع".into(),
///     ..Confusion::default()
/// };
/// let file = confusion(&data, &Frame::default())?;
/// assert!(file.starts_with(b"\x89PNG"));
/// # Ok::<(), tasnif::charts::ChartError>(())
/// ```
pub fn confusion(data: &Confusion, frame: &Frame) -> Result<Picture, ChartError> {
    check(data)?;
    let cleaned = |labels: &[String]| labels.iter().map(|l| clean_label(l)).collect::<Vec<_>>();
    let (rows, columns) = (cleaned(&data.rows), cleaned(&data.columns));
    let page = Page::new(frame, rows.iter().chain(&columns))?;
    let shares = [0.0, 0.25, 0.5, 0.75, 1.0];
    let ticks = shares.map(|share| (share, format!("{:.0}%", share * 100.0)));
    let captions = (data.truth.as_str(), data.prediction.as_str());
    let notes = data.matrix.iter().map(|row| documents_of(row)).collect();
    let names = MatrixNames {
        rows: &rows,
        notes,
        columns: &columns,
    };
    let matrix = Matrix::new(&page, names, captions, ticks.to_vec())?;
    let cells = heat_cells(data);
    let heat = Heat::new(&page, matrix.cells, &cells);
    page.render(|sheet| {
        heat.draw(sheet)?;
        Ok(matrix.draw(&page, sheet)?)
    })
}

/// Number of documents of a row.
fn documents_of(row: &[u64]) -> String {
    let sum = row
        .iter()
        .fold(0, |sum: u64, &count| sum.saturating_add(count));
    format!("n = {}", format_count(sum))
}

/// The cells of the matrix: coloured by the share of the row, empty without documents.
fn heat_cells(data: &Confusion) -> Vec<Vec<HeatCell>> {
    let row = |counts: &Vec<u64>| {
        // A sum of counts may overflow their type.
        let sum: f64 = counts.iter().map(|&count| count as f64).sum();
        let cell = |&count: &u64| {
            if count == 0 {
                return HeatCell::default();
            }
            let share = Some(count as f64 / sum);
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
    check_count("rows", data.rows.len(), 1, MAX_CONFUSION_LABELS)?;
    check_count("columns", data.columns.len(), 2, MAX_CONFUSION_LABELS)?;
    let uneven = |what: String, found: usize, expected: usize| ChartError::Uneven {
        what,
        found,
        expected,
    };
    let (rows, columns) = (data.rows.len(), data.columns.len());
    if data.matrix.len() != rows {
        return Err(uneven("the matrix".to_owned(), data.matrix.len(), rows));
    }
    for (label, row) in data.rows.iter().zip(&data.matrix) {
        if row.len() != columns {
            let what = format!("the row of “{}”", clean_label(label));
            return Err(uneven(what, row.len(), columns));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(cells: CellText) -> Vec<Vec<HeatCell>> {
        heat_cells(&Confusion {
            rows: vec!["a".into(), "b".into()],
            columns: vec!["a".into(), "b".into()],
            matrix: vec![vec![3, 1], vec![0, 7]],
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
    fn cells_without_documents_are_empty() {
        for text in [CellText::Both, CellText::Counts, CellText::Percent] {
            let rows = cells(text);
            assert_eq!(rows[1][0], HeatCell::default());
            assert_eq!(
                (rows[0][0].share, rows[1][1].share),
                (Some(0.75), Some(1.0))
            );
        }
    }

    #[test]
    fn rows_say_how_many_documents_they_have() {
        assert_eq!(documents_of(&[1_200, 34]), "n = 1,234");
        assert_eq!(documents_of(&[0, 0]), "n = 0");
    }
}
