//! Explanations in every format.

mod object;
mod page;
mod rows;

use std::io::{self, Write};

use crate::jobs::explain::Explanation;
use crate::report::{Marking, ReportFormat, ReportWriter};
use object::ExplanationObject;
use page::write_page;
use rows::csv_rows;

/// Writes explanations one after another.
#[derive(Debug)]
pub enum ExplanationWriter<W: Write> {
    /// A page for each document, separated by empty lines.
    Pages {
        /// The destination.
        out: W,
        /// How words are marked.
        style: PageStyle,
        /// Number of pages so far.
        written: u64,
    },
    /// A row for each term.
    Rows(ReportWriter<W>),
    /// A JSON object for each document.
    Objects(ReportWriter<W>),
}

/// How pages mark words and labels.
#[derive(Debug, Clone, Copy)]
pub struct PageStyle {
    /// How they are marked.
    pub marking: Marking,
    /// Whether the text is shown with its words marked.
    pub with_text: bool,
}

impl<W: Write> ExplanationWriter<W> {
    /// A writer to `out`; `style` applies to pages.
    pub fn new(out: W, format: ReportFormat, style: PageStyle) -> Self {
        match format {
            ReportFormat::Table => ExplanationWriter::Pages {
                out,
                style,
                written: 0,
            },
            ReportFormat::Json | ReportFormat::JsonLines => {
                ExplanationWriter::Objects(ReportWriter::new(out, format))
            }
            ReportFormat::Csv | ReportFormat::Tsv | ReportFormat::Parquet => {
                ExplanationWriter::Rows(ReportWriter::new(out, format))
            }
        }
    }

    /// Writes one explanation.
    pub fn write(&mut self, explanation: &Explanation) -> io::Result<()> {
        match self {
            ExplanationWriter::Pages {
                out,
                style,
                written,
            } => {
                if *written > 0 {
                    writeln!(out)?;
                }
                *written += 1;
                write_page(explanation, *style, out)
            }
            ExplanationWriter::Rows(writer) => {
                let mut rows = csv_rows(explanation).into_iter();
                rows.try_for_each(|row| writer.write(&row))
            }
            ExplanationWriter::Objects(writer) => {
                writer.write_json(&ExplanationObject::of(explanation))
            }
        }
    }

    /// Flushes the written output.
    pub fn flush(&mut self) -> io::Result<()> {
        match self {
            ExplanationWriter::Pages { out, .. } => out.flush(),
            ExplanationWriter::Rows(writer) | ExplanationWriter::Objects(writer) => writer.flush(),
        }
    }

    /// Writes the rest and returns the destination.
    pub fn finish(self) -> io::Result<W> {
        match self {
            ExplanationWriter::Pages { out, .. } => Ok(out),
            ExplanationWriter::Rows(writer) | ExplanationWriter::Objects(writer) => writer.finish(),
        }
    }
}
