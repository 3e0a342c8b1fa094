//! Cleaned documents in every format.

mod format;
mod lines;
mod row;
#[cfg(feature = "html")]
mod view;

use std::io::{self, Write};

use crate::jobs::clean::CleanedDocument;
use crate::report::{Kept, KeptColumns, ReportFormat};
pub use format::CleanedFormat;
use lines::CleanedLineWriter;
use row::CleanedRow;
#[cfg(feature = "html")]
use view::CleanedView;

/// Writes cleaned documents.
#[derive(Debug)]
pub enum CleanedWriter<W: Write> {
    /// Texts, with a line that names each if there are several.
    Texts {
        /// The destination.
        out: W,
        /// The first text.
        first: First,
    },
    /// Rows, which may start with the fields of a record.
    Rows {
        /// The writer of rows.
        columns: Box<KeptColumns<W>>,
        /// The content of rows.
        settings: CleanedColumns,
    },
    /// A row for each line, with what became of it.
    Lines(Box<CleanedLineWriter<W>>),
    /// A web page that shows all lines.
    #[cfg(feature = "html")]
    View(CleanedView<W>),
}

/// Settings of the rows of cleaned documents.
#[derive(Debug, Clone)]
pub struct CleanedColumns {
    /// The record's field for its cleaned text, if the record has that field.
    pub text_field: String,
    /// Whether removed lines are a column.
    pub with_removed: bool,
}

/// The first document, which is named only if there is a second one.
#[derive(Debug)]
pub enum First {
    /// There is none yet.
    ToCome,
    /// Its name and text, not yet written.
    Held(String, String),
    /// It is written.
    Written,
}

impl<W: Write> CleanedWriter<W> {
    /// A writer of texts.
    pub fn texts(out: W) -> Self {
        CleanedWriter::Texts {
            out,
            first: First::ToCome,
        }
    }

    /// A writer of a row for each line.
    pub fn lines(out: W, format: ReportFormat) -> Self {
        CleanedWriter::Lines(Box::new(CleanedLineWriter::new(out, format)))
    }

    /// A writer of a web page that shows all lines.
    ///
    /// # Errors
    /// When the feature `html` is off.
    #[cfg(feature = "html")]
    pub fn view(out: W) -> crate::Result<Self> {
        Ok(CleanedWriter::View(CleanedView::new(out)))
    }

    /// A writer of a web page that shows all lines.
    ///
    /// # Errors
    /// When the feature `html` is off.
    #[cfg(not(feature = "html"))]
    pub fn view(_: W) -> crate::Result<Self> {
        Err(crate::Error::MissingFeature {
            lacks: "writes no web pages",
            feature: "html",
        })
    }

    /// A writer of rows.
    pub fn rows(columns: KeptColumns<W>, settings: CleanedColumns) -> Self {
        CleanedWriter::Rows {
            columns: Box::new(columns),
            settings,
        }
    }

    /// Writes a document.
    pub fn write(&mut self, mut cleaned: CleanedDocument) -> io::Result<()> {
        match self {
            CleanedWriter::Texts { out, first } => {
                let (id, text) = (cleaned.document.id, cleaned.document.text);
                match std::mem::replace(first, First::Written) {
                    First::ToCome => *first = First::Held(id, text),
                    First::Held(first, first_text) => {
                        writeln!(out, "==> {first} <==\n{first_text}")?;
                        writeln!(out, "\n==> {id} <==\n{text}")?;
                    }
                    First::Written => writeln!(out, "\n==> {id} <==\n{text}")?,
                }
                Ok(())
            }
            CleanedWriter::Rows { columns, settings } => {
                // The facts of a page are columns anyway.
                let is_page = cleaned.document.page.is_some() && cleaned.document.is_file;
                let kept = Kept::of(&mut cleaned.document).filter(|_| !is_page);
                let (kept, row) = CleanedRow::new(cleaned, kept, settings);
                columns.write(kept, &row)
            }
            CleanedWriter::Lines(lines) => lines.write(&cleaned),
            #[cfg(feature = "html")]
            CleanedWriter::View(view) => view.write(&cleaned),
        }
    }

    /// Flushes the written output; the first of several texts waits for the second one.
    pub fn flush(&mut self) -> io::Result<()> {
        match self {
            CleanedWriter::Texts { out, .. } => out.flush(),
            CleanedWriter::Rows { columns, .. } => columns.flush(),
            CleanedWriter::Lines(lines) => lines.flush(),
            #[cfg(feature = "html")]
            CleanedWriter::View(view) => view.flush(),
        }
    }

    /// Writes the rest; returns the destination, and notices about fields.
    pub fn finish(self) -> io::Result<(W, Vec<String>)> {
        match self {
            CleanedWriter::Texts { mut out, first } => {
                if let First::Held(_, text) = first {
                    writeln!(out, "{text}")?;
                }
                Ok((out, Vec::new()))
            }
            CleanedWriter::Rows { columns, .. } => columns.finish(),
            CleanedWriter::Lines(lines) => Ok((lines.finish()?, Vec::new())),
            #[cfg(feature = "html")]
            CleanedWriter::View(view) => Ok((view.finish()?, Vec::new())),
        }
    }
}
