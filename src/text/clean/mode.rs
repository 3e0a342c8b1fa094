//! Which texts are cleaned.

use serde::{Deserialize, Deserializer, Serialize};

/// Which texts are cleaned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum CleanMode {
    /// Web pages and files that are one text each; never records of JSON, CSV, Parquet and lines. The
    /// default.
    #[default]
    Auto,
    /// All texts; records may also contain web pages.
    Html,
    /// All texts, including records.
    Text,
    /// None; web pages keep all their text, including tags.
    None,
}

impl CleanMode {
    /// Whether texts of web pages are cleaned.
    pub fn cleans_pages(self) -> bool {
        self != CleanMode::None
    }

    /// Whether files that are one text each are cleaned.
    pub fn cleans_files(self) -> bool {
        self != CleanMode::None
    }

    /// Whether records of JSON, CSV, Parquet and lines are cleaned.
    pub fn cleans_records(self) -> bool {
        matches!(self, CleanMode::Html | CleanMode::Text)
    }

    pub(crate) fn is_auto(&self) -> bool {
        *self == CleanMode::Auto
    }
}

impl<'de> Deserialize<'de> for CleanMode {
    /// Reads a name, or the truth value of older models: true means `text`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "lowercase")]
        enum Named {
            Auto,
            Html,
            Text,
            None,
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Stored {
            IsText(bool),
            Named(Named),
        }
        Ok(match Stored::deserialize(deserializer)? {
            Stored::IsText(false) | Stored::Named(Named::Auto) => CleanMode::Auto,
            Stored::IsText(true) | Stored::Named(Named::Text) => CleanMode::Text,
            Stored::Named(Named::Html) => CleanMode::Html,
            Stored::Named(Named::None) => CleanMode::None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_is_read_as_it_was_stored_and_from_older_models() {
        for mode in [
            CleanMode::Auto,
            CleanMode::Html,
            CleanMode::Text,
            CleanMode::None,
        ] {
            let stored = serde_json::to_string(&mode).unwrap();
            assert_eq!(serde_json::from_str::<CleanMode>(&stored).unwrap(), mode);
        }
        assert_eq!(
            serde_json::from_str::<CleanMode>("true").unwrap(),
            CleanMode::Text
        );
        assert!(serde_json::from_str::<CleanMode>("\"x\"").is_err());
    }
}
