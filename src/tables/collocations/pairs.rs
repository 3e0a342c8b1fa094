//! Pairs of words as rows.

use crate::report::Row;
use crate::stats::Collocation;

/// The row of a pair; tables for people omit columns.
pub(super) fn row(found: &Collocation, in_windows: bool, is_table: bool) -> Row {
    let (table, scores) = (&found.table, &found.association);
    let mut row = Row::default();
    row.count("rank", found.rank as u64);
    row.text("first", &*found.first.form);
    row.text("second", &*found.second.form);
    if !is_table {
        row.text("first_normalised", &*found.first.term);
        row.text("second_normalised", &*found.second.term);
    }
    row.count("count", table.both);
    row.count("documents", found.documents);
    row.count("first_count", table.both + table.first_only);
    row.count("second_count", table.both + table.second_only);
    if in_windows && !is_table {
        row.count("first_occurrences", found.occurrences.0);
        row.count("second_occurrences", found.occurrences.1);
    }
    if !is_table {
        row.count("pairs", table.total());
        row.number("expected", table.expected());
    }
    row.number("pmi", scores.pmi);
    row.number("npmi", scores.npmi);
    row.number("log_likelihood", scores.log_likelihood);
    row.number("t_score", scores.t_score);
    row.number("chi_squared", scores.chi_squared);
    row.number("log_dice", scores.log_dice);
    row
}
