//! Parquet tables, one batch per row group.

mod columns;
mod guard;
mod rows;
mod types;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};

use self::columns::{Cell, cells, is_readable, is_text, too_large};
use self::guard::guarded;
#[cfg(feature = "cli")]
pub(crate) use self::guard::silence_guarded_panics;
use self::rows::kept_rows;
use self::types::field_types;
use super::batches::Batch;
use super::column_names::{find_column, find_texts, missing};
use super::format::{InputOptions, Keep};
use super::record::{Raw, Record, Take};
use super::sources::Source;
use crate::corpus::{Document, FieldTypes, KeptFields, Place};
use crate::error::{Error, Result};

/// A file in memory, with the indices of the named fields.
struct Table {
    reader: SerializedFileReader<Bytes>,
    /// The text columns, which are joined.
    text: Vec<usize>,
    label: Option<usize>,
    id: Option<usize>,
    date: Option<usize>,
    group: Option<usize>,
    /// The types of its fields.
    types: Arc<FieldTypes>,
    /// Maximum size in bytes of a column's values in a row group.
    most_bytes: u64,
}

/// Some rows of a table, not yet decoded.
pub(super) struct RowGroup {
    table: Arc<Table>,
    index: usize,
    /// Number of rows before it.
    first_row: u64,
}

impl fmt::Debug for RowGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RowGroup({})", self.index)
    }
}

/// The row groups of a file, in order.
///
/// # Errors
/// When the bytes are not a Parquet file, a needed column is missing, or the compression of a column is not
/// supported.
pub(super) fn row_groups(
    bytes: Vec<u8>,
    source: &Source,
    options: &InputOptions,
) -> Result<Vec<RowGroup>> {
    let name = source.name();
    let length = bytes.len() as u64;
    let open = || SerializedFileReader::new(Bytes::from(bytes));
    let reader = match guarded(open) {
        Some(Ok(reader)) => reader,
        Some(Err(error)) => return Err(damaged(name, &reason(&error))),
        None => return Err(damaged(name, "its description contradicts itself")),
    };
    let table = Arc::new(table(reader, length, source, options)?);
    let mut first_row = 0;
    let groups = table.reader.metadata().row_groups().iter().enumerate();
    let groups = groups.map(|(index, group)| {
        let rows = RowGroup {
            table: Arc::clone(&table),
            index,
            first_row,
        };
        first_row += u64::try_from(group.num_rows()).unwrap_or_default();
        rows
    });
    Ok(groups.collect())
}

/// Finds the columns.
fn table(
    reader: SerializedFileReader<Bytes>,
    length: u64,
    source: &Source,
    options: &InputOptions,
) -> Result<Table> {
    let (name, fields) = (source.name(), &options.fields);
    let metadata = reader.metadata();
    check_rows(metadata, name)?;
    let columns = metadata.file_metadata().schema_descr().columns();
    let names: Vec<String> = columns.iter().map(|c| c.path().string()).collect();
    let find = |wanted: &str| find_column(name, wanted, &names);
    let readable = |wanted: &str| -> Result<Option<usize>> {
        Ok(find(wanted)?.filter(|&index| is_readable(&columns[index])))
    };
    let text = find_texts(name, fields, &names)?;
    let text = text.ok_or_else(|| missing(name, "text", &fields.text, &names))?;
    if let Some(&other) = text.iter().find(|&&column| !is_text(&columns[column])) {
        return Err(Error::Input(format!(
            "{name}: the column \"{}\" holds no text; expected a column of strings (`text_field` names one)",
            names[other]
        )));
    }
    let label = readable(&fields.label)?;
    if options.labelled && label.is_none() {
        return Err(no_labels(name, &fields.label, &names));
    }
    let (id, date) = (readable(&fields.id)?, readable(&fields.date)?);
    let group = fields.group.as_deref().map_or(Ok(None), readable)?;
    if let Some(wanted) = fields.group.as_deref().filter(|_| group.is_none())
        && holds(&names, wanted)
    {
        return Err(no_names(name, wanted, "to put documents together by"));
    }
    let named = [label, id, date, group].into_iter().flatten();
    let kept = (options.keep != Keep::None).then_some(0..columns.len());
    let most_bytes = options.max_unpacked.of_packed(length);
    for column in named
        .chain(text.iter().copied())
        .chain(kept.into_iter().flatten())
    {
        check_chunks(metadata, column, length, name)?;
        check_sizes(metadata, column, most_bytes, name)?;
    }
    let types = field_types(metadata.file_metadata().schema());
    Ok(Table {
        reader,
        text,
        label,
        id,
        date,
        group,
        types: Arc::new(types),
        most_bytes,
    })
}

