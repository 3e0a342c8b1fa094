//! `tasnif chart cloud`: a word cloud.

use std::num::NonZeroUsize;

use super::{CountArguments, LookArguments};
use crate::charts::{Bar, Cloud, MAX_CLOUD_TERMS, cloud};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::figures::{Captions, DataTable, Language, no_term, words};
use crate::stats::frequent_terms;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart cloud articles/ -o cloud.png
  tasnif chart cloud corpus.jsonl --top 150 --palette okabe-ito -o cloud.svg")]
pub(super) struct Arguments {
    /// How many terms
    #[arg(long, value_name = "N", default_value = "80")]
    top: NonZeroUsize,
    #[command(flatten)]
    counting: CountArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let top = arguments.top.get();
    if top > MAX_CLOUD_TERMS {
        return Err(Failure::Message(format!(
            "--top {top}: too many for one cloud; use at most {MAX_CLOUD_TERMS}"
        )));
    }
    let counted = arguments.counting.count(false, global)?;
    let terms = counted.terms()?;
    let ranked = frequent_terms(&terms, Some(top));
    if ranked.is_empty() {
        return Err(no_term(words(&terms)).into());
    }
    let forms = ranked.iter().map(|term| term.text.form.as_str());
    let language = look.language().unwrap_or_else(|| Language::of(forms));
    let captions = Captions {
        language,
        title: language.terms_title(ranked.len()),
        subtitle: language.counted(&terms),
    };
    let rows = ranked.iter();
    let rows = rows.map(|term| [term.text.form.as_str().into(), term.count.into()]);
    let table = DataTable::new(["term", "count"], rows);
    let terms = ranked.iter().map(|term| Bar {
        label: term.text.form.clone(),
        value: term.count as f64,
    });
    let data = Cloud {
        terms: terms.collect(),
    };
    look.save(global, cloud(&data, &look.frame(captions)?), &table)
}
