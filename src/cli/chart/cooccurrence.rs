//! `tasnif chart cooccurrence`: which terms occur in the same documents.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use super::LookArguments;
use super::occurrences::{Occurrences, TermArguments};
use crate::charts::{Cooccurrence, MAX_COOCCURRENCE_TERMS, cooccurrence};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::figures::{Captions, DataTable, Language};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart cooccurrence corpus.jsonl -o together.png
  tasnif chart cooccurrence articles/ --per paragraph --top 20 -o together.png")]
pub(super) struct Arguments {
    /// How many of the most frequent terms, when none is named
    #[arg(long, value_name = "N", default_value = "12")]
    top: NonZeroUsize,
    #[command(flatten)]
    terms: TermArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let (top, most) = (arguments.top.get(), MAX_COOCCURRENCE_TERMS);
    let occurrences = arguments.terms.read(top, most, global)?;
    let language = look
        .language()
        .unwrap_or_else(|| Language::of(occurrences.terms.iter().map(String::as_str)));
    let captions = Captions {
        language,
        title: language.cooccurrence_title(),
        subtitle: language.documents_with_both(occurrences.documents.len() as u64),
    };
    let data = Cooccurrence {
        counts: count_pairs(&occurrences),
        terms: occurrences.terms,
    };
    look.save(
        global,
        cooccurrence(&data, &look.frame(captions)?),
        &table(&data),
    )
}

/// The documents in which each pair of terms occurs; for a term and itself those in which it does.
fn count_pairs(occurrences: &Occurrences) -> Vec<Vec<u64>> {
    let side = occurrences.terms.len();
    let mut counts = vec![vec![0; side]; side];
    for document in &occurrences.documents {
        let terms: BTreeSet<usize> = document.found.iter().map(|&(term, _)| term).collect();
        for &row in &terms {
            for &column in &terms {
                counts[row][column] += 1;
            }
        }
    }
    counts
}

fn table(data: &Cooccurrence) -> DataTable {
    let rows = data.terms.iter().zip(&data.counts);
    let rows = rows.flat_map(|(term, counts)| {
        let cells = data.terms.iter().zip(counts);
        cells.map(|(other, &count)| [term.as_str().into(), other.as_str().into(), count.into()])
    });
    DataTable::new(["term", "other", "documents"], rows)
}
