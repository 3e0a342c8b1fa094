//! Records whose columns depend on the request.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::number::decimals;
use super::writer::Record;

/// Smaller numbers are written in scientific notation.
const SMALL: f64 = 0.0001;

/// p-values below this are shown as smaller than it: they may be 0 because of underflow.
const SMALLEST_P: f64 = 1e-300;

/// Maximum number of characters of a text in a table.
const SHOWN_CHARS: usize = 60;

/// One value of a [`Row`].
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    /// A text.
    Text(String),
    /// A count; `null` in JSON and empty elsewhere when it is missing.
    Count(Option<u64>),
    /// A number; `null` in JSON and empty elsewhere when it is not finite or missing.
    Number(Option<f64>),
    /// A p-value, never shown as 0.
    P(f64),
    /// Byte ranges: pairs in JSON, `0-4 9-13` elsewhere.
    Spans(Vec<(usize, usize)>),
}

/// A record with named cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    cells: Vec<(Cow<'static, str>, Cell)>,
}

impl Row {
    /// Adds a text.
    pub fn text(&mut self, name: impl Into<Cow<'static, str>>, text: impl Into<String>) {
        self.cells.push((name.into(), Cell::Text(text.into())));
    }

    /// Adds a count that may be missing.
    pub fn count(&mut self, name: impl Into<Cow<'static, str>>, count: impl Into<Option<u64>>) {
        self.cells.push((name.into(), Cell::Count(count.into())));
    }

    /// Adds a number that may be missing.
    pub fn number(&mut self, name: impl Into<Cow<'static, str>>, number: impl Into<Option<f64>>) {
        let number = number.into().filter(|number: &f64| number.is_finite());
        // Not −0, which is an artefact of summation.
        self.cells
            .push((name.into(), Cell::Number(number.map(|number| number + 0.0))));
    }

    /// Adds a p-value: an ordinary number, but shown to people as `< 1e-300` if it is too small to
    /// distinguish it from 0.
    pub fn p_value(&mut self, name: impl Into<Cow<'static, str>>, p: f64) {
        self.cells.push((name.into(), Cell::P(p)));
    }

    /// Adds byte ranges, each with its start and end.
    pub fn spans(&mut self, name: impl Into<Cow<'static, str>>, spans: Vec<(usize, usize)>) {
        self.cells.push((name.into(), Cell::Spans(spans)));
    }

    /// Keeps the cells whose names satisfy `is_kept`.
    pub fn keep(&mut self, is_kept: impl Fn(&str) -> bool) {
        self.cells.retain(|(name, _)| is_kept(name));
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.cells.len()))?;
        for (name, cell) in &self.cells {
            match cell {
                Cell::Text(text) => map.serialize_entry(name, text)?,
                Cell::Count(count) => map.serialize_entry(name, count)?,
                Cell::Number(number) => map.serialize_entry(name, number)?,
                Cell::P(p) => map.serialize_entry(name, p)?,
                Cell::Spans(spans) => map.serialize_entry(name, spans)?,
            }
        }
        map.end()
    }
}

impl Record for Row {
    fn columns(&self) -> Vec<String> {
        let names = self.cells.iter();
        names.map(|(name, _)| name.clone().into_owned()).collect()
    }

    fn cells(&self) -> Vec<String> {
        let cells = self.cells.iter();
        cells
            .map(|(_, cell)| match cell {
                Cell::Text(text) => text.clone(),
                Cell::Count(count) => count.map(|n| n.to_string()).unwrap_or_default(),
                Cell::Number(number) => number.map(plain).unwrap_or_default(),
                Cell::P(p) => plain(*p),
                Cell::Spans(spans) => ranges(spans),
            })
            .collect()
    }

    fn shown(&self) -> Vec<String> {
        let cells = self.cells.iter();
        cells
            .map(|(_, cell)| match cell {
                Cell::Text(text) => shortened(text),
                Cell::Count(count) => count.map(|n| n.to_string()).unwrap_or_default(),
                Cell::Number(number) => number.map(rounded).unwrap_or_default(),
                Cell::P(p) => shown_p(*p),
                Cell::Spans(spans) => shortened(&ranges(spans)),
            })
            .collect()
    }

    fn is_numeric(&self, column: usize) -> bool {
        !matches!(self.cells[column].1, Cell::Text(_) | Cell::Spans(_))
    }
}

fn ranges(spans: &[(usize, usize)]) -> String {
    let ranges: Vec<String> = spans.iter().map(|(a, b)| format!("{a}-{b}")).collect();
    ranges.join(" ")
}

/// All digits, but without a long row of leading zeros.
fn plain(number: f64) -> String {
    if number != 0.0 && number.abs() < SMALL {
        format!("{number:e}")
    } else {
        number.to_string()
    }
}

fn shown_p(p: f64) -> String {
    if p < SMALLEST_P {
        format!("< {SMALLEST_P:e}")
    } else {
        rounded(p)
    }
}

fn rounded(number: f64) -> String {
    if number != 0.0 && number.abs() < SMALL {
        format!("{number:.2e}")
    } else {
        decimals(number)
    }
}

/// The part of a text that a table cell shows.
pub fn shortened(text: &str) -> String {
    if text.chars().nth(SHOWN_CHARS).is_none() {
        return text.to_owned();
    }
    let kept: String = text.chars().take(SHOWN_CHARS - 1).collect();
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        let mut row = Row::default();
        row.text("term", "x".repeat(61));
        row.count("count", 7);
        row.number("score", -0.0);
        row.p_value("p", 1.25e-9);
        row.number("ratio", f64::INFINITY);
        row.spans("spans", vec![(0, 4), (9, 13)]);
        row
    }

    #[test]
    fn programs_read_all_of_it() {
        let text = "x".repeat(61);
        assert_eq!(
            serde_json::to_string(&row()).unwrap(),
            format!(
                r#"{{"term":"{text}","count":7,"score":0.0,"p":1.25e-9,"ratio":null,"spans":[[0,4],[9,13]]}}"#
            )
        );
        assert_eq!(row().cells(), [&*text, "7", "0", "1.25e-9", "", "0-4 9-13"]);
    }

    #[test]
    fn a_p_value_of_0_is_too_small_to_tell() {
        let mut row = Row::default();
        row.p_value("none", 0.0);
        row.p_value("denormal", 1e-310);
        row.p_value("small", 1e-300);
        assert_eq!(row.shown(), ["< 1e-300", "< 1e-300", "1.00e-300"]);
        assert_eq!(row.cells(), ["0", "1e-310", "1e-300"]);
        assert_eq!(
            serde_json::to_string(&row).unwrap(),
            r#"{"none":0.0,"denormal":1e-310,"small":1e-300}"#
        );
    }

    #[test]
    fn people_read_what_fits() {
        let text = "x".repeat(59) + "…";
        assert_eq!(
            row().shown(),
            [&*text, "7", "0.0000", "1.25e-9", "", "0-4 9-13"]
        );
        let mut kept = row();
        kept.keep(|name| ["p", "term"].contains(&name));
        assert_eq!(kept.columns(), ["term", "p"]);
        assert!(!kept.is_numeric(0) && kept.is_numeric(1));
    }
}