/// The error for a table without labels: the column is missing or has another type.
fn no_labels(source: &str, wanted: &str, names: &[String]) -> Error {
    match holds(names, wanted) {
        true => no_names(
            source,
            wanted,
            "for the label (`label_field` names another column)",
        ),
        false => missing(source, "label", wanted, names),
    }
}

/// True for the name of a column, or of one that contains columns.
fn holds(names: &[String], wanted: &str) -> bool {
    let below = format!("{wanted}.");
    names
        .iter()
        .any(|name| name == wanted || name.starts_with(&below))
}

/// The error for a column whose values are not names.
fn no_names(source: &str, wanted: &str, what_for: &str) -> Error {
    Error::Input(format!(
        "{source}: the column \"{wanted}\" holds lists, objects or another type that names nothing; expected strings, numbers or true/false {what_for}"
    ))
}

/// Checks that the row groups have as many rows as the file says, and flat columns as many values: a group that
/// says less would lose rows silently.
fn check_rows(metadata: &ParquetMetaData, name: &str) -> Result<()> {
    let groups = metadata.row_groups();
    let rows: i128 = groups
        .iter()
        .map(|group| i128::from(group.num_rows()))
        .sum();
    if rows != i128::from(metadata.file_metadata().num_rows()) {
        return Err(damaged(
            name,
            "its row groups have another number of rows than the file",
        ));
    }
    for group in groups {
        let flat = group
            .columns()
            .iter()
            .filter(|chunk| chunk.column_descr().max_rep_level() == 0);
        if flat
            .into_iter()
            .any(|chunk| chunk.num_values() != group.num_rows())
        {
            return Err(damaged(
                name,
                "a column has another number of values than its row group has rows",
            ));
        }
    }
    Ok(())
}

/// Checks that the column is in the file in every row group, in a readable form.
fn check_chunks(metadata: &ParquetMetaData, column: usize, length: u64, name: &str) -> Result<()> {
    for group in metadata.row_groups() {
        let Some(chunk) = group.columns().get(column) else {
            return Err(damaged(name, "a column is missing in a row group"));
        };
        // The crate assumes what is checked here.
        let start = chunk.dictionary_page_offset();
        let start = u64::try_from(start.unwrap_or(chunk.data_page_offset())).ok();
        let bytes = u64::try_from(chunk.compressed_size()).ok();
        let end = start.and_then(|start| start.checked_add(bytes?));
        if end.is_none_or(|end| end > length) || group.num_rows() < 0 {
            return Err(damaged(name, "a column lies outside the file"));
        }
        check_compression(chunk.compression(), name)?;
    }
    Ok(())
}

/// Checks the declared unpacked size of a column, before a whole page of it is unpacked.
fn check_sizes(metadata: &ParquetMetaData, column: usize, most: u64, name: &str) -> Result<()> {
    let chunks = metadata
        .row_groups()
        .iter()
        .map(|group| group.column(column));
    let sizes = chunks.map(|chunk| u64::try_from(chunk.uncompressed_size()).unwrap_or_default());
    match sizes.max().is_some_and(|largest| largest > most) {
        true => Err(Error::Input(format!(
            "{name}: {}",
            reason(&too_large("a column", most))
        ))),
        false => Ok(()),
    }
}

fn check_compression(compression: Compression, name: &str) -> Result<()> {
    // The only compression that the crate does not decode.
    if compression != Compression::LZO {
        return Ok(());
    }
    Err(Error::Input(format!(
        "{name}: the columns are compressed with LZO; write the file anew with Zstandard, Snappy or gzip"
    )))
}

impl RowGroup {
    /// Size in bytes in the file.
    pub(super) fn bytes(&self) -> u64 {
        let group = self.table.reader.metadata().row_group(self.index);
        u64::try_from(group.compressed_size()).unwrap_or_default()
    }

    /// Passes each row to `take`.
    pub(super) fn for_each(&self, batch: &Batch, keep: &Keep, take: &mut Take<'_>) -> Result<()> {
        let table = &self.table;
        let texts = self.texts(batch)?;
        let mut fields = self.fields(batch, keep)?.into_iter();
        let mut labels = self.column(table.label, batch)?.into_iter();
        let mut ids = self.column(table.id, batch)?.into_iter();
        let mut dates = self.column(table.date, batch)?.into_iter();
        let mut groups = self.column(table.group, batch)?.into_iter();
        for (index, text) in texts.into_iter().enumerate() {
            let row = ParquetRow {
                number: self.first_row + index as u64 + 1,
                text,
                label: labels.next().flatten(),
                id: ids.next().flatten(),
                date: dates.next().flatten(),
                group: groups.next().flatten(),
            };
            let mut record = row.record(batch.source());
            if let Ok(record) = &mut record {
                record.document.fields = fields.next().map(Box::new);
            } else {
                fields.next();
            }
            take(record, Raw::default())?;
        }
        Ok(())
    }

