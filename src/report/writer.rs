//! One writer for all formats.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, presets};
use serde::Serialize;

use super::format::ReportFormat;
use super::parquet::ParquetRows;
use crate::corpus::{FieldTypes, KeptFields};
use crate::text::{holds_right_to_left, shown};

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// One result: its serialised form is its JSON, its cells are a row of a table or CSV.
pub trait Record: Serialize {
    /// Names of the cells.
    fn columns(&self) -> Vec<String>;

    /// The cells, one per column, in the form for programs.
    fn cells(&self) -> Vec<String>;

    /// The cells in the form for people.
    fn shown(&self) -> Vec<String> {
        self.cells()
    }

    /// True for columns that a table omits when all their cells are empty.
    fn is_hidden_when_empty(&self, _column: usize) -> bool {
        false
    }

    /// Columns of numbers, which are aligned to the right in a table.
    fn is_numeric(&self, column: usize) -> bool {
        column > 0
    }
}

/// Writes records in a format to `out`, and returns it.
///
/// ```
/// use tasnif::ReportFormat;
/// use tasnif::report::{Row, write_records};
///
/// let mut row = Row::default();
/// row.text("term", "سعر");
/// row.count("count", 3);
/// let written = write_records([row], ReportFormat::Csv, Vec::new())?;
/// assert_eq!(String::from_utf8_lossy(&written), "term,count\nسعر,3\n");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// When `out` cannot be written.
pub fn write_records<W: Write, R: Record>(
    records: impl IntoIterator<Item = R>,
    format: ReportFormat,
    out: W,
) -> io::Result<W> {
    let mut writer = ReportWriter::new(out, format);
    for record in records {
        writer.write(&record)?;
    }
    writer.finish()
}

/// Writes records one after another; tables and Parquet files are written by [`ReportWriter::finish`].
#[derive(Debug)]
pub struct ReportWriter<W: Write> {
    format: ReportFormat,
    out: W,
    table: Table,
    /// Columns of the table that are omitted while all their cells are empty.
    empty: Vec<usize>,
    parquet: Option<ParquetRows>,
    written: u64,
}

impl<W: Write> ReportWriter<W> {
    /// A writer to `out`.
    pub fn new(out: W, format: ReportFormat) -> Self {
        let mut table = Table::new();
        table
            .load_style(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Disabled);
        ReportWriter {
            format,
            out,
            table,
            empty: Vec::new(),
            parquet: (format == ReportFormat::Parquet).then(ParquetRows::new),
            written: 0,
        }
    }

