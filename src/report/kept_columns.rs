//! Rows with the fields of the record followed by the results of the command.

use std::io::{self, Write};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::format::ReportFormat;
use super::number::counted;
use super::writer::{Record, ReportWriter};
use crate::corpus::{Document, FieldValue, KeptFields, Place};
use crate::error::Error;
use crate::io::{Keep, members};

/// How many names a message lists.
const LISTED: usize = 12;

/// The results of a document as cells of a table.
fn cells(record: &impl Record) -> KeptFields {
    let mut results = KeptFields::default();
    for (name, cell) in record.columns().into_iter().zip(record.cells()) {
        results.set(name, FieldValue::Text(cell.into()));
    }
    results
}

/// Names for results that have the same name as a field of the record.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    /// Results that repeat what a field of the same name contains.
    pub stated: &'static [&'static str],
    /// A result that is a guess at the field of the same name. It is written when the first record has no such
    /// field, so that a column never contains both.
    pub guess: Option<&'static str>,
}

/// A record's fields and its place.
#[derive(Debug)]
pub struct Kept {
    place: Place,
    fields: KeptFields,
}

impl Kept {
    /// Takes the fields out of a document; `None` when it is not a record, or they are not kept.
    pub fn of(document: &mut Document) -> Option<Self> {
        let fields = document.fields.take()?;
        Some(Kept {
            place: document.place.clone(),
            fields: *fields,
        })
    }

    /// Replaces the text field with `text`; false when the text is not a single field.
    pub fn replace_text(&mut self, name: &str, text: &str) -> bool {
        let is_there = self.fields.has(name);
        if is_there {
            self.fields.set(name, FieldValue::json_text(text));
        }
        is_there
    }
}

/// Writes rows of fields and results. The columns of CSV are those of the first record, or those known
/// beforehand.
#[derive(Debug)]
pub struct KeptColumns<W: Write> {
    writer: ReportWriter<W>,
    format: ReportFormat,
    own: Own,
    /// Names of all fields of the input, if they are known before it is read.
    known: Vec<Arc<str>>,
    /// Columns of CSV, known from the first row on.
    columns: Option<Columns>,
    /// Whether the guess is written, known from the first record on.
    with_guess: Option<bool>,
    /// Names of requested fields that no record has had yet.
    unseen: Vec<String>,
    /// Number of records that have a field with the guess's name although the guess is written.
    stated_late: u64,
}

/// Columns of CSV.
#[derive(Debug)]
struct Columns {
    fields: Vec<Arc<str>>,
    /// Index of each field.
    places: FxHashMap<Arc<str>, usize>,
    /// Results by name, and the names of their columns.
    results: Vec<(Arc<str>, String)>,
}

impl Columns {
    fn names(&self) -> Vec<String> {
        let fields = self.fields.iter().map(|name| name.to_string());
        let results = self.results.iter().map(|(_, column)| column.clone());
        fields.chain(results).collect()
    }
}

impl<W: Write> KeptColumns<W> {
    /// Writes rows to `out`; see [`Own`].
    pub fn new(out: W, format: ReportFormat, own: Own) -> Self {
        KeptColumns {
            writer: ReportWriter::new(out, format),
            format,
            own,
            known: Vec::new(),
            columns: None,
            with_guess: None,
            unseen: Vec::new(),
            stated_late: 0,
        }
    }

    /// Sets the requested fields, so that names that no record has are reported.
    pub fn with_keep(self, keep: &Keep) -> Self {
        let unseen = match keep {
            Keep::Named(names) => names.clone(),
            Keep::All | Keep::None => Vec::new(),
        };
        KeptColumns { unseen, ..self }
    }

    /// Sets the names of all fields of the input, which become the columns of CSV.
    pub fn with_names(self, known: Vec<Arc<str>>) -> Self {
        KeptColumns { known, ..self }
    }

    /// Writes the results of a document after the fields of its record, if there are any.
    ///
    /// # Errors
    /// When the output cannot be written, or a field comes after the columns of a table.
    pub fn write(&mut self, kept: Option<Kept>, results: &impl Record) -> io::Result<()> {
        if let Some(kept) = &kept {
            self.see_guess(&kept.fields);
            self.unseen.retain(|name| !kept.fields.has(name));
        }
        if self.format.separator().is_some() {
            return self.write_cells(kept.as_ref(), &cells(results));
        }
        let Some(Kept { mut fields, .. }) = kept else {
            return self.writer.write(results);
        };
        let results = members(&serde_json::to_string(results)?);
        for (name, value) in results.iter() {
            if let Some(name) = self.name(name, &|taken| fields.has(taken) || self.is_known(taken))
            {
                fields.set(name, value.clone());
            }
        }
        self.writer.write_fields(&fields)
    }

    /// True for a field of another record, whose name a result must not use in this one. A result that
    /// repeats a field replaces it if it is missing.
    fn is_known(&self, name: &str) -> bool {
        !self.own.stated.contains(&name) && self.known.iter().any(|known| **known == *name)
    }

