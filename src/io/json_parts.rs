//! Splits a JSON array into parts: before the comma at the start of an element, so that only some elements
//! are in memory at a time.

use serde::de::IgnoredAny;

use super::line_ends;

/// Position of a batch in an array.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub at: Position,
    /// Number of elements before it.
    pub elements: u64,
    pub is_first: bool,
    /// Whether it is the last part.
    pub is_last: bool,
}

impl Part {
    /// The first part of an input.
    pub(super) fn first() -> Self {
        Part {
            at: Position { line: 1, column: 0 },
            elements: 0,
            is_first: true,
            is_last: false,
        }
    }

    /// Length of whole elements at the start of `json`; `None` without a second element.
    pub(super) fn cut(&self, json: &[u8]) -> Option<usize> {
        let is_object = self.is_first && !is_array(json);
        let borders = Borders::new(json, !self.is_first);
        let comma = borders.filter(|&at| json[at] == b',' && at > 0).last();
        comma.filter(|_| !is_object)
    }

    /// Takes `json` as this part, and advances to the next part.
    pub(super) fn take(&mut self, json: &[u8], is_last: bool) -> Self {
        let part = Part {
            is_last,
            ..self.clone()
        };
        if !is_last {
            let commas = Borders::new(json, !self.is_first).filter(|&at| json[at] == b',');
            self.elements += commas.count() as u64 + u64::from(self.is_first);
            self.at.advance(json);
            self.is_first = false;
        }
        part
    }
}

/// A position in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Position {
    /// From 1.
    pub line: u64,
    /// Number of bytes of the line before it.
    column: u64,
}

impl Position {
    /// Moves to the end of `passed`, which starts here.
    pub(super) fn advance(&mut self, passed: &[u8]) {
        self.line += line_ends::count(passed);
        match memchr::memrchr2(b'\n', b'\r', passed) {
            Some(at) => self.column = (passed.len() - at - 1) as u64,
            None => self.column += passed.len() as u64,
        }
    }

    /// Position of an error in `json`, which starts here.
    pub(super) fn of(mut self, error: &serde_json::Error, json: &str) -> Self {
        let mut feeds = memchr::memchr_iter(b'\n', json.as_bytes());
        // The parser counts lines by LF only.
        let line = match error.line() {
            0 | 1 => 0,
            line => feeds.nth(line - 2).map_or(json.len(), |feed| feed + 1),
        };
        let end = line + error.column().saturating_sub(1);
        self.advance(&json.as_bytes()[..end.min(json.len())]);
        self
    }

    /// Column from 1, as in editors.
    pub(super) fn column(self) -> u64 {
        self.column + 1
    }
}

/// Finds the start and the end of an array, and the commas between its elements.
pub(super) struct Borders<'j> {
    json: &'j [u8],
    at: usize,
    depth: usize,
}

impl<'j> Borders<'j> {
    /// `in_array` means that `json` starts inside the array.
    pub(super) fn new(json: &'j [u8], in_array: bool) -> Self {
        Borders {
            json,
            at: 0,
            depth: usize::from(in_array),
        }
    }

    fn pass_string(&mut self) {
        while let Some(found) = memchr::memchr2(b'"', b'\\', &self.json[self.at..]) {
            let is_end = self.json[self.at + found] == b'"';
            self.at += found + 1;
            if is_end {
                return;
            }
            self.at = (self.at + 1).min(self.json.len());
        }
        self.at = self.json.len();
    }
}

impl Iterator for Borders<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while let Some(byte) = self.json.get(self.at) {
            let here = self.at;
            self.at += 1;
            let before = self.depth;
            match byte {
                b'"' => self.pass_string(),
                b'[' | b'{' => self.depth += 1,
                b']' | b'}' => self.depth = before.saturating_sub(1),
                b',' if before == 1 => return Some(here),
                _ => {}
            }
            if before + self.depth == 1 {
                return Some(here);
            }
        }
        None
    }
}

/// True for the start of an array.
pub(super) fn is_array(json: &[u8]) -> bool {
    json.trim_ascii_start().starts_with(b"[")
}

/// True when `start`, the start of a file, has a whole object on its first line and more text after it.
pub(super) fn is_lines(start: &[u8]) -> bool {
    let start = start.trim_ascii_start();
    let (end, _) = line_ends::line_end(start, 0);
    start.starts_with(b"{")
        && !start[end..].trim_ascii().is_empty()
        && serde_json::from_slice::<IgnoredAny>(&start[..end]).is_ok()
}
