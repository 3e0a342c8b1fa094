//! Detects the separator of a table, and whether a text is a table.

use super::format::{Fields, Tables};
use super::rows::{Dialect, Rows};

/// In order of preference.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// Number of rows that are examined.
const ROWS: usize = 20;

/// Excel's declaration of the separator on a line before the header.
const STATEMENT: &[u8] = b"sep=";

/// The separator of a table with this `start`: the one that gives a column with the text's name, otherwise
/// the one that splits all rows into the same number of columns, otherwise the comma.
pub(super) fn separator(start: &[u8], fields: &Fields, tables: &Tables) -> u8 {
    if let Some((stated, _)) = stated(start) {
        return stated;
    }
    let cut = SEPARATORS.map(|separator| (separator, columns(start, separator, tables)));
    let named = cut.iter().filter(|(_, rows)| names(rows, fields));
    let named = named.rev().max_by_key(|(_, rows)| rows[0].len());
    let even = || cut.iter().find(|(_, rows)| is_even(rows));
    // The last row may be incomplete.
    let begun = || {
        cut.iter()
            .find(|(_, rows)| rows.len() > 1 && is_even(&rows[..rows.len() - 1]))
    };
    let found = named
        .filter(|_| !tables.no_header)
        .or_else(even)
        .or_else(begun);
    found.map_or(b',', |(separator, _)| *separator)
}

/// True when a text of unknown format is a table: its first line names the text column, and the next line has
/// the same number of columns.
pub(super) fn is_table(start: &[u8], fields: &Fields, tables: &Tables) -> bool {
    if tables.delimiter.is_some() || tables.no_header || stated(start).is_some() {
        return true;
    }
    SEPARATORS.iter().any(|&separator| {
        let rows = columns(start, separator, tables);
        let fits = rows.get(1).is_none_or(|row| row.len() == rows[0].len());
        names(&rows, fields) && rows[0].len() > 1 && fits
    })
}

/// True when the first line of a text that is not a table names the text column, and other lines follow: it
/// may be meant as a table.
pub(super) fn is_headed(start: &[u8], fields: &Fields, tables: &Tables) -> bool {
    SEPARATORS.iter().any(|&separator| {
        let rows = columns(start, separator, tables);
        rows.len() > 1 && names(&rows, fields)
    })
}

/// The separator declared by a first line such as `sep=;`, and the start of the next line.
pub(super) fn stated(start: &[u8]) -> Option<(u8, usize)> {
    let rest = start.strip_prefix(STATEMENT)?;
    let (separator, end) = rest.split_first()?;
    let line_end = match end {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => return None,
    };
    SEPARATORS
        .contains(separator)
        .then_some((*separator, STATEMENT.len() + 1 + line_end))
}

/// The first rows; the last may be incomplete.
fn columns(start: &[u8], delimiter: u8, tables: &Tables) -> Vec<Vec<String>> {
    let dialect = Dialect {
        delimiter,
        quotes: !tables.no_quotes,
    };
    let rows = Rows::new(start, dialect, 1).take(ROWS);
    rows.map_while(|row| {
        let text = String::from_utf8_lossy(row.bytes);
        // Cells keep their positions in the bytes.
        let text = (text.len() == row.bytes.len()).then_some(text)?;
        let cells = row.cells.ok()?;
        Some(
            cells
                .iter()
                .map(|cell| cell.text(&text).trim().to_owned())
                .collect(),
        )
    })
    .collect()
}

fn names(rows: &[Vec<String>], fields: &Fields) -> bool {
    rows.first().is_some_and(|header| {
        let has = |name: &str| header.iter().any(|column| column == name);
        has(&fields.text) || fields.texts().all(has)
    })
}

/// True when all rows have the same number of columns, at least two.
fn is_even(rows: &[Vec<String>]) -> bool {
    let first = rows.first().map_or(0, Vec::len);
    first > 1 && rows.iter().all(|row| row.len() == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(start: &str) -> char {
        separator(start.as_bytes(), &Fields::default(), &Tables::default()).into()
    }

    #[test]
    fn the_column_of_the_text_tells_the_separator() {
        assert_eq!(found("text,label\na;b,c\n"), ',');
        assert_eq!(found("id;text\n1;one, two\n"), ';');
        assert_eq!(found("\"text\"\t\"label\"\n"), '\t');
        assert_eq!(found("id|text"), '|');
        assert_eq!(found("text\none; two\n"), ',');
        assert_eq!(found("sep=;\ntext,x;y\n"), ';');
    }

    #[test]
    fn rows_of_the_same_length_tell_it_without_a_header() {
        let tables = Tables {
            no_header: true,
            ..Tables::default()
        };
        let found =
            |start: &str| char::from(separator(start.as_bytes(), &Fields::default(), &tables));
        assert_eq!(found("a, b;x\nc;y\n"), ';');
        assert_eq!(found("a,x\nb,y\n"), ',');
        assert_eq!(found("one\ntwo\n"), ',');
        assert_eq!(found("title;body\none;tw"), ';');
        assert_eq!(found("a;b\nc, d;e\nf"), ';');
    }

    #[test]
    fn a_text_is_no_table() {
        let is_table =
            |start: &str| is_table(start.as_bytes(), &Fields::default(), &Tables::default());
        assert!(is_table("text,label\na,b\n") && is_table("id;text\r\n"));
        for text in [
            "text",
            "text\na\n",
            "A text, a label",
            "",
            "text, more\nthan one line\n",
        ] {
            assert!(!is_table(text), "{text}");
        }
        let is_headed =
            |start: &str| is_headed(start.as_bytes(), &Fields::default(), &Tables::default());
        for text in [
            "text\na\n",
            "id,text\n1,a, b\n",
            "text, more\nthan one line\n",
        ] {
            assert!(is_headed(text), "{text}");
        }
        for text in ["text", "text\n", "A text, a label\nb", "", "one\ntext\n"] {
            assert!(!is_headed(text), "{text}");
        }
    }
}
