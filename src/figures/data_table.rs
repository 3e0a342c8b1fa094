//! The numbers of a chart as a table.

use std::io;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::report::{Record, ReportFormat, ReportWriter};

/// A cell of the table.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A whole number.
    Count(u64),
    /// A number.
    Number(f64),
    /// No value, such as an accuracy without documents: `null` in JSON, empty in CSV.
    Nothing,
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Count(count) => count.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Nothing => String::new(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Cell::Count(count)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Cell::Nothing, Cell::Number)
    }
}

/// The numbers of a chart, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct DataTable {
    columns: Vec<&'static str>,
    rows: Vec<Vec<Cell>>,
}

impl DataTable {
    /// A table with these columns; each row must have one cell per column.
    pub fn new<const N: usize>(
        columns: [&'static str; N],
        rows: impl IntoIterator<Item = [Cell; N]>,
    ) -> Self {
        Self {
            columns: columns.to_vec(),
            rows: rows.into_iter().map(Vec::from).collect(),
        }
    }

    /// The table as a file.
    pub fn written(&self, format: ReportFormat) -> io::Result<Vec<u8>> {
        let mut writer = ReportWriter::new(Vec::new(), format);
        for cells in &self.rows {
            writer.write(&DataRow {
                columns: &self.columns,
                cells,
            })?;
        }
        writer.finish()
    }
}

struct DataRow<'t> {
    columns: &'t [&'static str],
    cells: &'t [Cell],
}

impl Record for DataRow<'_> {
    fn columns(&self) -> Vec<String> {
        self.columns.iter().map(|&name| name.to_owned()).collect()
    }

    fn cells(&self) -> Vec<String> {
        self.cells.iter().map(Cell::text).collect()
    }
}

impl Serialize for DataRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.cells.len()))?;
        for (name, cell) in self.columns.iter().zip(self.cells) {
            map.serialize_entry(name, cell)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_written_as_csv_and_json() {
        let table = DataTable::new(
            ["term", "count", "share"],
            [
                ["a,b".into(), 3u64.into(), 0.5.into()],
                ["مصر".into(), 0u64.into(), None.into()],
            ],
        );
        let written = |format| String::from_utf8(table.written(format).unwrap()).unwrap();
        assert_eq!(
            written(ReportFormat::Csv),
            "term,count,share\n\"a,b\",3,0.5\nمصر,0,\n"
        );
        assert_eq!(
            written(ReportFormat::Json),
            "[\n{\"term\":\"a,b\",\"count\":3,\"share\":0.5},\n{\"term\":\"مصر\",\"count\":0,\"share\":null}\n]\n"
        );
    }
}
