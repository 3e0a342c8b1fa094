//! A table: labels beside rows and below columns, captions, and a colour bar.

use super::categories::{CategoryNames, Columns};
use super::clean::clean;
use super::error::ChartError;
use super::heat::ColorBar;
use super::label::{Align, Label};
use super::page::{Page, Side};
use super::palette::MUTED;
use super::sheet::{DrawingResult, Region, Sheet};
use super::typesetter::TextStyle;

/// The maximum part of the width for the labels of the rows.
const MAX_LABEL_SHARE: f64 = 0.22;

/// The maximum part of the height for the labels of the columns.
const MAX_DEPTH: f64 = 0.28;

/// The size of a row's note relative to its label.
const NOTE_SIZE: f64 = 0.8;

/// The size of a row's label relative to the height of the row.
const ROW_TEXT_SHARE: f64 = 0.75;

// Lengths in pixels of the default chart.
const CAPTION: f64 = 30.0;
const LABEL_GAP: f64 = 10.0;

/// Names of rows and columns.
pub(super) struct MatrixNames<'n> {
    pub rows: &'n [String],
    /// Text between each row's label and its cells; may be empty.
    pub notes: Vec<String>,
    pub columns: &'n [String],
}

impl<'n> MatrixNames<'n> {
    /// A square table with the same names for rows and columns.
    pub fn square(names: &'n [String]) -> Self {
        Self {
            rows: names,
            notes: Vec::new(),
            columns: names,
        }
    }
}

/// The layout of the table.
pub(super) struct Matrix {
    /// The region of the cells.
    pub cells: Region,
    bar: ColorBar,
    rows: Vec<String>,
    notes: Vec<String>,
    /// The width of the notes and of the gap before them.
    notes_width: f64,
    row_style: TextStyle,
    columns: CategoryNames,
    row_caption: String,
    column_caption: String,
}

impl Matrix {
    /// Lays out a table whose rows and columns have these names, with captions beside the rows and below the
    /// columns, and a colour bar with these ticks.
    ///
    /// # Errors
    ///
    /// [`ChartError::Crowded`] when the labels do not fit legibly.
    pub fn new(
        page: &Page<'_>,
        names: MatrixNames<'_>,
        (beside_rows, below_columns): (&str, &str),
        ticks: Vec<(f64, String)>,
    ) -> Result<Self, ChartError> {
        let (row_caption, column_caption) = (clean(beside_rows), clean(below_columns));
        let room = |caption: &str| {
            let length = if caption.is_empty() { 0.0 } else { CAPTION };
            page.px(length)
        };
        let body = page.body();
        // The height of the rows is known only after the columns are named, which needs the width of the
        // rows' labels: cut these at their largest size.
        let largest = page.px(15.0).min(row_text(body.height(), names.rows));
        let style = TextStyle::regular(largest);
        let rows = cut_rows(page, names.rows, style);
        let beside = page
            .typesetter
            .widest(rows.iter().map(String::as_str), style);
        let notes_width = notes_width(page, &names.notes, style);
        let mut cells = Region {
            left: body.left + room(&row_caption) + beside + notes_width + page.px(LABEL_GAP),
            right: body.right - ColorBar::width(page, &ticks),
            ..body
        };
        let columns = Columns::across(cells, names.columns.len());
        let deepest = body.height() * MAX_DEPTH;
        let columns = CategoryNames::arrange(page, names.columns, columns, deepest)?;
        cells.bottom -= room(&column_caption) + columns.depth;
        check_rows(page, cells, names.rows)?;
        Ok(Self {
            bar: ColorBar::new(page, cells, ticks),
            row_style: TextStyle::regular(largest.min(row_text(cells.height(), names.rows))),
            cells,
            rows,
            notes: names.notes,
            notes_width,
            columns,
            row_caption,
            column_caption,
        })
    }

    /// Draws everything except the cells.
    pub fn draw(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        self.bar.draw(page, sheet)?;
        self.columns.draw(page, sheet, self.cells.bottom)?;
        self.write_rows(page, sheet)?;
        self.write_captions(page, sheet)
    }

    fn write_rows(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let pitch = self.cells.height() / self.rows.len() as f64;
        for (index, row) in self.rows.iter().enumerate() {
            let y = self.cells.top + pitch * (index as f64 + 0.5);
            let end = self.cells.left - page.px(LABEL_GAP);
            let label = Label::new(row, self.row_style, (end - self.notes_width, y));
            sheet.write(&label.align(Align::End))?;
            if let Some(note) = self.notes.get(index) {
                let label = Label::new(note, note_style(self.row_style), (end, y));
                sheet.write(&label.color(MUTED).align(Align::End))?;
            }
        }
        Ok(())
    }

    fn write_captions(&self, page: &Page<'_>, sheet: &Sheet<'_>) -> DrawingResult {
        let body = page.body();
        let place = (body.left + page.px(2.0), self.cells.middle_y());
        let caption = page.caption_label(&self.row_caption, place, self.cells.height());
        sheet.write(&caption.turn(-90.0))?;
        let place = (self.cells.middle_x(), body.bottom - page.px(9.0));
        sheet.write(&page.caption_label(&self.column_caption, place, self.cells.width()))
    }
}

/// The style of the notes for labels of this style.
fn note_style(label: TextStyle) -> TextStyle {
    TextStyle::regular(label.size * NOTE_SIZE)
}

fn notes_width(page: &Page<'_>, notes: &[String], label: TextStyle) -> f64 {
    if notes.is_empty() {
        return 0.0;
    }
    let texts = notes.iter().map(String::as_str);
    page.typesetter.widest(texts, note_style(label)) + page.px(LABEL_GAP)
}

/// The size of the labels of rows that share a height.
fn row_text(height: f64, labels: &[String]) -> f64 {
    height / labels.len() as f64 * ROW_TEXT_SHARE
}

fn check_rows(page: &Page<'_>, cells: Region, labels: &[String]) -> Result<(), ChartError> {
    if row_text(cells.height(), labels) >= page.least_text() {
        return Ok(());
    }
    let needed = page.least_text() / ROW_TEXT_SHARE * labels.len() as f64;
    // The part below the rows grows with them.
    let growth = page.body().height() / cells.height().max(1.0);
    let lacking = (needed - cells.height()) * growth;
    Err(page.crowded("rows", labels.len(), Side::Height, lacking))
}

fn cut_rows(page: &Page<'_>, labels: &[String], style: TextStyle) -> Vec<String> {
    let longest = page.body().width() * MAX_LABEL_SHARE;
    let cut = |label: &String| page.typesetter.cut(label, style, longest);
    labels.iter().map(cut).collect()
}
