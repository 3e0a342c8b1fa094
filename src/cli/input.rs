//! Flags of input, the same in every command.

use std::io::{IsTerminal, stdin};
use std::path::PathBuf;

use bytesize::ByteSize;
use clap::ValueEnum;

use super::failure::Failure;
use super::flag_names::with_flags;
use super::sizes::size;
use crate::corpus::reading::{BadRecordsFile, Cleaning, Reading};
use crate::io::{
    DateFormat, Encoding, Fields, FoundSources, InputFormat, InputOptions, Keep, Pages, Per,
    Source, Tables, UnpackingLimit, find_sources,
};
use crate::model::Model;
use crate::text::{CleanLevel, CleanMode};

#[derive(clap::Args, Debug, Clone)]
#[command(next_help_heading = "Input")]
pub(super) struct InputArguments {
    /// Files, folders, or - for standard input
    #[arg(value_name = "FILES")]
    pub files: Vec<PathBuf>,
    /// Read every input as jsonl, json, csv, tsv, parquet, txt, lines, fasttext, html, docx or odt
    /// [default: by ending]
    #[arg(long, value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,
    /// Separator of csv and tsv: "," ";" "|" or tab [default: tab in tsv; in csv what the first rows
    /// tell]
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub delimiter: Option<u8>,
    /// The first row of csv and tsv is a record: columns are named 1, 2, … (--text-field 1
    /// --label-field 2)
    #[arg(long)]
    pub no_header: bool,
    /// A quote in csv and tsv is a character as any other, and encloses nothing
    #[arg(long)]
    pub no_quotes: bool,
    /// JSON key or column of the text; several names, such as title,body, are joined with a blank line
    /// between them; in JSON a path such as doc.body reaches into objects, in these flags alike
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub text_field: String,
    /// JSON key or column of the label: a string, number or true/false; 1.0 is 1, but what csv and
    /// tsv hold is text. Of web pages a fact, such as section or site
    #[arg(long, value_name = "NAME", default_value = "label")]
    pub label_field: String,
    /// JSON key or column of the document's name
    #[arg(long, value_name = "NAME", default_value = "id")]
    pub id_field: String,
    /// JSON key or column of the date: ISO 8601, RFC 2822, Unix time, or in words of Arabic, Persian,
    /// Urdu, English or French; years from 1300 to 1429 are Jalali, and the day counts that is written,
    /// whatever its offset. Dates that cannot be read are counted. Of web pages published or modified
    /// [default: date, of web pages published]
    #[arg(long, value_name = "NAME")]
    pub date_field: Option<String>,
    /// How dates are written, by the signs of strftime: %d/%m/%Y for 03/04/2024, of which nothing tells
    /// the day from the month. Dates of another form are read as without it
    #[arg(long, value_name = "FORM")]
    pub date_format: Option<DateFormat>,
    /// What one document is
    #[arg(long, value_name = "UNIT", default_value = "document")]
    pub per: PerArgument,
    /// Pass over bad records and files of folders that cannot be read, and say how many and which
    #[arg(long)]
    pub skip_bad: bool,
    /// Pass over bad records, and write them to a file: JSON Lines of source, line, problem, record
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath,
        value_parser = bad_records_file)]
    pub bad: Option<BadRecordsFile>,
    /// Encoding of every input, such as utf-8, windows-1256 or utf-16le [default: UTF-8, unless
    /// UTF-16, windows-1256 or what a page declares is found]
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// Put U+FFFD for bytes that are not of the encoding, and count them
    #[arg(long)]
    pub lossy: bool,
    /// What a compressed file, an archive's entry or a record may be unpacked to, such as 4GiB, so
    /// that a small file cannot fill memory; compressed files may always become 250 times their size
    /// [default: 1GiB]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub max_unpacked: Option<ByteSize>,
    /// Which texts are cleaned: what is not the article is taken out
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub clean: CleanArgument,
    /// How much is taken out of scraped text [default: balanced, or that of the model]
    #[arg(long, value_name = "LEVEL")]
    pub clean_level: Option<CleanLevel>,
    /// More lines that are not the article: a file in the form of the built-in list (see clean --list-cues)
    #[arg(long, value_name = "FILE")]
    pub cues: Option<PathBuf>,
}

/// Which texts are cleaned.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CleanArgument {
    /// Web pages, and files or standard input that are one text each; never records of JSON, CSV,
    /// Parquet or lines. With a model, what was cleaned in its training. In clean, all texts
    Auto,
    /// All texts, and texts that hold tags are web pages: for records that hold pages
    Html,
    /// All texts, records too
    Text,
    /// None; web pages are taken as they are
    None,
}

