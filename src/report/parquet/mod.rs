//! Rows as a Parquet file.
//!
//! The schema must be known before the first row group is written, but only the last row determines the type
//! of a column. So rows wait as JSON Lines, above some size in a temporary file without a name, and are
//! written when all are known. A field from a typed table keeps its type if all values of the column fit it.

mod column;
mod fields;
mod schema;
mod values;

use std::io::{self, BufRead, BufReader, Seek, Write};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use rustc_hash::FxHashMap;
use serde_json::Value;
use tempfile::SpooledTempFile;

use crate::corpus::{FieldType, FieldTypes};
use crate::error::Result;
use column::{Column, write_column};
use fields::Fields;
use schema::schema;

/// Maximum size in bytes of waiting rows in memory.
const IN_MEMORY: usize = 16 << 20;

/// A row group ends when its rows reach this size in bytes as JSON, or this number.
const GROUP_BYTES: usize = 32 << 20;
const GROUP_ROWS: usize = 1 << 17;

/// Checks that this build can write Parquet.
pub(super) fn check() -> Result<()> {
    Ok(())
}

/// Rows of a future Parquet file.
#[derive(Debug)]
pub(super) struct ParquetRows {
    columns: Vec<Column>,
    places: FxHashMap<String, usize>,
    rows: SpooledTempFile,
    group_bytes: usize,
}

impl ParquetRows {
    pub(super) fn new() -> Self {
        ParquetRows {
            columns: Vec::new(),
            places: FxHashMap::default(),
            rows: SpooledTempFile::new(IN_MEMORY),
            group_bytes: GROUP_BYTES,
        }
    }

    /// Adds a record: a JSON object whose fields are the columns; a missing field is null. `types` are those
    /// of fields from a typed table.
    pub(super) fn push(&mut self, record: &[u8], types: Option<&FieldTypes>) -> io::Result<()> {
        let Fields(fields) = serde_json::from_slice(record)?;
        for (name, json) in fields {
            let of = types.and_then(|types| types.get(name.as_str()));
            let place = *self.places.entry(name).or_insert_with_key(|name| {
                self.columns.push(Column::new(name));
                self.columns.len() - 1
            });
            self.columns[place].see(json.get(), of);
        }
        self.rows.write_all(record)?;
        self.rows.write_all(b"\n")
    }

    /// Writes the file.
    pub(super) fn write(self, out: &mut impl Write) -> io::Result<()> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .build();
        let ParquetRows {
            columns,
            places,
            mut rows,
            group_bytes,
        } = self;
        let columns: Vec<_> = columns.into_iter().map(Column::typed).collect();
        let mut writer =
            SerializedFileWriter::new(Vec::new(), schema(&columns)?, Arc::new(properties))?;
        rows.rewind()?;
        let mut rows = BufReader::new(rows);
        loop {
            let mut group = Group::new(&columns);
            group.fill(&mut rows, &places, group_bytes)?;
            if group.rows == 0 {
                break;
            }
            let mut group_writer = writer.next_row_group()?;
            for ((_, of), values) in columns.iter().zip(group.values) {
                write_column(&mut group_writer, of, values, group.rows)?;
            }
            group_writer.close()?;
            drain(&mut writer, out)?;
        }
        writer.finish()?;
        drain(&mut writer, out)
    }
}

/// Passes on the bytes written so far, so that at most one row group is kept.
fn drain(writer: &mut SerializedFileWriter<Vec<u8>>, out: &mut impl Write) -> io::Result<()> {
    writer.flush()?;
    out.write_all(&std::mem::take(writer.inner_mut()))
}

/// Rows of a row group, by column; values are not null and have their row numbers.
struct Group<'c> {
    rows: usize,
    columns: &'c [(String, FieldType)],
    values: Vec<Vec<(usize, Value)>>,
}

impl<'c> Group<'c> {
    fn new(columns: &'c [(String, FieldType)]) -> Self {
        Group {
            rows: 0,
            columns,
            values: vec![Vec::new(); columns.len()],
        }
    }

