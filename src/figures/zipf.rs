//! Counts of words by rank.

use super::{Captions, DataTable, Figure, Language};
use crate::charts::{self, Zipf};
use crate::error::Error;
use crate::features::Terms;
use crate::jobs::no_term;
use crate::stats::{FrequentTerm, ZipfLine};

/// Ranks whose words are named in the chart.
const NOTED: [usize; 8] = [1, 2, 3, 10, 30, 100, 1_000, 10_000];

/// Number of the most frequent words that determine the language.
const LANGUAGE_WORDS: usize = 100;

/// The counts of all terms, the most frequent first, and their captions.
pub fn zipf(
    ranked: &[FrequentTerm],
    counted: &Terms<'_>,
    language: Option<Language>,
) -> Result<Figure, Error> {
    if ranked.is_empty() {
        return Err(no_term(counted.token_count()));
    }
    let first = ranked.iter().take(LANGUAGE_WORDS);
    let first = first.map(|term| term.text.form.as_str());
    let language = language.unwrap_or_else(|| Language::of(first));
    let counts: Vec<u64> = ranked.iter().map(|term| term.count).collect();
    let all = counts.iter().sum();
    let fit = ZipfLine::of(counts.clone()).map(|line| (line.intercept, line.slope));
    let noted = NOTED.into_iter().filter(|&rank| rank <= ranked.len());
    let (rank, count) = language.zipf_axes();
    let data = Zipf {
        counts,
        notes: noted
            .map(|rank| (rank, ranked[rank - 1].text.form.clone()))
            .collect(),
        fit,
        rank,
        count,
    };
    let captions = Captions {
        language,
        title: language.zipf_title(),
        subtitle: language.slope(fit.map(|(_, slope)| slope), counted.document_count(), all),
    };
    let table = table(ranked);
    Ok(Figure::new(data, charts::zipf, captions, table))
}

fn table(ranked: &[FrequentTerm]) -> DataTable {
    let line = ZipfLine::of(ranked.iter().map(|term| term.count).collect());
    let rows = ranked.iter().map(|term| {
        let rank = term.rank as u64;
        [
            rank.into(),
            term.text.form.as_str().into(),
            term.count.into(),
            line.map(|line| line.frequency(rank as f64)).into(),
        ]
    });
    DataTable::new(["rank", "term", "count", "fitted"], rows)
}
