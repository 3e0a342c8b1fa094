//! The rows that are written.

use super::{Arguments, MeasureArgument};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::cli::output::{Destination, say};
use crate::corpus::TokenizedCorpus;
use crate::features::{ClassSize, Terms};
use crate::report::{ReportFormat, ReportWriter, Row, thousands};
use crate::stats::{Dispersion, FrequentTerm, KeyTerm, KeynessTest, Parts, Sign, per_million};

/// Columns of a table that a person reads; the other formats have all.
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

/// What p-values of tokens leave out.
const TOKENS_NOTE: &str = "p takes tokens for independent, but words repeat inside documents: many terms \
                           below 0.05 are there by chance; --test documents tests documents";

/// Writes terms as rows.
pub(super) struct RowWriter<'a, 'c> {
    arguments: &'a Arguments,
    corpus: &'a TokenizedCorpus,
    terms: &'a Terms<'c>,
    /// Part of each document; `None` when each is a part of its own.
    parts: Option<Vec<u32>>,
    documents: u64,
    tokens: u64,
    writer: ReportWriter<Destination>,
    is_table: bool,
    /// Most terms of which not all are shown.
    cut: bool,
    /// Classes that were compared, and those of them without a keyword.
    compared: usize,
    without: usize,
}

impl<'a, 'c> RowWriter<'a, 'c> {
    pub(super) fn new(
        arguments: &'a Arguments,
        corpus: &'a TokenizedCorpus,
        terms: &'a Terms<'c>,
        parts: Option<Vec<u32>>,
        destination: Destination,
    ) -> Result<Self, Failure> {
        let format = arguments.output.format()?;
        Ok(RowWriter {
            arguments,
            corpus,
            terms,
            parts,
            documents: terms.sizes().iter().map(|size| size.documents).sum(),
            tokens: terms.sizes().iter().map(|size| size.tokens).sum(),
            writer: ReportWriter::new(destination, format),
            is_table: format == ReportFormat::Table,
            cut: false,
            compared: 0,
            without: 0,
        })
    }

    /// Writes the most frequent terms.
    pub(super) fn frequent(&mut self, terms: &[FrequentTerm]) -> Result<(), Failure> {
        self.cut |= terms.len() < self.terms.len();
        let numbers: Vec<u32> = terms.iter().map(|term| term.number).collect();
        let dispersions = self.dispersions(None, &numbers)?;
        for (term, dispersion) in terms.iter().zip(dispersions) {
            let mut row = Row::default();
            row.count("rank", term.rank as u64);
            row.text("term", &*term.text.form);
            row.text("normalised", &*term.text.term);
            row.count("count", term.count);
            row.count("documents", term.documents);
            row.number("per_million", per_million(term.count, self.tokens));
            if self.arguments.shows_tfidf() {
                row.number("tfidf", self.tfidf(term.count, term.documents));
            }
            disperse(&mut row, dispersion);
            self.writer.write(&row)?;
        }
        Ok(())
    }

    /// Writes the keywords of one class.
    pub(super) fn key(
        &mut self,
        column: Option<&'static str>,
        class: usize,
        key_terms: &[KeyTerm],
    ) -> Result<(), Failure> {
        let size = self.terms.sizes()[class].clone();
        let numbers: Vec<u32> = key_terms.iter().map(|term| term.number).collect();
        let dispersions = self.dispersions(Some(class as u32), &numbers)?;
        self.cut |= self.is_cut(key_terms);
        self.compared += 1;
        self.without += usize::from(key_terms.is_empty());
        for (term, dispersion) in key_terms.iter().zip(dispersions) {
            let mut row = Row::default();
            if let Some(column) = column {
                row.text(column, self.corpus.classes().token(class as u32));
            }
            self.key_counts(&mut row, term, &size);
            key_statistics(&mut row, term);
            if self.arguments.shows_tfidf() {
                let documents = term.target.1 + term.reference.1;
                row.number("tfidf", self.tfidf(term.target.0, documents));
            }
            disperse(&mut row, dispersion);
            if self.is_table {
                row.keep(
                    &[
                        &SHORT[..],
                        &[measure_column(self.arguments.keyness.measure)],
                        column.as_slice(),
                    ]
                    .concat(),
                );
            }
            self.writer.write(&row)?;
        }
        Ok(())
    }

