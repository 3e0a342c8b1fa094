//! Tables of separated values (comma, semicolon, tab or bar), with or without a header row.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use super::batches::{Batch, utf8};
use super::column_names::{
    find_column, find_texts, listed, missing, missing_with, numbered, shown,
};
use super::format::{Fields, InputFormat, Tables};
use super::record::{Raw, Record, Take, join_texts};
use super::rows::{Cell, DelimitedRow, Dialect, Fault, FaultKind, Rows, whole_rows};
use super::separators::{separator, stated};
use super::sources::Source;
use crate::corpus::{Document, FieldValue, KeptFields, Place};
use crate::error::{Error, Result};

/// Indices of the named fields in a row, and the format of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    pub dialect: Dialect,
    has_header: bool,
    /// The text columns, which are joined.
    text: Vec<usize>,
    label: Option<usize>,
    id: Option<usize>,
    date: Option<usize>,
    group: Option<usize>,
    names: Vec<String>,
    /// Names of fields that are copied to the output: a duplicate name gets a number.
    kept_names: Vec<Arc<str>>,
}

/// The row format of a table that starts with `start`.
pub(super) fn dialect(
    start: &[u8],
    format: InputFormat,
    fields: &Fields,
    tables: &Tables,
) -> Dialect {
    let delimiter = match (tables.delimiter, format) {
        (Some(delimiter), _) => delimiter,
        (None, InputFormat::Tsv) => b'\t',
        (None, _) => separator(start, fields, tables),
    };
    Dialect {
        delimiter,
        quotes: !tables.no_quotes,
    }
}

/// Length of the line `sep=;` before the header, if there is one.
pub(super) fn statement_length(start: &[u8]) -> usize {
    stated(start).map_or(0, |(_, length)| length)
}

/// Finds the columns in the first row of `bytes`, which start at `offset` of the source, on line `line`; also
/// returns the length of the header.
pub(super) fn columns(
    bytes: &[u8],
    dialect: Dialect,
    line: u64,
    offset: u64,
    source: &Source,
    fields: &Fields,
    tables: &Tables,
) -> Result<Option<(Columns, usize)>> {
    let mut rows = Rows::new(bytes, dialect, line);
    let Some(row) = rows.next() else {
        return Ok(None);
    };
    let text = utf8(row.bytes, offset + row.start as u64, source.name())?;
    let place = |line| Place {
        source: source.name().clone(),
        line: Some(line),
    };
    let cells = row
        .cells
        .map_err(|fault| Error::record(&place(fault.line), problem(&fault, dialect.delimiter)))?;
    let first: Vec<_> = cells
        .iter()
        .map(|cell| cell.text(text).trim().to_owned())
        .collect();
    let header_length = if tables.no_header { 0 } else { rows.position() };
    let columns = Columns::new(first, dialect, source, fields, tables)?;
    Ok(Some((columns, header_length)))
}

impl Columns {
    /// `first` is the first row: the header, if there is one.
    fn new(
        first: Vec<String>,
        dialect: Dialect,
        source: &Source,
        fields: &Fields,
        tables: &Tables,
    ) -> Result<Self> {
        let names = match tables.no_header {
            true => (1..=first.len()).map(|number| number.to_string()).collect(),
            false => first.clone(),
        };
        let find = |wanted: &str| find_column(source.name(), wanted, &names);
        let text = find_texts(source.name(), fields, &names)?;
        let Some(text) = text else {
            return Err(no_text(source.name(), &first, dialect, fields, tables));
        };
        Ok(Columns {
            dialect,
            has_header: !tables.no_header,
            text,
            label: find(&fields.label)?,
            id: find(&fields.id)?,
            date: find(&fields.date)?,
            group: fields.group.as_deref().map_or(Ok(None), find)?,
            kept_names: distinct(&names),
            names,
        })
    }

    /// Length of the whole rows at the start of `bytes`.
    pub(super) fn whole_rows(&self, bytes: &[u8]) -> Option<usize> {
        whole_rows(bytes, self.dialect)
    }
}

/// Distinct names: `a`, `a` become `a`, `a_2`.
fn distinct(names: &[String]) -> Vec<Arc<str>> {
    let mut taken: HashSet<Arc<str>> = HashSet::new();
    let mut free = |name: &String| {
        let numbered = (2_u64..).map(|number| format!("{name}_{number}"));
        let mut candidates = std::iter::once(name.clone()).chain(numbered);
        let name = candidates.find(|name| !taken.contains(name.as_str() as &str));
        let name: Arc<str> = name.unwrap_or_default().into();
        taken.insert(Arc::clone(&name));
        name
    };
    names.iter().map(&mut free).collect()
}

/// The error for a table without the text column, with all possible causes.
fn no_text(
    source: &str,
    first: &[String],
    dialect: Dialect,
    fields: &Fields,
    tables: &Tables,
) -> Error {
    if tables.no_header {
        let cure = "without a header, columns are named by their numbers: `text_field` 1";
        return missing_with(source, "text", &fields.text, &numbered(first), cure);
    }
    let delimiter = shown(&char::from(dialect.delimiter).to_string());
    let cure = format!(
        "`text_field` names one; `no_header` says that the first row is a record; `delimiter` names a separator other than \"{delimiter}\""
    );
    missing_with(source, "text", &fields.text, &listed(first), &cure)
}

