//! Input formats, their detection, and the options of reading.

use std::path::Path;
use std::str::FromStr;

use super::compression::Compression;
use super::dates::DateFormat;
use super::encoding::Encoding;
use super::unpacking::UnpackingLimit;

/// Format of an input file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum InputFormat {
    /// One JSON object per line (`.jsonl`, `.ndjson`).
    JsonLines,
    /// An array of JSON objects, or one object (`.json`).
    Json,
    /// Values separated by commas, semicolons, tabs or vertical bars (`.csv`).
    Csv,
    /// Values separated by tabs (`.tsv`).
    Tsv,
    /// A Parquet table (`.parquet`).
    Parquet,
    /// The whole file is one document (`.txt`, `.md`).
    Text,
    /// One document per line; no file name ending selects it.
    Lines,
    /// fastText's `__label__X text` lines (detected in `.txt` by their first line).
    FastText,
    /// A web page: title and article text (`.html`, `.htm`).
    Html,
    /// A Word document (`.docx`).
    Docx,
    /// An OpenDocument text (`.odt`).
    Odt,
}

/// Bytes in which a zip archive names its first entry.
const FIRST_ENTRY: usize = 128;

impl InputFormat {
    const NAMES: [(&'static str, InputFormat); 11] = [
        ("jsonl", InputFormat::JsonLines),
        ("json", InputFormat::Json),
        ("csv", InputFormat::Csv),
        ("tsv", InputFormat::Tsv),
        ("parquet", InputFormat::Parquet),
        ("txt", InputFormat::Text),
        ("lines", InputFormat::Lines),
        ("fasttext", InputFormat::FastText),
        ("html", InputFormat::Html),
        ("docx", InputFormat::Docx),
        ("odt", InputFormat::Odt),
    ];

    /// The format for a file's ending, ignoring the ending of a compression.
    pub fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let (_, ending) = Compression::strip_ending(&name).rsplit_once('.')?;
        match ending {
            "jsonl" | "ndjson" => Some(InputFormat::JsonLines),
            "json" => Some(InputFormat::Json),
            "csv" => Some(InputFormat::Csv),
            "tsv" => Some(InputFormat::Tsv),
            "parquet" => Some(InputFormat::Parquet),
            "txt" | "md" => Some(InputFormat::Text),
            "html" | "htm" => Some(InputFormat::Html),
            "docx" => Some(InputFormat::Docx),
            "odt" => Some(InputFormat::Odt),
            _ => None,
        }
    }

    /// The format of an input without an ending, by its first bytes.
    pub(super) fn of_content(start: &[u8]) -> Self {
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
        let start = start.trim_ascii_start();
        // The first part of a zip archive.
        let first = &start[..start.len().min(FIRST_ENTRY)];
        let holds = |name| memchr::memmem::find(first, name).is_some();
        if let Some(format) = json(start) {
            format
        } else if start.starts_with(b"PAR1") {
            InputFormat::Parquet
        } else if start.starts_with(b"PK\x03\x04") && holds(b"opendocument.text") {
            InputFormat::Odt
        } else if start.starts_with(b"PK\x03\x04") && holds(b"[Content_Types].xml") {
            InputFormat::Docx
        } else if start.starts_with(b"__label__") {
            InputFormat::FastText
        } else if starts_page(start) {
            InputFormat::Html
        } else {
            InputFormat::Text
        }
    }

    /// True when a file contains a sequence of records, so that it can be split between them.
    pub(super) fn is_records(self) -> bool {
        use InputFormat::{Csv, FastText, Json, JsonLines, Lines, Tsv};
        matches!(self, JsonLines | Json | Lines | FastText | Csv | Tsv)
    }

    /// True when a whole file is one document.
    pub(super) fn is_whole_files(self) -> bool {
        matches!(
            self,
            InputFormat::Text | InputFormat::Html | InputFormat::Docx | InputFormat::Odt
        )
    }

    /// Name for a file of the format in messages.
    pub(super) fn kind(self) -> &'static str {
        match self {
            InputFormat::Docx => "a Word document",
            InputFormat::Odt => "an OpenDocument text",
            InputFormat::Parquet => "a Parquet table",
            _ => "text",
        }
    }

    /// True when the bytes of a file are not text in any encoding.
    pub(super) fn is_binary(self) -> bool {
        matches!(
            self,
            InputFormat::Parquet | InputFormat::Docx | InputFormat::Odt
        )
    }
}