    fn key_counts(&self, row: &mut Row, term: &KeyTerm, size: &ClassSize) {
        let (target, reference) = (term.target, term.reference);
        let rest = self.tokens - size.tokens;
        row.count("rank", term.rank as u64);
        row.text("term", &*term.text.form);
        row.text("normalised", &*term.text.term);
        let count = target.0 + reference.0;
        row.count("count", count);
        row.count("documents", target.1 + reference.1);
        row.number("per_million", per_million(count, self.tokens));
        row.count("target_count", target.0);
        row.count("target_documents", target.1);
        row.count("target_tokens", size.tokens);
        row.number("target_per_million", per_million(target.0, size.tokens));
        row.count("reference_count", reference.0);
        row.count("reference_documents", reference.1);
        row.count("reference_tokens", rest);
        row.number("reference_per_million", per_million(reference.0, rest));
    }

    /// True when some keywords of the sign that was asked for are not shown.
    fn is_cut(&self, key_terms: &[KeyTerm]) -> bool {
        let Some(top) = self.arguments.top.0 else {
            return false;
        };
        let signs = 1 + usize::from(self.arguments.settings().sign == Sign::Both);
        key_terms.len() >= top * signs
    }

    fn tfidf(&self, count: u64, documents: u64) -> f64 {
        count as f64 * Terms::idf(documents, self.documents)
    }

    /// Dispersion of terms in one class or the whole corpus, where it is asked for.
    fn dispersions(
        &self,
        class: Option<u32>,
        numbers: &[u32],
    ) -> Result<Vec<Option<Option<Dispersion>>>, Failure> {
        if !self.arguments.dispersion {
            return Ok(vec![None; numbers.len()]);
        }
        let own: Vec<u32> = (0..self.corpus.len() as u32).collect();
        let part_of = self.parts.as_ref().unwrap_or(&own);
        let found = self.terms.spreads(class, numbers, part_of)?;
        let parts = Parts::new(found.sizes);
        let spreads = found.spreads.iter();
        Ok(spreads
            .map(|spread| Some(parts.dispersion(spread)))
            .collect())
    }

    fn nothing_key(&self) -> String {
        let frequent = match self.arguments.settings().sign {
            Sign::Positive => "more frequent",
            Sign::Negative => "less frequent",
            Sign::Both => "more or less frequent",
        };
        if self.compared == 1 {
            return format!("no term is {frequent} in the target than in the reference");
        }
        format!(
            "no term is {frequent} than elsewhere in {} of {} parts",
            thousands(self.without as u64),
            thousands(self.compared as u64)
        )
    }

    /// Completes the output and says what is not in it.
    pub(super) fn finish(self, global: &Global) -> Result<u8, Failure> {
        let nothing_key = (self.without > 0).then(|| self.nothing_key());
        self.writer.finish()?.commit()?;
        if self.cut && self.is_table {
            let all = thousands(self.terms.len() as u64);
            say(
                global,
                format!("there are {all} terms; --top all shows every one"),
            );
        }
        if self.compared > 0
            && self.is_table
            && self.arguments.settings().test == KeynessTest::Tokens
        {
            say(global, TOKENS_NOTE);
        }
        if let Some(message) = nothing_key {
            say(global, message);
        }
        Ok(0)
    }
}

fn key_statistics(row: &mut Row, term: &KeyTerm) {
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

/// Adds dispersion, where it was asked for; a term that does not occur has none.
fn disperse(row: &mut Row, dispersion: Option<Option<Dispersion>>) {
    let Some(dispersion) = dispersion else {
        return;
    };
    row.count("range", dispersion.map_or(0, |d| d.range));
    row.number("juilland_d", dispersion.and_then(|d| d.juilland_d));
    row.number("dispersion_dp", dispersion.map(|d| d.dp));
    row.number("dispersion_dp_norm", dispersion.and_then(|d| d.dp_norm));
}

/// The column of a measure.
fn measure_column(measure: MeasureArgument) -> &'static str {
    match measure {
        MeasureArgument::LogLikelihood => "log_likelihood",
        MeasureArgument::ChiSquared => "chi_squared",
        MeasureArgument::ChiSquaredYates => "chi_squared_yates",
        MeasureArgument::Fisher => "fisher",
        MeasureArgument::LogRatio => "log_ratio",
        MeasureArgument::LogOdds => "log_odds_z",
        MeasureArgument::SimpleMaths => "simple_maths",
        MeasureArgument::Tfidf => "tfidf",
    }
}
