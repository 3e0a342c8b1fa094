//! `tasnif chart keyness`: the terms that set a target and its reference apart.

use std::num::NonZeroUsize;

use super::{CountArguments, LookArguments};
use crate::cli::Global;
use crate::cli::comparison::ComparisonArguments;
use crate::cli::corpus_reader::environment;
use crate::cli::failure::Failure;
use crate::features::{TermSettings, Terms};
use crate::figures::{self, KeynessBars, KeynessFigureSettings, KeynessRank};
use crate::jobs::{TwoInputs, check_words, text_to_count};

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif chart keyness corpus.jsonl --target sport -o sport.png
  tasnif chart keyness new/ --reference archive.jsonl -o new.svg --data-out new.csv

Bars have 95 % confidence intervals (Katz et al. 1978), which count words as independent: words repeat
inside documents, so the true ones are wider. Beside them stand the occurrences on both sides.
Terms that only one document of a side holds say little of it; --measure log-ratio shows mostly such
terms, unless --min-count asks for more occurrences.")]
pub(super) struct Arguments {
    /// What terms are ranked by
    #[arg(long, default_value = "log-likelihood")]
    measure: KeynessRank,
    /// What bars show
    #[arg(long, default_value = "log-ratio")]
    bars: KeynessBars,
    /// Fewest occurrences of a term on both sides together
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_count: u64,
    /// How many terms of each side
    #[arg(long, value_name = "N", default_value = "15")]
    top: NonZeroUsize,
    #[command(flatten)]
    counting: CountArguments,
    #[command(flatten)]
    comparison: ComparisonArguments,
    #[command(flatten)]
    look: LookArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let look = &arguments.look;
    look.check()?;
    if !arguments.comparison.settings().is_asked() {
        return Err(Failure::Message(
            "name what is to be compared: --target LABEL, a file or a folder with all other \
             documents, or --reference FILE with all that is read"
                .into(),
        ));
    }
    let (mut inputs, settings) = arguments.read(global)?;
    let compared = arguments.comparison.settings().compare(&mut inputs)?;
    let mut corpus = inputs.corpus;
    let found = corpus.find_terms(&settings)?;
    let terms = Terms::count(&compared.documents(&corpus), found)?;
    check_words(&terms, compared.target)?;
    let comparison = &arguments.comparison;
    let settings = KeynessFigureSettings {
        rank: arguments.measure,
        bars: arguments.bars,
        top: arguments.top.get(),
        min_count: arguments.min_count,
        target: comparison.target_name(&arguments.counting.input),
        reference: comparison.reference_name(),
    };
    let figure = figures::keyness(&terms, compared.target, &settings, look.language())?;
    look.save(global, &figure)
}

impl Arguments {
    /// Reads all documents.
    fn read(&self, global: &Global) -> Result<(TwoInputs, TermSettings), Failure> {
        let words = self.counting.words.settings()?;
        let readings = self
            .comparison
            .readings(&self.counting.input, "chart", false)?;
        let (tokenizer, readings) = words.tokenizer_for(readings)?;
        let settings = TermSettings {
            min_count: self.min_count,
            ..words.terms(tokenizer)
        };
        let columns = self.comparison.settings().columns();
        let text = text_to_count(&settings.tokenizer, settings.ngrams);
        let inputs = TwoInputs::read(&environment(global), readings, &text, columns)?;
        Ok((inputs, settings))
    }
}
