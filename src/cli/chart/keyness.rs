//! `tasnif chart keyness`: the terms that set a target and its reference apart.

use std::num::NonZeroUsize;

use super::{CountArguments, LookArguments};
use crate::cli::Global;
use crate::cli::comparison::{ComparisonArguments, check_words};
use crate::cli::counted_corpus::counted_corpus;
use crate::cli::failure::Failure;
use crate::cli::origin::{ByArgument, Kept};
use crate::corpus::TokenizedCorpus;
use crate::features::{TermSettings, Terms};
use crate::figures::{self, KeynessBars, KeynessFigureSettings, KeynessRank};

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
    if !arguments.comparison.is_asked() {
        return Err(Failure::Message(
            "name what is to be compared: --target LABEL, a file or a folder with all other \
             documents, or --reference FILE with all that is read"
                .into(),
        ));
    }
    let (mut corpus, settings) = arguments.read(global)?;
    let compared = arguments.comparison.compare(&mut corpus)?;
    let found = corpus.find_terms(&settings)?;
    let terms = Terms::count(&corpus, &compared.included, found)?;
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
    /// Reads all documents; their classes are names of origins.
    fn read(&self, global: &Global) -> Result<(TokenizedCorpus, TermSettings), Failure> {
        let words = &self.counting.words;
        words.all_words(words.text.tokenizer())?;
        let mut kept = Kept::default();
        if self.comparison.by_origin() {
            kept = kept.with(ByArgument::Label).with(ByArgument::File);
        }
        let readings = self
            .comparison
            .readings(&self.counting.input, "chart", false)?;
        let (tokenizer, readings) = words.tokenizer_for(readings)?;
        let settings = TermSettings {
            min_count: self.min_count,
            ..words.term_settings(tokenizer)?
        };
        let name = |reading: usize, document: &_| kept.name(reading > 0, document);
        let corpus = counted_corpus(global, readings, &settings.tokenizer, settings.ngrams, name)?;
        Ok((corpus, settings))
    }
}