/// What `auto` means for a command.
#[derive(Clone, Copy)]
pub(super) enum AutoClean<'m> {
    /// The kind of input decides.
    ByKind,
    /// What was cleaned when this model was trained.
    As(&'m Model),
    /// All texts are cleaned: that is what the command is for.
    Text,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PerArgument {
    /// A record, or a file
    Document,
    /// Text between blank lines
    Paragraph,
}

impl InputArguments {
    /// Options of the reader; `labelled` insists on labels.
    fn options(&self, labelled: bool, clean: CleanMode) -> InputOptions {
        let limit = |size: ByteSize| UnpackingLimit::of_bytes(size.as_u64());
        InputOptions {
            format: self.input_format,
            fields: Fields {
                text: self.text_field.clone(),
                label: self.label_field.clone(),
                id: self.id_field.clone(),
                date: self.date_field.clone().unwrap_or(Fields::default().date),
                group: None,
            },
            per: match self.per {
                PerArgument::Document => Per::Document,
                PerArgument::Paragraph => Per::Paragraph,
            },
            labelled,
            tables: Tables {
                delimiter: self.delimiter,
                no_header: self.no_header,
                no_quotes: self.no_quotes,
            },
            skip_bad: self.skip_bad || self.bad.is_some(),
            keep_bad: self.bad.is_some(),
            encoding: self.encoding,
            lossy: self.lossy,
            pages: match clean {
                CleanMode::Html => Pages::Everywhere,
                CleanMode::None => Pages::AsTheyAre,
                CleanMode::Auto | CleanMode::Text => Pages::Articles,
            },
            date_format: self.date_format.clone(),
            count_dates: self.date_field.is_some() || self.date_format.is_some(),
            max_unpacked: self.max_unpacked.map(limit).unwrap_or_default(),
            keep: Keep::None,
        }
    }

    /// The inputs, how they are read and cleaned; see [`InputArguments::sources`].
    pub(super) fn reading(
        &self,
        command: &'static str,
        labelled: bool,
        auto: AutoClean<'_>,
    ) -> Result<Reading, Failure> {
        let clean = self.clean_mode(auto);
        let options = self.options(labelled, clean);
        let found = self.sources(command, &options)?;
        Ok(Reading {
            bad: self.bad.clone(),
            sources: found.sources,
            skipped_files: found.skipped_files,
            options,
            cleaning: Cleaning::new(clean, &self.cues()?)?.with_level(self.clean_level(auto)),
        })
    }

    /// The same flags for other files.
    pub(super) fn with_files(&self, files: &[PathBuf]) -> Result<Self, Failure> {
        let is_stdin = |file: &PathBuf| file.as_os_str() == "-";
        if files.iter().any(is_stdin) && (self.files.is_empty() || self.files.iter().any(is_stdin))
        {
            return Err(Failure::Message(
                "standard input can be read once: give - either for labelled or for unlabelled documents".into(),
            ));
        }
        Ok(InputArguments {
            files: files.to_vec(),
            ..self.clone()
        })
    }

    /// Which texts are cleaned.
    pub(super) fn clean_mode(&self, auto: AutoClean<'_>) -> CleanMode {
        match (self.clean, auto) {
            (CleanArgument::Auto, AutoClean::ByKind) => CleanMode::Auto,
            (CleanArgument::Auto, AutoClean::As(model)) => model.settings.clean,
            (CleanArgument::Auto, AutoClean::Text) | (CleanArgument::Text, _) => CleanMode::Text,
            (CleanArgument::Html, _) => CleanMode::Html,
            (CleanArgument::None, _) => CleanMode::None,
        }
    }

    pub(super) fn clean_level(&self, auto: AutoClean<'_>) -> CleanLevel {
        self.clean_level.unwrap_or_else(|| match auto {
            AutoClean::As(model) => model.settings.clean_level,
            _ => CleanLevel::default(),
        })
    }

    fn cues(&self) -> Result<String, Failure> {
        let Some(path) = &self.cues else {
            return Ok(String::new());
        };
        std::fs::read_to_string(path)
            .map_err(|error| Failure::Message(format!("--cues {}: {error}", path.display())))
    }

    /// The inputs that are meant; without any, standard input.
    ///
    /// `command` is the one whose help is shown when standard input is a terminal.
    fn sources(
        &self,
        command: &'static str,
        options: &InputOptions,
    ) -> Result<FoundSources, Failure> {
        let from_stdin =
            self.files.is_empty() || self.files.iter().any(|file| file.as_os_str() == "-");
        if from_stdin && stdin().is_terminal() {
            return Err(Failure::Help(command));
        }
        if self.files.is_empty() {
            return Ok(FoundSources {
                sources: vec![Source::stdin()],
                ..FoundSources::default()
            });
        }
        Ok(find_sources(&self.files, options)?)
    }
}

/// The file of `--bad`.
fn bad_records_file(path: &str) -> Result<BadRecordsFile, String> {
    BadRecordsFile::new(path.into(), with_flags).map_err(|error| error.to_string())
}

/// The separator that `--delimiter` names.
fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        &[byte] if byte == b'\t' || (byte.is_ascii_punctuation() && byte != b'"') => Ok(byte),
        _ => Err("expected one sign: , or ; or | or tab".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_signs_or_the_tab() {
        for (text, separator) in [
            (",", b','),
            (";", b';'),
            ("tab", b'\t'),
            ("\\t", b'\t'),
            ("\t", b'\t'),
        ] {
            assert_eq!(delimiter(text), Ok(separator));
        }
        for text in ["", "a", "\"", ";;", "\n", "؛"] {
            assert!(delimiter(text).is_err(), "{text}");
        }
    }
}
