//! Columns of tables by their names, and errors for missing columns.

use super::format::Fields;
use crate::error::{Error, Result};

/// Index of the column `wanted`.
///
/// # Errors
/// When there are several.
pub(super) fn find_column(source: &str, wanted: &str, names: &[String]) -> Result<Option<usize>> {
    let mut found = (0..names.len()).filter(|&index| names[index] == wanted);
    match (found.next(), found.next()) {
        (Some(first), Some(second)) => Err(Error::Input(format!(
            "{source}: the columns {} and {} are both called \"{}\"; rename one of them",
            first + 1,
            second + 1,
            shown(wanted)
        ))),
        (first, _) => Ok(first),
    }
}

/// Indices of the text columns: the one with that name, or those with several names.
///
/// # Errors
/// When one of several is missing, or a name occurs twice.
pub(super) fn find_texts(
    source: &str,
    fields: &Fields,
    names: &[String],
) -> Result<Option<Vec<usize>>> {
    if let Some(column) = find_column(source, &fields.text, names)? {
        return Ok(Some(vec![column]));
    }
    if !fields.text.contains(',') {
        return Ok(None);
    }
    let find = |wanted| {
        let found = find_column(source, wanted, names)?;
        found.ok_or_else(|| missing(source, "text", wanted, names))
    };
    fields.texts().map(find).collect::<Result<_>>().map(Some)
}

/// The error for a table without the column `wanted`.
pub(super) fn missing(source: &str, what: &str, wanted: &str, names: &[String]) -> Error {
    let cure = format!("--{what}-field names one");
    missing_with(source, what, wanted, &listed(names), &cure)
}

/// Like [`missing`], for columns that are listed as `columns`, with a further remedy.
pub(super) fn missing_with(
    source: &str,
    what: &str,
    wanted: &str,
    columns: &str,
    cure: &str,
) -> Error {
    let wanted = shown(wanted);
    Error::Input(format!(
        "{source}: there is no column \"{wanted}\" for the {what}; the columns are {columns} ({cure})"
    ))
}

/// Names of columns in quotation marks.
pub(super) fn listed(names: &[String]) -> String {
    list(names.iter().map(|name| format!("\"{}\"", shown(name))))
}

/// Numbers of columns, each with its first value.
pub(super) fn numbered(values: &[String]) -> String {
    let values = values.iter().enumerate();
    list(values.map(|(index, value)| format!("{} (\"{}\")", index + 1, shown(value))))
}

fn list(names: impl ExactSizeIterator<Item = String>) -> String {
    const MOST: usize = 20;
    let more = names.len().saturating_sub(MOST);
    let names: Vec<_> = names.take(MOST).collect();
    match more {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// The start of a name or value; a tab and other control characters are visible in it.
pub(super) fn shown(name: &str) -> String {
    const MOST_LETTERS: usize = 40;
    let mut shown = String::new();
    for (number, letter) in name.chars().enumerate() {
        match letter {
            _ if number == MOST_LETTERS => {
                shown.push('…');
                break;
            }
            letter if letter.is_control() => shown.extend(letter.escape_default()),
            letter => shown.push(letter),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_are_visible_and_long_lists_are_cut() {
        assert_eq!(shown("text\tlabel"), "text\\tlabel");
        assert_eq!(shown(&"ش".repeat(50)), format!("{}…", "ش".repeat(40)));
        let names: Vec<_> = (0..22).map(|number| number.to_string()).collect();
        assert!(listed(&names).ends_with("\"19\" and 2 more"));
    }
}
