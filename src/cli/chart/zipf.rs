//! `tasnif chart zipf`: counts of words by rank.

use super::captions::{Captions, Language};
use super::table::DataTable;
use super::{CountArguments, LookArguments, documents, words};
use crate::charts::{Zipf, zipf};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::features::Terms;
use crate::stats::{FrequentTerm, ZipfLine, frequent_terms};

/// Ranks whose words are named in the chart.
const NOTED: [usize; 8] = [1, 2, 3, 10, 30, 100, 1_000, 10_000];

/// How many of the first words decide on the language.
const LANGUAGE_WORDS: usize = 100;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart zipf corpus.jsonl -o zipf.png
  tasnif chart zipf articles/ -o zipf.svg --data-out ranks.csv

All words are counted, as in measures: numbers too, and stop words unless --stop-words leaves them
out.")]
pub(super) struct Arguments {
    #[command(flatten)]
    counting: CountArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let counted = arguments.counting.count_all(global)?;
    let terms = counted.terms()?;
    let ranked = frequent_terms(&terms, None);
    let (data, captions) = zipf_data(&ranked, &terms, look.language())?;
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
    let table = DataTable::new(["rank", "term", "count", "fitted"], rows);
    look.save(global, zipf(&data, &look.frame(captions)?), &table)
}

/// The counts of all terms, the most frequent first, and their captions.
pub(in crate::cli) fn zipf_data(
    ranked: &[FrequentTerm],
    counted: &Terms<'_>,
    language: Option<Language>,
) -> Result<(Zipf, Captions), Failure> {
    if ranked.is_empty() {
        return Err(super::no_term(words(counted)));
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
        subtitle: language.slope(fit.map(|(_, slope)| slope), documents(counted), all),
    };
    Ok((data, captions))
}