/// Passes each row to `take`.
pub(super) fn for_each(
    batch: &Batch,
    labelled: bool,
    fields: &Fields,
    take: &mut Take<'_>,
) -> Result<()> {
    let Some(columns) = batch.header() else {
        return Ok(());
    };
    let source = batch.source().name();
    if labelled && columns.label.is_none() {
        return Err(no_labels(source, columns, fields));
    }
    for row in Rows::new(batch.raw(), columns.dialect, batch.first_line()) {
        let raw = Raw {
            bytes: Some(row.bytes),
            line: Some(row.line),
        };
        take(record(batch, row, columns), raw)?;
    }
    Ok(())
}

fn no_labels(source: &str, columns: &Columns, fields: &Fields) -> Error {
    if columns.has_header {
        return missing(source, "label", &fields.label, &columns.names);
    }
    let cure = "without a header, columns are named by their numbers: `label_field` 2";
    let names = columns.names.join(", ");
    missing_with(source, "label", &fields.label, &names, cure)
}

fn record(batch: &Batch, row: DelimitedRow<'_>, columns: &Columns) -> Result<Record> {
    let place = |line| Place {
        source: batch.source().name().clone(),
        line: Some(line),
    };
    let cells = row.cells.map_err(|fault| {
        let problem = problem(&fault, columns.dialect.delimiter);
        Error::record(&place(fault.line), problem)
    })?;
    let place = place(row.line);
    let text = utf8(row.bytes, batch.offset() + row.start as u64, &place)?;
    if cells.len() != columns.names.len() {
        let problem = columns.unequal(cells.len());
        return Err(Error::record(&place, problem));
    }
    Ok(columns.record(&cells, text, place, batch.source()))
}

impl Columns {
    fn unequal(&self, have: usize) -> String {
        let first = match self.has_header {
            true => "header",
            false => "first row",
        };
        let expected = self.names.len();
        format!("the row has {have} of the {first}'s {expected} columns")
    }

    /// The text, or several with a blank line between them; blank ones are left out.
    fn text<'r>(&self, field: &impl Fn(usize) -> Cow<'r, str>) -> String {
        if let [column] = *self.text {
            return field(column).into_owned();
        }
        let texts = self.text.iter().map(|&column| field(column));
        join_texts(texts)
    }

    /// All cells of a row by the names of their columns.
    pub(super) fn kept(&self, row: &str) -> Option<KeptFields> {
        let cells = Rows::new(row.as_bytes(), self.dialect, 1)
            .next()?
            .cells
            .ok()?;
        let names = self.kept_names.iter().map(Arc::clone);
        let values = cells
            .iter()
            .map(|cell| FieldValue::Text(cell.text(row).into()));
        let kept = KeptFields::of_distinct(names.zip(values).collect());
        Some(kept)
    }

    fn record(&self, cells: &[Cell], row: &str, place: Place, source: &Source) -> Record {
        let field = |column: usize| cells[column].text(row);
        let stated = |column: Option<usize>| {
            let value = column.map(field).filter(|value| !value.is_empty());
            value.map(|value| value.into_owned())
        };
        let line = place.line.unwrap_or_default();
        let own_id = stated(self.id);
        let document = Document {
            misread: None,
            is_file: false,
            has_own_id: own_id.is_some(),
            id: own_id.unwrap_or_else(|| format!("{}#{line}", source.id())),
            label: self.label.map(|column| field(column).into_owned()),
            text: self.text(&field),
            date: None,
            group: stated(self.group),
            place,
            fields: None,
            page: None,
        };
        Record {
            found_texts: u64::MAX,
            document,
            date: stated(self.date),
            label_problem: None,
            row: None,
        }
    }
}

/// The problem with a row's quotation marks, and the remedy.
fn problem(fault: &Fault, delimiter: u8) -> String {
    let column = fault.column;
    let separator = shown(&char::from(delimiter).to_string());
    let found = match &fault.kind {
        FaultKind::Unclosed => format!("a quote opens column {column}, but no quote closes it"),
        FaultKind::Stray(line, text) => {
            let text = shown(text);
            let closing = match *line == fault.line {
                true => "the quote that closes it".to_owned(),
                false => format!("the quote that closes it, on line {line},"),
            };
            format!(
                "a quote opens column {column}, but after {closing} stands \"{text}\"; expected a separator (\"{separator}\") or the end of the line there"
            )
        }
        FaultKind::SpansRows(line) => format!(
            "a quote opens column {column}, which then reaches up to line {line} and holds tabs, so that it seems to be several rows"
        ),
    };
    format!(
        "{found}. Write a quote inside a quoted field twice (\"\"), or read quotes as any other character with `no_quotes`"
    )
}
