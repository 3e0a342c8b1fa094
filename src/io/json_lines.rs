//! One JSON object a line.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
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
        page: None,
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
                record.label = map.next_value_seed(Scalar)?;
            } else if key == self.0.id {
                record.id = map.next_value_seed(Scalar)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(record)
    }
}

/// A string, whole number or truth value as text; anything else is none, since not every command
/// needs the field.
struct Scalar;

impl<'de> DeserializeSeed<'de> for Scalar {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Self::Value, D::Error> {
        use serde_json::Value;

        Ok(match Value::deserialize(input)? {
            Value::String(text) => Some(text),
            Value::Bool(truth) => Some(truth.to_string()),
            Value::Number(number) if !number.is_f64() => Some(number.to_string()),
            _ => None,
        })
    }
}
