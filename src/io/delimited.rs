//! Comma- and tab-separated values with a header row.

use super::batches::Batch;
use super::format::{Fields, InputFormat};
use super::record::Record;
use crate::corpus::{Document, Place};
use crate::error::{Error, Result};

/// Where the named fields stand in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    text: usize,
    label: Option<usize>,
    id: Option<usize>,
    date: Option<usize>,
    group: Option<usize>,
    names: Vec<String>,
}

/// Reads the header row.
pub(super) fn columns(
    bytes: &[u8],
    format: InputFormat,
    source: &std::sync::Arc<str>,
    fields: &Fields,
) -> Result<Columns> {
    let place = Place {
        source: source.clone(),
        line: Some(1),
    };
    let mut reader = reader(bytes, format);
    let header = reader
        .headers()
        .map_err(|error| Error::record(&place, problem(&error)))?;
    let names: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
    let find = |wanted: &str| names.iter().position(|name| name == wanted);
    let Some(text) = find(&fields.text) else {
        return Err(missing(source, "text", &fields.text, &names));
    };
    Ok(Columns {
        text,
        label: find(&fields.label),
        id: find(&fields.id),
        date: find(&fields.date),
        group: fields.group.as_deref().and_then(find),
        names,
    })
}

/// The error for a table without the column `wanted`.
pub(super) fn missing(source: &str, what: &str, wanted: &str, names: &[String]) -> Error {
    let names: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
    Error::Input(format!(
        "{source}: there is no column \"{wanted}\" for the {what}; the columns are {} (--{what}-field names one)",
        names.join(", ")
    ))
}

/// Hands each row to `take`.
pub(super) fn for_each(
    batch: &Batch,
    labelled: bool,
    fields: &Fields,
    take: &mut dyn FnMut(Result<Record>) -> Result<()>,
) -> Result<()> {
    let Some(columns) = batch.header() else {
        return Ok(());
    };
    if labelled && columns.label.is_none() {
        return Err(missing(
            batch.source().name(),
            "label",
            &fields.label,
            &columns.names,
        ));
    }
    batch.text()?;
    let mut lines = LineCounter::new(batch.raw());
    for row in reader(batch.raw(), batch.format()).into_records() {
        let position = match &row {
            Ok(row) => row.position(),
            Err(error) => error.position(),
        };
        let line = position.map(|position| lines.line_of(position.byte() as usize));
        let place = Place {
            source: batch.source().name().clone(),
            line: line.map(|line| line + batch.first_line() - 1),
        };
        take(match row {
            Ok(row) => Ok(record(batch, &row, columns, place)),
            Err(error) => Err(Error::record(&place, problem(&error))),
        })?;
    }
    Ok(())
}

/// Finds the line of a row: the reader's own count stops before blank lines and before the line
/// feed of a CRLF.
struct LineCounter<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u64,
}

impl<'b> LineCounter<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        LineCounter {
            bytes,
            at: 0,
            line: 1,
        }
    }

    /// Line, from 1, of the row that starts at `byte` or after line ends there; rows come in order.
    fn line_of(&mut self, byte: usize) -> u64 {
        let ends = self.bytes[byte..]
            .iter()
            .take_while(|b| matches!(b, b'\r' | b'\n'));
        let start = byte + ends.count();
        self.line += memchr::memchr_iter(b'\n', &self.bytes[self.at..start]).count() as u64;
        self.at = start;
        self.line
    }
}

fn record(batch: &Batch, row: &csv::StringRecord, columns: &Columns, place: Place) -> Record {
    let field = |column: usize| row.get(column).unwrap_or_default();
    let stated = |column: Option<usize>| {
        let value = column.map(field).filter(|value| !value.is_empty());
        value.map(str::to_owned)
    };
    let line = place.line.unwrap_or_default();
    let document = Document {
        misread: None,
        id: stated(columns.id).unwrap_or_else(|| format!("{}#{line}", batch.source().id())),
        label: columns.label.map(|column| field(column).to_owned()),
        text: field(columns.text).to_owned(),
        date: None,
        group: stated(columns.group),
        place,
        page: None,
    };
    Record {
        document,
        date: stated(columns.date),
    }
}

fn problem(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("the row has {len} of the header's {expected_len} columns")
        }
        _ => error.to_string(),
    }
}

fn reader(bytes: &[u8], format: InputFormat) -> csv::Reader<&[u8]> {
    let delimiter = if format == InputFormat::Tsv {
        b'\t'
    } else {
        b','
    };
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(bytes)
}
