//! The members of a JSON object in their original form.

use super::json_parts::Borders;
use crate::corpus::{FieldValue, KeptFields};

/// The members of `json`, a valid object, in order; if a name occurs twice, the last value counts, as in
/// parsers.
pub(crate) fn members(json: &str) -> KeptFields {
    let mut borders = Borders::new(json.as_bytes(), false);
    let mut from = borders.next().unwrap_or(json.len());
    KeptFields::of(borders.filter_map(|to| {
        let (name, value) = json.get(from + 1..to).and_then(member)?;
        from = to;
        Some((name.into(), FieldValue::Json(one_line(value))))
    }))
}

/// Name and value of `"name": value`.
fn member(json: &str) -> Option<(String, &str)> {
    let json = json.trim_start();
    let mut names = serde_json::Deserializer::from_str(json).into_iter::<String>();
    let name = names.next()?.ok()?;
    let value = json[names.byte_offset()..].trim_start().strip_prefix(':')?;
    Some((name, value.trim()))
}

/// The value without surrounding white space and without line breaks, which occur only between tokens.
fn one_line(value: &str) -> Box<str> {
    let ends = ['\n', '\r'];
    if !value.contains(ends) {
        return value.into();
    }
    let lines: String = value.split(ends).map(str::trim).collect();
    lines.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stay_as_they_are_written() {
        let json = r#" { "n" : 1.10,"big":12345678901234567890123, "s":"a,}\"{\\", "o": {"x":[1,{"y":null}]},
            "l":[ ],"\u0645":true ,"n":-0 } "#;
        assert_eq!(
            members(json).json(),
            r#"{"n":-0,"big":12345678901234567890123,"s":"a,}\"{\\","o":{"x":[1,{"y":null}]},"l":[ ],"م":true}"#
        );
        assert_eq!(members("{}").json(), "{}");
        assert_eq!(members(" { } ").json(), "{}");
    }

    #[test]
    fn values_of_several_lines_become_one() {
        let json = "{\"a\": {\r\n  \"b c\": [\n    1,\n    2\n  ]\n}}";
        assert_eq!(members(json).json(), r#"{"a":{"b c": [1,2]}}"#);
    }
}
