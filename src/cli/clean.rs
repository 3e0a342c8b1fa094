//! `tasnif clean`: takes what is not the article out of web pages and scraped text.

use std::io::Write;
use std::ops::Range;
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use super::Global;
use super::cleaning::Account;
use super::corpus_reader::{Reading, read_raw, with_counts};
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::{Destination, OutputArguments, print_text, to_stderr};
use crate::corpus::{Document, Page, paragraph_ranges};
use crate::io::Per;
use crate::report::{ReportFormat, ReportWriter};
use crate::text::{CUES, Cleaned, RemovedLine, Rule, language};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif clean page.html
  tasnif clean scraped/ --format jsonl -o clean.jsonl      a JSON object a document
  tasnif clean article.txt --show-removed > article.clean.txt
  tasnif clean --list-cues > cues.tsv                      what lines are known by")]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// Show each line that goes, and by which rule
    #[arg(long)]
    show_removed: bool,
    /// Print the built-in list of lines that are not the article
    #[arg(long)]
    list_cues: bool,
    /// How cleaned documents are written
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        help_heading = "Output"
    )]
    format: CleanFormat,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum CleanFormat {
    /// The text; before each of several documents a line with its name
    Text,
    /// A JSON object a document
    Jsonl,
    /// One JSON array
    Json,
}

/// A cleaned document.
#[derive(Debug, Serialize)]
struct CleanedDocument {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Script and language of the text, as found.
    #[serde(skip_serializing_if = "Option::is_none")]
    script: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    /// Language and date as a web page states them.
    #[serde(skip_serializing_if = "Option::is_none")]
    page_language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    text: String,
    kept_whole: bool,
    removed: Vec<Removed>,
}

/// A line that went.
#[derive(Debug, Serialize)]
struct Removed {
    /// In the text, from 1; none for a line of a web page outside the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    rule: &'static str,
    text: String,
}

impl CleanedDocument {
    fn new(document: Document, cleaned: Option<(String, Vec<RemovedLine>, bool)>) -> Self {
        let page = document.page.unwrap_or_default();
        let Page {
            title,
            language: page_language,
            published,
            left_out,
        } = page;
        let untouched = || (document.text.clone(), Vec::new(), false);
        let (text, removed, kept_whole) = cleaned.unwrap_or_else(untouched);
        let outside = left_out.into_iter().map(|text| Removed {
            line: None,
            rule: Rule::Page.name(),
            text,
        });
        let removed = outside.chain(removed.into_iter().map(|line| Removed {
            line: Some(line.line),
            rule: line.rule.name(),
            text: line.text,
        }));
        let written_in = language(&text);
        CleanedDocument {
            script: written_in.map(|language| language.script),
            language: written_in.map(|language| language.code),
            id: document.id,
            label: document.label,
            title: (!title.is_empty()).then_some(title),
            page_language,
            published,
            text,
            kept_whole,
            removed: removed.collect(),
        }
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    if arguments.list_cues {
        print_text(CUES)?;
        return Ok(0);
    }
    let reading = arguments
        .input
        .reading("clean", false, AutoClean::TextToo)?;
    let mut writer = Writer::new(arguments)?;
    let (reading, per) = reading.of_whole_documents();
    let Reading {
        sources,
        options,
        cleaning,
    } = with_counts(global, reading)?;
    let mut account = Account::default();
    read_raw(
        global,
        sources,
        &options,
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
            (cleaned, account)
        },
        |(documents, of_batch)| {
            account.append(of_batch);
            documents
                .iter()
                .try_for_each(|document| writer.write(document))
        },
    )?;
    writer.finish()?;
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

/// Writes cleaned documents.
enum Writer {
    Text {
        out: Destination,
        show_removed: bool,
        written: u64,
        /// The name of the first document is written when there is a second one.
        several: bool,
    },
    Json(Box<ReportWriter<Destination>>, bool),
}

impl Writer {
    fn new(arguments: &Arguments) -> Result<Self, Failure> {
        let output = OutputArguments {
            format: None,
            output: arguments.output.clone(),
        };
        let out = output.open()?;
        let json = |out, format| {
            Writer::Json(
                Box::new(ReportWriter::new(out, format)),
                arguments.show_removed,
            )
        };
        Ok(match arguments.format {
            CleanFormat::Text => Writer::Text {
                out,
                show_removed: arguments.show_removed,
                written: 0,
                several: is_several(&arguments.input),
            },
            CleanFormat::Jsonl => json(out, ReportFormat::JsonLines),
            CleanFormat::Json => json(out, ReportFormat::Json),
        })
    }

    fn write(&mut self, document: &CleanedDocument) -> Result<(), Failure> {
        match self {
            Writer::Text {
                out,
                show_removed,
                written,
                several,
            } => {
                if *several || *written > 0 {
                    let gap = if *written > 0 { "\n" } else { "" };
                    writeln!(out, "{gap}==> {} <==", document.id)?;
                }
                *written += 1;
                writeln!(out, "{}", document.text)?;
                if *show_removed {
                    show(document);
                }
            }
            Writer::Json(writer, show_removed) => {
                let mut value = serde_json::to_value(document).map_err(std::io::Error::from)?;
                if !*show_removed && let Some(fields) = value.as_object_mut() {
                    fields.remove("removed");
                }
                writer.write_json(&value)?;
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Failure> {
        match self {
            Writer::Text { out, .. } => out.commit(),
            Writer::Json(writer, _) => writer.finish()?.commit(),
        }
    }
}

/// Several files or a folder: each text is named, so that it can be told which it is.
fn is_several(input: &InputArguments) -> bool {
    input.files.len() > 1 || input.files.iter().any(|file| file.is_dir())
}

/// Says on standard error what went.
fn show(document: &CleanedDocument) {
    for line in &document.removed {
        let number = line.line.map(|number| format!("{number}:"));
        to_stderr(&format!(
            "{}:{} {}: {}",
            document.id,
            number.unwrap_or_default(),
            line.rule,
            line.text
        ));
    }
}
