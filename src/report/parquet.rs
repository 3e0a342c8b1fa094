//! Rows as a Parquet file.
//!
//! The schema stands before the first row group, but only the last row tells the type of a column.
//! So rows wait as JSON Lines, past some size in a temporary file without a name, and are written
//! when all are known.

use std::io::{self, BufRead, BufReader, Seek, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use rustc_hash::FxHashMap;
use serde_json::Value;
use tempfile::SpooledTempFile;

use super::fields::Fields;

/// Rows that wait in memory take at most so many bytes.
const IN_MEMORY: usize = 16 << 20;

/// A row group ends when its rows take so many bytes as JSON, or are so many.
const GROUP_BYTES: usize = 32 << 20;
const GROUP_ROWS: usize = 1 << 17;

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing but nulls so far.
    Nothing,
    Bool,
    Int,
    Double,
    /// Text; what is no text stands as JSON.
    Text,
}

impl Kind {
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Kind::Nothing,
            Value::Bool(_) => Kind::Bool,
            Value::Number(number) if number.is_i64() => Kind::Int,
            Value::Number(number) if number.is_f64() => Kind::Double,
            _ => Kind::Text,
        }
    }

    /// The kind that holds the values of both.
    fn joined(self, other: Self) -> Self {
        match (self, other) {
            (Kind::Nothing, kind) | (kind, Kind::Nothing) => kind,
            (Kind::Int, Kind::Double) | (Kind::Double, Kind::Int) => Kind::Double,
            (kind, other) if kind == other => kind,
            _ => Kind::Text,
        }
    }

    fn physical(self) -> Physical {
        match self {
            Kind::Bool => Physical::BOOLEAN,
            Kind::Int => Physical::INT64,
            Kind::Double => Physical::DOUBLE,
            Kind::Text | Kind::Nothing => Physical::BYTE_ARRAY,
        }
    }
}

/// Rows that are to become a Parquet file.
#[derive(Debug)]
pub(super) struct ParquetRows {
    columns: Vec<(String, Kind)>,
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

    /// Adds a record, a JSON object whose fields are the columns; a field that is missing is null.
    pub(super) fn push(&mut self, record: &[u8]) -> io::Result<()> {
        let Fields(fields) = serde_json::from_slice(record)?;
        for (name, value) in fields {
            let place = *self.places.entry(name).or_insert_with_key(|name| {
                self.columns.push((name.clone(), Kind::Nothing));
                self.columns.len() - 1
            });
            let kind = &mut self.columns[place].1;
            *kind = kind.joined(Kind::of(&value));
        }
        self.rows.write_all(record)?;
        self.rows.write_all(b"\n")
    }

    /// Writes the file.
    pub(super) fn write(self, out: &mut impl Write) -> io::Result<()> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .build();
        let mut writer =
            SerializedFileWriter::new(Vec::new(), self.schema()?, Arc::new(properties))?;
        let ParquetRows {
            columns,
            places,
            mut rows,
            group_bytes,
        } = self;
        rows.rewind()?;
        let mut rows = BufReader::new(rows);
        loop {
            let mut group = Group::new(columns.len());
            group.fill(&mut rows, &places, group_bytes)?;
            if group.rows == 0 {
                break;
            }
            let mut group_writer = writer.next_row_group()?;
            for ((_, kind), values) in columns.iter().zip(group.columns) {
                write_column(&mut group_writer, *kind, values, group.rows)?;
            }
            group_writer.close()?;
            drain(&mut writer, out)?;
        }
        writer.finish()?;
        drain(&mut writer, out)
    }

    fn schema(&self) -> io::Result<TypePtr> {
        let column = |(name, kind): &(String, Kind)| {
            let text = matches!(kind, Kind::Text | Kind::Nothing);
            let column = Type::primitive_type_builder(name, kind.physical())
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(text.then_some(LogicalType::String))
                .build()?;
            Ok(Arc::new(column))
        };
        let columns: io::Result<Vec<_>> = self.columns.iter().map(column).collect();
        let schema = Type::group_type_builder("schema")
            .with_fields(columns?)
            .build()?;
        Ok(Arc::new(schema))
    }
}

/// Hands on what the writer has written so far, so that no more than a row group is kept.
fn drain(writer: &mut SerializedFileWriter<Vec<u8>>, out: &mut impl Write) -> io::Result<()> {
    writer.flush()?;
    out.write_all(&std::mem::take(writer.inner_mut()))
}

/// Rows of a row group, by column; values are not null and know their row.
struct Group {
    rows: usize,
    columns: Vec<Vec<(usize, Value)>>,
}

impl Group {
    fn new(columns: usize) -> Self {
        Group {
            rows: 0,
            columns: vec![Vec::new(); columns],
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
            for (name, value) in fields {
                // Of a name that is there twice, the first counts.
                let column = &mut self.columns[places[&name]];
                let is_new = column.last().is_none_or(|(row, _)| *row != self.rows);
                if !value.is_null() && is_new {
                    column.push((self.rows, value));
                }
            }
            self.rows += 1;
        }
        Ok(())
    }
}

