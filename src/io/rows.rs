//! Rows of delimited values, strictly by RFC 4180: after the quotation mark that closes a field, only a
//! separator or a line end is allowed.
//!
//! A row that breaks this rule consists of its first line only, so a stray quotation mark costs one record
//! and never joins the following rows.

use std::borrow::Cow;
use std::ops::Range;

use super::line_ends::{count, line_end};

/// Format of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// The separator, an ASCII character.
    pub delimiter: u8,
    /// Whether a quotation mark at the start of a field opens a quoted field.
    pub quotes: bool,
}

/// A row, or the problem with it.
pub(super) struct DelimitedRow<'b> {
    /// As written, without its line end.
    pub bytes: &'b [u8],
    /// Its start in the input bytes.
    pub start: usize,
    /// Its first line, from 1.
    pub line: u64,
    pub cells: Result<Vec<Cell>, Fault>,
}

/// A field of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// Range of its content in the bytes of the row, without the quotation marks around it.
    range: Range<usize>,
    /// Whether quotation marks in it are doubled.
    doubled: bool,
}

impl Cell {
    /// The content; `row` is the text of its row.
    pub(super) fn text<'r>(&self, row: &'r str) -> Cow<'r, str> {
        let text = &row[self.range.clone()];
        match self.doubled {
            true => Cow::Owned(text.replace("\"\"", "\"")),
            false => Cow::Borrowed(text),
        }
    }
}

/// The problem with a quoted field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// Line on which the field starts, from 1.
    pub line: u64,
    /// Number of the field in its row, from 1.
    pub column: usize,
    pub kind: FaultKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// The quotation mark on this line is followed by this text.
    Stray(u64, String),
    /// No quotation mark closes the field.
    Unclosed,
    /// The field extends to this line and contains tabs, although tabs are the separator: most likely there
    /// are two stray quotation marks that seem to match.
    SpansRows(u64),
}

/// Reads rows one after another; blank lines are skipped.
pub(super) struct Rows<'b> {
    bytes: &'b [u8],
    dialect: Dialect,
    at: usize,
    /// The line of `counted`.
    line: u64,
    counted: usize,
}

impl<'b> Rows<'b> {
    /// `bytes` are whole rows; the first line has the number `line`.
    pub(super) fn new(bytes: &'b [u8], dialect: Dialect, line: u64) -> Self {
        Rows {
            bytes,
            dialect,
            at: 0,
            line,
            counted: 0,
        }
    }

    /// Start of the next row, after the line end.
    pub(super) fn position(&self) -> usize {
        let rest = &self.bytes[self.at..];
        let end = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        self.at + end
    }

    fn fault(&self, column: usize, open: usize, quoted: Quoted) -> Fault {
        let line_of = |at: usize| self.line + count(&self.bytes[self.counted..at]);
        let kind = match quoted {
            Quoted::Stray(at) => {
                let (end, _) = line_end(self.bytes, at);
                let found = String::from_utf8_lossy(&self.bytes[at..end]);
                FaultKind::Stray(line_of(at), found.into_owned())
            }
            Quoted::Closed { end, .. } => FaultKind::SpansRows(line_of(end)),
            Quoted::Unclosed => FaultKind::Unclosed,
        };
        Fault {
            line: line_of(open),
            column,
            kind,
        }
    }

    /// The fields of the row that starts at `start`, and its end.
    fn cells(&self, start: usize) -> Result<(Vec<Cell>, usize), Fault> {
        let mut cells = Vec::new();
        let mut at = start;
        loop {
            let (cell, end) = match quoted(self.bytes, at, self.dialect) {
                None => {
                    let found = find(self.dialect.delimiter, &self.bytes[at..]);
                    let end = found.map_or(self.bytes.len(), |found| at + found);
                    (cell(at..end, start, false), end)
                }
                Some(Quoted::Closed { end, doubled }) => {
                    (cell(at + 1..end - 1, start, doubled), end)
                }
                Some(fault) => return Err(self.fault(cells.len() + 1, at, fault)),
            };
            if self.dialect.delimiter == b'\t' && spans_rows(&self.bytes[at..end]) {
                let doubled = false;
                let closed = Quoted::Closed { end, doubled };
                return Err(self.fault(cells.len() + 1, at, closed));
            }
            cells.push(cell);
            if self.bytes.get(end) != Some(&self.dialect.delimiter) {
                return Ok((cells, end));
            }
            at = end + 1;
        }
    }
}

impl<'b> Iterator for Rows<'b> {
    type Item = DelimitedRow<'b>;

