//! Keywords as rows.

use crate::features::ClassSize;
use crate::jobs::{FrequentTerms, GroupKeywords, KeywordTable, Ranked};
use crate::report::{Row, thousands};
use crate::stats::{Dispersion, KeyTerm, KeynessMeasure, KeynessTest, Sign, per_million};

/// Columns of a table for people; the other formats have all.
const SHORT: [&str; 12] = [
    "rank",
    "term",
    "target_count",
    "target_documents",
    "target_per_million",
    "reference_count",
    "reference_documents",
    "reference_per_million",
    "p_adjusted",
    "log_ratio",
    "tfidf",
    "dispersion_dp",
];

/// A limitation of p-values of tokens.
const TOKENS_NOTE: &str = "p takes tokens for independent, but words repeat inside documents: many terms \
                           below 0.05 are there by chance; `test` documents tests documents";

/// One row per term; with `is_short` only the columns for people, with `with_tfidf` also TF-IDF.
pub fn rows(table: &KeywordTable, is_short: bool, with_tfidf: bool) -> impl Iterator<Item = Row> {
    let layout = KeywordColumns {
        table,
        is_short,
        with_tfidf,
    };
    let (frequent, key) = match &table.ranked {
        Ranked::Frequent(found) => (Some(found), &[][..]),
        Ranked::Key(groups) => (None, &groups[..]),
    };
    let frequent = frequent
        .into_iter()
        .flat_map(move |found| layout.frequent(found));
    frequent.chain(key.iter().flat_map(move |group| layout.key(group)))
}

/// The columns of rows.
#[derive(Clone, Copy)]
struct KeywordColumns<'t> {
    table: &'t KeywordTable,
    is_short: bool,
    with_tfidf: bool,
}

impl<'t> KeywordColumns<'t> {
    fn frequent(self, found: &'t FrequentTerms) -> impl Iterator<Item = Row> {
        let numbered = found.terms.iter().enumerate();
        numbered.map(move |(index, term)| {
            let mut row = Row::default();
            row.count("rank", term.rank as u64);
            row.text("term", &*term.text.form);
            row.text("normalised", &*term.text.term);
            row.count("count", term.count);
            row.count("documents", term.documents);
            row.number("per_million", per_million(term.count, self.table.tokens));
            self.add_tfidf(&mut row, term.count, term.documents);
            add_dispersion(&mut row, found.dispersions.as_deref(), index);
            row
        })
    }

    fn key(self, group: &'t GroupKeywords) -> impl Iterator<Item = Row> {
        let numbered = group.terms.iter().enumerate();
        numbered.map(move |(index, term)| {
            let mut row = Row::default();
            if let Some(column) = &self.table.column {
                row.text(column.name().to_owned(), &*group.name);
            }
            self.add_counts(&mut row, term, &group.size);
            add_statistics(&mut row, term);
            self.add_tfidf(&mut row, term.target.0, term.target.1 + term.reference.1);
            add_dispersion(&mut row, group.dispersions.as_deref(), index);
            if self.is_short {
                let measure = measure_column(self.table.measure);
                let column = self.table.column.as_ref().map(|column| column.name());
                row.keep(|name| SHORT.contains(&name) || name == measure || Some(name) == column);
            }
            row
        })
    }

    fn add_counts(self, row: &mut Row, term: &KeyTerm, size: &ClassSize) {
        let (target, reference) = (term.target, term.reference);
        let rest = self.table.tokens - size.tokens;
        row.count("rank", term.rank as u64);
        row.text("term", &*term.text.form);
        row.text("normalised", &*term.text.term);
        let count = target.0 + reference.0;
        row.count("count", count);
        row.count("documents", target.1 + reference.1);
        row.number("per_million", per_million(count, self.table.tokens));
        row.count("target_count", target.0);
        row.count("target_documents", target.1);
        row.count("target_tokens", size.tokens);
        row.number("target_per_million", per_million(target.0, size.tokens));
        row.count("reference_count", reference.0);
        row.count("reference_documents", reference.1);
        row.count("reference_tokens", rest);
        row.number("reference_per_million", per_million(reference.0, rest));
    }

