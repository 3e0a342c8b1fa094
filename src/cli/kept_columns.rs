//! Rows that hold the fields of the record and, after them, what the command found.

use std::str::FromStr;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::Global;
use super::failure::Failure;
use super::output::{Destination, say};
use crate::corpus::{Document, FieldValue, KeptFields, Place};
use crate::io::{Keep, members};
use crate::report::{Record, ReportFormat, ReportWriter, counted};

/// Names in a message.
const LISTED: usize = 12;

/// Which fields of a record pass through.
#[derive(clap::Args, Debug, Clone)]
pub(super) struct KeepArgument {
    /// Fields of JSON, CSV and Parquet records that are written before the results: all, none, or
    /// names such as title,url. Nothing of a record is overwritten: a result whose name the record
    /// already has gets a number (probability_2). Tables for a terminal show results only
    #[arg(
        long,
        value_name = "FIELDS",
        default_value = "all",
        help_heading = "Output"
    )]
    keep: KeepFields,
}

/// The value of `--keep`.
#[derive(Debug, Clone)]
struct KeepFields(Keep);

impl FromStr for KeepFields {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(KeepFields(match text {
            "all" => Keep::All,
            "none" => Keep::None,
            names => {
                let names: Vec<String> = names
                    .split(',')
                    .map(|name| name.trim().to_owned())
                    .collect();
                let is_word = |name: &String| matches!(name.as_str(), "" | "all" | "none");
                if names.iter().any(is_word) {
                    return Err("expected all, none, or names of fields such as title,url".into());
                }
                Keep::Named(names)
            }
        }))
    }
}

impl KeepArgument {
    /// What is kept of records whose rows have this format.
    pub(super) fn of(&self, format: ReportFormat) -> Keep {
        match format {
            ReportFormat::Table => Keep::None,
            _ => self.keep.0.clone(),
        }
    }
}

/// The results of a document as cells of a table.
fn cells(record: &impl Record) -> KeptFields {
    let mut results = KeptFields::default();
    for (name, cell) in record.columns().into_iter().zip(record.cells()) {
        results.set(name, FieldValue::Text(cell.into()));
    }
    results
}

/// How results that have the name of a field are told from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own {
    /// Results that say of the record what a field of that name says already.
    pub stated: &'static [&'static str],
    /// The result that is a guess at the field of that name. It is written when the first record has
    /// no such field, so that a column never holds both.
    pub guess: Option<&'static str>,
}

/// A record's fields, and where it stands.
#[derive(Debug)]
pub(super) struct Kept {
    place: Place,
    fields: KeptFields,
}

impl Kept {
    /// Takes the fields out of a document; none when it is no record, or they are not kept.
    pub(super) fn of(document: &mut Document) -> Option<Self> {
        let fields = document.fields.take()?;
        Some(Kept {
            place: document.place.clone(),
            fields: *fields,
        })
    }

    /// Puts `text` in the place of the text's field; false when the text is not one field.
    pub(super) fn replace_text(&mut self, name: &str, text: &str) -> bool {
        let is_there = self.fields.has(name);
        if is_there {
            self.fields.set(name, FieldValue::json_text(text));
        }
        is_there
    }
}

/// Writes rows of fields and results: the columns of CSV are those of the first record, or those that
/// are known before.
pub(super) struct KeptColumns {
    writer: ReportWriter<Destination>,
    format: ReportFormat,
    own: Own,
    /// Names of all fields of the input, where they are known before it is read.
    known: Vec<Arc<str>>,
    /// Columns of CSV, from the first row on.
    columns: Option<Columns>,
    /// Whether the guess is written, from the first record on.
    with_guess: Option<bool>,
    /// Names of `--keep` that no record has had yet.
    unseen: Vec<String>,
    /// Records that have a field of the guess's name although the guess is written.
    stated_late: u64,
}

/// Columns of CSV.
struct Columns {
    fields: Vec<Arc<str>>,
    /// Where each field stands.
    places: FxHashMap<Arc<str>, usize>,
    /// Results by their names, and the names of their columns.
    results: Vec<(Arc<str>, String)>,
}

