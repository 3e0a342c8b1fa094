//! `tasnif chart terms`: the most frequent terms.

use std::num::NonZeroUsize;

use super::captions::{Captions, Language};
use super::table::DataTable;
use super::{CountArguments, LookArguments, words};
use crate::charts::{Bar, TermBars, terms};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::features::Terms;
use crate::stats::frequent_terms;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart terms articles/ -o terms.png
  tasnif chart terms corpus.jsonl --top 40 --title 'News of May' -o may.png")]
pub(super) struct Arguments {
    /// How many terms
    #[arg(long, value_name = "N", default_value = "20")]
    top: NonZeroUsize,
    #[command(flatten)]
    counting: CountArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let counted = arguments.counting.count(false, global)?;
    let counted = counted.terms()?;
    let (data, captions) = term_bars(&counted, arguments.top.get(), look.language())?;
    let rows = data.bars.iter();
    let rows = rows.map(|bar| [bar.label.as_str().into(), (bar.value as u64).into()]);
    let table = DataTable::new(["term", "count"], rows);
    look.save(global, terms(&data, &look.frame(captions)?), &table)
}

/// The bars and their captions.
pub(in crate::cli) fn term_bars(
    counted: &Terms<'_>,
    top: usize,
    language: Option<Language>,
) -> Result<(TermBars, Captions), Failure> {
    let ranked = frequent_terms(counted, Some(top));
    if ranked.is_empty() {
        return Err(super::no_term(words(counted)));
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
    Ok((data, captions))
}
