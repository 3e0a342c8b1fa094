//! The value of a JSON field that should be a text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// A text, or the problem with the value.
pub(super) type Written = Result<String, String>;

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Text {
    /// A string, or a list of strings as lines.
    Lines(String),
    Null,
    /// A description of the value found instead.
    Other(String),
    /// An object, and the name of its first string.
    Object(Option<String>),
}

impl Text {
    /// The text, or the problem with the field called `name`.
    pub(super) fn written(self, name: &str) -> Written {
        let (found, key) = match self {
            Text::Lines(text) => return Ok(text),
            Text::Null => ("is null".into(), None),
            Text::Other(found) => (format!("holds {found}"), None),
            Text::Object(key) => ("holds an object".into(), key),
        };
        let path = key.map(|key| format!(" (`text_field` {name}.{key} names a string in it)"));
        let path = path.unwrap_or_default();
        Err(format!(
            "the field \"{name}\" {found}; expected a string, or a list of strings{path}"
        ))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text::Lines(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Text, E> {
        Ok(Text::Lines(text))
    }

    fn visit_unit<E: Error>(self) -> Result<Text, E> {
        Ok(Text::Null)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Text, E> {
        Ok(Text::Other(truth.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Text, E> {
        Ok(Text::Other(format!("the number {number}")))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Text, E> {
        Ok(Text::Other(format!("the number {number}")))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Text, E> {
        Ok(Text::Other(format!("the number {number}")))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Text, A::Error> {
        let mut lines: Vec<String> = Vec::new();
        let mut are_strings = true;
        while let Some(line) = list.next_element::<Value>()? {
            match line {
                Value::String(line) => lines.push(line),
                _ => are_strings = false,
            }
        }
        Ok(match are_strings {
            true => Text::Lines(lines.join("\n")),
            false => Text::Other("a list of other values than strings".into()),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Text, A::Error> {
        let mut first = None;
        while let Some(key) = object.next_key::<String>()? {
            if first.is_some() {
                object.next_value::<IgnoredAny>()?;
            } else if object.next_value::<Value>()?.is_string() {
                first = Some(key);
            }
        }
        Ok(Text::Object(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_lists_of_them_are_texts_and_others_are_told() {
        let of = |json: &str| serde_json::from_str::<Text>(json).unwrap().written("t");
        assert_eq!(of("\"a\""), Ok("a".into()));
        assert_eq!(of("[\"a\",\"b\"]"), Ok("a\nb".into()));
        for (json, found) in [
            ("null", "is null"),
            ("true", "holds true"),
            ("-5", "holds the number -5"),
            ("2.5", "holds the number 2.5"),
            ("[\"a\",1]", "holds a list of other values than strings"),
            ("{\"n\":1}", "holds an object"),
        ] {
            let said = format!("the field \"t\" {found}; expected a string, or a list of strings");
            assert_eq!(of(json), Err(said), "{json}");
        }
        let path = of("{\"n\":{},\"body\":\"x\",\"z\":[]}").unwrap_err();
        assert!(
            path.ends_with(" (`text_field` t.body names a string in it)"),
            "{path}"
        );
    }
}
