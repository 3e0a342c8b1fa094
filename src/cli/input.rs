//! Flags of input, the same in every command.

use std::io::{IsTerminal, stdin};
use std::path::PathBuf;

use clap::ValueEnum;

use super::failure::Failure;
use crate::io::{Encoding, Fields, InputFormat, InputOptions, Per, Source, find_sources};

#[derive(clap::Args, Debug, Clone)]
#[command(next_help_heading = "Input")]
pub(super) struct InputArguments {
    /// Files, folders, or - for standard input
    #[arg(value_name = "FILES")]
    pub files: Vec<PathBuf>,
    /// Read every input as jsonl, csv, tsv, txt, lines, fasttext or html [default: by ending]
    #[arg(long, value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,
    /// JSON key or CSV column of the text
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub text_field: String,
    /// JSON key or CSV column of the label
    #[arg(long, value_name = "NAME", default_value = "label")]
    pub label_field: String,
    /// JSON key or CSV column of the document's name
    #[arg(long, value_name = "NAME", default_value = "id")]
    pub id_field: String,
    /// What one document is
    #[arg(long, value_name = "UNIT", default_value = "document")]
    pub per: PerArgument,
    /// Pass over bad records and count them
    #[arg(long)]
    pub skip_bad: bool,
    /// Encoding of every input, such as utf-8, windows-1256 or utf-16le [default: UTF-8, unless
    /// UTF-16, windows-1256 or what a page declares is found]
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// Put U+FFFD for bytes that are not of the encoding, and count them
    #[arg(long)]
    pub lossy: bool,
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
            },
            per: match self.per {
                PerArgument::Document => Per::Document,
                PerArgument::Paragraph => Per::Paragraph,
            },
            labelled,
            skip_bad: self.skip_bad,
            encoding: self.encoding,
            lossy: self.lossy,
        }
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
