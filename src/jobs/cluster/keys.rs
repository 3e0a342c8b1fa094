//! Keys of rows as bytes.

use crate::error::{Error, Result};

/// Between a token and its form; neither contains it.
const SEPARATOR: char = '\0';

/// The key of a number.
pub(super) fn of_number(number: u32) -> [u8; 4] {
    number.to_le_bytes()
}

/// The number of a key.
pub(super) fn number(key: &[u8]) -> Result<u32> {
    let bytes = key.try_into().map_err(|_| damaged())?;
    Ok(u32::from_le_bytes(bytes))
}

/// The key of several numbers.
pub(super) fn of_numbers(numbers: &[u32]) -> Vec<u8> {
    let bytes = numbers.iter().flat_map(|number| number.to_le_bytes());
    bytes.collect()
}

/// The numbers of a key.
pub(super) fn numbers(key: &[u8]) -> Result<Vec<u32>> {
    match key.as_chunks() {
        (numbers, []) => Ok(numbers.iter().map(|&n| u32::from_le_bytes(n)).collect()),
        _ => Err(damaged()),
    }
}

/// The key of a token and its form.
pub(super) fn of_form(token: &str, form: &str) -> String {
    format!("{token}{SEPARATOR}{form}")
}

/// The token and the form of a key.
pub(super) fn form(key: &[u8]) -> Result<(&str, &str)> {
    text(key)?.split_once(SEPARATOR).ok_or_else(damaged)
}

/// The text of a key.
pub(super) fn text(key: &[u8]) -> Result<&str> {
    std::str::from_utf8(key).map_err(|_| damaged())
}

fn damaged() -> Error {
    Error::Input("a row of the counts has a damaged key; count the parts again".into())
}