fn write_column(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    kind: Kind,
    values: Vec<(usize, Value)>,
    rows: usize,
) -> io::Result<()> {
    let Some(mut column) = group.next_column()? else {
        return Ok(());
    };
    let mut levels = vec![0; rows];
    values.iter().for_each(|(row, _)| levels[*row] = 1);
    let values = values.into_iter().map(|(_, value)| value);
    let levels = Some(levels.as_slice());
    // The schema has chosen the writer by `kind`, and `kind` holds every value.
    match (kind, column.untyped()) {
        (Kind::Bool, ColumnWriter::BoolColumnWriter(writer)) => {
            let values: Vec<_> = values.filter_map(|value| value.as_bool()).collect();
            writer.write_batch(&values, levels, None)?;
        }
        (Kind::Int, ColumnWriter::Int64ColumnWriter(writer)) => {
            let values: Vec<_> = values.filter_map(|value| value.as_i64()).collect();
            writer.write_batch(&values, levels, None)?;
        }
        (Kind::Double, ColumnWriter::DoubleColumnWriter(writer)) => {
            let values: Vec<_> = values.filter_map(|value| value.as_f64()).collect();
            writer.write_batch(&values, levels, None)?;
        }
        (_, ColumnWriter::ByteArrayColumnWriter(writer)) => {
            let values: Vec<_> = values.map(text).collect();
            writer.write_batch(&values, levels, None)?;
        }
        _ => return Err(io::Error::other("a Parquet column of another type")),
    }
    Ok(column.close()?)
}

/// A text as it is, any other value as JSON.
fn text(value: Value) -> ByteArray {
    match value {
        Value::String(text) => ByteArray::from(text.into_bytes()),
        value => ByteArray::from(value.to_string().into_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use serde_json::json;

    fn file(rows: &[Value], group_bytes: usize) -> Vec<u8> {
        let mut parquet = ParquetRows {
            group_bytes,
            ..ParquetRows::new()
        };
        rows.iter()
            .for_each(|row| parquet.push(row.to_string().as_bytes()).unwrap());
        let mut out = Vec::new();
        parquet.write(&mut out).unwrap();
        out
    }

    fn read(file: Vec<u8>) -> (Vec<String>, Vec<String>, usize) {
        let reader = SerializedFileReader::new(Bytes::from(file)).unwrap();
        let metadata = reader.metadata();
        let schema = metadata.file_metadata().schema_descr();
        let columns = schema.columns().iter();
        let columns = columns.map(|column| format!("{} {}", column.name(), column.physical_type()));
        let rows = reader.get_row_iter(None).unwrap();
        (
            columns.collect(),
            rows.map(|row| row.unwrap().to_string()).collect(),
            metadata.num_row_groups(),
        )
    }

    fn rows() -> Vec<Value> {
        vec![
            json!({"id": "مصر", "n": 1, "p": 0.5, "u": true, "x": null, "list": [1, "a"], "m": 1}),
            json!({"id": null, "n": null, "p": 1, "u": false, "x": null, "list": {"k": 2}, "m": "b"}),
            json!({"id": "c", "n": -7, "later": u64::MAX}),
        ]
    }

    #[test]
    fn columns_have_the_types_of_their_values() {
        let (columns, rows, groups) = read(file(&rows(), GROUP_BYTES));
        // `json!` sorts the fields.
        assert_eq!(
            columns,
            [
                "id BYTE_ARRAY",
                "list BYTE_ARRAY",
                "m BYTE_ARRAY",
                "n INT64",
                "p DOUBLE",
                "u BOOLEAN",
                "x BYTE_ARRAY",
                "later BYTE_ARRAY"
            ]
        );
        assert_eq!(
            rows,
            [
                r#"{id: "مصر", list: "[1,"a"]", m: "1", n: 1, p: 0.5, u: true, x: null, later: null}"#,
                r#"{id: null, list: "{"k":2}", m: "b", n: null, p: 1.0, u: false, x: null, later: null}"#,
                r#"{id: "c", list: null, m: null, n: -7, p: null, u: null, x: null, later: "18446744073709551615"}"#,
            ]
        );
        assert_eq!(groups, 1);
    }

    #[test]
    fn row_groups_are_bounded_and_bytes_are_the_same() {
        let (_, rows_in_groups, groups) = read(file(&rows(), 1));
        assert_eq!(
            (rows_in_groups, groups),
            (read(file(&rows(), 1 << 20)).1, 3)
        );
        assert_eq!(file(&rows(), 1), file(&rows(), 1));
    }

    #[test]
    fn no_rows_are_a_file_without_columns() {
        let (columns, rows, groups) = read(file(&[], GROUP_BYTES));
        assert_eq!((columns.len(), rows.len(), groups), (0, 0, 0));
    }
}
