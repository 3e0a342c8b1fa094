//! The forms in which cleaned documents are written.

use std::path::Path;

use crate::report::ReportFormat;

/// A form of cleaned documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CleanedFormat {
    /// Texts; before each of several documents a line with its name.
    Text,
    /// One web page that shows what stays and what goes.
    Html,
    /// A JSON object a document, one per line.
    JsonLines,
    /// One JSON array.
    Json,
    /// Comma-separated values, a row a document.
    Csv,
    /// Tab-separated values, a row a document.
    Tsv,
    /// A Parquet file, a row a document.
    Parquet,
}

impl CleanedFormat {
    /// The format of rows; `None` for texts and pages.
    pub fn rows(self) -> Option<ReportFormat> {
        match self {
            CleanedFormat::Text | CleanedFormat::Html => None,
            CleanedFormat::JsonLines => Some(ReportFormat::JsonLines),
            CleanedFormat::Json => Some(ReportFormat::Json),
            CleanedFormat::Csv => Some(ReportFormat::Csv),
            CleanedFormat::Tsv => Some(ReportFormat::Tsv),
            CleanedFormat::Parquet => Some(ReportFormat::Parquet),
        }
    }

    /// The form for a file name ending, in any case.
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "html" | "htm" => return Some(CleanedFormat::Html),
            _ => {}
        }
        Some(match ReportFormat::of_path(path)? {
            ReportFormat::Table => CleanedFormat::Text,
            ReportFormat::Csv => CleanedFormat::Csv,
            ReportFormat::Tsv => CleanedFormat::Tsv,
            ReportFormat::JsonLines => CleanedFormat::JsonLines,
            ReportFormat::Json => CleanedFormat::Json,
            ReportFormat::Parquet => CleanedFormat::Parquet,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_stand_for_forms() {
        for (name, form) in [
            ("a.HTML", Some(CleanedFormat::Html)),
            ("a.txt", Some(CleanedFormat::Text)),
            ("a.ndjson", Some(CleanedFormat::JsonLines)),
            ("a.parquet", Some(CleanedFormat::Parquet)),
            ("a.docx", None),
            ("a", None),
        ] {
            assert_eq!(CleanedFormat::of_path(Path::new(name)), form, "{name}");
        }
    }
}
