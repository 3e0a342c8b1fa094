//! A JSON array of objects, or one object.

use serde::de::IgnoredAny;

use super::batches::Batch;
use super::format::Fields;
use super::json_parts::{Borders, Part, Position, is_array};
use super::json_record::{JsonRecord, reason};
use super::record::{Raw, Record, Take};
use crate::corpus::Place;
use crate::error::{Error, Result};

/// Passes each object to `take`.
pub(super) fn for_each(
    batch: &Batch,
    part: &Part,
    fields: &Fields,
    take: &mut Take<'_>,
) -> Result<()> {
    let json = batch.text()?;
    let mut walk = Walk {
        batch,
        fields,
        at: part.at,
        number: part.elements,
    };
    if part.is_first && !is_array(json.as_bytes()) {
        return match json.trim().is_empty() {
            true => Ok(()),
            false => {
                let raw = walk.raw(json, walk.at);
                take(walk.single(json), raw)
            }
        };
    }
    walk.array(json, part, take)
}

/// Reads the elements of a batch one after another.
struct Walk<'b> {
    batch: &'b Batch,
    fields: &'b Fields,
    at: Position,
    /// Number of the last element read, from 1.
    number: u64,
}

impl Walk<'_> {
    /// Reads a file that is one object.
    fn single(&self, json: &str) -> Result<Record> {
        let place = self.place(self.at);
        JsonRecord::parse(json, self.fields)
            .map_err(|error| {
                let at = self.at.of(&error, json);
                let problem = format!(
                    "expected an array of objects or one object, but at column {}: {} (one object a line is `input_format` jsonl)",
                    at.column(), reason(&error)
                );
                Error::record(&self.place(at), problem)
            })
            .and_then(|record| {
                record
                    .at(&place, || self.batch.source().id().to_owned(), self.fields)
                    .map_err(|problem| Error::record(&place, problem))
            })
    }

    fn array(&mut self, json: &str, part: &Part, take: &mut Take<'_>) -> Result<()> {
        let bytes = json.as_bytes();
        let mut borders = Borders::new(bytes, !part.is_first);
        let mut from = borders.next().map_or(bytes.len(), |at| at + 1);
        self.at.advance(&bytes[..from]);
        for to in borders {
            let element = &json[from..to];
            let is_empty_array = self.number == 0 && bytes[to] == b']' && element.trim().is_empty();
            if !is_empty_array {
                self.element(element, take)?;
            }
            self.at.advance(&bytes[from..to]);
            if bytes[to] != b',' {
                return self.end(&json[to..]);
            }
            self.at.advance(b",");
            from = to + 1;
        }
        let rest = &json[from..];
        if !part.is_last {
            return self.element(rest, take);
        }
        self.number += 1;
        match serde_json::from_str::<IgnoredAny>(rest) {
            Err(error) if error.is_syntax() => return Err(self.broken_element(&error, rest)),
            _ => self.at.advance(rest.as_bytes()),
        }
        Err(self
            .broken("the file ends inside the array; expected ] at its end, it may be cut short"))
    }

    fn element(&mut self, json: &str, take: &mut Take<'_>) -> Result<()> {
        self.number += 1;
        let (number, mut at) = (self.number, self.at);
        if json.trim().is_empty() {
            let problem = format!("element {number} of the array is missing");
            return Err(self.broken(&format!("{problem}; expected an object there")));
        }
        at.advance(&json.as_bytes()[..json.len() - json.trim_start().len()]);
        let place = self.place(at);
        let id = || format!("{}#{number}", self.batch.source().id());
        let record = match JsonRecord::parse(json, self.fields) {
            Ok(record) => record.at(&place, id, self.fields),
            Err(error) => {
                if let Err(syntax) = serde_json::from_str::<IgnoredAny>(json) {
                    return Err(self.broken_element(&syntax, json));
                }
                Err(reason(&error))
            }
        };
        let record = record.map_err(|problem| {
            let column = at.column();
            let problem = format!("element {number} of the array, at column {column}: {problem}");
            Error::record(&place, problem)
        });
        take(record, self.raw(json, at))
    }

    fn raw<'j>(&self, json: &'j str, at: Position) -> Raw<'j> {
        Raw {
            bytes: Some(json.trim().as_bytes()),
            line: Some(at.line),
        }
    }

    /// Checks the end of the array, and that nothing follows it.
    fn end(&mut self, end: &str) -> Result<()> {
        let Some(after) = end.strip_prefix(']') else {
            return Err(self.broken("expected ] at the end of the array, found }"));
        };
        let rest = after.trim_start();
        self.at.advance(&end.as_bytes()[..end.len() - rest.len()]);
        if !rest.is_empty() {
            return Err(self.broken("expected nothing after the array's closing ]"));
        }
        Ok(())
    }

    fn broken_element(&self, error: &serde_json::Error, json: &str) -> Error {
        let walk = Walk {
            at: self.at.of(error, json),
            ..*self
        };
        walk.broken(&format!(
            "element {} of the array is no JSON: {}",
            self.number,
            reason(error)
        ))
    }

    /// An error of the file that does not concern a single record.
    fn broken(&self, problem: &str) -> Error {
        let (place, column) = (self.place(self.at), self.at.column());
        Error::Input(format!("{place}, column {column}: {problem}"))
    }

    fn place(&self, at: Position) -> Place {
        Place {
            source: self.batch.source().name().clone(),
            line: Some(at.line),
        }
    }
}
