//! Settings as flags of `train`.

use serde_json::Value;

use crate::features::ClassWeighting;
use crate::model::ModelSettings;

/// The flags that make `train` use `settings`; those that have their defaults are left out.
pub(super) fn flags(settings: &ModelSettings) -> String {
    let mut defaults = ModelSettings::default();
    if settings.refinement.is_some() {
        defaults.features.class_weighting = ClassWeighting::None;
    }
    let defaults = members(&defaults);
    let mut flags = Vec::new();
    for (name, value) in members(settings) {
        if defaults
            .iter()
            .any(|default| *default == (name.clone(), value.clone()))
        {
            continue;
        }
        match (name.as_str(), &value) {
            ("profile", _) => flags.push(format!("--profile {}", settings.features.profile.name())),
            ("stop_words", _) => flags.push("--stop-words …".into()),
            ("selection", Value::String(value)) => flags.push(format!("--select {value}")),
            ("epochs", value) => flags.push(format!("--refine {value}")),
            ("start", value) => flags.push(format!("--refine-start {}", short(value))),
            ("calibrated", _) => flags.push("--no-calibration".into()),
            (name, Value::Bool(true)) => flags.push(format!("--{}", name.replace('_', "-"))),
            (name, Value::Null) => flags.push(format!("--{} none", name.replace('_', "-"))),
            (name, value) => {
                flags.push(format!("--{} {}", name.replace('_', "-"), short(value)));
            }
        }
    }
    flags.join(" ")
}

/// The settings by name, the groups flattened; in the order of their names.
fn members(settings: &ModelSettings) -> Vec<(String, Value)> {
    let mut members = Vec::new();
    // Settings are plain numbers and names, which are always JSON.
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

/// A number without a needless fraction, a text without quotation marks.
fn short(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        // The shortest that reads back as the same number.
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
        assert_eq!(flags(&settings), "");
        settings.alpha = 1.5e-10;
        settings.features.max_features = None;
        settings.features.clitics = true;
        settings.refinement = Some(Refinement::new(7));
        assert_eq!(
            flags(&settings),
            "--alpha 0.00000000015 --class-weighting entropy --clitics --max-features none --refine 7 --learning-rate 5 --refine-start 0.3"
        );
    }
}
