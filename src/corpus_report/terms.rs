//! The most frequent terms.

use super::view::View;
use crate::error::Result;
use crate::features::Terms;
use crate::figures;
use crate::report::{HtmlSection, Row};
use crate::stats::{Parts, frequent_terms, per_million};

/// Number of terms in the chart.
const BARS: usize = 25;

/// A chart and a table.
pub(super) fn section(counted: &Terms<'_>, top: usize, view: &View) -> Result<HtmlSection> {
    let figure = figures::terms(counted, BARS, Some(view.language))?;
    let rows = rows(counted, top)?;
    Ok(HtmlSection {
        id: "terms",
        title: view.language.terms(),
        blocks: vec![
            view.figure(&figure),
            view.table(view.language.terms_title(rows.len()), &rows),
        ],
    })
}

fn rows(counted: &Terms<'_>, top: usize) -> Result<Vec<Row>> {
    let found = frequent_terms(counted, Some(top));
    let tokens = counted.sizes().iter().map(|size| size.tokens).sum();
    let numbers: Vec<u32> = found.iter().map(|term| term.number).collect();
    let documents: u64 = counted.sizes().iter().map(|size| size.documents).sum();
    let own: Vec<u32> = (0..documents as u32).collect();
    let spreads = counted.spreads(None, &numbers, &own)?;
    let parts = Parts::new(spreads.sizes);
    let rows = found.iter().zip(&spreads.spreads).map(|(term, spread)| {
        let mut row = Row::default();
        row.count("rank", term.rank as u64);
        row.text("term", &*term.text.form);
        row.count("count", term.count);
        row.count("documents", term.documents);
        row.number("per_million", per_million(term.count, tokens));
        let dispersion = parts.dispersion(spread);
        row.number("dispersion_dp", dispersion.map(|found| found.dp));
        row
    });
    Ok(rows.collect())
}
