//! Output formats of results.

use std::path::Path;
use std::str::FromStr;

use super::parquet;

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReportFormat {
    /// Aligned columns for people.
    Table,
    /// Comma-separated values with a header row.
    Csv,
    /// Tab-separated values with a header row; quoted as in CSV if needed.
    Tsv,
    /// One JSON object per line.
    JsonLines,
    /// One JSON array.
    Json,
    /// A Parquet file.
    Parquet,
}

/// Names and endings of all formats, for messages.
const NAMES: &str = "table, csv, tsv, jsonl, json and parquet";

impl ReportFormat {
    /// Endings that select a format, for messages.
    pub const ENDINGS: &'static str = ".csv, .tsv, .jsonl, .ndjson, .json, .parquet or .txt";

    /// The format for a file name ending, in any case.
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "csv" => Some(ReportFormat::Csv),
            "tsv" => Some(ReportFormat::Tsv),
            "jsonl" | "ndjson" => Some(ReportFormat::JsonLines),
            "json" => Some(ReportFormat::Json),
            "parquet" => Some(ReportFormat::Parquet),
            "txt" => Some(ReportFormat::Table),
            _ => None,
        }
    }

    /// True for JSON and JSON Lines, which support nested values.
    pub fn is_json(self) -> bool {
        matches!(self, ReportFormat::Json | ReportFormat::JsonLines)
    }

    /// Checks that this build can write the format, before long work begins.
    ///
    /// # Errors
    /// For Parquet, when the feature `parquet` is off.
    pub fn check(self) -> crate::Result<()> {
        match self {
            ReportFormat::Parquet => parquet::check(),
            _ => Ok(()),
        }
    }

    /// The separator between the cells of a line, in CSV and TSV.
    pub fn separator(self) -> Option<u8> {
        match self {
            ReportFormat::Csv => Some(b','),
            ReportFormat::Tsv => Some(b'\t'),
            _ => None,
        }
    }

    /// True when the output is not text, so it must not go to a terminal.
    pub fn is_binary(self) -> bool {
        self == ReportFormat::Parquet
    }
}

impl FromStr for ReportFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "table" => Ok(ReportFormat::Table),
            "csv" => Ok(ReportFormat::Csv),
            "tsv" => Ok(ReportFormat::Tsv),
            "jsonl" | "ndjson" => Ok(ReportFormat::JsonLines),
            "json" => Ok(ReportFormat::Json),
            "parquet" => Ok(ReportFormat::Parquet),
            _ => Err(format!("no format \"{text}\"; there are {NAMES}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_names_stand_for_formats() {
        for (name, format) in [
            ("csv", ReportFormat::Csv),
            ("tsv", ReportFormat::Tsv),
            ("jsonl", ReportFormat::JsonLines),
            ("ndjson", ReportFormat::JsonLines),
            ("json", ReportFormat::Json),
            ("parquet", ReportFormat::Parquet),
        ] {
            assert_eq!(name.parse(), Ok(format));
            let file = format!("folder.x/a.{}", name.to_uppercase());
            assert_eq!(ReportFormat::of_path(Path::new(&file)), Some(format));
        }
        assert_eq!(
            ReportFormat::of_path(Path::new("a.txt")),
            Some(ReportFormat::Table)
        );
        for name in ["a", "a.xlsx", ".csv", "a.csv.gz", "csv"] {
            assert_eq!(ReportFormat::of_path(Path::new(name)), None, "{name}");
        }
    }
}
