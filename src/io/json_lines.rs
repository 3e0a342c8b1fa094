//! One JSON object a line.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::format::Fields;
use super::lines::Line;
use crate::corpus::{Document, Place};
use crate::error::{Error, Result};

/// Reads the fields named by `fields` and passes over all others.
pub(super) fn parse(line: Line<'_>, place: Place, fields: &Fields) -> Result<Document> {
    let mut input = serde_json::Deserializer::from_str(line.text);
    let record = RecordSeed(fields)
        .deserialize(&mut input)
        .and_then(|record| input.end().map(|()| record))
        .map_err(|error| Error::record(&place, problem(&error)))?;
    let Some(text) = record.text else {
        return Err(Error::record(
            &place,
            format!(
                "the object has no field \"{}\"; expected the text there (--text-field names another)",
                fields.text
            ),
        ));
    };
    Ok(Document {
        id: record.id.unwrap_or_else(|| line.id()),
        label: record.label,
        text,
        place,
    })
}

/// The parser's message with the column, since the line is named by the place.
fn problem(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or(&message);
    format!(
        "expected a JSON object on one line, but at column {}: {reason}",
        error.column()
    )
}

#[derive(Default)]
struct Record {
    text: Option<String>,
    label: Option<String>,
    id: Option<String>,
}

struct RecordSeed<'f>(&'f Fields);

impl<'de> DeserializeSeed<'de> for RecordSeed<'_> {
    type Value = Record;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Record, D::Error> {
        input.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RecordSeed<'_> {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with a field \"{}\"", self.0.text)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let mut record = Record::default();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if key == self.0.text {
                record.text = Some(map.next_value()?);
            } else if key == self.0.label {
                record.label = map.next_value_seed(Scalar("label"))?;
            } else if key == self.0.id {
                record.id = map.next_value_seed(Scalar("id"))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(record)
    }
}

/// A string, number or truth value as text; null is none.
struct Scalar(&'static str);

impl<'de> DeserializeSeed<'de> for Scalar {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Self::Value, D::Error> {
        input.deserialize_any(self)
    }
}

impl Visitor<'_> for Scalar {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string or a number for the {}", self.0)
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some(value.to_owned()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Self::Value, E> {
        Err(E::custom(format_args!(
            "the {} is the fraction {value}; expected a string or a whole number",
            self.0
        )))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}
