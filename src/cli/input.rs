//! Flags of input, the same in every command.

use std::io::{IsTerminal, stdin};
use std::path::PathBuf;

use clap::ValueEnum;

use super::bad_records::BadRecordsFile;
use super::cleaning::Cleaning;
use super::corpus_reader::Reading;
use super::failure::Failure;
use crate::io::{
    Encoding, Fields, InputFormat, InputOptions, Pages, Per, Source, Tables, find_sources,
};
use crate::model::Model;

#[derive(clap::Args, Debug, Clone)]
#[command(next_help_heading = "Input")]
pub(super) struct InputArguments {
    /// Files, folders, or - for standard input
    #[arg(value_name = "FILES")]
    pub files: Vec<PathBuf>,
    /// Read every input as jsonl, json, csv, tsv, parquet, txt, lines, fasttext or html [default: by
    /// ending]
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
    /// JSON key or column of the text
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub text_field: String,
    /// JSON key or column of the label: a string, number or true/false; 1.0 is 1, but what csv and
    /// tsv hold is text
    #[arg(long, value_name = "NAME", default_value = "label")]
    pub label_field: String,
    /// JSON key or column of the document's name
    #[arg(long, value_name = "NAME", default_value = "id")]
    pub id_field: String,
    /// JSON key or column of the date; dates that cannot be read are counted [default: date]
    #[arg(long, value_name = "NAME")]
    pub date_field: Option<String>,
    /// What one document is
    #[arg(long, value_name = "UNIT", default_value = "document")]
    pub per: PerArgument,
    /// Pass over bad records, and say how many and which
    #[arg(long)]
    pub skip_bad: bool,
    /// Pass over bad records, and write them to a file: JSON Lines of source, line, problem, record
    #[arg(long, value_name = "FILE", value_parser = BadRecordsFile::parse)]
    pub bad: Option<BadRecordsFile>,
    /// Encoding of every input, such as utf-8, windows-1256 or utf-16le [default: UTF-8, unless
    /// UTF-16, windows-1256 or what a page declares is found]
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// Put U+FFFD for bytes that are not of the encoding, and count them
    #[arg(long)]
    pub lossy: bool,
    /// What is taken out of texts that is not the article
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub clean: CleanArgument,
    /// More lines that are not the article: a file in the form of the built-in list (see clean --list-cues)
    #[arg(long, value_name = "FILE")]
    pub cues: Option<PathBuf>,
}

/// What is taken out of texts that is not the article.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CleanArgument {
    /// What is around the article in web pages; where words are counted (chart, keywords,
    /// collocations, measures, report) and in clean, also in scraped text; with a model, in scraped
    /// text as in training
    Auto,
    /// All texts are web pages
    Html,
    /// Lines of scraped text that are not the article
    Text,
    /// Nothing; web pages are taken as they are
    None,
}

/// What `auto` means for text that is no web page.
#[derive(Clone, Copy)]
pub(super) enum AutoClean<'m> {
    /// It stays as it is.
    PagesOnly,
    /// It is scraped if this model has learned from scraped text that was cleaned.
    As(&'m Model),
    /// It is scraped.
    TextToo,
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
    pub(super) fn options(&self, labelled: bool) -> InputOptions {
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
            pages: match self.clean {
                CleanArgument::Html => Pages::Everywhere,
                CleanArgument::None => Pages::AsTheyAre,
                CleanArgument::Auto | CleanArgument::Text => Pages::Articles,
            },
            count_dates: self.date_field.is_some(),
        }
    }

    /// The inputs, how they are read and cleaned; see [`InputArguments::sources`].
    pub(super) fn reading(
        &self,
        command: &'static str,
        labelled: bool,
        auto: AutoClean<'_>,
    ) -> Result<Reading, Failure> {
        let text_too = self.cleans_text(auto);
        let cleaning = Cleaning::new(text_too, self.clean != CleanArgument::None, &self.cues()?)?;
        let sources = self.sources(command)?;
        if let Some(bad) = &self.bad {
            bad.check(&sources)?;
        }
        Ok(Reading {
            bad: self.bad.clone(),
            sources,
            options: self.options(labelled),
            cleaning,
        })
    }

    /// True when lines that are not the article are taken out of texts that are no web pages.
    pub(super) fn cleans_text(&self, auto: AutoClean<'_>) -> bool {
        match (self.clean, auto) {
            (CleanArgument::Auto, AutoClean::PagesOnly) | (CleanArgument::None, _) => false,
            (CleanArgument::Auto, AutoClean::As(model)) => model.settings.cleaned_text,
            (CleanArgument::Auto, AutoClean::TextToo)
            | (CleanArgument::Html | CleanArgument::Text, _) => true,
        }
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
    pub(super) fn sources(&self, command: &'static str) -> Result<Vec<Source>, Failure> {
        let from_stdin =
            self.files.is_empty() || self.files.iter().any(|file| file.as_os_str() == "-");
        if from_stdin && stdin().is_terminal() {
            return Err(Failure::Help(command));
        }
        if self.files.is_empty() {
            return Ok(vec![Source::stdin()]);
        }
        Ok(find_sources(&self.files, self.input_format.is_some())?)
    }
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
