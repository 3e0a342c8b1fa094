//! Lines in the form for programs.

use serde::Serialize;

use crate::report::Record;
use crate::stats::ConcordanceLine;

/// A line in JSON and CSV.
#[derive(Serialize)]
pub(super) struct LineRow<'l> {
    id: &'l str,
    place: String,
    left: String,
    keyword: String,
    right: String,
    start: usize,
    end: usize,
}

impl<'l> LineRow<'l> {
    pub(super) fn new(line: &'l ConcordanceLine) -> Self {
        LineRow {
            id: line.id(),
            place: line.place().to_string(),
            left: on_one_line(line.left()),
            keyword: on_one_line(line.keyword()),
            right: on_one_line(line.right()),
            start: line.span.start,
            end: line.span.end,
        }
    }
}

/// Replaces each line break and tab by a space.
fn on_one_line(text: &str) -> String {
    let breaks = |c| matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let chars = text.chars();
    chars.map(|c| if breaks(c) { ' ' } else { c }).collect()
}

impl Record for LineRow<'_> {
    fn columns(&self) -> Vec<String> {
        ["id", "place", "left", "keyword", "right", "start", "end"]
            .map(str::to_owned)
            .to_vec()
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.into(),
            self.place.clone(),
            self.left.clone(),
            self.keyword.clone(),
            self.right.clone(),
            self.start.to_string(),
            self.end.to_string(),
        ]
    }
}
