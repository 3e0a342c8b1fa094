//! Explanations in the form that was asked for.

use std::io::{self, Write};

use super::explained::Explained;
use super::highlight::Marking;
use super::page::write_page;
use super::rows::csv_rows;
use crate::cli::failure::Failure;
use crate::cli::output::Destination;
use crate::report::{ReportFormat, ReportWriter};

/// Writes explanations one after the other.
pub(super) enum ExplanationWriter {
    /// A page for each document, with an empty line between two.
    Pages {
        out: Destination,
        marking: Marking,
        written: u64,
    },
    /// A row for each term.
    Rows(ReportWriter<Destination>),
    /// A JSON object for each document.
    Objects(ReportWriter<Destination>),
}

impl ExplanationWriter {
    pub(super) fn new(out: Destination, format: ReportFormat, marking: Marking) -> Self {
        match format {
            ReportFormat::Table => ExplanationWriter::Pages {
                out,
                marking,
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

    pub(super) fn write(&mut self, explained: &Explained) -> io::Result<()> {
        match self {
            ExplanationWriter::Pages {
                out,
                marking,
                written,
            } => {
                if *written > 0 {
                    writeln!(out)?;
                }
                *written += 1;
                write_page(explained, *marking, out)
            }
            ExplanationWriter::Rows(writer) => {
                let mut rows = csv_rows(explained).into_iter();
                rows.try_for_each(|row| writer.write(&row))
            }
            ExplanationWriter::Objects(writer) => writer.write_json(explained),
        }
    }

    /// Hands on what was written.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        match self {
            ExplanationWriter::Pages { out, .. } => out.flush(),
            ExplanationWriter::Rows(writer) | ExplanationWriter::Objects(writer) => writer.flush(),
        }
    }

    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            ExplanationWriter::Pages { out, .. } => out.commit(),
            ExplanationWriter::Rows(writer) | ExplanationWriter::Objects(writer) => {
                writer.finish()?.commit()
            }
        }
    }
}
