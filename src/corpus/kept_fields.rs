//! Fields of a record that are copied to the output.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::field_type::FieldTypes;

/// A field's value as the input writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// One JSON value on one line: a number keeps its digits, a string its escapes.
    Json(Box<str>),
    /// A cell of delimited values.
    Text(Box<str>),
}

impl FieldValue {
    /// A text as a JSON value.
    pub fn json_text(text: &str) -> Self {
        FieldValue::Json(serde_json::Value::from(text).to_string().into())
    }

    /// The value as JSON.
    pub fn json(&self) -> Cow<'_, str> {
        match self {
            FieldValue::Json(json) => Cow::Borrowed(json),
            FieldValue::Text(text) => Cow::Owned(serde_json::Value::from(&**text).to_string()),
        }
    }

    /// The value as a cell of a table: texts unchanged, null as an empty cell, anything else as JSON.
    pub fn cell(&self) -> Cow<'_, str> {
        let FieldValue::Json(json) = self else {
            return self.text();
        };
        match json.as_bytes().first() {
            Some(b'n') => Cow::Borrowed(""),
            Some(b'"') => self.text(),
            _ => Cow::Borrowed(json),
        }
    }

    /// A string without its quotes and escapes; anything else unchanged.
    fn text(&self) -> Cow<'_, str> {
        match self {
            FieldValue::Text(text) => Cow::Borrowed(text),
            FieldValue::Json(json) => match serde_json::from_str(json) {
                Ok(text) => Cow::Owned(text),
                Err(_) => Cow::Borrowed(json),
            },
        }
    }
}

/// Named values of a record, in input order; every name occurs once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeptFields {
    fields: Vec<(Arc<str>, FieldValue)>,
    /// The types of the source table, if it has types.
    types: Option<Arc<FieldTypes>>,
}

impl KeptFields {
    /// Fields with distinct names.
    pub fn of_distinct(fields: Vec<(Arc<str>, FieldValue)>) -> Self {
        KeptFields {
            fields,
            types: None,
        }
    }

    /// No fields yet, of a table with these types.
    #[cfg(feature = "parquet")]
    pub(crate) fn of_types(types: &Arc<FieldTypes>) -> Self {
        KeptFields {
            fields: Vec::new(),
            types: Some(Arc::clone(types)),
        }
    }

    /// The types of the source table, if it has types.
    pub(crate) fn types(&self) -> Option<&FieldTypes> {
        self.types.as_deref()
    }

    /// Adds a field, or replaces the value of the one with that name.
    pub fn set(&mut self, name: impl AsRef<str> + Into<Arc<str>>, value: FieldValue) {
        match self
            .fields
            .iter_mut()
            .find(|field| *field.0 == *name.as_ref())
        {
            Some(field) => field.1 = value,
            None => self.fields.push((name.into(), value)),
        }
    }

    /// Fields in their order. If a name occurs twice, the last value is kept at the first position.
    pub fn of(fields: impl IntoIterator<Item = (Arc<str>, FieldValue)>) -> Self {
        let mut kept: Vec<(Arc<str>, FieldValue)> = Vec::new();
        let mut places: FxHashMap<Arc<str>, usize> = FxHashMap::default();
        for (name, value) in fields {
            match places.entry(Arc::clone(&name)) {
                Entry::Occupied(place) => kept[*place.get()].1 = value,
                Entry::Vacant(place) => {
                    place.insert(kept.len());
                    kept.push((name, value));
                }
            }
        }
        KeptFields::of_distinct(kept)
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&FieldValue> {
        let mut fields = self.fields.iter();
        fields.find(|field| *field.0 == *name).map(|field| &field.1)
    }

    /// True if a field has this name.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &FieldValue)> {
        self.fields.iter().map(|(name, value)| (name, value))
    }

    /// Keeps the fields whose names satisfy `keeps`.
    pub fn retain(&mut self, keeps: impl Fn(&str) -> bool) {
        self.fields.retain(|(name, _)| keeps(name));
    }

    /// All fields as one JSON object.
    pub fn json(&self) -> String {
        let mut json = String::from("{");
        for (name, value) in &self.fields {
            if json.len() > 1 {
                json.push(',');
            }
            json.push_str(&serde_json::Value::from(&**name).to_string());
            json.push(':');
            json.push_str(&value.json());
        }
        json.push('}');
        json
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_they_were_read() {
        let json = |json: &str| FieldValue::Json(json.into());
        let text = |text: &str| FieldValue::Text(text.into());
        let cases = [
            (json("1.10"), "1.10", "1.10"),
            (
                json("12345678901234567890123"),
                "12345678901234567890123",
                "12345678901234567890123",
            ),
            (json("null"), "null", ""),
            (json("true"), "true", "true"),
            (json(r#""\u0645 \"x\"""#), r#""\u0645 \"x\"""#, "م \"x\""),
            (
                json(r#"{"a": [1, 2]}"#),
                r#"{"a": [1, 2]}"#,
                r#"{"a": [1, 2]}"#,
            ),
            (text("1.10"), r#""1.10""#, "1.10"),
            (text("a \"b\""), r#""a \"b\"""#, "a \"b\""),
            // A lone surrogate is no character, so the cell keeps its escape.
            (json(r#""\ud800""#), r#""\ud800""#, r#""\ud800""#),
        ];
        for (value, json, cell) in cases {
            assert_eq!((&*value.json(), &*value.cell()), (json, cell));
        }
    }

    #[test]
    fn a_name_is_there_once_at_its_first_place() {
        let mut fields = KeptFields::default();
        fields.set("a", FieldValue::Json("1".into()));
        fields.set("b", FieldValue::json_text("x\ny"));
        fields.set("a", FieldValue::Json("2".into()));
        assert_eq!(fields.json(), r#"{"a":2,"b":"x\ny"}"#);
        fields.retain(|name| name == "b");
        assert!(fields.has("b") && !fields.has("a"));
    }
}