    /// Reads rows until the group is full.
    fn fill(
        &mut self,
        rows: &mut impl BufRead,
        places: &FxHashMap<String, usize>,
        most_bytes: usize,
    ) -> io::Result<()> {
        let mut line = Vec::new();
        let mut bytes = 0;
        while self.rows < GROUP_ROWS && bytes < most_bytes {
            line.clear();
            let read = rows.read_until(b'\n', &mut line)?;
            if read == 0 {
                break;
            }
            bytes += read;
            let Fields(fields) = serde_json::from_slice(&line)?;
            for (name, json) in fields {
                let place = places[&name];
                // If a name occurs twice, the first value counts.
                let last = self.values[place].last();
                let is_new = last.is_none_or(|(row, _)| *row != self.rows);
                let value = values::of_json(json.get(), &self.columns[place].1);
                if !value.is_null() && is_new {
                    self.values[place].push((self.rows, value));
                }
            }
            self.rows += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use serde_json::json;

    fn file(rows: &[&str], types: Option<&FieldTypes>, group_bytes: usize) -> Vec<u8> {
        let mut parquet = ParquetRows {
            group_bytes,
            ..ParquetRows::new()
        };
        rows.iter()
            .for_each(|row| parquet.push(row.as_bytes(), types).unwrap());
        let mut out = Vec::new();
        parquet.write(&mut out).unwrap();
        out
    }

    fn read(file: Vec<u8>) -> (Vec<String>, Vec<String>, usize) {
        let reader = SerializedFileReader::new(Bytes::from(file)).unwrap();
        let metadata = reader.metadata();
        let schema = metadata.file_metadata().schema_descr();
        let columns = schema.columns().iter();
        let columns = columns.map(|column| format!("{} {}", column.path(), column.physical_type()));
        let rows = reader.get_row_iter(None).unwrap();
        (
            columns.collect(),
            rows.map(|row| row.unwrap().to_string()).collect(),
            metadata.num_row_groups(),
        )
    }

    const ROWS: [&str; 3] = [
        r#"{"id": "مصر", "n": 1, "p": 0.5, "u": true, "x": null, "list": [1, "a"], "m": 1, "big": 1e400}"#,
        r#"{"id": null, "n": null, "p": 1, "u": false, "x": null, "list": {"k":12345678901234567890123}, "m": "b"}"#,
        r#"{"id": "c", "n": -7, "later": 18446744073709551615, "big": 2}"#,
    ];

    #[test]
    fn columns_have_the_types_of_their_values() {
        let (columns, rows, groups) = read(file(&ROWS, None, GROUP_BYTES));
        assert_eq!(
            columns,
            [
                "\"id\" BYTE_ARRAY",
                "\"n\" INT64",
                "\"p\" DOUBLE",
                "\"u\" BOOLEAN",
                "\"x\" BYTE_ARRAY",
                "\"list\" BYTE_ARRAY",
                "\"m\" BYTE_ARRAY",
                "\"big\" BYTE_ARRAY",
                "\"later\" BYTE_ARRAY"
            ]
        );
        assert_eq!(
            rows,
            [
                r#"{id: "مصر", n: 1, p: 0.5, u: true, x: null, list: "[1, "a"]", m: "1", big: "1e400", later: null}"#,
                r#"{id: null, n: null, p: 1.0, u: false, x: null, list: "{"k":12345678901234567890123}", m: "b", big: null, later: null}"#,
                r#"{id: "c", n: -7, p: null, u: null, x: null, list: null, m: null, big: "2", later: "18446744073709551615"}"#,
            ]
        );
        assert_eq!(groups, 1);
    }

    #[test]
    fn a_type_that_does_not_hold_all_values_gives_way() {
        let types = FieldTypes::from_iter([
            ("day".into(), FieldType::Date),
            ("late".into(), FieldType::Date),
            ("list".into(), FieldType::List(Box::new(FieldType::Bool))),
        ]);
        let typed = [
            json!({"day": "2024-01-31", "late": "2024-01-31", "list": [true, null]}).to_string(),
            json!({"day": null, "late": "soon", "list": []}).to_string(),
        ];
        let typed = [typed[0].as_str(), typed[1].as_str()];
        let (columns, rows, _) = read(file(&typed, Some(&types), GROUP_BYTES));
        assert_eq!(
            columns,
            [
                "\"day\" INT32",
                "\"late\" BYTE_ARRAY",
                "\"list.list.element\" BOOLEAN"
            ]
        );
        assert_eq!(
            rows,
            [
                r#"{day: 2024-01-31, late: "2024-01-31", list: [true, null]}"#,
                r#"{day: null, late: "soon", list: []}"#,
            ]
        );
    }

    #[test]
    fn row_groups_are_bounded_and_bytes_are_the_same() {
        let (_, rows_in_groups, groups) = read(file(&ROWS, None, 1));
        assert_eq!(
            (rows_in_groups, groups),
            (read(file(&ROWS, None, 1 << 20)).1, 3)
        );
        assert_eq!(file(&ROWS, None, 1), file(&ROWS, None, 1));
    }

    #[test]
    fn no_rows_are_a_file_without_columns() {
        let (columns, rows, groups) = read(file(&[], None, GROUP_BYTES));
        assert_eq!((columns.len(), rows.len(), groups), (0, 0, 0));
    }
}
