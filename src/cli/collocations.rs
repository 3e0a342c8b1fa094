//! `tasnif collocations`: which words go together.

use std::num::NonZeroUsize;

use clap::ValueEnum;

use super::Global;
use super::counted_corpus::{counted_corpus, in_order_of_words};
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::OutputArguments;
use super::settings::TextArguments;
use super::top::Top;
use crate::features::{Pairing, TermSettings, Terms};
use crate::report::{ReportFormat, ReportWriter, Row};
use crate::stats::{AssociationMeasure, Collocation, CollocationSettings, collocations};
use crate::text::StopList;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif collocations corpus.jsonl                          pairs of words side by side
  tasnif collocations corpus.jsonl --window 5 --measure log-dice
  tasnif collocations corpus.jsonl --node مصر --window 5 --top 20

first_count and second_count say in how many pairs the word comes first and second, pairs how many
there are; in windows every pair counts from both sides. Statistics are signed: below 0, the words
come together less often than by chance. Pairs that tie stand in the order of their words.")]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// Pair words at most N places apart, in any order [default: side by side, in their order]
    #[arg(long, value_name = "N")]
    window: Option<NonZeroUsize>,
    /// Only pairs with this word
    #[arg(long, value_name = "WORD")]
    node: Option<String>,
    /// What pairs are ranked by
    #[arg(long, default_value = "log-likelihood")]
    measure: MeasureArgument,
    /// Fewest occurrences of a pair
    #[arg(long, value_name = "N", default_value_t = 2)]
    min_count: u64,
    /// How many pairs to show: a number, or all
    #[arg(long, value_name = "N", default_value = "100")]
    top: Top,
    /// Numbers and single letters are words, too
    #[arg(long)]
    all_tokens: bool,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    text: TextArguments,
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
    let pairing = arguments.pairing()?;
    let tokenizer = arguments.text.tokenizer();
    let stop_list = arguments.text.stop_list("default")?;
    let node = arguments.node(&stop_list)?;
    let reading = arguments
        .input
        .reading("collocations", false, AutoClean::TextToo)?;
    let mut corpus = counted_corpus(
        global,
        vec![reading],
        &tokenizer,
        in_order_of_words(),
        |_, _| String::new(),
    )?;
    let found = corpus.find_terms(&TermSettings {
        tokenizer,
        stop_list,
        all_tokens: arguments.all_tokens,
        ..TermSettings::default()
    })?;
    let terms = Terms::count(&corpus, &vec![true; corpus.len()], found)?;
    let node = node
        .map(|word| {
            terms.word(&word).ok_or_else(|| {
                Failure::Message(format!("the word \"{word}\" does not occur in the input"))
            })
        })
        .transpose()?;
    let settings = CollocationSettings {
        pairing,
        node,
        min_count: arguments.min_count,
        measure: arguments.measure.into(),
        top: arguments.top.0,
    };
    let found = collocations(&terms, &settings)?;
    if found.is_empty() {
        return Err(Failure::Message(format!(
            "no two words come together {} times; lower --min-count, widen --window, or keep stop \
             words with --stop-words none",
            arguments.min_count
        )));
    }
    arguments.write(&found)?;
    Ok(0)
}

impl Arguments {
    fn pairing(&self) -> Result<Pairing, Failure> {
        match self.window.map(NonZeroUsize::get) {
            None => Ok(Pairing::Adjacent),
            Some(places) if places <= LARGEST_WINDOW => Ok(Pairing::Window(places)),
            Some(places) => Err(Failure::Message(format!(
                "--window {places} is too wide; give at most {LARGEST_WINDOW}"
            ))),
        }
    }

    /// The node as it is counted.
    fn node(&self, stop_list: &StopList) -> Result<Option<String>, Failure> {
        let Some(word) = &self.node else {
            return Ok(None);
        };
        let tokenizer = self.text.tokenizer();
        let tokens = tokenizer.kept_tokens(word, |token| !stop_list.contains(token));
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

    fn write(&self, found: &[Collocation]) -> Result<(), Failure> {
        let format = self.output.format();
        let mut writer = ReportWriter::new(self.output.open()?, format);
        for found in found {
            writer.write(&row(found, format == ReportFormat::Table))?;
        }
        writer.finish()?.commit()
    }
}

fn row(found: &Collocation, is_table: bool) -> Row {
    let (table, scores) = (&found.table, &found.association);
    let mut row = Row::default();
    row.count("rank", found.rank as u64);
    row.text("first", &*found.first.form);
    row.text("second", &*found.second.form);
    if !is_table {
        row.text("first_normalised", &*found.first.term);
        row.text("second_normalised", &*found.second.term);
    }
    row.count("count", table.both);
    row.count("documents", found.documents);
    row.count("first_count", table.both + table.first_only);
    row.count("second_count", table.both + table.second_only);
    if !is_table {
        row.count("pairs", table.total());
        row.number("expected", table.expected());
    }
    row.number("pmi", scores.pmi);
    row.number("npmi", scores.npmi);
    row.number("log_likelihood", scores.log_likelihood);
    row.number("t_score", scores.t_score);
    row.number("chi_squared", scores.chi_squared);
    row.number("log_dice", scores.log_dice);
    row
}
