//! Positions of terms in the corpus.

use std::collections::BTreeSet;

use super::{Captions, DataTable, Figure, Language};
use crate::charts::{self, Dispersion};
use crate::jobs::{DocumentOccurrences, Occurrences};

/// The positions of each term in the corpus, with the borders of labels or documents.
pub fn dispersion(occurrences: &Occurrences, language: Option<Language>) -> Figure {
    let terms = occurrences.terms.iter().map(String::as_str);
    let language = language.unwrap_or_else(|| Language::of(terms));
    let captions = Captions {
        language,
        title: language.dispersion_title(),
        subtitle: language.read(occurrences.documents.len() as u64, occurrences.words()),
    };
    let positions = occurrences.positions();
    let table = table(&occurrences.terms, &positions);
    let as_numbers = |positions: &Vec<u64>| positions.iter().map(|&at| at as f64).collect();
    let terms = occurrences.terms.iter().cloned();
    let parts = Parts::of(&occurrences.documents);
    let data = Dispersion {
        terms: terms.zip(positions.iter().map(as_numbers)).collect(),
        length: occurrences.words() as f64,
        axis: parts.axis(language),
        parts: parts.starts(),
    };
    Figure::new(data, charts::dispersion, captions, table)
}

/// Maximum number of documents, and of labels, whose borders are drawn.
const MOST_DOCUMENTS: usize = 60;
const MOST_LABELS: usize = 20;

/// The parts of the corpus with borders, with the number of words before each.
enum Parts {
    None,
    Documents(Vec<u64>),
    Labels(Vec<(u64, String)>),
}

impl Parts {
    /// Labels whose documents are consecutive, or a few documents.
    fn of(documents: &[DocumentOccurrences]) -> Self {
        let (mut starts, mut labels) = (Vec::new(), Vec::<(u64, String)>::new());
        let mut before = 0;
        for document in documents {
            let label = document.label.as_deref().unwrap_or_default();
            if labels.last().is_none_or(|(_, last)| last != label) {
                labels.push((before, label.to_owned()));
            }
            starts.push(before);
            before += document.words;
        }
        let names: BTreeSet<&String> = labels.iter().map(|(_, name)| name).collect();
        let whole = names.len() == labels.len() && !names.iter().any(|name| name.is_empty());
        if whole && (2..=MOST_LABELS).contains(&labels.len()) {
            Parts::Labels(labels)
        } else if (2..=MOST_DOCUMENTS).contains(&starts.len()) {
            Parts::Documents(starts)
        } else {
            Parts::None
        }
    }

    fn axis(&self, language: Language) -> String {
        match self {
            Parts::None => language.place_in_corpus(),
            Parts::Documents(_) => language.with_borders_of_documents(),
            Parts::Labels(_) => language.with_borders_of_labels(),
        }
    }

    fn starts(self) -> Vec<(f64, String)> {
        match self {
            Parts::None => Vec::new(),
            Parts::Documents(starts) => {
                let starts = starts.into_iter();
                starts.map(|start| (start as f64, String::new())).collect()
            }
            Parts::Labels(labels) => {
                let labels = labels.into_iter();
                labels.map(|(start, name)| (start as f64, name)).collect()
            }
        }
    }
}

fn table(terms: &[String], positions: &[Vec<u64>]) -> DataTable {
    let rows = terms.iter().zip(positions).flat_map(|(term, positions)| {
        let positions = positions.iter();
        positions.map(|&at| [term.as_str().into(), at.into()])
    });
    DataTable::new(["term", "words_before"], rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(labels: &[Option<&str>]) -> Vec<DocumentOccurrences> {
        let document = |label: &Option<&str>| DocumentOccurrences {
            words: 10,
            date: None,
            label: label.map(str::to_owned),
            found: Vec::new(),
        };
        labels.iter().map(document).collect()
    }

    #[test]
    fn borders_are_those_of_labels_in_a_row_or_of_few_documents() {
        let starts = |labels: &[Option<&str>]| Parts::of(&documents(labels)).starts();
        let sorted = [Some("a"), Some("a"), Some("b")];
        assert_eq!(starts(&sorted), [(0.0, "a".into()), (20.0, "b".into())]);
        let mixed = starts(&[Some("a"), Some("b"), Some("a")]);
        let named = |start| (start, String::new());
        assert_eq!(mixed, [0.0, 10.0, 20.0].map(named));
        assert_eq!(starts(&[None, Some("a")]), [0.0, 10.0].map(named));
        assert!(starts(&[Some("a")]).is_empty());
        assert!(starts(&[None; 100]).is_empty());
    }
}
