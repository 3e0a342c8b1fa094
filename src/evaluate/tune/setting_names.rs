//! Names of settings for the record of a search.

use serde_json::Value;

use crate::features::ClassWeighting;
use crate::model::ModelSettings;

/// The settings that differ from the defaults, with their values; names are in backticks.
pub(in super::super) fn named(settings: &ModelSettings) -> String {
    let mut defaults = ModelSettings::default();
    if settings.refinement.is_some() {
        defaults.features.class_weighting = ClassWeighting::None;
    }
    let defaults = members(&defaults);
    let others = members(settings).into_iter();
    let others = others.filter(|member| !defaults.contains(member));
    let names = others.map(|(name, value)| match (name.as_str(), &value) {
        ("profile", _) => format!("`profile` {}", settings.features.profile.name()),
        ("stop_words", _) => "`stop_words` …".into(),
        ("selection", value) => format!("`select` {}", short(value)),
        ("epochs", value) => format!("`refine` {}", short(value)),
        ("blend", value) => format!("`refine_blend` {}", short(value)),
        ("start", value) => format!("`refine_start` {}", short(value)),
        ("calibrated", _) => "`no_calibration`".into(),
        (name, Value::Bool(true)) => format!("`{name}`"),
        (name, Value::Null) => format!("`{name}` none"),
        (name, value) => format!("`{name}` {}", short(value)),
    });
    names.collect::<Vec<_>>().join(" ")
}

/// The settings by name, with nested groups flattened, in the order of their names.
fn members(settings: &ModelSettings) -> Vec<(String, Value)> {
    let mut members = Vec::new();
    // Settings are only numbers and names, which are always JSON.
    flatten(
        serde_json::to_value(settings).unwrap_or_default(),
        &mut members,
    );
    members
}

fn flatten(value: Value, members: &mut Vec<(String, Value)>) {
    let Value::Object(object) = value else { return };
    for (name, value) in object {
        match value {
            Value::Object(_) => flatten(value, members),
            _ => members.push((name, value)),
        }
    }
}

/// A number without an unnecessary fraction, a text without quotation marks.
fn short(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        // The shortest form that parses to the same number.
        Value::Number(number) => number
            .as_f64()
            .map_or(number.to_string(), |n| n.to_string()),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Refinement;

    #[test]
    fn only_what_is_not_the_default_is_named() {
        let mut settings = ModelSettings::default();
        assert_eq!(named(&settings), "");
        settings.alpha = 1.5e-10;
        settings.features.max_features = None;
        settings.features.clitics = true;
        settings.refinement = Some(Refinement::new(7));
        assert_eq!(
            named(&settings),
            "`alpha` 0.00000000015 `class_weighting` entropy `clitics` `max_features` none `refine` 7 `learning_rate` 5 `refine_start` 0.3"
        );
    }
}
