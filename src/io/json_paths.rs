//! Fields of JSON objects by paths, and texts in several fields.

use serde::de::{Error, IgnoredAny};
use serde_json::Value;

use super::format::Fields;
use super::json_members::members;
use super::json_text::{Text, Written};
use super::record::join_texts;
use crate::corpus::{FieldValue, KeptFields};

/// An object with look-up of members by name.
pub(super) struct Object(KeptFields);

impl Object {
    /// Checks all of `json`, which must be one object.
    pub(super) fn parse(json: &str) -> serde_json::Result<Self> {
        serde_json::from_str::<IgnoredAny>(json)?;
        match json.trim_start().starts_with('{') {
            true => Ok(Object(members(json))),
            false => Err(Error::custom("expected an object")),
        }
    }

    /// The value at `path`: the key with that name, or keys of nested objects, separated by dots.
    pub(super) fn value(&self, path: &str) -> serde_json::Result<Option<Value>> {
        let found = find(&self.0, path);
        found.map(|json| serde_json::from_str(&json)).transpose()
    }

    /// The texts named in `fields`, joined, or the problem with one of them; `None` when all are missing.
    /// `found` gets a bit for each name that the object has.
    pub(super) fn texts(
        &self,
        fields: &Fields,
        found: &mut u64,
    ) -> serde_json::Result<Option<Written>> {
        let mut texts = Vec::new();
        let is_one = self.0.has(&fields.text);
        let names = match is_one {
            true => vec![fields.text.as_str()],
            false => fields.texts().collect(),
        };
        let (mut is_there, are_several) = (false, names.len() > 1);
        for (number, name) in names.into_iter().enumerate() {
            let Some(json) = find(&self.0, name) else {
                continue;
            };
            is_there = true;
            *found |= if is_one {
                u64::MAX
            } else {
                1 << number.min(63)
            };
            match serde_json::from_str::<Text>(&json)? {
                Text::Lines(text) => texts.push(text),
                // If there are several text fields, one may be null.
                Text::Null if are_several => {}
                other => return Ok(Some(other.written(name))),
            }
        }
        Ok(match texts.is_empty() {
            false => Some(Ok(join_texts(texts.into_iter()))),
            true => is_there.then(|| Text::Null.written(&fields.text)),
        })
    }
}

/// The value at `path` in its original form. A key that contains dots has priority over a path.
fn find(object: &KeptFields, path: &str) -> Option<String> {
    if let Some(value) = object.get(path) {
        return Some(value.json().into_owned());
    }
    let mut dots = path.match_indices('.');
    dots.find_map(|(dot, _)| match object.get(&path[..dot]) {
        Some(FieldValue::Json(json)) if json.starts_with('{') => {
            find(&members(json), &path[dot + 1..])
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(json: &str) -> Object {
        Object::parse(json).unwrap()
    }

    fn texts(json: &str, names: &str) -> Result<Option<String>, String> {
        let fields = Fields {
            text: names.into(),
            ..Fields::default()
        };
        object(json).texts(&fields, &mut 0).unwrap().transpose()
    }

    #[test]
    fn a_key_with_a_dot_wins_over_a_path() {
        let json = r#"{"a.b":1,"a":{"b":2,"c":{"d":3},"c.e":4},"x":[1]}"#;
        let value = |path: &str| object(json).value(path).unwrap();
        assert_eq!(value("a.b"), Some(1.into()));
        assert_eq!(value("a.c.d"), Some(3.into()));
        assert_eq!(value("a.c.e"), Some(4.into()));
        for path in ["a.x", "x.0", "b", "", ".", "a.", "a.b.c"] {
            assert_eq!(value(path), None, "{path}");
        }
    }

    #[test]
    fn texts_are_joined_and_blank_ones_left_out() {
        let json = r#"{"t":"T","b":{"x":["l1","l2"]},"e":" ","n":null,"i":1,"t,e":"both"}"#;
        let text = |names: &str| texts(json, names).unwrap();
        assert_eq!(text("t, b.x").as_deref(), Some("T\n\nl1\nl2"));
        assert_eq!(text("e,t,n,none").as_deref(), Some("T"));
        assert_eq!(text("e,n").as_deref(), Some(""));
        assert_eq!(text("none"), None);
        for name in ["n,none", "n"] {
            let said =
                format!("the field \"{name}\" is null; expected a string, or a list of strings");
            assert_eq!(texts(json, name), Err(said));
        }
        assert_eq!(text("t,e").as_deref(), Some("both"));
        assert_eq!(
            texts(json, "t,i"),
            Err(
                "the field \"i\" holds the number 1; expected a string, or a list of strings"
                    .into()
            )
        );
        assert!(texts(json, "t,b").unwrap_err().contains("holds an object"));
    }

    #[test]
    fn what_is_no_object_is_refused() {
        assert!(Object::parse("[1]").is_err());
        assert!(Object::parse("{\"a\":}").is_err());
    }
}
