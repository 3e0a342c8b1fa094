//! Lines of a concordance in every format.

mod cell;
mod row;
mod text_table;

use std::io::{self, Write};

use crate::report::{ReportFormat, ReportWriter};
use crate::stats::ConcordanceLine;
use row::LineRow;
use text_table::write_table;

/// Writes lines one after another; a table is written at the end, when its columns are known.
#[derive(Debug)]
pub enum LineWriter<W: Write> {
    /// Lines as rows of a format for programs.
    Rows(Box<ReportWriter<W>>),
    /// A table for people.
    Table {
        /// The destination.
        out: W,
        /// Whether it is coloured.
        in_color: bool,
        /// Its lines so far.
        lines: Vec<ConcordanceLine>,
    },
}

impl<W: Write> LineWriter<W> {
    /// A writer to `out`; tables may be coloured.
    pub fn new(out: W, format: ReportFormat, in_color: bool) -> Self {
        match format {
            ReportFormat::Table => LineWriter::Table {
                out,
                in_color,
                lines: Vec::new(),
            },
            format => LineWriter::Rows(Box::new(ReportWriter::new(out, format))),
        }
    }

    /// Writes one line.
    pub fn write(&mut self, line: ConcordanceLine) -> io::Result<()> {
        match self {
            LineWriter::Rows(writer) => writer.write(&LineRow::new(&line))?,
            LineWriter::Table { lines, .. } => lines.push(line),
        }
        Ok(())
    }

    /// Flushes the written output.
    pub fn flush(&mut self) -> io::Result<()> {
        match self {
            LineWriter::Rows(writer) => writer.flush(),
            LineWriter::Table { .. } => Ok(()),
        }
    }

    /// Writes the rest and returns the destination.
    pub fn finish(self) -> io::Result<W> {
        match self {
            LineWriter::Rows(writer) => writer.finish(),
            LineWriter::Table {
                mut out,
                in_color,
                lines,
            } => {
                write_table(&lines, in_color, &mut out)?;
                Ok(out)
            }
        }
    }
}
