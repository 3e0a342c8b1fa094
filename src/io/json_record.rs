//! The fields of a JSON object that make a record.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::format::Fields;
use super::json_paths::Object;
use super::json_text::{Text, Written};
use super::name_value::NameValue;
use super::record::Record;
use crate::corpus::{Document, Place};

/// The fields of one object.
#[derive(Default)]
pub(super) struct JsonRecord {
    text: Option<Written>,
    /// One bit for each text field that was found.
    found_texts: u64,
    label: NameValue,
    id: NameValue,
    date: Option<String>,
    group: NameValue,
}

impl JsonRecord {
    /// Reads the fields named in `fields` and skips all others; `json` must be one object.
    pub(super) fn parse(json: &str, fields: &Fields) -> serde_json::Result<Self> {
        if fields.are_complex() {
            return Self::by_paths(json, fields);
        }
        let mut input = serde_json::Deserializer::from_str(json);
        let record = Seed(fields).deserialize(&mut input)?;
        input.end().map(|()| record)
    }

    /// Looks the fields up by their names or paths.
    fn by_paths(json: &str, fields: &Fields) -> serde_json::Result<Self> {
        let object = Object::parse(json)?;
        let stated = |name: &str| {
            Ok(object
                .value(name)?
                .map_or(NameValue::Nothing, NameValue::of))
        };
        let group = fields
            .group
            .as_deref()
            .map_or(Ok(NameValue::Nothing), stated);
        let mut found_texts = 0;
        Ok(JsonRecord {
            text: object.texts(fields, &mut found_texts)?,
            found_texts,
            label: stated(&fields.label)?,
            id: stated(&fields.id)?,
            date: object.value(&fields.date)?.and_then(date),
            group: group?,
        })
    }

    /// The record at `place`, called `id` if the object has no name.
    ///
    /// # Errors
    /// Describes the problem when there is no text, or the group field cannot be read.
    pub(super) fn at(
        self,
        place: &Place,
        id: impl FnOnce() -> String,
        fields: &Fields,
    ) -> Result<Record, String> {
        let group = self.group(fields)?;
        let text = self.text.unwrap_or_else(|| Err(no_text(fields)))?;
        let (label, label_problem) = self.label.label();
        let document = Document {
            misread: None,
            is_file: false,
            has_own_id: self.id.text().is_some(),
            id: self.id.text().cloned().unwrap_or_else(id),
            label,
            text,
            date: None,
            group,
            place: place.clone(),
            fields: None,
            page: None,
        };
        Ok(Record {
            found_texts: self.found_texts,
            document,
            date: self.date,
            label_problem,
            row: None,
        })
    }

    /// The value of the group field, which may also be another field.
    fn group(&self, fields: &Fields) -> Result<Option<String>, String> {
        let Some(name) = &fields.group else {
            return Ok(None);
        };
        let stated = |value: &NameValue| match value {
            NameValue::Nothing => Ok(None),
            NameValue::Text(text) => Ok(Some(text.clone())),
            NameValue::Unusable(found) => Err(format!(
                "the field \"{name}\" holds {found}; expected a string, a number or true/false to put documents together by"
            )),
        };
        let value = if *name == fields.text {
            self.text.clone().and_then(Result::ok)
        } else if *name == fields.label {
            stated(&self.label)?
        } else if *name == fields.id {
            stated(&self.id)?
        } else if *name == fields.date {
            self.date.clone()
        } else {
            stated(&self.group)?
        };
        Ok(value.filter(|value| !value.is_empty()))
    }
}

/// The problem with an object without the text.
fn no_text(fields: &Fields) -> String {
    let names: Vec<String> = fields.texts().map(|name| format!("\"{name}\"")).collect();
    match names.as_slice() {
        [name] => format!(
            "the object has no field {name}; expected the text there (`text_field` names another)"
        ),
        names => format!(
            "the object has none of the fields {}; expected the text there (`text_field` names others)",
            names.join(", ")
        ),
    }
}

/// The parser's message without its position, which counts from the start of the parsed string.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or(&message);
    reason.to_owned()
}

struct Seed<'f>(&'f Fields);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = JsonRecord;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<JsonRecord, D::Error> {
        input.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = JsonRecord;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with a field \"{}\"", self.0.text)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<JsonRecord, A::Error> {
        let mut record = JsonRecord::default();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if key == self.0.text {
                record.text = Some(map.next_value::<Text>()?.written(&key));
                record.found_texts = u64::MAX;
            } else if key == self.0.label {
                record.label = NameValue::of(map.next_value()?);
            } else if key == self.0.id {
                record.id = NameValue::of(map.next_value()?);
            } else if key == self.0.date {
                record.date = date(map.next_value()?);
            } else if self.0.group.as_deref() == Some(&*key) {
                record.group = NameValue::of(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(record)
    }
}

/// Any value except null as text: a value that is not a date is counted as one that cannot be parsed.
fn date(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}
