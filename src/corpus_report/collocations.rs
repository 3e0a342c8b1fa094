//! Collocations.

use super::view::View;
use crate::error::Result;
use crate::features::Terms;
use crate::report::{HtmlSection, Row};
use crate::stats::{Collocation, CollocationSettings, collocations};

/// Minimum frequency at which the association of a pair is meaningful.
const MIN_COUNT: u64 = 3;

/// A table of pairs of adjacent words; `None` when no pair is frequent enough.
pub(super) fn section(terms: &Terms<'_>, top: usize, view: &View) -> Result<Option<HtmlSection>> {
    let settings = CollocationSettings {
        min_count: MIN_COUNT,
        top: Some(top),
        ..CollocationSettings::default()
    };
    let found = collocations(terms, &settings)?;
    if found.is_empty() {
        return Ok(None);
    }
    let rows: Vec<Row> = found.iter().map(row).collect();
    Ok(Some(HtmlSection {
        id: "collocations",
        title: view.language.collocations(),
        blocks: vec![view.table(view.language.collocations_note(MIN_COUNT), &rows)],
    }))
}

fn row(found: &Collocation) -> Row {
    let scores = &found.association;
    let mut row = Row::default();
    row.count("rank", found.rank as u64);
    row.text("first", &*found.first.form);
    row.text("second", &*found.second.form);
    row.count("count", found.table.both);
    row.count("documents", found.documents);
    row.number("log_likelihood", scores.log_likelihood);
    row.number("npmi", scores.npmi);
    row.number("log_dice", scores.log_dice);
    row
}