impl FromStr for InputFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names = Self::NAMES.iter();
        names
            .clone()
            .find(|(name, _)| *name == text)
            .map(|(_, format)| *format)
            .ok_or_else(|| {
                let known: Vec<_> = names.map(|(name, _)| *name).collect();
                format!("no input format \"{text}\"; there are {}", known.join(", "))
            })
    }
}

/// The unit of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Per {
    /// A record, or a file if files are records. The default.
    #[default]
    Document,
    /// A paragraph: text between blank lines.
    Paragraph,
}

/// Which texts are web pages from which the article is extracted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Pages {
    /// Files that are web pages. The default.
    #[default]
    Articles,
    /// All texts with tags: records may be pages.
    Everywhere,
    /// None: pages keep all their text, including tags.
    AsTheyAre,
}

/// Names of JSON keys or table columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// The text; default `text`. Several names, separated by commas, are joined with a blank line between the
    /// texts. In JSON, a name that is not a key may be a path into objects: `doc.body`.
    pub text: String,
    /// The label; default `label`. It may also be a path, as may the names of the other fields.
    pub label: String,
    /// The name of the document; default `id`. Records without it are named by their place.
    pub id: String,
    /// The date; default `date`: ISO 8601, RFC 2822, or Unix seconds or milliseconds.
    pub date: String,
    /// The field that groups documents; default none.
    pub group: Option<String>,
}

impl Fields {
    /// The names of the text.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.text.split(',').map(str::trim)
    }

    /// The names of text fields that no record has, given the bits of those that were found
    /// ([`Parsed::found_texts`]).
    ///
    /// [`Parsed::found_texts`]: super::Parsed::found_texts
    pub fn missing_texts(&self, found: u64) -> Vec<&str> {
        let names = self.texts().enumerate();
        let missing = names.filter(|(number, _)| found >> number.min(&63) & 1 == 0);
        missing.map(|(_, name)| name).collect()
    }

    /// True when there are several text fields, or names that may be paths.
    pub(super) fn are_complex(&self) -> bool {
        let names = [&self.text, &self.label, &self.id, &self.date];
        let mut names = names.into_iter().chain(&self.group);
        self.text.contains(',') || names.any(|name| name.contains('.'))
    }
}

impl Default for Fields {
    fn default() -> Self {
        Fields {
            text: "text".into(),
            label: "label".into(),
            id: "id".into(),
            date: "date".into(),
            group: None,
        }
    }
}

/// Format of delimited tables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tables {
    /// The separator, an ASCII character; default none: the tab for `.tsv`, otherwise detected from the first
    /// rows.
    pub delimiter: Option<u8>,
    /// Whether the first row is a record, with columns named 1, 2, …; default false.
    pub no_header: bool,
    /// Whether a quotation mark at the start of a field is an ordinary character; default false.
    pub no_quotes: bool,
}

/// Which fields of a record are copied to the output, in [`Document::fields`](crate::Document::fields).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Keep {
    /// None. The default.
    #[default]
    None,
    /// All.
    All,
    /// The fields with these names.
    Named(Vec<String>),
}

impl FromStr for Keep {
    type Err = String;

    /// Parses `all`, `none`, or names separated by commas.
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        match text {
            "all" => return Ok(Keep::All),
            "none" => return Ok(Keep::None),
            _ => {}
        }
        let names = text.split(',').map(|name| name.trim().to_owned());
        let names: Vec<String> = names.collect();
        let is_word = |name: &String| matches!(name.as_str(), "" | "all" | "none");
        match names.iter().any(is_word) {
            true => Err("expected all, none, or names of fields such as title,url".into()),
            false => Ok(Keep::Named(names)),
        }
    }
}

/// Settings of input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InputOptions {
    /// Overrides the format by ending.
    pub format: Option<InputFormat>,
    /// Names of fields.
    pub fields: Fields,
    /// Format of delimited tables.
    pub tables: Tables,
    /// The unit of a document; default a record.
    pub per: Per,
    /// Whether every document must have a label; default false. Without a label field, the folder of the file
    /// is the label.
    pub labelled: bool,
    /// Which texts are web pages; default files that are pages.
    pub pages: Pages,
    /// Whether bad records are skipped and counted instead of causing an error; default false.
    pub skip_bad: bool,
    /// Whether bad records are kept as written, in [`BadRecord::record`](super::BadRecord::record); default
    /// false.
    pub keep_bad: bool,
    /// The encoding of every input; default none: UTF-8, or the detected encoding.
    pub encoding: Option<Encoding>,
    /// Whether invalid bytes are replaced by U+FFFD and counted; default false.
    pub lossy: bool,
    /// The date format; default none: all known formats.
    pub date_format: Option<DateFormat>,
    /// Whether dates that cannot be parsed are counted; default false.
    pub count_dates: bool,
    /// Maximum size of unpacked input, an archive's entry or a record; default 1 GiB.
    pub max_unpacked: UnpackingLimit,
    /// Which fields of JSON objects, CSV and Parquet files are copied to the output; default none.
    pub keep: Keep,
}

