//! Conversion of JSON values to Parquet values.

use serde_json::Value;

use crate::corpus::{FieldType, TimeUnit, days_of, decimal_of, time_of, timestamp_of};

/// Whole numbers of JSON.
pub(super) const INT: FieldType = FieldType::Integer {
    bits: 64,
    is_signed: true,
};

/// A value as Parquet stores it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Scalar {
    Bool(bool),
    Int32(i32),
    Int64(i64),
    Float(f32),
    Double(f64),
    Bytes(Vec<u8>),
}

/// The value of a field's JSON: lists and objects are kept if the type is one, otherwise they become their
/// text, as do numbers that no type of Parquet can represent.
pub(super) fn of_json(json: &str, of: &FieldType) -> Value {
    let is_as_written = *of == FieldType::Text && !json.starts_with(['"', 'n']);
    if is_as_written || is_long_number(json) {
        return json.into();
    }
    // A number beyond the range of doubles is an error for the parser.
    serde_json::from_str(json).unwrap_or_else(|_| json.into())
}

/// The type of a value; `None` for null.
pub(super) fn type_of_json(json: &str) -> Option<FieldType> {
    let is_text = json.starts_with(['"', '[', '{']) || is_long_number(json);
    let value: Option<Value> = serde_json::from_str(json).ok().filter(|_| !is_text);
    Some(match value {
        Some(Value::Null) => return None,
        Some(Value::Bool(_)) => FieldType::Bool,
        Some(Value::Number(number)) if number.is_i64() => INT,
        Some(Value::Number(number)) if number.is_f64() => FieldType::Double,
        _ => FieldType::Text,
    })
}

/// True for whole numbers of more than 64 bits, of which a double keeps only the first digits.
fn is_long_number(json: &str) -> bool {
    let digits = json.strip_prefix('-').unwrap_or(json);
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole && json.parse::<i64>().is_err() && json.parse::<u64>().is_err()
}

/// A value that is not a list or object; `None` when the type cannot represent it without loss.
pub(super) fn scalar(value: &Value, of: &FieldType) -> Option<Scalar> {
    let text = || value.as_str();
    Some(match of {
        FieldType::Bool => Scalar::Bool(value.as_bool()?),
        FieldType::Integer { bits, is_signed } => integer(value, *bits, *is_signed)?,
        FieldType::Float => Scalar::Float(float(value)?),
        FieldType::Double => Scalar::Double(double(value)?),
        FieldType::Text => Scalar::Bytes(text()?.as_bytes().to_vec()),
        FieldType::Bytes => Scalar::Bytes(bytes(value)?),
        FieldType::FixedBytes(length) => {
            Scalar::Bytes(bytes(value).filter(|bytes| bytes.len() == *length)?)
        }
        FieldType::Decimal { precision, scale } => {
            decimal(decimal_of(text()?, *precision, *scale)?, *precision)?
        }
        FieldType::Date => Scalar::Int32(match text() {
            Some(text) => days_of(text)?,
            None => value.as_i64()?.try_into().ok()?,
        }),
        FieldType::Time(time) => {
            let count = text().map_or_else(|| value.as_i64(), |text| time_of(text, *time))?;
            match time.unit {
                TimeUnit::Millisecond => Scalar::Int32(count.try_into().ok()?),
                _ => Scalar::Int64(count),
            }
        }
        FieldType::Timestamp(time) => {
            Scalar::Int64(text().map_or_else(|| value.as_i64(), |text| timestamp_of(text, *time))?)
        }
        FieldType::List(_) | FieldType::Map(..) | FieldType::Object(_) => return None,
    })
}

fn integer(value: &Value, bits: u8, is_signed: bool) -> Option<Scalar> {
    let number = value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))?;
    let least = if is_signed {
        -(1_i128 << (bits - 1))
    } else {
        0
    };
    let most = (1_i128 << (bits - u8::from(is_signed))) - 1;
    if !(least..=most).contains(&number) {
        return None;
    }
    // Unsigned numbers are stored in the same bits.
    Some(match bits {
        64 => Scalar::Int64(number as i64),
        _ => Scalar::Int32(number as i32),
    })
}

fn double(value: &Value) -> Option<f64> {
    match value.as_str() {
        Some("NaN") => Some(f64::NAN),
        Some("Infinity") => Some(f64::INFINITY),
        Some("-Infinity") => Some(f64::NEG_INFINITY),
        Some(_) => None,
        None => value.as_f64(),
    }
}

/// A number that single precision can represent.
fn float(value: &Value) -> Option<f32> {
    let number = double(value)?;
    let short = number as f32;
    let is_same = !number.is_finite() || short.to_string().parse() == Ok(number);
    is_same.then_some(short)
}

fn bytes(value: &Value) -> Option<Vec<u8>> {
    match value {
        Value::String(text) => Some(text.as_bytes().to_vec()),
        Value::Array(items) => items
            .iter()
            .map(|item| item.as_u64().and_then(|byte| byte.try_into().ok()))
            .collect(),
        _ => None,
    }
}

fn decimal(digits: i128, precision: u8) -> Option<Scalar> {
    Some(match precision {
        ..=9 => Scalar::Int32(digits.try_into().ok()?),
        10..=18 => Scalar::Int64(digits.try_into().ok()?),
        _ => Scalar::Bytes(digits.to_be_bytes().to_vec()),
    })
}
