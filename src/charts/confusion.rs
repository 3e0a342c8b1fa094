//! The confusion matrix of a classifier as a heat map.

use super::categories::{CategoryNames, Columns};
use super::clean::{clean, clean_label};
use super::error::{ChartError, check_count};
use super::frame::Frame;
use super::heat::{ColorBar, Heat, HeatCell};
use super::label::{Align, Label};
use super::number::{format_count, format_percent};
use super::page::{MIN_TEXT, Page, Side};
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

/// The most labels in one confusion matrix.
pub const MAX_CONFUSION_LABELS: usize = 60;

/// The part of the width that the labels of the rows may take.
const MAX_LABEL_SHARE: f64 = 0.22;

/// The part of the height that the labels of the columns may take.
const MAX_DEPTH: f64 = 0.28;

/// The size of a row's label as a part of the height of the row.
const ROW_TEXT_SHARE: f64 = 0.75;

// Lengths in pixels of the default chart.
const CAPTION: f64 = 30.0;
const LABEL_GAP: f64 = 10.0;

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
    let layout = Layout::new(&page, data, &labels)?;
    let cells = heat_cells(data);
    let heat = Heat::new(&page, layout.cells, &cells);
    page.render(|sheet| {
        heat.draw(sheet)?;
        layout.bar.draw(&page, sheet)?;
        layout.columns.draw(&page, sheet, layout.cells.bottom)?;
        layout.write_rows(&page, sheet)?;
        Ok(layout.write_captions(&page, sheet)?)
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

/// Where everything goes.
struct Layout {
    cells: Region,
    bar: ColorBar,
    rows: Vec<String>,
    row_style: TextStyle,
    columns: CategoryNames,
    truth: String,
    prediction: String,
}

impl Layout {
    fn new(page: &Page<'_>, data: &Confusion, labels: &[String]) -> Result<Self, ChartError> {
        let (truth, prediction) = (clean(&data.truth), clean(&data.prediction));
        let room = |caption: &str| {
            let length = if caption.is_empty() { 0.0 } else { CAPTION };
            page.px(length)
        };
        let body = page.body();
        // The height of the rows is known only once the columns are named,
        // which needs the width of the rows' labels: cut these at their largest.
        let largest = page.px(15.0).min(row_text(body.height(), labels));
        let rows = cut_rows(page, labels, TextStyle::regular(largest));
        let texts = rows.iter().map(String::as_str);
        let beside = page.typesetter.widest(texts, TextStyle::regular(largest));
        let mut cells = Region {
            left: body.left + room(&truth) + beside + page.px(LABEL_GAP),
            right: body.right - ColorBar::width(page),
            ..body
        };
        let columns = Columns::across(cells, labels.len());
        let columns = CategoryNames::arrange(page, labels, columns, body.height() * MAX_DEPTH)?;
        cells.bottom -= room(&prediction) + columns.depth;
        check_rows(page, cells, labels)?;
        Ok(Self {
            bar: ColorBar::new(page, cells),
            row_style: TextStyle::regular(largest.min(row_text(cells.height(), labels))),
            cells,
            rows,
            columns,
            truth,
            prediction,
        })
    }

    fn write_rows(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let pitch = self.cells.height() / self.rows.len() as f64;
        for (index, row) in self.rows.iter().enumerate() {
            let y = self.cells.top + pitch * (index as f64 + 0.5);
            let place = (self.cells.left - page.px(LABEL_GAP), y);
            sheet.write(&Label::new(row, self.row_style, place).align(Align::End))?;
        }
        Ok(())
    }

    fn write_captions(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let body = page.body();
        let place = (body.left + page.px(2.0), self.cells.middle_y());
        let truth = page.caption_label(&self.truth, place, self.cells.height());
        sheet.write(&truth.turn(-90.0))?;
        let place = (self.cells.middle_x(), body.bottom - page.px(9.0));
        sheet.write(&page.caption_label(&self.prediction, place, self.cells.width()))
    }
}

/// The size of the labels of rows that share a height.
fn row_text(height: f64, labels: &[String]) -> f64 {
    height / labels.len() as f64 * ROW_TEXT_SHARE
}

fn check_rows(page: &Page<'_>, cells: Region, labels: &[String]) -> Result<(), ChartError> {
    if row_text(cells.height(), labels) >= MIN_TEXT {
        return Ok(());
    }
    let needed = MIN_TEXT / ROW_TEXT_SHARE * labels.len() as f64;
    // What stands below the rows grows with them.
    let growth = page.body().height() / cells.height().max(1.0);
    let lacking = (needed - cells.height()) * growth;
    Err(page.crowded("rows", labels.len(), Side::Height, lacking))
}

fn cut_rows(page: &Page<'_>, labels: &[String], style: TextStyle) -> Vec<String> {
    let longest = page.body().width() * MAX_LABEL_SHARE;
    let cut = |label: &String| page.typesetter.cut(label, style, longest);
    labels.iter().map(cut).collect()
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
