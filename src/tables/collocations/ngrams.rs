//! N-gram collocations as rows.

use crate::features::LONGEST_COLLOCATION;
use crate::report::Row;
use crate::stats::NgramCollocation;
use crate::text::NgramRange;

/// Columns of the counts of each word.
const WORD_COUNTS: [&str; LONGEST_COLLOCATION] =
    ["first_count", "second_count", "third_count", "fourth_count"];

/// The row of an n-gram; tables for people omit columns.
pub(super) fn row(found: &NgramCollocation, ngrams: NgramRange, is_table: bool) -> Row {
    let (windows, scores) = (&found.windows, &found.association);
    let length = windows.len().trailing_zeros() as usize;
    let mut row = Row::default();
    if ngrams.low() < ngrams.high() {
        row.count("words", length as u64);
    }
    row.count("rank", found.rank as u64);
    row.text("term", &*found.text.form);
    if !is_table {
        row.text("normalised", &*found.text.term);
    }
    row.count("count", windows.last().copied());
    row.count("documents", found.documents);
    for (place, name) in WORD_COUNTS.iter().enumerate().take(ngrams.high()) {
        row.count(*name, (place < length).then(|| windows[1 << place]));
    }
    if !is_table {
        row.count("windows", windows[0]);
        row.number("expected", scores.expected);
    }
    row.number("pmi", scores.pmi);
    row.number("log_likelihood", scores.log_likelihood);
    row.number("t_score", scores.t_score);
    row.number("chi_squared", scores.chi_squared);
    row
}
