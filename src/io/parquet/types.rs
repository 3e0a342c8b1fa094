//! The types of the columns of a Parquet file.

use parquet::basic::{
    ConvertedType, LogicalType, Repetition, TimeUnit as ParquetUnit, Type as Physical,
};
use parquet::schema::types::Type;

use crate::corpus::{FieldType, FieldTypes, MOST_DIGITS, TimeType, TimeUnit};

/// The types of the fields that [`FieldType`] can name.
pub(super) fn field_types(schema: &Type) -> FieldTypes {
    let fields = schema.get_fields().iter();
    fields
        .filter_map(|field| Some((field.name().into(), of(field)?)))
        .collect()
}

/// The type of a field; `None` if only its values determine it.
fn of(field: &Type) -> Option<FieldType> {
    let info = field.get_basic_info();
    let converted = info.converted_type();
    let is_list =
        converted == ConvertedType::LIST || info.logical_type_ref() == Some(&LogicalType::List);
    let is_map = matches!(converted, ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE)
        || info.logical_type_ref() == Some(&LogicalType::Map);
    let is_repeated = info.has_repetition() && info.repetition() == Repetition::REPEATED;
    let one = if field.is_primitive() {
        primitive(field)
    } else if is_list {
        list(field)
    } else if is_map {
        map(field)
    } else {
        object(field)
    }?;
    Some(match is_repeated {
        true => FieldType::List(Box::new(one)),
        false => one,
    })
}

/// By the rules for lists in older files: a repeated group of several fields is the element.
fn list(field: &Type) -> Option<FieldType> {
    let [repeated] = field.get_fields() else {
        return None;
    };
    let is_element = repeated.is_primitive()
        || repeated.get_fields().len() > 1
        || repeated.name() == "array"
        || repeated.name() == format!("{}_tuple", field.name());
    match is_element {
        true => of(repeated),
        false => Some(FieldType::List(Box::new(of(&repeated.get_fields()[0])?))),
    }
}

fn map(field: &Type) -> Option<FieldType> {
    let [pairs] = field.get_fields() else {
        return None;
    };
    let [key, value] = pairs.get_fields() else {
        return None;
    };
    Some(FieldType::Map(Box::new(of(key)?), Box::new(of(value)?)))
}

fn object(field: &Type) -> Option<FieldType> {
    let members = field.get_fields().iter();
    let members: Option<Vec<_>> = members
        .map(|member| Some((member.name().to_owned(), of(member)?)))
        .collect();
    members.map(FieldType::Object)
}

fn primitive(field: &Type) -> Option<FieldType> {
    let physical = field.get_physical_type();
    let Type::PrimitiveType {
        basic_info,
        type_length,
        scale,
        precision,
        ..
    } = field
    else {
        return None;
    };
    match basic_info.logical_type_ref() {
        Some(LogicalType::Decimal(decimal)) => decimal_of(decimal.precision, decimal.scale),
        Some(logical) => logical_type(logical, physical),
        None if basic_info.converted_type() == ConvertedType::DECIMAL => {
            decimal_of(*precision, *scale)
        }
        None => converted_type(basic_info.converted_type(), physical, *type_length),
    }
}

fn decimal_of(precision: i32, scale: i32) -> Option<FieldType> {
    let (precision, scale) = (u8::try_from(precision).ok()?, u8::try_from(scale).ok()?);
    let is_held = (1..=MOST_DIGITS).contains(&precision) && scale <= precision;
    is_held.then_some(FieldType::Decimal { precision, scale })
}

fn logical_type(logical: &LogicalType, physical: Physical) -> Option<FieldType> {
    let time = |is_utc: bool, unit: ParquetUnit| TimeType {
        unit: match unit {
            ParquetUnit::MILLIS => TimeUnit::Millisecond,
            ParquetUnit::MICROS => TimeUnit::Microsecond,
            ParquetUnit::NANOS => TimeUnit::Nanosecond,
        },
        is_utc,
    };
    Some(match logical {
        LogicalType::Integer(number) => FieldType::Integer {
            bits: u8::try_from(number.bit_width).ok()?,
            is_signed: number.is_signed,
        },
        LogicalType::Date => FieldType::Date,
        LogicalType::Time(of) => FieldType::Time(time(of.is_adjusted_to_u_t_c, of.unit)),
        LogicalType::Timestamp(of) => FieldType::Timestamp(time(of.is_adjusted_to_u_t_c, of.unit)),
        LogicalType::String | LogicalType::Enum | LogicalType::Json => FieldType::Text,
        LogicalType::Bson if physical == Physical::BYTE_ARRAY => FieldType::Bytes,
        LogicalType::Uuid => FieldType::FixedBytes(16),
        _ => return None,
    })
}

/// By the physical type, and the annotation in older files.
fn converted_type(converted: ConvertedType, physical: Physical, length: i32) -> Option<FieldType> {
    let integer = |bits, is_signed| FieldType::Integer { bits, is_signed };
    let utc = |unit| TimeType { unit, is_utc: true };
    Some(match (converted, physical) {
        (ConvertedType::NONE, Physical::BOOLEAN) => FieldType::Bool,
        (ConvertedType::NONE, Physical::INT32) => integer(32, true),
        (ConvertedType::NONE, Physical::INT64) => integer(64, true),
        (ConvertedType::NONE, Physical::FLOAT) => FieldType::Float,
        (ConvertedType::NONE, Physical::DOUBLE) => FieldType::Double,
        (ConvertedType::NONE | ConvertedType::BSON, Physical::BYTE_ARRAY) => FieldType::Bytes,
        (ConvertedType::NONE, Physical::FIXED_LEN_BYTE_ARRAY) => {
            FieldType::FixedBytes(usize::try_from(length).ok()?)
        }
        (ConvertedType::INT_8, _) => integer(8, true),
        (ConvertedType::INT_16, _) => integer(16, true),
        (ConvertedType::INT_32, _) => integer(32, true),
        (ConvertedType::INT_64, _) => integer(64, true),
        (ConvertedType::UINT_8, _) => integer(8, false),
        (ConvertedType::UINT_16, _) => integer(16, false),
        (ConvertedType::UINT_32, _) => integer(32, false),
        (ConvertedType::UINT_64, _) => integer(64, false),
        (ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::JSON, _) => FieldType::Text,
        (ConvertedType::DATE, _) => FieldType::Date,
        (ConvertedType::TIME_MILLIS, _) => FieldType::Time(utc(TimeUnit::Millisecond)),
        (ConvertedType::TIME_MICROS, _) => FieldType::Time(utc(TimeUnit::Microsecond)),
        (ConvertedType::TIMESTAMP_MILLIS, _) => FieldType::Timestamp(utc(TimeUnit::Millisecond)),
        (ConvertedType::TIMESTAMP_MICROS, _) => FieldType::Timestamp(utc(TimeUnit::Microsecond)),
        _ => return None,
    })
}
