//! `tasnif chart diversity`: how varied words are, and how their number grows.

use super::LookArguments;
use crate::charts::MAX_DIVERSITY_LABELS;
use crate::cli::Global;
use crate::cli::failure::Failure;
use crate::cli::measures::MeasureArguments;
use crate::cli::output::say;
use crate::corpus::Column;
use crate::figures::{self, Language};
use crate::jobs::{PartMeasures, no_term};

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
    by: Column,
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
        .measured("chart", Some(&arguments.by), global)?;
    let frequent = measures.frequent_words.iter().map(String::as_str);
    let language = look.language().unwrap_or_else(|| Language::of(frequent));
    say_left_out(&measures.parts, global);
    let figure =
        figures::diversity(measures.parts, language).ok_or_else(|| no_term(measures.words))?;
    look.save(global, &figure)
}

/// Says how many parts are drawn of those that have words, when not all are.
fn say_left_out(parts: &[PartMeasures], global: &Global) {
    let with_words = parts.iter().filter(|part| part.diversity.tokens > 0);
    let (all, most) = (with_words.count(), MAX_DIVERSITY_LABELS);
    if all > most {
        let message = format!("drew the {most} of {all} parts with the most words");
        say(global, message);
    }
}