    fn next(&mut self) -> Option<DelimitedRow<'b>> {
        let rest = &self.bytes[self.at..];
        let start = self.at + rest.iter().position(|b| !matches!(b, b'\r' | b'\n'))?;
        self.line += count(&self.bytes[self.counted..start]);
        self.counted = start;
        let (cells, end) = match self.cells(start) {
            Ok((cells, end)) => (Ok(cells), end),
            Err(fault) => (Err(fault), line_end(self.bytes, start).0),
        };
        self.at = end;
        Some(DelimitedRow {
            bytes: &self.bytes[start..end],
            start,
            line: self.line,
            cells,
        })
    }
}

fn cell(range: Range<usize>, row: usize, doubled: bool) -> Cell {
    Cell {
        range: range.start - row..range.end - row,
        doubled,
    }
}

fn find(delimiter: u8, bytes: &[u8]) -> Option<usize> {
    memchr::memchr3(delimiter, b'\n', b'\r', bytes)
}

/// True for a field with line ends and tabs.
fn spans_rows(field: &[u8]) -> bool {
    field.starts_with(b"\"")
        && memchr::memchr2(b'\n', b'\r', field).is_some()
        && memchr::memchr(b'\t', field).is_some()
}

/// The end of a quoted field.
enum Quoted {
    /// After its closing quotation mark.
    Closed {
        end: usize,
        doubled: bool,
    },
    /// Position of the text after the closing quotation mark.
    Stray(usize),
    Unclosed,
}

/// The quoted field that opens at `open`; `None` for another field.
fn quoted(bytes: &[u8], open: usize, dialect: Dialect) -> Option<Quoted> {
    if !dialect.quotes || bytes.get(open) != Some(&b'"') {
        return None;
    }
    let (mut at, mut doubled) = (open + 1, false);
    while let Some(found) = memchr::memchr(b'"', &bytes[at..]) {
        let end = at + found + 1;
        match bytes.get(end) {
            Some(b'"') => doubled = true,
            Some(&next) if next != dialect.delimiter && next != b'\n' && next != b'\r' => {
                return Some(Quoted::Stray(end));
            }
            _ => return Some(Quoted::Closed { end, doubled }),
        }
        at = end + 1;
    }
    Some(Quoted::Unclosed)
}

/// Length of the whole rows at the start of `bytes`, to which more may be added; `None` if no row is whole.
pub(super) fn whole_rows(bytes: &[u8], dialect: Dialect) -> Option<usize> {
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    // Start of the row that contains `at`, and the position where the search continues.
    let (mut row, mut at) = (0, 0);
    while let Some(open) = next_quoted(bytes, at, row, dialect) {
        if let Some(end) = memchr::memrchr2(b'\n', b'\r', &bytes[at..open]) {
            row = at + end + 1;
        }
        let closed = match quoted(bytes, open, dialect) {
            // A quotation mark at the very end may be the first of two.
            Some(Quoted::Closed { end, .. }) if end < bytes.len() => Some(end)
                .filter(|&end| dialect.delimiter != b'\t' || !spans_rows(&bytes[open..end])),
            None | Some(Quoted::Stray(_)) => None,
            Some(_) => return Some(row).filter(|&row| row > 0),
        };
        at = match (closed, line_end(bytes, row)) {
            (Some(end), _) => end,
            // The row consists of this line only.
            (None, (end, next)) if next > end => {
                row = next;
                next
            }
            (None, _) => return Some(row).filter(|&row| row > 0),
        };
    }
    let last = memchr::memrchr2(b'\n', b'\r', &bytes[at..]);
    let row = last.map_or(row, |last| at + last + 1);
    Some(row).filter(|&row| row > 0)
}

