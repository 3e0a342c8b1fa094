//! `tasnif clean`: takes what is not the article out of web pages and scraped text.

mod document;
mod writer;

use std::ops::Range;
use std::path::PathBuf;

use clap::ValueEnum;

use self::document::CleanedDocument;
use self::writer::Writer;
use super::Global;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::keep::KeepArgument;
use super::output::{check_no_terminal, print_text, unknown_ending};
use crate::corpus::reading::{
    Account, Reading, field_names, read_raw, say_passed_over, with_counts,
};
use crate::corpus::{Document, paragraph_ranges};
use crate::io::{Per, is_stream};
use crate::report::ReportFormat;
use crate::text::{CUES, Cleaned, RemovedLine};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
A JSON, CSV or Parquet record keeps its fields: the cleaned text stands in the field of the text, and
language, kept_whole and the like come after the others. Where the text is joined from several fields
or lies inside an object, these stay as they are, and the cleaned text is the field text.

Examples:
  tasnif clean page.html
  tasnif clean scraped/ --format jsonl -o clean.jsonl      a JSON object a document
  tasnif clean article.txt --show-removed > article.clean.txt
  tasnif clean --list-cues > cues.tsv                      what lines are known by")]
pub(super) struct Arguments {
    /// Show each line that goes, and by which rule
    #[arg(long)]
    show_removed: bool,
    /// Print the built-in list of lines that are not the article
    #[arg(long)]
    list_cues: bool,
    /// How cleaned documents are written: text (before each of several documents a line with its
    /// name), jsonl, json, csv, tsv or parquet [default: by the ending of the output file, .txt is text; else text]
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<CleanFormat>,
    /// Write to a file, in the format of its ending; - is standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Start CSV and TSV with a byte-order mark, by which Excel reads them as UTF-8
    #[arg(long, help_heading = "Output")]
    bom: bool,
    #[command(flatten)]
    keep: KeepArgument,
    #[command(flatten)]
    input: InputArguments,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum CleanFormat {
    /// The text; before each of several documents a line with its name
    Text,
    /// A JSON object a document
    Jsonl,
    /// One JSON array
    Json,
    /// Comma-separated values, a row a document
    Csv,
    /// Values separated by tabs, a row a document
    Tsv,
    /// A Parquet file with a row a document
    Parquet,
}

impl CleanFormat {
    /// The form of rows that a file's format stands for; text for the form of a person.
    fn of(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Table => CleanFormat::Text,
            ReportFormat::JsonLines => CleanFormat::Jsonl,
            ReportFormat::Json => CleanFormat::Json,
            ReportFormat::Csv => CleanFormat::Csv,
            ReportFormat::Tsv => CleanFormat::Tsv,
            ReportFormat::Parquet => CleanFormat::Parquet,
        }
    }

    /// The format of rows; none for texts.
    fn rows(self) -> Option<ReportFormat> {
        match self {
            CleanFormat::Text => None,
            CleanFormat::Jsonl => Some(ReportFormat::JsonLines),
            CleanFormat::Json => Some(ReportFormat::Json),
            CleanFormat::Csv => Some(ReportFormat::Csv),
            CleanFormat::Tsv => Some(ReportFormat::Tsv),
            CleanFormat::Parquet => Some(ReportFormat::Parquet),
        }
    }
}

impl Arguments {
    /// The format that was asked for, or that the ending of the output file stands for.
    fn format(&self) -> Result<CleanFormat, Failure> {
        let format = match (self.format, &self.output) {
            (Some(format), _) => format,
            (None, Some(path)) if !is_stream(path) => match ReportFormat::of_path(path) {
                Some(format) => CleanFormat::of(format),
                None => return Err(unknown_ending(path, true)),
            },
            _ => CleanFormat::Text,
        };
        if format == CleanFormat::Parquet {
            check_no_terminal(self.output.as_deref(), "a Parquet file")?;
        }
        Ok(format)
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    if arguments.list_cues {
        print_text(CUES)?;
        return Ok(0);
    }
    let mut reading = arguments.input.reading("clean", false, AutoClean::Text)?;
    say_passed_over(&reading.passed_over, global);
    let format = arguments.format()?;
    let rows = format.rows().unwrap_or(ReportFormat::Table);
    let keep = arguments.keep.of(rows);
    reading.options.keep = keep.clone();
    let (reading, per) = reading.of_whole_documents();
    let names = match rows {
        ReportFormat::Table => Vec::new(),
        _ => field_names(&reading)?,
    };
    let mut writer = Writer::new(arguments, format, per == Per::Paragraph, names, &keep)?;
    let Reading {
        sources,
        options,
        cleaning,
        bad,
        ..
    } = with_counts(global, reading)?;
    let mut account = Account::default();
    read_raw(
        global,
        sources,
        &options,
        bad,
        || (),
        |(), _, documents| {
            let mut account = Account::default();
            let mut cleaned = Vec::with_capacity(documents.len());
            for document in documents {
                let found = cleaning.clean(&document);
                found.iter().for_each(|found| account.add(&document, found));
                match per {
                    Per::Paragraph => cleaned.extend(paragraphs(&document, found.as_ref())),
                    Per::Document => {
                        let found = found.map(parts);
                        cleaned.push(CleanedDocument::new(document, found));
                    }
                }
            }
            if format != CleanFormat::Text {
                // Takes longer than cleaning, and texts do not show it.
                cleaned.iter_mut().for_each(CleanedDocument::find_language);
                for document in &mut cleaned {
                    document.put_text_into(&arguments.input.text_field);
                    if !arguments.show_removed {
                        document.removed = None;
                    }
                }
            }
            (cleaned, account)
        },
        |(documents, of_batch)| {
            account.append(of_batch);
            documents
                .into_iter()
                .try_for_each(|document| writer.write(document))?;
            writer.flush()
        },
    )?;
    writer.finish(global)?;
    account.report(global);
    Ok(0)
}

/// The paragraphs of a document, each with what went of it, also those of which nothing is left.
fn paragraphs(document: &Document, cleaned: Option<&Cleaned<'_>>) -> Vec<CleanedDocument> {
    let ranges = paragraph_ranges(&document.text);
    let mut line = 1;
    let mut before = 0;
    let numbered = (1..).zip(ranges);
    let paragraph = |(number, range): (usize, Range<usize>)| {
        line += lines(&document.text[before..range.start]);
        before = range.start;
        let text = document.text[range.clone()].trim();
        let last = line + lines(&document.text[range.clone()]);
        let found = cleaned.map(|cleaned| parts(cleaned.part(range, line..=last)));
        let mut paragraph = document.paragraph(number, text);
        if number > 1
            && let Some(page) = &mut paragraph.page
        {
            // Told with the first.
            page.left_out.clear();
        }
        CleanedDocument::new(paragraph, found)
    };
    numbered.map(paragraph).collect()
}

fn lines(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'\n').count()
}

/// What is kept, what went, and whether the text was kept whole.
fn parts(cleaned: Cleaned<'_>) -> (String, Vec<RemovedLine>, bool) {
    (cleaned.kept(), cleaned.removed, cleaned.kept_whole)
}
