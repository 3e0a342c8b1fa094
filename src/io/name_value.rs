//! Values that are names: labels, ids and groups.

use serde_json::{Number, Value};

/// The value of a label, id or group field in a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum NameValue {
    /// A missing field, or null.
    #[default]
    Nothing,
    /// A string, a number or a truth value as text: `1` and `1.0` are both `1`.
    Text(String),
    /// A description of another value. Not every command needs the field, so this is not an error yet.
    Unusable(String),
}

impl NameValue {
    pub(super) fn of(value: Value) -> Self {
        match value {
            Value::Null => NameValue::Nothing,
            Value::String(text) => NameValue::Text(text),
            Value::Bool(truth) => NameValue::Text(truth.to_string()),
            Value::Number(number) => NameValue::of_number(&number),
            Value::Array(_) => NameValue::Unusable(format!("a list {}", cut(&value))),
            Value::Object(_) => NameValue::Unusable(format!("an object {}", cut(&value))),
        }
    }

    fn of_number(number: &Number) -> Self {
        if !number.is_f64() {
            return NameValue::Text(number.to_string());
        }
        // Above this, different whole numbers may be parsed as the same.
        const MOST: f64 = 9_007_199_254_740_992.0;
        match number.as_f64().filter(|number| number.abs() <= MOST) {
            Some(number) => of_float(number).map_or(NameValue::Nothing, NameValue::Text),
            None => NameValue::Unusable(format!(
                "the number {number}, which has more digits than can be told apart"
            )),
        }
    }

    /// The text, if the value is one.
    pub(super) fn text(&self) -> Option<&String> {
        match self {
            NameValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text, or the problem if it is needed as a label.
    pub(super) fn label(self) -> (Option<String>, Option<String>) {
        match self {
            NameValue::Nothing => (None, None),
            NameValue::Text(text) => (Some(text), None),
            NameValue::Unusable(found) => {
                let problem =
                    format!("the label is {found}; expected a string, a number or true/false");
                (None, Some(problem))
            }
        }
    }
}

/// A number as a name; `None` for NaN, which pandas writes for null.
pub(super) fn of_float(number: f64) -> Option<String> {
    // Adding 0 changes -0 to 0.
    (!number.is_nan()).then(|| (number + 0.0).to_string())
}

/// The start of a value as JSON.
fn cut(value: &Value) -> String {
    const MOST_LETTERS: usize = 40;
    let json = value.to_string();
    match json.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", &json[..end]),
        None => json,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(json: &str) -> NameValue {
        NameValue::of(serde_json::from_str(json).unwrap())
    }

    #[test]
    fn numbers_of_one_value_are_one_name() {
        for (json, text) in [
            ("1", "1"),
            ("1.0", "1"),
            ("10e-1", "1"),
            ("-0.0", "0"),
            ("1.50", "1.5"),
            ("2e3", "2000"),
            ("18446744073709551615", "18446744073709551615"),
            ("true", "true"),
            ("\"1.0\"", "1.0"),
        ] {
            assert_eq!(stated(json), NameValue::Text(text.into()), "{json}");
        }
        assert_eq!(stated("null"), NameValue::Nothing);
        assert_eq!(of_float(f64::NAN), None);
    }

    #[test]
    fn what_names_nothing_is_told() {
        let label = |json| stated(json).label().1.unwrap();
        let expected = "; expected a string, a number or true/false";
        assert_eq!(
            label("[\"a\"]"),
            format!("the label is a list [\"a\"]{expected}")
        );
        assert_eq!(
            label("{\"a\":1}"),
            format!("the label is an object {{\"a\":1}}{expected}")
        );
        assert!(label("1e30").contains("more digits"));
        assert!(label(&format!("[\"{}\"]", "ش".repeat(99))).contains("شش…; expected"));
    }
}