    /// The text of each row, or several with a blank line between them.
    fn texts(&self, batch: &Batch) -> Result<Vec<Cell>> {
        if let [column] = *self.table.text {
            return self.column(Some(column), batch);
        }
        let columns = self.table.text.iter();
        let columns: Result<Vec<_>> = columns
            .map(|&column| self.column(Some(column), batch))
            .collect();
        let mut columns: Vec<_> = columns?.into_iter().map(Vec::into_iter).collect();
        let mut texts = Vec::new();
        while let Some(row) = columns
            .iter_mut()
            .map(Iterator::next)
            .collect::<Option<Vec<Cell>>>()
        {
            texts.push(joined(row));
        }
        Ok(texts)
    }

    /// All fields of each row, if fields are kept.
    fn fields(&self, batch: &Batch, keep: &Keep) -> Result<Vec<KeptFields>> {
        if *keep == Keep::None {
            return Ok(Vec::new());
        }
        let read = || {
            let group = self.table.reader.get_row_group(self.index)?;
            kept_rows(&*group, &self.table.types, self.table.most_bytes)
        };
        let problem = match guarded(read) {
            Some(Ok(rows)) => return Ok(rows),
            Some(Err(error)) => reason(&error),
            None => "its pages contradict themselves".into(),
        };
        Err(damaged(batch.source().name(), &problem))
    }

    /// All cells of a column; empty for a missing column.
    fn column(&self, column: Option<usize>, batch: &Batch) -> Result<Vec<Cell>> {
        let Some(column) = column else {
            return Ok(Vec::new());
        };
        let reader = &self.table.reader;
        let rows = usize::try_from(reader.metadata().row_group(self.index).num_rows());
        let decode = || {
            let group = reader.get_row_group(self.index)?;
            cells(&*group, column, self.table.most_bytes)
        };
        let problem = match guarded(decode) {
            Some(Ok(cells)) if Ok(cells.len()) == rows => return Ok(cells),
            Some(Ok(_)) => "rows are missing".into(),
            Some(Err(error)) => reason(&error),
            None => "its pages contradict themselves".into(),
        };
        Err(damaged(batch.source().name(), &problem))
    }
}

/// Several texts as one; none when all are null.
fn joined(texts: Vec<Cell>) -> Cell {
    let texts: Vec<Vec<u8>> = texts.into_iter().flatten().collect();
    if texts.is_empty() {
        return None;
    }
    let is_blank = |text: &Vec<u8>| text.trim_ascii().is_empty();
    let texts: Vec<_> = texts.into_iter().filter(|text| !is_blank(text)).collect();
    Some(texts.join(&b"\n\n"[..]))
}

struct ParquetRow {
    /// From 1.
    number: u64,
    text: Cell,
    label: Cell,
    id: Cell,
    date: Cell,
    group: Cell,
}

impl ParquetRow {
    fn record(self, source: &Source) -> Result<Record> {
        let place = Place {
            source: source.name().clone(),
            line: None,
        };
        let number = self.number;
        let bad = |problem| Error::record(&place, format!("row {number}: {problem}"));
        let utf8 = |cell: Cell| match cell.map(String::from_utf8) {
            None => Ok(None),
            Some(Ok(text)) => Ok(Some(text)),
            Some(Err(_)) => Err(bad("a value is not UTF-8; expected text in UTF-8")),
        };
        let Some(text) = utf8(self.text)? else {
            return Err(bad("the text is null; expected a string"));
        };
        let stated = |cell| utf8(cell).map(|value| value.filter(|value| !value.is_empty()));
        let id = stated(self.id)?;
        Ok(Record {
            found_texts: u64::MAX,
            date: stated(self.date)?,
            label_problem: None,
            row: Some(number),
            document: Document {
                misread: None,
                is_file: false,
                has_own_id: id.is_some(),
                id: id.unwrap_or_else(|| format!("{}#{number}", source.id())),
                label: utf8(self.label)?,
                text,
                date: None,
                group: stated(self.group)?,
                place: place.clone(),
                fields: None,
                page: None,
            },
        })
    }
}

fn damaged(name: &str, problem: &str) -> Error {
    Error::Input(format!(
        "{name}: {problem}; expected a whole Parquet file, get it again or write it anew"
    ))
}

/// The crate's message without the name of its kind.
fn reason(error: &ParquetError) -> String {
    match error {
        ParquetError::General(reason) | ParquetError::NYI(reason) | ParquetError::EOF(reason) => {
            reason.clone()
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compression_that_cannot_be_read_is_named() {
        assert!(check_compression(Compression::GZIP(Default::default()), "a").is_ok());
        let error = check_compression(Compression::LZO, "a.parquet");
        assert_eq!(
            error.unwrap_err().to_string(),
            "a.parquet: the columns are compressed with LZO; write the file anew with Zstandard, \
             Snappy or gzip"
        );
    }
}
