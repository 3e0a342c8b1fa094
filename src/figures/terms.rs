//! The most frequent terms.

use super::{Captions, DataTable, Figure, Language, no_term, words};
use crate::charts::{self, Bar, TermBars};
use crate::error::Error;
use crate::features::Terms;
use crate::stats::frequent_terms;

/// The bars and their captions.
pub(crate) fn terms(
    counted: &Terms<'_>,
    top: usize,
    language: Option<Language>,
) -> Result<Figure, Error> {
    let ranked = frequent_terms(counted, Some(top));
    if ranked.is_empty() {
        return Err(no_term(words(counted)));
    }
    let forms = ranked.iter().map(|term| term.text.form.as_str());
    let language = language.unwrap_or_else(|| Language::of(forms));
    let bars = ranked.iter().map(|term| Bar {
        label: term.text.form.clone(),
        value: term.count as f64,
    });
    let data = TermBars {
        bars: bars.collect(),
        axis: language.occurrences(),
    };
    let captions = Captions {
        language,
        title: language.terms_title(data.bars.len()),
        subtitle: language.counted(counted),
    };
    let rows = data.bars.iter();
    let rows = rows.map(|bar| [bar.label.as_str().into(), (bar.value as u64).into()]);
    let table = DataTable::new(["term", "count"], rows);
    Ok(Figure::new(data, charts::terms, captions, table))
}
