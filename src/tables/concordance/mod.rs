//! Lines of a concordance in every format.

mod cell;
mod row;
mod text_table;

use std::io::{self, Write};

use crate::report::{ReportFormat, ReportWriter};
use crate::stats::ConcordanceLine;
use row::Row;
use text_table::write_table;

/// Writes lines one after the other; a table at the end, when its columns are known.
pub(crate) enum LineWriter<W: Write> {
    Rows(Box<ReportWriter<W>>),
    Table {
        out: W,
        in_color: bool,
        lines: Vec<ConcordanceLine>,
    },
}

impl<W: Write> LineWriter<W> {
    /// A writer to `out`; tables may be coloured.
    pub(crate) fn new(out: W, format: ReportFormat, in_color: bool) -> Self {
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
    pub(crate) fn write(&mut self, line: ConcordanceLine) -> io::Result<()> {
        match self {
            LineWriter::Rows(writer) => writer.write(&Row::new(&line))?,
            LineWriter::Table { lines, .. } => lines.push(line),
        }
        Ok(())
    }

    /// Hands on what was written.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        match self {
            LineWriter::Rows(writer) => writer.flush(),
            LineWriter::Table { .. } => Ok(()),
        }
    }

    /// Writes what is left and hands the destination back.
    pub(crate) fn finish(self) -> io::Result<W> {
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
