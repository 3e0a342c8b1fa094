//! Rows of Parquet files with all their fields.

use std::sync::Arc;

use parquet::errors::Result;
use parquet::file::reader::RowGroupReader;
use parquet::record::{Field, Row};
use serde_json::{Map, Value};

use super::columns::too_large;
use crate::corpus::{
    FieldType, FieldTypes, FieldValue, KeptFields, TimeType, TimeUnit, day_text, decimal_text,
    time_text, timestamp_text,
};

/// All rows as JSON values: numbers, Booleans and null unchanged, dates in ISO 8601, lists and structures as
/// lists and objects. Columns may take `most_bytes` each on average.
pub(super) fn kept_rows(
    group: &dyn RowGroupReader,
    types: &Arc<FieldTypes>,
    most_bytes: u64,
) -> Result<Vec<KeptFields>> {
    let columns = group.metadata().num_columns() as u64;
    let most = most_bytes.saturating_mul(columns.max(1));
    let mut bytes = 0_u64;
    let rows = group.get_row_iter(None)?.map(|row| {
        let fields = fields(&row?, types);
        let sizes = fields.iter().map(|(_, value)| value.json().len() as u64);
        bytes += sizes.sum::<u64>();
        match bytes > most {
            true => Err(too_large("what its rows keep", most)),
            false => Ok(fields),
        }
    });
    rows.collect()
}

fn fields(row: &Row, types: &Arc<FieldTypes>) -> KeptFields {
    let mut fields = KeptFields::of_types(types);
    for (name, field) in row.get_column_iter() {
        let value = value(field, types.get(name.as_str()));
        fields.set(name.as_str(), FieldValue::Json(value.to_string().into()));
    }
    fields
}

/// A value; if its type is known, in the form of [`FieldType`].
fn value(field: &Field, of: Option<&FieldType>) -> Value {
    match (field, of) {
        (Field::ListInternal(list), of) => {
            let of = match of {
                Some(FieldType::List(of)) => Some(&**of),
                _ => None,
            };
            list.elements().iter().map(|item| value(item, of)).collect()
        }
        (Field::MapInternal(map), of) => {
            let (keys, values) = match of {
                Some(FieldType::Map(keys, values)) => (Some(&**keys), Some(&**values)),
                _ => (None, None),
            };
            let pairs = map.entries().iter();
            pairs
                .map(|(key, of)| Value::from(vec![value(key, keys), value(of, values)]))
                .collect()
        }
        (Field::Group(row), of) => object(row, of),
        (field, Some(FieldType::Time(time))) => counted(field, |n| time_text(n, *time)),
        (field, Some(FieldType::Timestamp(time))) => counted(field, |n| timestamp_text(n, *time)),
        (field, _) => scalar(field),
    }
}

fn object(row: &Row, of: Option<&FieldType>) -> Value {
    let types: &[(String, FieldType)] = match of {
        Some(FieldType::Object(types)) => types,
        _ => &[],
    };
    let members = row.get_column_iter().enumerate();
    let members = members.map(|(index, (name, field))| {
        let of = types.get(index).map(|(_, of)| of);
        (name.clone(), value(field, of))
    });
    members.collect::<Map<_, _>>().into()
}

/// A count of units as a text; as a number if it is not a valid time.
fn counted(field: &Field, text: impl Fn(i64) -> Option<String>) -> Value {
    let count = match field {
        Field::Int(count) | Field::TimeMillis(count) => i64::from(*count),
        Field::Long(count)
        | Field::TimeMicros(count)
        | Field::TimestampMillis(count)
        | Field::TimestampMicros(count) => *count,
        other => return scalar(other),
    };
    text(count).map_or_else(|| count.into(), Value::from)
}

fn scalar(field: &Field) -> Value {
    /// Times whose unit is given only by the kind of value.
    const fn utc(unit: TimeUnit) -> TimeType {
        TimeType { unit, is_utc: true }
    }
    match field {
        Field::Bool(truth) => (*truth).into(),
        Field::Byte(number) => (*number).into(),
        Field::Short(number) => (*number).into(),
        Field::Int(number) => (*number).into(),
        Field::Long(number) => (*number).into(),
        Field::UByte(number) => (*number).into(),
        Field::UShort(number) => (*number).into(),
        Field::UInt(number) => (*number).into(),
        Field::ULong(number) => (*number).into(),
        Field::Float16(number) => float(f32::from(*number)),
        Field::Float(number) => float(*number),
        Field::Double(number) if number.is_finite() => (*number).into(),
        Field::Double(number) => infinite(*number).into(),
        Field::Decimal(decimal) => match digits(decimal.data()) {
            // The file's description has a scale of 0 or more.
            Some(digits) => decimal_text(digits, u8::try_from(decimal.scale()).unwrap_or(0)).into(),
            None => field.to_string().into(),
        },
        Field::Str(text) => text.as_str().into(),
        Field::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
            Ok(text) => text.into(),
            Err(_) => bytes.data().into(),
        },
        Field::Date(days) => day_text(*days).map_or_else(|| (*days).into(), Value::from),
        Field::TimeMillis(_) => counted(field, |n| time_text(n, utc(TimeUnit::Millisecond))),
        Field::TimeMicros(_) => counted(field, |n| time_text(n, utc(TimeUnit::Microsecond))),
        Field::TimestampMillis(_) => {
            counted(field, |n| timestamp_text(n, utc(TimeUnit::Millisecond)))
        }
        Field::TimestampMicros(_) => {
            counted(field, |n| timestamp_text(n, utc(TimeUnit::Microsecond)))
        }
        Field::Null | Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => {
            Value::Null
        }
    }
}

/// With the digits of single precision, not those of its value as a double.
fn float(number: f32) -> Value {
    match serde_json::from_str(&number.to_string()) {
        Ok(value) if number.is_finite() => value,
        _ => infinite(number.into()).into(),
    }
}

/// The word for a number that JSON cannot represent.
fn infinite(number: f64) -> &'static str {
    match number {
        f64::INFINITY => "Infinity",
        f64::NEG_INFINITY => "-Infinity",
        _ => "NaN",
    }
}

/// The whole number in big-endian bytes; `None` for more than 16 bytes.
fn digits(bytes: &[u8]) -> Option<i128> {
    let is_negative = bytes.first().is_some_and(|&first| first >= 0x80);
    let mut number = [if is_negative { 0xFF } else { 0 }; 16];
    let start = number.len().checked_sub(bytes.len())?;
    number[start..].copy_from_slice(bytes);
    Some(i128::from_be_bytes(number))
}
