//! Rows of Parquet files with all their fields.

use jiff::Timestamp;
use parquet::errors::Result;
use parquet::file::reader::RowGroupReader;
use parquet::record::{Field, Row};
use serde_json::{Map, Value};

use crate::corpus::{FieldValue, KeptFields};

/// Milliseconds and microseconds in nanoseconds.
const MILLISECOND: i128 = 1_000_000;
const MICROSECOND: i128 = 1_000;

/// All rows, as JSON values: numbers, truth values and null as such, dates as ISO 8601 writes them,
/// lists and structures as lists and objects.
pub(super) fn kept_rows(group: &dyn RowGroupReader) -> Result<Vec<KeptFields>> {
    group
        .get_row_iter(None)?
        .map(|row| Ok(fields(&row?)))
        .collect()
}

fn fields(row: &Row) -> KeptFields {
    let mut fields = KeptFields::default();
    for (name, field) in row.get_column_iter() {
        fields.set(
            name.as_str(),
            FieldValue::Json(value(field).to_string().into()),
        );
    }
    fields
}

fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(truth) => (*truth).into(),
        Field::Byte(number) => (*number).into(),
        Field::Short(number) => (*number).into(),
        Field::Int(number) => (*number).into(),
        Field::Long(number) => (*number).into(),
        Field::UByte(number) => (*number).into(),
        Field::UShort(number) => (*number).into(),
        Field::UInt(number) => (*number).into(),
        Field::ULong(number) => (*number).into(),
        Field::Float(number) => float(*number),
        Field::Double(number) => (*number).into(),
        Field::Str(text) => text.as_str().into(),
        Field::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
            Ok(text) => text.into(),
            Err(_) => bytes.data().into(),
        },
        Field::Date(days) => day(*days),
        Field::TimestampMillis(time) => instant(i128::from(*time) * MILLISECOND),
        Field::TimestampMicros(time) => instant(i128::from(*time) * MICROSECOND),
        Field::Group(row) => {
            let members = row.get_column_iter();
            let members = members.map(|(name, field)| (name.clone(), value(field)));
            members.collect::<Map<_, _>>().into()
        }
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        Field::MapInternal(map) => {
            let pairs = map.entries().iter();
            pairs
                .map(|(key, of)| Value::from(vec![value(key), value(of)]))
                .collect()
        }
        // Decimals, times of day and small floating-point numbers, as the crate writes them.
        other => other.to_string().into(),
    }
}

/// With the digits of the shorter type, not those that it has as a longer one.
fn float(number: f32) -> Value {
    serde_json::from_str(&number.to_string()).unwrap_or(Value::Null)
}

fn day(days: i32) -> Value {
    match Timestamp::from_second(i64::from(days) * 86_400) {
        Ok(day) => day.strftime("%Y-%m-%d").to_string().into(),
        Err(_) => days.into(),
    }
}

fn instant(nanoseconds: i128) -> Value {
    match Timestamp::from_nanosecond(nanoseconds) {
        Ok(instant) => instant.to_string().into(),
        Err(_) => nanoseconds.to_string().into(),
    }
}