/// The format of JSON with this start: an object on several lines or an array of objects is a JSON file, an
/// object on one line is JSON Lines. Text may also start with brackets.
fn json(start: &[u8]) -> Option<InputFormat> {
    let (first, rest) = start.split_first()?;
    let inner = rest.trim_ascii_start();
    let breaks = rest[..rest.len() - inner.len()].contains(&b'\n');
    match (first, inner.first()) {
        (b'{', None | Some(b'"' | b'}')) if breaks => Some(InputFormat::Json),
        (b'{', None | Some(b'"' | b'}')) => Some(InputFormat::JsonLines),
        (b'[', None | Some(b'{' | b'[' | b']' | b'"')) => Some(InputFormat::Json),
        _ => None,
    }
}

/// True for the start of a web page: a document type or one of its outermost tags, possibly after comments
/// and an XML declaration.
fn starts_page(mut start: &[u8]) -> bool {
    const STARTS: [&[u8]; 4] = [b"<!doctype html", b"<html", b"<head", b"<body"];
    const ASIDES: [(&[u8], &[u8]); 2] = [(b"<!--", b"-->"), (b"<?xml", b"?>")];
    while let Some((_, end)) = ASIDES.iter().find(|(aside, _)| start.starts_with(aside)) {
        let Some(at) = memchr::memmem::find(start, end) else {
            return false;
        };
        start = start[at + end.len()..].trim_ascii_start();
    }
    STARTS.iter().any(|tag| {
        let begins = start.get(..tag.len());
        let after = start.get(tag.len()).copied().unwrap_or(b'>');
        begins.is_some_and(|begins| begins.eq_ignore_ascii_case(tag))
            && !after.is_ascii_alphanumeric()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_known_by_their_first_tag() {
        for page in [
            "<!DOCTYPE html><p>x",
            "\u{FEFF}\n <HTML lang=ar>",
            "<?xml version=\"1.0\"?>\n<!-- saved --><html>",
            "<body>",
        ] {
            let found = InputFormat::of_content(page.as_bytes());
            assert_eq!(found, InputFormat::Html, "{page}");
        }
        for text in ["[عاجل] أعلن", "[12] x", "{{template}} x", "{a}"] {
            let found = InputFormat::of_content(text.as_bytes());
            assert_eq!(found, InputFormat::Text, "{text}");
        }
        for (json, format) in [
            ("{\n  \"text\": 1", InputFormat::Json),
            ("{\"text\": 1}", InputFormat::JsonLines),
            ("{", InputFormat::JsonLines),
            ("[\n {", InputFormat::Json),
        ] {
            assert_eq!(InputFormat::of_content(json.as_bytes()), format, "{json}");
        }
        for text in ["<header>", "<p>x</p>", "<!-- html", "<html5", "a <html>"] {
            let found = InputFormat::of_content(text.as_bytes());
            assert_eq!(found, InputFormat::Text, "{text}");
        }
    }

    #[test]
    fn endings_and_first_bytes_tell_the_format() {
        let of = |name: &str| InputFormat::of_path(Path::new(name));
        assert_eq!(of("a/b.JSONL.zst"), Some(InputFormat::JsonLines));
        assert_eq!(of("b.csv.gz"), Some(InputFormat::Csv));
        assert_eq!(of("b.json"), Some(InputFormat::Json));
        assert_eq!(of("b.Parquet"), Some(InputFormat::Parquet));
        assert_eq!(of("b.md"), Some(InputFormat::Text));
        assert_eq!(of("b.gz"), None);
        assert_eq!(of("jsonl"), None);
        assert_eq!(
            InputFormat::of_content(b"  {\"a\":1}"),
            InputFormat::JsonLines
        );
        assert_eq!(InputFormat::of_content(b"\n[{\"a\":1}]"), InputFormat::Json);
        assert_eq!(
            InputFormat::of_content(b"__label__x y"),
            InputFormat::FastText
        );
        assert_eq!(InputFormat::of_content("مصر".as_bytes()), InputFormat::Text);
    }
}
