//! Removes boilerplate from web pages and scraped text.

mod lines;

use std::ops::Range;

pub use lines::CleanedLine;

use super::Environment;
use crate::corpus::reading::{
    Account, Input, Reading, read_raw, rule_of, say_skipped_files, with_counts,
};
use crate::corpus::{Document, Page, paragraph_ranges};
use crate::error::Error;
use crate::io::Per;
use crate::io::site_blocks::PageReading;
use crate::text::{Cleaned, Language, Rule, language};
use lines::lines_of;

/// What is determined for each document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CleanSettings {
    /// Whether script and language are detected; this takes longer than cleaning.
    pub with_language: bool,
    /// Whether all lines are returned, with what became of each. Not for documents that are split into
    /// paragraphs.
    pub with_lines: bool,
}

/// A document or paragraph after cleaning.
#[derive(Debug)]
pub struct CleanedDocument {
    /// The document with the remaining text.
    pub document: Document,
    /// The removed lines; with `kept_whole`, the lines that would have been removed.
    pub removed: Vec<RemovedText>,
    /// True when cleaning would have removed too much of the text, so nothing was removed.
    pub kept_whole: bool,
    /// Script and language of the text, if requested and detected.
    pub language: Option<Language>,
    /// All lines and what became of them, if requested.
    pub lines: Vec<CleanedLine>,
}

/// A line that was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedText {
    /// Line number in the text, from 1; `None` for a line of a web page outside its article.
    pub line: Option<usize>,
    /// Why it was removed.
    pub rule: Rule,
    /// The text of the line.
    pub text: String,
}

/// Reads and cleans documents on all threads and passes them to `consume` in batches, in input order. Returns
/// a summary of what was removed. Paragraphs are kept even when they become empty.
///
/// # Errors
/// As [`read`](crate::corpus::reading::read), and those of `consume`.
pub fn clean<E: From<Error>>(
    environment: &Environment<'_>,
    reading: Reading,
    settings: CleanSettings,
    mut consume: impl FnMut(Vec<CleanedDocument>) -> Result<(), E>,
) -> Result<Account, E> {
    let progress = environment.progress;
    say_skipped_files(&reading.skipped_files, progress);
    let (reading, per) = reading.of_whole_documents();
    let reading = with_counts(progress, reading)?;
    let cleaning = &reading.cleaning;
    let mut account = Account::default();
    read_raw(
        progress,
        Input {
            sources: reading.sources,
            options: &reading.options,
            pages: PageReading::Articles(cleaning.sites()),
        },
        reading.bad,
        || (),
        |(), _, documents| {
            let mut account = Account::default();
            let mut all = Vec::with_capacity(documents.len());
            for document in documents {
                let cleaned = cleaning.clean(&document);
                cleaned
                    .iter()
                    .for_each(|cleaned| account.add(&document, cleaned));
                match per {
                    Per::Paragraph => all.extend(paragraphs(&document, cleaned.as_ref())),
                    Per::Document => {
                        let lines = settings
                            .with_lines
                            .then(|| lines_of(&document, cleaned.as_ref()));
                        let outcome = cleaned.map(Outcome::of);
                        let document = CleanedDocument::new(document, outcome);
                        all.push(document.with_lines(lines.unwrap_or_default()));
                    }
                }
            }
            if settings.with_language {
                all.iter_mut().for_each(CleanedDocument::detect_language);
            }
            (all, account)
        },
        |(documents, of_batch)| {
            account.append(of_batch);
            consume(documents)
        },
    )?;
    Ok(account)
}

/// The result of cleaning a text.
struct Outcome {
    text: String,
    removed: Vec<RemovedText>,
    kept_whole: bool,
}

impl Outcome {
    fn of(cleaned: Cleaned<'_>) -> Self {
        Outcome {
            text: cleaned.kept(),
            kept_whole: cleaned.kept_whole,
            removed: cleaned
                .removed
                .into_iter()
                .map(|line| RemovedText {
                    line: Some(line.line),
                    rule: line.rule,
                    text: line.text,
                })
                .collect(),
        }
    }
}

impl CleanedDocument {
    /// A document and the result of its cleaning; a document that is not cleaned has no outcome.
    fn new(mut document: Document, outcome: Option<Outcome>) -> Self {
        let outside = document.page.iter().flat_map(Page::left_out);
        let mut removed: Vec<RemovedText> = outside
            .map(|block| RemovedText {
                line: None,
                rule: rule_of(block),
                text: block.text.clone(),
            })
            .collect();
        let mut kept_whole = false;
        if let Some(outcome) = outcome {
            document.text = outcome.text;
            removed.extend(outcome.removed);
            kept_whole = outcome.kept_whole;
        }
        CleanedDocument {
            document,
            removed,
            kept_whole,
            language: None,
            lines: Vec::new(),
        }
    }

    fn with_lines(self, lines: Vec<CleanedLine>) -> Self {
        CleanedDocument { lines, ..self }
    }

    fn detect_language(&mut self) {
        self.language = language(&self.document.text);
    }
}

/// The paragraphs of a document, each with what was removed from it, including empty paragraphs.
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
        let outcome = cleaned.map(|cleaned| Outcome::of(cleaned.part(range, line..=last)));
        let mut paragraph = document.paragraph(number, text);
        if number == 1 {
            // What is left out is reported once.
            paragraph.page.clone_from(&document.page);
        }
        CleanedDocument::new(paragraph, outcome)
    };
    numbered.map(paragraph).collect()
}

fn lines(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'\n').count()
}
