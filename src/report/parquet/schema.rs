//! The schema of a Parquet file.

use std::io;
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, TimeUnit as ParquetUnit, Type as Physical};
use parquet::schema::types::{Type, TypePtr};

use crate::corpus::{FieldType, TimeType, TimeUnit};

/// Bytes of a decimal number with more than 18 digits.
const DECIMAL_BYTES: i32 = 16;

/// The schema of a file with these columns.
pub(super) fn schema(columns: &[(String, FieldType)]) -> io::Result<TypePtr> {
    let columns: io::Result<Vec<_>> = columns
        .iter()
        .map(|(name, of)| node(name, of, Repetition::OPTIONAL))
        .collect();
    group("schema", None, columns?, None)
}

/// A column, or a part of one.
fn node(name: &str, of: &FieldType, repetition: Repetition) -> io::Result<TypePtr> {
    let optional = Repetition::OPTIONAL;
    match of {
        FieldType::List(of) => {
            let items = vec![node("element", of, optional)?];
            let items = group("list", None, items, Some(Repetition::REPEATED))?;
            group(name, Some(LogicalType::List), vec![items], Some(repetition))
        }
        FieldType::Map(keys, values) => {
            let pair = vec![
                node("key", keys, Repetition::REQUIRED)?,
                node("value", values, optional)?,
            ];
            let pairs = group("key_value", None, pair, Some(Repetition::REPEATED))?;
            group(name, Some(LogicalType::Map), vec![pairs], Some(repetition))
        }
        FieldType::Object(members) => {
            let members: io::Result<Vec<_>> = members
                .iter()
                .map(|(name, of)| node(name, of, optional))
                .collect();
            group(name, None, members?, Some(repetition))
        }
        scalar => primitive(name, scalar, repetition),
    }
}

fn group(
    name: &str,
    logical: Option<LogicalType>,
    fields: Vec<TypePtr>,
    repetition: Option<Repetition>,
) -> io::Result<TypePtr> {
    let mut builder = Type::group_type_builder(name)
        .with_logical_type(logical)
        .with_fields(fields);
    if let Some(repetition) = repetition {
        builder = builder.with_repetition(repetition);
    }
    Ok(Arc::new(builder.build()?))
}

fn primitive(name: &str, of: &FieldType, repetition: Repetition) -> io::Result<TypePtr> {
    let mut builder = Type::primitive_type_builder(name, physical(of))
        .with_repetition(repetition)
        .with_logical_type(logical(of));
    if let FieldType::FixedBytes(length) = of {
        builder = builder.with_length(i32::try_from(*length).map_err(io::Error::other)?);
    }
    if let FieldType::Decimal { precision, scale } = *of {
        builder = builder
            .with_length(DECIMAL_BYTES)
            .with_precision(precision.into())
            .with_scale(scale.into());
    }
    Ok(Arc::new(builder.build()?))
}

fn physical(of: &FieldType) -> Physical {
    match of {
        FieldType::Bool => Physical::BOOLEAN,
        FieldType::Integer { bits: 64, .. } => Physical::INT64,
        FieldType::Integer { .. } | FieldType::Date => Physical::INT32,
        FieldType::Float => Physical::FLOAT,
        FieldType::Double => Physical::DOUBLE,
        FieldType::Time(TimeType { unit, .. }) if *unit == TimeUnit::Millisecond => Physical::INT32,
        FieldType::Time(_) | FieldType::Timestamp(_) => Physical::INT64,
        FieldType::Decimal { precision, .. } => match precision {
            ..=9 => Physical::INT32,
            10..=18 => Physical::INT64,
            _ => Physical::FIXED_LEN_BYTE_ARRAY,
        },
        FieldType::FixedBytes(_) => Physical::FIXED_LEN_BYTE_ARRAY,
        FieldType::Text
        | FieldType::Bytes
        | FieldType::List(_)
        | FieldType::Map(..)
        | FieldType::Object(_) => Physical::BYTE_ARRAY,
    }
}

fn logical(of: &FieldType) -> Option<LogicalType> {
    let unit = |time: &TimeType| match time.unit {
        TimeUnit::Millisecond => ParquetUnit::MILLIS,
        TimeUnit::Microsecond => ParquetUnit::MICROS,
        TimeUnit::Nanosecond => ParquetUnit::NANOS,
    };
    Some(match of {
        // Already implied by the physical type.
        FieldType::Integer {
            bits: 32 | 64,
            is_signed: true,
        } => return None,
        FieldType::Integer { bits, is_signed } => {
            LogicalType::integer(i8::try_from(*bits).ok()?, *is_signed)
        }
        FieldType::Text => LogicalType::String,
        FieldType::Decimal { precision, scale } => {
            LogicalType::decimal((*scale).into(), (*precision).into())
        }
        FieldType::Date => LogicalType::Date,
        FieldType::Time(time) => LogicalType::time(time.is_utc, unit(time)),
        FieldType::Timestamp(time) => LogicalType::timestamp(time.is_utc, unit(time)),
        _ => return None,
    })
}
