//! `tasnif chart dispersion`: where in the corpus terms occur.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use super::LookArguments;
use super::occurrences::{DocumentOccurrences, Occurrences, TermArguments};
use crate::charts::{Dispersion, MAX_DISPERSION_TERMS, dispersion};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::figures::{Captions, DataTable, Language};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart dispersion articles/ -o where.png
  tasnif chart dispersion novel.txt --term war --term peace -o where.svg

Terms that occur too often for single strokes are drawn as a density: the height of a bar shows the
occurrences in its stretch of the corpus, as a part of the most of that term. Lines are the borders of labels
where the documents of each follow each other, or of documents where there are at most 60.")]
pub(super) struct Arguments {
    /// How many of the most frequent terms, when none is named
    #[arg(long, value_name = "N", default_value = "8")]
    top: NonZeroUsize,
    #[command(flatten)]
    terms: TermArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let (top, most) = (arguments.top.get(), MAX_DISPERSION_TERMS);
    let occurrences = arguments.terms.read(top, most, global)?;
    let language = look
        .language()
        .unwrap_or_else(|| Language::of(occurrences.terms.iter().map(String::as_str)));
    let places = places(&occurrences);
    let parts = Parts::of(&occurrences.documents);
    let captions = Captions {
        language,
        title: language.dispersion_title(),
        subtitle: language.read(occurrences.documents.len() as u64, occurrences.words()),
    };
    let table = table(&occurrences.terms, &places);
    let as_numbers = |places: &Vec<u64>| places.iter().map(|&place| place as f64).collect();
    let terms = occurrences.terms.iter().cloned();
    let data = Dispersion {
        terms: terms.zip(places.iter().map(as_numbers)).collect(),
        length: occurrences.words() as f64,
        axis: match parts {
            Parts::None => language.place_in_corpus(),
            Parts::Documents(_) => language.with_borders_of_documents(),
            Parts::Labels(_) => language.with_borders_of_labels(),
        },
        parts: parts.starts(),
    };
    look.save(global, dispersion(&data, &look.frame(captions)?), &table)
}

/// Most documents, and labels, whose borders are drawn.
const MOST_DOCUMENTS: usize = 60;
const MOST_LABELS: usize = 20;

/// What parts of the corpus have borders, with the words before each.
enum Parts {
    None,
    Documents(Vec<u64>),
    Labels(Vec<(u64, String)>),
}

impl Parts {
    /// Labels whose documents follow each other, or a few documents.
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

/// For each term the words of the corpus before each of its occurrences.
fn places(occurrences: &Occurrences) -> Vec<Vec<u64>> {
    let mut places = vec![Vec::new(); occurrences.terms.len()];
    let mut before = 0;
    for document in &occurrences.documents {
        for &(term, at) in &document.found {
            places[term].push(before + at);
        }
        before += document.words;
    }
    places
}

fn table(terms: &[String], places: &[Vec<u64>]) -> DataTable {
    let rows = terms.iter().zip(places).flat_map(|(term, places)| {
        let places = places.iter();
        places.map(|&place| [term.as_str().into(), place.into()])
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
