//! `tasnif collocations`: which words go together.

mod ngrams;
mod pairs;

use std::num::NonZeroUsize;

use clap::ValueEnum;

use super::Global;
use super::counted_corpus::{counted_corpus, in_order_of_words};
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::OutputArguments;
use super::top::Top;
use super::words::WordArguments;
use crate::features::{Pairing, TermSettings, Terms};
use crate::report::{ReportFormat, ReportWriter, Row};
use crate::stats::AssociationMeasure;
use crate::text::{NgramRange, StopList, Tokenizer};

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
    measure: MeasureArgument,
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

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum MeasureArgument {
    /// Pointwise mutual information (Church and Hanks 1990)
    Pmi,
    /// Normalised pointwise mutual information (Bouma 2009)
    Npmi,
    /// Signed log-likelihood ratio G² (Dunning 1993)
    LogLikelihood,
    /// t-score (Church et al. 1991)
    TScore,
    /// Signed chi-squared
    ChiSquared,
    /// logDice (Rychlý 2008)
    LogDice,
}

impl From<MeasureArgument> for AssociationMeasure {
    fn from(argument: MeasureArgument) -> Self {
        match argument {
            MeasureArgument::Pmi => AssociationMeasure::Pmi,
            MeasureArgument::Npmi => AssociationMeasure::Npmi,
            MeasureArgument::LogLikelihood => AssociationMeasure::LogLikelihood,
            MeasureArgument::TScore => AssociationMeasure::TScore,
            MeasureArgument::ChiSquared => AssociationMeasure::ChiSquared,
            MeasureArgument::LogDice => AssociationMeasure::LogDice,
        }
    }
}

/// Longer windows reach past any sentence; they only take time.
const LARGEST_WINDOW: usize = 1000;

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    arguments.output.check()?;
    let pairing = arguments.pairing()?;
    ngrams::check(arguments.ngrams, arguments.measure.into())?;
    let words = &arguments.words;
    // What is wrong with the flags is said before anything is read.
    words.all_words(words.text.tokenizer())?;
    let reading = arguments
        .input
        .reading("collocations", false, AutoClean::ByKind)?;
    let (tokenizer, readings) = words.tokenizer_for(vec![reading])?;
    let mut settings = TermSettings {
        all_tokens: arguments.all_tokens,
        ..words.term_settings(tokenizer)?
    };
    // What is wrong with the word is said before anything is read, as far as it is known.
    arguments.node(&settings.tokenizer, &settings.stop_list)?;
    let mut corpus = counted_corpus(
        global,
        readings,
        &settings.tokenizer,
        in_order_of_words(),
        |_, _| String::new(),
    )?;
    if !arguments.pairs_only() {
        settings.ngrams = arguments.ngrams;
        settings.min_count = arguments.min_count;
    }
    let found = corpus.find_terms(&settings)?;
    let base = |word: String| match found.base(&corpus, &word) {
        Some(base) => base.to_owned(),
        None => word,
    };
    let node = arguments.node(&settings.tokenizer, found.stop_list())?;
    let node = node.map(base);
    let terms = Terms::count(&corpus, &vec![true; corpus.len()], found)?;
    if arguments.pairs_only() {
        pairs::write(arguments, &terms, pairing, node.as_deref())?;
    } else {
        ngrams::write(arguments, &terms, node.as_deref())?;
    }
    Ok(0)
}

impl Arguments {
    /// Writes what was found; `row` is told whether it is for a table.
    fn write<T>(&self, found: &[T], row: impl Fn(&T, bool) -> Row) -> Result<(), Failure> {
        let format = self.output.format()?;
        let mut writer = ReportWriter::new(self.output.open()?, format);
        for found in found {
            writer.write(&row(found, format == ReportFormat::Table))?;
        }
        writer.finish()?.commit()
    }

    fn pairing(&self) -> Result<Pairing, Failure> {
        match self.window.map(NonZeroUsize::get) {
            None => Ok(Pairing::Adjacent),
            Some(places) if places <= LARGEST_WINDOW => Ok(Pairing::Window(places)),
            Some(places) => Err(Failure::Message(format!(
                "--window {places} is too wide; give at most {LARGEST_WINDOW}"
            ))),
        }
    }

    /// Whether nothing longer than pairs is asked for.
    fn pairs_only(&self) -> bool {
        self.ngrams.high() == 2
    }

    /// The node as it is counted.
    fn node(&self, tokenizer: &Tokenizer, stop_list: &StopList) -> Result<Option<String>, Failure> {
        let Some(word) = &self.node else {
            return Ok(None);
        };
        let is_kept = |token: &str| !stop_list.contains(token);
        let tokens = tokenizer.kept_tokens(word, is_kept);
        match <[_; 1]>::try_from(tokens) {
            Ok([token]) => Ok(Some(token.text)),
            Err(tokens) if tokens.is_empty() => Err(Failure::Message(format!(
                "--node {word} is no word, or a stop word; --stop-words none keeps stop words"
            ))),
            Err(_) => Err(Failure::Message(format!(
                "--node {word} is more than one word; give one"
            ))),
        }
    }
}