    /// Writes one record.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(&mut self, record: &impl Record) -> io::Result<()> {
        match self.format {
            ReportFormat::JsonLines | ReportFormat::Json | ReportFormat::Parquet => {
                return self.write_json(record);
            }
            ReportFormat::Csv => self.delimited_row(b',', record)?,
            ReportFormat::Tsv => self.delimited_row(b'\t', record)?,
            ReportFormat::Table => self.table_row(record),
        }
        self.written += 1;
        Ok(())
    }

    /// Writes one value in its serialised form; the format must be JSON, JSON Lines or Parquet.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write_json(&mut self, value: &impl Serialize) -> io::Result<()> {
        self.write_json_text(&serde_json::to_vec(value)?, None)
    }

    /// Like [`ReportWriter::write_json`], for the fields of a record. In Parquet, fields from a typed table
    /// keep their types.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write_fields(&mut self, fields: &KeptFields) -> io::Result<()> {
        self.write_json_text(fields.json().as_bytes(), fields.types())
    }

    /// Writes a value that is already JSON, on one line.
    fn write_json_text(&mut self, json: &[u8], types: Option<&FieldTypes>) -> io::Result<()> {
        if let Some(rows) = &mut self.parquet {
            rows.push(json, types)?;
            self.written += 1;
            return Ok(());
        }
        if self.format == ReportFormat::Json {
            let before: &[u8] = if self.written == 0 { b"[\n" } else { b",\n" };
            self.out.write_all(before)?;
        }
        self.out.write_all(json)?;
        if self.format == ReportFormat::JsonLines {
            self.out.write_all(b"\n")?;
        }
        self.written += 1;
        Ok(())
    }

    /// Flushes the written output; formats that wait for [`ReportWriter::finish`] still wait.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Writes the rest and returns `out`.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        match self.format {
            ReportFormat::Json if self.written == 0 => self.out.write_all(b"[]\n")?,
            ReportFormat::Json => self.out.write_all(b"\n]\n")?,
            ReportFormat::Table if self.written > 0 => {
                for &index in &self.empty {
                    if let Some(column) = self.table.column_mut(index) {
                        column.set_constraint(ColumnConstraint::Hidden);
                    }
                }
                for line in self.table.lines() {
                    writeln!(self.out, "{}", line.trim_end())?;
                }
            }
            _ => {}
        }
        if let Some(rows) = self.parquet {
            rows.write(&mut self.out)?;
        }
        self.out.flush()?;
        Ok(self.out)
    }

    fn delimited_row(&mut self, separator: u8, record: &impl Record) -> io::Result<()> {
        if self.written == 0 {
            self.delimited_line(separator, &record.columns())?;
        }
        self.delimited_line(separator, &record.cells())
    }

    fn delimited_line(&mut self, separator: u8, cells: &[String]) -> io::Result<()> {
        // Readers of TSV may take such a cell for several rows.
        let is_torn = |cell: &&String| cell.contains('\t') && cell.contains(['\n', '\r']);
        if separator == b'\t'
            && let Some(cell) = cells.iter().find(is_torn)
        {
            let start: String = cell.chars().take(40).collect();
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!(
                    "a cell holds a tab and a line end, which TSV cannot hold together; write CSV or JSON Lines: {}",
                    shown(&start)
                ),
            ));
        }
        let mut builder = csv::WriterBuilder::new();
        let mut writer = builder.delimiter(separator).from_writer(Vec::new());
        writer.write_record(cells)?;
        let line = writer.into_inner().map_err(|error| error.into_error())?;
        self.out.write_all(&line)
    }

    fn table_row(&mut self, record: &impl Record) {
        if self.written == 0 {
            let columns = record.columns();
            self.table.set_header(&columns);
            let hidden = |index: &usize| record.is_hidden_when_empty(*index);
            self.empty = (0..columns.len()).filter(hidden).collect();
            for index in 0..columns.len() {
                if record.is_numeric(index)
                    && let Some(column) = self.table.column_mut(index)
                {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            }
        }
        // A terminal would execute control characters, and others would change the direction of adjacent
        // text.
        let cells = record.shown();
        self.empty.retain(|&index| cells[index].is_empty());
        self.table.add_row(cells.iter().map(|cell| isolated(cell)));
    }
}

/// A cell in a table; right-to-left text keeps its column in a terminal that reorders text, instead of
/// changing places with the following cells and numbers.
fn isolated(cell: &str) -> String {
    let cell = shown(cell);
    if holds_right_to_left(&cell) {
        format!("{FIRST_STRONG_ISOLATE}{cell}{POP_ISOLATE}")
    } else {
        cell.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Row {
        term: &'static str,
        count: u64,
    }

    impl Record for Row {
        fn columns(&self) -> Vec<String> {
            vec!["term".into(), "count".into()]
        }

        fn cells(&self) -> Vec<String> {
            vec![self.term.into(), self.count.to_string()]
        }
    }

    #[test]
    fn tables_hold_nothing_that_a_terminal_obeys() {
        let rows = [Row {
            term: "\u{1B}[31mred\u{202E}\nmore",
            count: 1,
        }];
        assert!(written(ReportFormat::Table, &rows).contains("[31mredmore"));
    }

    fn written(format: ReportFormat, rows: &[Row]) -> String {
        let mut writer = ReportWriter::new(Vec::new(), format);
        for row in rows {
            writer.write(row).unwrap();
        }
        String::from_utf8(writer.finish().unwrap()).unwrap()
    }

    #[test]
    fn one_record_all_formats() {
        let rows = [
            Row {
                term: "a, \"b\"",
                count: 5,
            },
            Row {
                term: "مصر",
                count: 12,
            },
        ];
        assert_eq!(
            written(ReportFormat::Csv, &rows),
            "term,count\n\"a, \"\"b\"\"\",5\nمصر,12\n"
        );
        assert_eq!(
            written(ReportFormat::Tsv, &rows),
            "term\tcount\n\"a, \"\"b\"\"\"\t5\nمصر\t12\n"
        );
        assert_eq!(
            written(ReportFormat::JsonLines, &rows[1..]),
            "{\"term\":\"مصر\",\"count\":12}\n"
        );
        let json: serde_json::Value =
            serde_json::from_str(&written(ReportFormat::Json, &rows)).unwrap();
        assert_eq!(json[1]["count"], 12);
        assert_eq!(written(ReportFormat::Json, &[]), "[]\n");
        assert_eq!(
            written(ReportFormat::Table, &rows),
            " term    count\n a, \"b\"      5\n \u{2068}مصر\u{2069}        12\n"
        );
    }
}
