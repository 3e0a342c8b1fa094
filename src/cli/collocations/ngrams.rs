//! N-grams of each length, the most associated first.

use super::Arguments;
use crate::cli::failure::Failure;
use crate::features::{LONGEST_COLLOCATION, Terms};
use crate::report::Row;
use crate::stats::{
    AssociationMeasure, NgramCollocation, NgramCollocationSettings, ngram_collocations,
};
use crate::text::NgramRange;

/// Columns of the counts of each word.
const WORD_COUNTS: [&str; LONGEST_COLLOCATION] =
    ["first_count", "second_count", "third_count", "fourth_count"];

/// Refuses lengths and measures for which nothing is published.
pub(super) fn check(ngrams: NgramRange, measure: AssociationMeasure) -> Result<(), Failure> {
    if ngrams.low() < 2 || ngrams.high() > LONGEST_COLLOCATION {
        return Err(Failure::Message(format!(
            "--ngrams {ngrams}: words that go together are 2 to {LONGEST_COLLOCATION}; give a \
             length or range of these, such as 3 or 2..3"
        )));
    }
    if ngrams.high() > 2 && !measure.ranks_ngrams() {
        return Err(Failure::Message(
            "NPMI and logDice are defined for pairs only; rank n-grams of more words by \
             log-likelihood, pmi, t-score or chi-squared"
                .into(),
        ));
    }
    Ok(())
}

/// Writes the n-grams.
pub(super) fn write(
    arguments: &Arguments,
    terms: &Terms<'_>,
    node: Option<&str>,
) -> Result<(), Failure> {
    let ngrams = arguments.ngrams;
    let mut found = Vec::new();
    for length in ngrams.low()..=ngrams.high() {
        let settings = NgramCollocationSettings {
            length,
            node: node.map(str::to_owned),
            measure: arguments.measure.into(),
            top: arguments.top.0,
        };
        found.extend(ngram_collocations(terms, &settings)?);
    }
    if found.is_empty() {
        let with = node
            .map(|word| format!(" with \"{word}\""))
            .unwrap_or_default();
        return Err(Failure::Message(format!(
            "no {} words in a row{with} come together {} times; lower --min-count, or keep stop \
             words with --stop-words none",
            lengths(ngrams),
            arguments.min_count
        )));
    }
    arguments.write(&found, |found, is_table| row(found, ngrams, is_table))
}

fn lengths(ngrams: NgramRange) -> String {
    match (ngrams.low(), ngrams.high()) {
        (low, high) if low == high => low.to_string(),
        (low, high) => format!("{low} to {high}"),
    }
}

fn row(found: &NgramCollocation, ngrams: NgramRange, is_table: bool) -> Row {
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
        row.count(name, (place < length).then(|| windows[1 << place]));
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