    fn add_tfidf(self, row: &mut Row, count: u64, documents: u64) {
        if self.with_tfidf {
            row.number("tfidf", self.table.tfidf(count, documents));
        }
    }
}

fn add_statistics(row: &mut Row, term: &KeyTerm) {
    let keyness = &term.keyness;
    let ratio = keyness.log_ratio;
    if let Some((target, reference)) = term.above_median {
        row.count("target_above_median", target);
        row.count("reference_above_median", reference);
    }
    row.number("log_likelihood", keyness.log_likelihood);
    row.number("chi_squared", keyness.chi_squared);
    row.number("chi_squared_yates", keyness.chi_squared_yates);
    row.p_value("fisher", keyness.fisher);
    row.p_value("p", term.p);
    row.p_value("p_adjusted", term.p_adjusted);
    row.number("log_ratio", ratio.map(|ratio| ratio.value));
    row.number("log_ratio_low", ratio.map(|ratio| ratio.low));
    row.number("log_ratio_high", ratio.map(|ratio| ratio.high));
    row.number("log_odds", keyness.log_odds.map(|odds| odds.value));
    row.number("log_odds_z", keyness.log_odds.map(|odds| odds.z));
    row.number("simple_maths", keyness.simple_maths);
}

/// Adds the dispersion of a term, if it was requested; a term that does not occur has none.
fn add_dispersion(row: &mut Row, dispersions: Option<&[Option<Dispersion>]>, index: usize) {
    let Some(dispersions) = dispersions else {
        return;
    };
    let dispersion = dispersions[index];
    row.count("range", dispersion.map_or(0, |d| d.range));
    row.number("juilland_d", dispersion.and_then(|d| d.juilland_d));
    row.number("dispersion_dp", dispersion.map(|d| d.dp));
    row.number("dispersion_dp_norm", dispersion.and_then(|d| d.dp_norm));
}

/// The column of a measure.
fn measure_column(measure: KeynessMeasure) -> &'static str {
    match measure {
        KeynessMeasure::LogLikelihood => "log_likelihood",
        KeynessMeasure::ChiSquared => "chi_squared",
        KeynessMeasure::ChiSquaredYates => "chi_squared_yates",
        KeynessMeasure::Fisher => "fisher",
        KeynessMeasure::LogRatio => "log_ratio",
        KeynessMeasure::LogOdds => "log_odds_z",
        KeynessMeasure::SimpleMaths => "simple_maths",
        KeynessMeasure::Tfidf => "tfidf",
    }
}

/// Notes for people about the keywords, in addition to the rows.
pub fn notes(table: &KeywordTable, is_table: bool) -> Vec<String> {
    let mut notes = Vec::new();
    if is_table && table.is_cut() {
        let all = thousands(table.distinct_terms as u64);
        notes.push(format!("there are {all} terms; `top` all shows every one"));
    }
    if let Ranked::Key(groups) = &table.ranked {
        if is_table && table.test == KeynessTest::Tokens {
            notes.push(TOKENS_NOTE.to_owned());
        }
        notes.extend(nothing_key(table.sign, groups));
    }
    notes
}

/// Reports groups without keywords.
fn nothing_key(sign: Sign, groups: &[GroupKeywords]) -> Option<String> {
    let without = groups.iter().filter(|group| group.terms.is_empty());
    let without = without.count();
    let frequent = match sign {
        Sign::Positive => "more frequent",
        Sign::Negative => "less frequent",
        Sign::Both => "more or less frequent",
    };
    match (without, groups.len()) {
        (0, _) => None,
        (_, 1) => Some(format!(
            "no term is {frequent} in the target than in the reference"
        )),
        (_, all) => Some(format!(
            "no term is {frequent} than elsewhere in {} of {} parts",
            thousands(without as u64),
            thousands(all as u64)
        )),
    }
}