    /// Decides by the first record whether the guess is written, and counts later fields of that name.
    fn see_guess(&mut self, fields: &KeptFields) {
        let Some(guess) = self.own.guess else {
            return;
        };
        let states = fields.has(guess);
        let is_known = states || self.known.iter().any(|name| **name == *guess);
        let with_guess = *self.with_guess.get_or_insert(!is_known);
        self.stated_late += u64::from(with_guess && states);
    }

    /// The name of a result that avoids existing names; `None` when it is not written.
    fn name(&self, result: &str, is_taken: &dyn Fn(&str) -> bool) -> Option<String> {
        let clashes = is_taken(result);
        if self.own.guess == Some(result) {
            let is_written = !clashes && self.with_guess != Some(false);
            return is_written.then(|| result.to_owned());
        }
        if !clashes {
            return Some(result.to_owned());
        }
        if self.own.stated.contains(&result) {
            return None;
        }
        let numbered = (2_u64..).map(|number| format!("{result}_{number}"));
        numbered.into_iter().find(|name| !is_taken(name))
    }

    /// Writes a row of CSV.
    fn write_cells(&mut self, kept: Option<&Kept>, results: &KeptFields) -> io::Result<()> {
        let none = KeptFields::default();
        let fields = kept.map_or(&none, |kept| &kept.fields);
        let columns = match self.columns.take() {
            Some(columns) => columns,
            None => self.columns_of(fields, results),
        };
        let mut cells = vec![String::new(); columns.fields.len()];
        for (index, (name, value)) in fields.iter().enumerate() {
            // Most rows have the same fields in the same order.
            let is_there = columns.fields.get(index) == Some(name);
            let place = if is_there {
                Some(index)
            } else {
                columns.places.get(name).copied()
            };
            match (place, kept) {
                (Some(place), _) => cells[place] = value.cell().into_owned(),
                (None, Some(kept)) => return Err(no_column(&kept.place, name, &columns.fields)),
                (None, None) => {}
            }
        }
        cells.extend(columns.results.iter().map(|(name, _)| {
            let value = results.get(name).map(FieldValue::cell);
            value.unwrap_or_default().into_owned()
        }));
        let row = Cells {
            columns: &columns,
            cells,
        };
        self.writer.write(&row)?;
        self.columns = Some(columns);
        Ok(())
    }

    fn columns_of(&self, fields: &KeptFields, results: &KeptFields) -> Columns {
        let fields: Vec<Arc<str>> = match self.known.is_empty() {
            true => fields.iter().map(|(name, _)| Arc::clone(name)).collect(),
            false => self.known.clone(),
        };
        let mut written: Vec<(Arc<str>, String)> = Vec::new();
        for (result, _) in results.iter() {
            let is_taken = |name: &str| {
                let columns = written.iter().map(|(_, column)| column.as_str());
                fields
                    .iter()
                    .map(|field| &**field)
                    .chain(columns)
                    .any(|taken| taken == name)
            };
            if let Some(column) = self.name(result, &is_taken) {
                written.push((Arc::clone(result), column));
            }
        }
        let numbered = fields.iter().map(Arc::clone).zip(0..);
        Columns {
            results: written,
            places: numbered.collect(),
            fields,
        }
    }

    /// Flushes the output.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }

    /// Ends the output and returns it, with messages about the fields: names that no record has, and records
    /// with a field that is a guess in others.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(self) -> io::Result<(W, Vec<String>)> {
        let mut notices = Vec::new();
        if !self.unseen.is_empty() {
            let names = self.unseen.join(", ");
            notices.push(format!("no record has the field {names} of `keep`"));
        }
        if let (Some(guess), 1..) = (self.own.guess, self.stated_late) {
            let records = counted(self.stated_late, "record");
            notices.push(format!(
                "kept the field \"{guess}\" of {records}; in the others \"{guess}\" is the prediction, as \"predicted\" is in all"
            ));
        }
        Ok((self.writer.finish()?, notices))
    }
}

/// The error for a record with a field that has no column in CSV.
fn no_column(place: &Place, name: &str, columns: &[Arc<str>]) -> io::Error {
    let listed: Vec<&str> = columns.iter().take(LISTED).map(|name| &**name).collect();
    let more = if columns.len() > LISTED { ", …" } else { "" };
    io::Error::other(Error::Record {
        place: place.clone(),
        problem: format!(
            "the field \"{name}\" is new, and the columns of the table are written already ({}{more}); name the fields with `keep`, or write JSON Lines",
            listed.join(", ")
        ),
    })
}

/// A row of CSV.
#[derive(Serialize)]
struct Cells<'c> {
    #[serde(skip)]
    columns: &'c Columns,
    cells: Vec<String>,
}

impl Record for Cells<'_> {
    fn columns(&self) -> Vec<String> {
        self.columns.names()
    }

    fn cells(&self) -> Vec<String> {
        self.cells.clone()
    }
}
