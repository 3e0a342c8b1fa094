//! `tasnif chart diversity`: how varied words are, and how their number grows.

use std::cmp::Reverse;

use super::LookArguments;
use crate::charts::{Diversity, MAX_DIVERSITY_LABELS, Measure, diversity};
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::cli::measures::{MeasureArguments, Part};
use crate::cli::origin::{ByArgument, NO_DATE};
use crate::cli::output::say;
use crate::figures::{Captions, DataTable, Language};
use crate::jobs::no_term;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart diversity corpus.jsonl -o diversity.png
  tasnif chart diversity archive.jsonl --by month --data-out months.csv -o months.png

TTR falls with the number of words; MATTR and MTLD can be compared between parts of different
sizes. Of more than 10 parts, those with the most words are drawn. See the command measures for all
numbers.")]
pub(super) struct Arguments {
    /// What is drawn apart: label, file, month, or the values of a field such as predicted
    #[arg(long, value_name = "WHAT", default_value = "label")]
    by: ByArgument,
    #[command(flatten)]
    measures: MeasureArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    let measures = arguments
        .measures
        .measured("chart", Some(arguments.by), global)?;
    let parts = measures.parts;
    let all = parts
        .iter()
        .filter(|part| part.diversity.tokens > 0)
        .count();
    let parts = drawn(parts, global);
    if parts.is_empty() {
        return Err(no_term(measures.words).into());
    }
    let frequent = measures.frequent_words.iter().map(String::as_str);
    let language = look.language().unwrap_or_else(|| Language::of(frequent));
    let captions = Captions {
        language,
        title: language.diversity_title(),
        subtitle: subtitle(&parts, all, language),
    };
    look.save(
        global,
        diversity(&data(&parts, language), &look.frame(captions)?),
        &table(&parts),
    )
}

/// How much is drawn, and of how many parts that have words.
fn subtitle(parts: &[Part], all: usize, language: Language) -> String {
    let documents = parts.iter().map(|part| part.documents).sum();
    let words = parts.iter().map(|part| part.diversity.tokens).sum();
    let read = language.read(documents, words);
    if parts.len() == all {
        return read;
    }
    language.largest_of(&read, parts.len(), all)
}

/// The parts that have words; of more than a chart can hold, those with the most, in the order of
/// names.
fn drawn(mut parts: Vec<Part>, global: &Global) -> Vec<Part> {
    parts.retain(|part| part.diversity.tokens > 0);
    let all = parts.len();
    parts.sort_by_key(|part| Reverse(part.diversity.tokens));
    parts.truncate(MAX_DIVERSITY_LABELS);
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    if parts.len() < all {
        let shown = parts.len();
        say(
            global,
            format!("drew the {shown} of {all} parts with the most words"),
        );
    }
    parts
}

fn data(parts: &[Part], language: Language) -> Diversity {
    let name = |part: &Part| match part.name.as_str() {
        NO_DATE => language.no_date(),
        name => name.to_owned(),
    };
    let measure = |name: &str, value: fn(&Part) -> Option<f64>| Measure {
        name: name.into(),
        values: parts
            .iter()
            .map(|part| value(part).unwrap_or(0.0))
            .collect(),
    };
    let curve = |part: &Part| {
        let points = part.diversity.heaps.iter();
        points
            .map(|&(words, types)| (words as f64, types as f64))
            .collect()
    };
    let (words, types) = language.growth_axes();
    Diversity {
        labels: parts.iter().map(name).collect(),
        measures: vec![
            measure("TTR", |part| part.diversity.ttr),
            measure("MATTR", |part| part.diversity.mattr),
            measure("MTLD", |part| part.diversity.mtld),
        ],
        curves: parts.iter().map(curve).collect(),
        words,
        types,
    }
}

fn table(parts: &[Part]) -> DataTable {
    let rows = parts.iter().flat_map(|part| {
        let measures = &part.diversity;
        measures.heaps.iter().map(|&(words, types)| {
            [
                part.name.as_str().into(),
                measures.ttr.into(),
                measures.mattr.into(),
                measures.mtld.into(),
                words.into(),
                types.into(),
            ]
        })
    });
    DataTable::new(["part", "ttr", "mattr", "mtld", "tokens", "types"], rows)
}
