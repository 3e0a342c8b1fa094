//! Collocations as rows.

mod ngrams;
mod pairs;

use crate::jobs::collocations::Collocations;
use crate::report::Row;

/// The rows of pairs or n-grams; tables for people omit columns.
pub fn collocation_rows(found: &Collocations, is_table: bool) -> Vec<Row> {
    match found {
        Collocations::Pairs { pairs, in_windows } => {
            let rows = pairs.iter();
            rows.map(|pair| pairs::row(pair, *in_windows, is_table))
                .collect()
        }
        Collocations::Ngrams { ngrams, lengths } => {
            let rows = ngrams.iter();
            rows.map(|ngram| ngrams::row(ngram, *lengths, is_table))
                .collect()
        }
    }
}
