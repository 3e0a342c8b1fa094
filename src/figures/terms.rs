//! The most frequent terms.

use super::{Captions, DataTable, Figure, Language};
use crate::charts::{self, Bar, TermBars};
use crate::error::Error;
use crate::features::Terms;
use crate::jobs::no_term;
use crate::stats::frequent_terms;

/// Bars of the `top` most frequent terms.
///
/// # Errors
/// When there is no term.
pub fn terms(counted: &Terms<'_>, top: usize, language: Option<Language>) -> Result<Figure, Error> {
    let bars = ranked_bars(counted, top)?;
    let captions = captions(counted, &bars, language);
    let table = table(&bars);
    let axis = captions.language.occurrences();
    let data = TermBars { bars, axis };
    Ok(Figure::new(data, charts::terms, captions, table))
}

/// The most frequent terms with their counts.
pub(super) fn ranked_bars(counted: &Terms<'_>, top: usize) -> Result<Vec<Bar>, Error> {
    let ranked = frequent_terms(counted, Some(top));
    if ranked.is_empty() {
        return Err(no_term(counted.token_count()));
    }
    let bars = ranked.into_iter().map(|term| Bar {
        label: term.text.form,
        value: term.count as f64,
    });
    Ok(bars.collect())
}

/// Captions in the language of the terms, unless another one is set.
pub(super) fn captions(counted: &Terms<'_>, bars: &[Bar], language: Option<Language>) -> Captions {
    let forms = bars.iter().map(|bar| bar.label.as_str());
    let language = language.unwrap_or_else(|| Language::of(forms));
    Captions {
        language,
        title: language.terms_title(bars.len()),
        subtitle: language.counted(counted),
    }
}

pub(super) fn table(bars: &[Bar]) -> DataTable {
    let rows = bars.iter();
    let rows = rows.map(|bar| [bar.label.as_str().into(), (bar.value as u64).into()]);
    DataTable::new(["term", "count"], rows)
}
