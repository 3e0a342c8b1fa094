//! Co-occurrence of terms in documents.

use super::{Captions, DataTable, Figure, Language};
use crate::charts::{self, Cooccurrence};
use crate::jobs::Occurrences;

/// A matrix with the number of documents that contain each pair of terms.
pub fn cooccurrence(occurrences: Occurrences, language: Option<Language>) -> Figure {
    let terms = occurrences.terms.iter().map(String::as_str);
    let language = language.unwrap_or_else(|| Language::of(terms));
    let captions = Captions {
        language,
        title: language.cooccurrence_title(),
        subtitle: language.documents_with_both(occurrences.documents.len() as u64),
    };
    let data = Cooccurrence {
        counts: occurrences.cooccurrence(),
        terms: occurrences.terms,
    };
    let table = table(&data);
    Figure::new(data, charts::cooccurrence, captions, table)
}

fn table(data: &Cooccurrence) -> DataTable {
    let rows = data.terms.iter().zip(&data.counts);
    let rows = rows.flat_map(|(term, counts)| {
        let cells = data.terms.iter().zip(counts);
        cells.map(|(other, &count)| [term.as_str().into(), other.as_str().into(), count.into()])
    });
    DataTable::new(["term", "other", "documents"], rows)
}
