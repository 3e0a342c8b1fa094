//! Values of Parquet columns as text.

use crate::io::name_value::of_float;
use jiff::Timestamp;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::RowGroupReader;
use parquet::schema::types::ColumnDescriptor;

/// A value as text, which may not be valid UTF-8; `None` for null.
pub(super) type Cell = Option<Vec<u8>>;

/// True for strings, truth values, numbers and dates, one per row.
pub(super) fn is_readable(column: &ColumnDescriptor) -> bool {
    column.max_rep_level() == 0
        && match column.physical_type() {
            Type::BYTE_ARRAY | Type::BOOLEAN | Type::FLOAT | Type::DOUBLE => true,
            Type::INT32 | Type::INT64 => Meaning::of(column).is_some(),
            _ => false,
        }
}

/// True for strings, one per row.
pub(super) fn is_text(column: &ColumnDescriptor) -> bool {
    column.max_rep_level() == 0 && column.physical_type() == Type::BYTE_ARRAY
}

/// Number of rows that are decoded at a time.
const ROWS_AT_ONCE: usize = 1 << 14;

/// All values of a column, which must be readable and at most `most_bytes` long: a few bytes may represent
/// any number of rows with the same long value.
pub(super) fn cells(
    group: &dyn RowGroupReader,
    index: usize,
    most_bytes: u64,
) -> Result<Vec<Cell>> {
    let rows = usize::try_from(group.metadata().num_rows()).unwrap_or_default();
    let column = group.metadata().column(index).column_descr();
    let wanted = Wanted {
        rows,
        null_below: column.max_def_level(),
        most_bytes,
    };
    let meaning = Meaning::of(column).unwrap_or(Meaning::Signed);
    match group.get_column_reader(index)? {
        ColumnReader::ByteArrayColumnReader(reader) => {
            values(reader, wanted, |value| Some(value.data().to_vec()))
        }
        ColumnReader::BoolColumnReader(reader) => {
            values(reader, wanted, |value| Some(value.to_string().into()))
        }
        ColumnReader::Int32ColumnReader(reader) => {
            values(reader, wanted, |value| Some(meaning.text(value.into())))
        }
        ColumnReader::Int64ColumnReader(reader) => {
            values(reader, wanted, |value| Some(meaning.text(value)))
        }
        ColumnReader::FloatColumnReader(reader) => {
            // As its shortest decimal: 0.1, not the nearest double.
            let text = |value: f32| value.to_string().parse().ok().and_then(of_float);
            values(reader, wanted, |value| text(value).map(Into::into))
        }
        ColumnReader::DoubleColumnReader(reader) => {
            values(reader, wanted, |value| of_float(value).map(Into::into))
        }
        _ => Err(ParquetError::NYI("a column has another type".into())),
    }
}

/// What is read from a column.
struct Wanted {
    rows: usize,
    /// Minimum definition level of existing values; lower levels are null.
    null_below: i16,
    most_bytes: u64,
}

fn values<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    wanted: Wanted,
    text: impl Fn(T::T) -> Cell,
) -> Result<Vec<Cell>> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut bytes = 0;
    while cells.len() < wanted.rows {
        let (mut levels, mut values) = (Vec::new(), Vec::new());
        let rows = ROWS_AT_ONCE.min(wanted.rows - cells.len());
        let (read, _, _) = reader.read_records(rows, Some(&mut levels), None, &mut values)?;
        if read == 0 {
            break;
        }
        let mut values = values.into_iter().map(&text);
        // Without nulls there are no levels.
        let is_there = |row: usize| levels.get(row).is_none_or(|&l| l == wanted.null_below);
        for row in 0..read {
            let cell = is_there(row).then(|| values.next()).flatten().flatten();
            bytes += (size_of::<Cell>() + cell.as_ref().map_or(0, Vec::len)) as u64;
            if bytes > wanted.most_bytes {
                return Err(too_large("a column", wanted.most_bytes));
            }
            cells.push(cell);
        }
    }
    Ok(cells)
}

/// The error for data that take more than `most` bytes in memory.
pub(super) fn too_large(what: &str, most: u64) -> ParquetError {
    let most = bytesize::ByteSize(most);
    ParquetError::General(format!(
        "{what} unpacks to more than {most} in a row group; give `max_unpacked` a larger size if it is meant"
    ))
}

/// The meaning of a whole number.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    Signed,
    Unsigned32,
    Unsigned64,
    /// Days since 1970.
    Day,
    /// Time since 1970 in units of this many nanoseconds.
    Instant(i64),
}

impl Meaning {
    /// `None` for values that are not a plain number or date, such as decimals and times of day.
    fn of(column: &ColumnDescriptor) -> Option<Self> {
        match column.logical_type_ref() {
            None => Self::of_old(column.converted_type()),
            Some(LogicalType::Date) => Some(Meaning::Day),
            Some(LogicalType::Timestamp(time)) => Some(Meaning::Instant(match time.unit {
                TimeUnit::MILLIS => 1_000_000,
                TimeUnit::MICROS => 1_000,
                TimeUnit::NANOS => 1,
            })),
            Some(LogicalType::Integer(number)) if number.is_signed => Some(Meaning::Signed),
            Some(LogicalType::Integer(number)) if number.bit_width == 64 => {
                Some(Meaning::Unsigned64)
            }
            Some(LogicalType::Integer(_)) => Some(Meaning::Unsigned32),
            Some(_) => None,
        }
    }

    /// From the annotation in older files.
    fn of_old(converted: ConvertedType) -> Option<Self> {
        match converted {
            ConvertedType::NONE
            | ConvertedType::INT_8
            | ConvertedType::INT_16
            | ConvertedType::INT_32
            | ConvertedType::INT_64 => Some(Meaning::Signed),
            ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 => {
                Some(Meaning::Unsigned32)
            }
            ConvertedType::UINT_64 => Some(Meaning::Unsigned64),
            ConvertedType::DATE => Some(Meaning::Day),
            ConvertedType::TIMESTAMP_MILLIS => Some(Meaning::Instant(1_000_000)),
            ConvertedType::TIMESTAMP_MICROS => Some(Meaning::Instant(1_000)),
            _ => None,
        }
    }

    fn text(self, value: i64) -> Vec<u8> {
        let instant = |nanoseconds: i128| {
            // After the year 9999, it is a date that cannot be parsed, not a number of seconds.
            let instant = Timestamp::from_nanosecond(nanoseconds);
            instant.map_or_else(
                |_| format!("no date: {value}"),
                |instant| instant.to_string(),
            )
        };
        let text = match self {
            Meaning::Signed => value.to_string(),
            Meaning::Unsigned32 => (value as u32).to_string(),
            Meaning::Unsigned64 => (value as u64).to_string(),
            Meaning::Day => instant(i128::from(value) * 86_400_000_000_000),
            Meaning::Instant(unit) => instant(i128::from(value) * i128::from(unit)),
        };
        text.into_bytes()
    }
}