/// The next quotation mark from `at` on at the start of a field; `row` is the start of a row.
fn next_quoted(bytes: &[u8], at: usize, row: usize, dialect: Dialect) -> Option<usize> {
    if !dialect.quotes {
        return None;
    }
    let mut quotes = memchr::memchr_iter(b'"', &bytes[at..]).map(|found| at + found);
    quotes.find(|&quote| match quote.checked_sub(1) {
        Some(before) if quote > row => {
            let before = bytes[before];
            before == dialect.delimiter || before == b'\n' || before == b'\r'
        }
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CSV: Dialect = Dialect {
        delimiter: b',',
        quotes: true,
    };
    const TSV: Dialect = Dialect {
        delimiter: b'\t',
        quotes: true,
    };

    /// Each row's line and its cells, or the line and kind of its error.
    fn read(text: &str, dialect: Dialect) -> Vec<(u64, Result<Vec<String>, Fault>)> {
        Rows::new(text.as_bytes(), dialect, 1)
            .map(|row| {
                let written = std::str::from_utf8(row.bytes).unwrap();
                let cells = row.cells.map(|cells| {
                    let texts = cells.iter().map(|cell| cell.text(written).into_owned());
                    texts.collect()
                });
                (row.line, cells)
            })
            .collect()
    }

    fn good(line: u64, cells: &[&str]) -> (u64, Result<Vec<String>, Fault>) {
        (
            line,
            Ok(cells.iter().map(|&cell| cell.to_owned()).collect()),
        )
    }

    fn bad(
        row: u64,
        line: u64,
        column: usize,
        kind: FaultKind,
    ) -> (u64, Result<Vec<String>, Fault>) {
        (row, Err(Fault { line, column, kind }))
    }

    #[test]
    fn quoted_fields_and_line_ends() {
        let text = "a,\"b \"\"c\"\",\r\nd\"\r\n\n\"\",\re,say \"hi\", \"x\"";
        let want = [
            good(1, &["a", "b \"c\",\r\nd"]),
            good(4, &["", ""]),
            good(5, &["e", "say \"hi\"", " \"x\""]),
        ];
        assert_eq!(read(text, CSV), want);
    }

    #[test]
    fn a_stray_quote_costs_its_line_alone() {
        let text = "x,\"a\nb,c\n\"d\",e\nf,\"g\"h\ni,j\nk,\"l\nm";
        let want = [
            bad(1, 1, 2, FaultKind::Stray(3, "d\",e".into())),
            good(2, &["b", "c"]),
            good(3, &["d", "e"]),
            bad(4, 4, 2, FaultKind::Stray(4, "h".into())),
            good(5, &["i", "j"]),
            bad(6, 6, 2, FaultKind::Unclosed),
            good(7, &["m"]),
        ];
        assert_eq!(read(text, CSV), want);
        let quotes = false;
        let ordinary = Dialect { quotes, ..CSV };
        assert_eq!(read("\"a,b\"\n", ordinary), [good(1, &["\"a", "b\""])]);
    }

    #[test]
    fn the_line_where_the_field_opens_is_named() {
        let want = bad(1, 2, 2, FaultKind::Stray(3, "d".into()));
        assert_eq!(read("\"a\nb\",\"c\n\"d\n", CSV)[0], want);
    }

    #[test]
    fn quotes_that_would_join_rows_of_tabs_are_a_fault() {
        let text = "\"a\tx\nb\ty\nc\"\tz\n\"two\nlines\"\tx\n\"a\tb\"\tc\n";
        let want = [
            bad(1, 1, 1, FaultKind::SpansRows(3)),
            good(2, &["b", "y"]),
            good(3, &["c\"", "z"]),
            good(4, &["two\nlines", "x"]),
            good(6, &["a\tb", "c"]),
        ];
        assert_eq!(read(text, TSV), want);
    }

    /// Reads input that arrives in pieces of `size` bytes, as batches are split.
    fn read_in_pieces(text: &str, dialect: Dialect, size: usize) -> Vec<(u64, bool)> {
        let (mut found, mut rest, mut line) = (Vec::new(), Vec::new(), 1);
        let mut take = |bytes: &[u8]| {
            found.extend(Rows::new(bytes, dialect, line).map(|row| (row.line, row.cells.is_ok())));
            line += count(bytes);
        };
        for piece in text.as_bytes().chunks(size) {
            rest.extend_from_slice(piece);
            if let Some(length) = whole_rows(&rest, dialect) {
                take(&rest[..length]);
                rest.drain(..length);
            }
        }
        take(&rest);
        found
    }

    proptest! {
        #[test]
        fn where_batches_are_cut_does_not_matter(
            text in "[a\",\t\r\n]{0,40}", size in 1_usize..9, tabs in any::<bool>()
        ) {
            let dialect = if tabs { TSV } else { CSV };
            let whole: Vec<_> = read(&text, dialect)
                .into_iter()
                .map(|(line, cells)| (line, cells.is_ok()))
                .collect();
            prop_assert_eq!(read_in_pieces(&text, dialect, size), whole);
        }

        #[test]
        fn rows_that_are_well_formed_read_as_the_csv_crate_reads_them(
            rows in prop::collection::vec(prop::collection::vec("[a\",;\r\n ]{0,6}", 2), 0..6)
        ) {
            let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let found: Vec<_> = read(&text, CSV).into_iter().map(|(_, row)| row.unwrap()).collect();
            prop_assert_eq!(found, rows);
        }
    }
}
