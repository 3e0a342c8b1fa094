//! `tasnif chart dispersion`: where in the corpus terms occur.

use std::num::NonZeroUsize;

use super::LookArguments;
use super::captions::{Captions, Language};
use super::occurrences::{Occurrences, TermArguments};
use super::table::DataTable;
use crate::charts::{Dispersion, MAX_DISPERSION_TERMS, dispersion};
use crate::cli::Global;
use crate::cli::failure::Failure;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart dispersion articles/ -o where.png
  tasnif chart dispersion novel.txt --term war --term peace -o where.svg")]
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
        axis: language.place_in_corpus(),
    };
    look.save(global, dispersion(&data, &look.frame(captions)?), &table)
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
