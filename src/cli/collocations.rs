//! `tasnif collocations`: which words go together.

use std::num::NonZeroUsize;

use super::Global;
use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::OutputArguments;
use super::top::Top;
use super::words::WordArguments;
use crate::features::TermSettings;
use crate::jobs::collocations::{AssociationSettings, collocations};
use crate::report::{ReportFormat, write_records};
use crate::stats::AssociationMeasure;
use crate::tables::collocation_rows;
use crate::text::NgramRange;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif collocations corpus.jsonl                          pairs of words side by side
  tasnif collocations corpus.jsonl --window 5 --measure log-dice
  tasnif collocations corpus.jsonl --node مصر --window 5 --top 20
  tasnif collocations corpus.jsonl --ngrams 3               three words in a row

first_count and second_count say in how many pairs the word comes first and second, pairs how many
there are; in windows every pair counts from both sides, and words that are paired with themselves
count but are not shown. Pairs reach over the ends of sentences, never of documents.
PMI is log2(count * pairs / (first_count * second_count)): in windows of N it is log2(2N) lower than
Sketch Engine's MI, which leaves out how many places a window has. NPMI divides it by
-log2(count / pairs). logDice is 14 + log2(2 * count / (first + second)), of pairs in windows with the
occurrences of the two words, as in Sketch Engine. Formulas and sources: docs/methods.md.
Statistics are signed: below 0, the words come together less often than by
chance. Pairs that tie stand in the order of their words.

N-grams of each length are ranked apart. windows says how many n-grams of tokens there are, and
first_count in how many of them the word comes first; stop words have places in them, too. NPMI and
logDice are defined for pairs only.")]
pub(super) struct Arguments {
    /// Pair words at most N places apart, in any order [default: side by side, in their order]
    #[arg(long, value_name = "N")]
    window: Option<NonZeroUsize>,
    /// How many words in a row go together: 2, 3 or 4, or a range such as 2..4
    #[arg(
        long,
        value_name = "RANGE",
        default_value = "2",
        conflicts_with = "window"
    )]
    ngrams: NgramRange,
    /// Only pairs or n-grams with this word
    #[arg(long, value_name = "WORD")]
    node: Option<String>,
    /// What pairs or n-grams are ranked by
    #[arg(long, default_value = "log-likelihood")]
    measure: AssociationMeasure,
    /// Fewest occurrences of a pair or n-gram
    #[arg(long, value_name = "N", default_value_t = 2)]
    min_count: u64,
    /// How many pairs, or n-grams of each length, to show: a number, or all
    #[arg(long, value_name = "N", default_value = "100")]
    top: Top,
    /// Numbers and single letters are words, too
    #[arg(long)]
    all_tokens: bool,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    words: WordArguments,
}

impl Arguments {
    fn settings(&self, terms: TermSettings) -> AssociationSettings {
        AssociationSettings {
            terms,
            window: self.window.map(NonZeroUsize::get),
            ngrams: self.ngrams,
            node: self.node.clone(),
            measure: self.measure,
            min_count: self.min_count,
            top: self.top.0,
        }
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    arguments.output.check()?;
    // What is wrong with the flags is said before anything is read.
    arguments.settings(TermSettings::default()).check()?;
    let words = arguments.words.settings()?;
    let reading = arguments
        .input
        .reading("collocations", false, AutoClean::ByKind)?;
    let (tokenizer, mut readings) = words.tokenizer_for(vec![reading])?;
    let settings = arguments.settings(TermSettings {
        all_tokens: arguments.all_tokens,
        ..words.terms(tokenizer)
    });
    let found = collocations(&environment(global), readings.remove(0), &settings)?;
    let format = arguments.output.format()?;
    let rows = collocation_rows(&found, format == ReportFormat::Table);
    write_records(rows, format, arguments.output.open()?)?.commit()?;
    Ok(0)
}
