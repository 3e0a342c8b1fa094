//! Lines in the form that was asked for.

use super::row::Row;
use super::table::write_table;
use crate::cli::failure::Failure;
use crate::cli::output::{Destination, OutputArguments};
use crate::report::{ReportFormat, ReportWriter};
use crate::stats::ConcordanceLine;

/// Writes lines one after the other; a table at the end, when its columns are known.
pub(super) enum LineWriter {
    Rows(Box<ReportWriter<Destination>>),
    Table {
        out: Destination,
        in_color: bool,
        lines: Vec<ConcordanceLine>,
    },
}

impl LineWriter {
    pub(super) fn new(output: &OutputArguments) -> Result<Self, Failure> {
        let out = output.open()?;
        Ok(match output.format()? {
            ReportFormat::Table => LineWriter::Table {
                out,
                in_color: output.shows_color(),
                lines: Vec::new(),
            },
            format => LineWriter::Rows(Box::new(ReportWriter::new(out, format))),
        })
    }

    pub(super) fn write(&mut self, line: ConcordanceLine) -> Result<(), Failure> {
        match self {
            LineWriter::Rows(writer) => writer.write(&Row::new(&line))?,
            LineWriter::Table { lines, .. } => lines.push(line),
        }
        Ok(())
    }

    /// Hands on what was written.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        match self {
            LineWriter::Rows(writer) => Ok(writer.flush()?),
            LineWriter::Table { .. } => Ok(()),
        }
    }

    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            LineWriter::Rows(writer) => writer.finish()?.commit(),
            LineWriter::Table {
                mut out,
                in_color,
                lines,
            } => {
                write_table(&lines, in_color, &mut out)?;
                out.commit()
            }
        }
    }
}