impl Columns {
    fn names(&self) -> Vec<String> {
        let fields = self.fields.iter().map(|name| name.to_string());
        let results = self.results.iter().map(|(_, column)| column.clone());
        fields.chain(results).collect()
    }
}

impl KeptColumns {
    pub(super) fn new(out: Destination, format: ReportFormat, own: Own) -> Self {
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

    /// Sets what is kept, so that names which no record has are told.
    pub(super) fn with_keep(self, keep: &Keep) -> Self {
        let unseen = match keep {
            Keep::Named(names) => names.clone(),
            Keep::All | Keep::None => Vec::new(),
        };
        KeptColumns { unseen, ..self }
    }

    /// Sets the names of all fields of the input, which become the columns of CSV.
    pub(super) fn with_names(self, known: Vec<Arc<str>>) -> Self {
        KeptColumns { known, ..self }
    }

    /// Writes the results of a document beside the fields of its record, if there are any.
    pub(super) fn write(
        &mut self,
        kept: Option<Kept>,
        results: &impl Record,
    ) -> Result<(), Failure> {
        if let Some(kept) = &kept {
            self.see_guess(&kept.fields);
            self.unseen.retain(|name| !kept.fields.has(name));
        }
        if self.format.separator().is_some() {
            return self.write_cells(kept.as_ref(), &cells(results));
        }
        let Some(Kept { mut fields, .. }) = kept else {
            return Ok(self.writer.write(results)?);
        };
        let results = members(&serde_json::to_string(results).map_err(std::io::Error::from)?);
        for (name, value) in results.iter() {
            if let Some(name) = self.name(name, &|taken| fields.has(taken) || self.is_known(taken))
            {
                fields.set(name, value.clone());
            }
        }
        Ok(self.writer.write_fields(&fields)?)
    }

    /// True for a field of another record, whose name a result shall not have in this one. What says the
    /// same as the field stands in its place where it is missing.
    fn is_known(&self, name: &str) -> bool {
        !self.own.stated.contains(&name) && self.known.iter().any(|known| **known == *name)
    }

    /// Decides by the first record whether the guess is written, and counts those that come late.
    fn see_guess(&mut self, fields: &KeptFields) {
        let Some(guess) = self.own.guess else {
            return;
        };
        let states = fields.has(guess);
        let is_known = states || self.known.iter().any(|name| **name == *guess);
        let with_guess = *self.with_guess.get_or_insert(!is_known);
        self.stated_late += u64::from(with_guess && states);
    }

    /// The name of a result beside what is taken; none when it is not written.
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
    fn write_cells(&mut self, kept: Option<&Kept>, results: &KeptFields) -> Result<(), Failure> {
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

    /// Hands on what was written.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.writer.flush()?)
    }

    /// Ends the output, and says which records have what others have as a guess.
    pub(super) fn finish(self, global: &Global) -> Result<(), Failure> {
        self.writer.finish()?.commit()?;
        if !self.unseen.is_empty() {
            let names = self.unseen.join(", ");
            say(global, format!("no record has the field {names} of --keep"));
        }
        if let (Some(guess), 1..) = (self.own.guess, self.stated_late) {
            let records = counted(self.stated_late, "record");
            say(
                global,
                format!(
                    "kept the field \"{guess}\" of {records}; in the others \"{guess}\" is the prediction, as \"predicted\" is in all"
                ),
            );
        }
        Ok(())
    }
}

/// The failure of a record with a field for which CSV has no column.
fn no_column(place: &Place, name: &str, columns: &[Arc<str>]) -> Failure {
    let listed: Vec<&str> = columns.iter().take(LISTED).map(|name| &**name).collect();
    let more = if columns.len() > LISTED { ", …" } else { "" };
    Failure::Message(format!(
        "{place}: the field \"{name}\" is new, and the columns of the table are written already ({}{more}); name the fields to keep with --keep, or write JSON Lines",
        listed.join(", ")
    ))
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
