//! `tasnif chart keyness`: the terms that set a target and its reference apart.

use std::num::NonZeroUsize;

use clap::ValueEnum;

use super::{CountArguments, LookArguments};
use crate::charts::{Keyness, KeynessBar, keyness};
use crate::cli::Global;
use crate::cli::comparison::{ComparisonArguments, check_words};
use crate::cli::counted_corpus::counted_corpus;
use crate::cli::failure::Failure;
use crate::cli::origin::{ByArgument, Kept};
use crate::corpus::TokenizedCorpus;
use crate::features::{TermSettings, Terms};
use crate::figures::{Captions, Cell, DataTable, Language};
use crate::jobs::no_term;
use crate::stats::{KeyTerm, KeynessMeasure, KeynessSettings, Sign, key_terms, per_million};

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
    measure: MeasureArgument,
    /// What bars show
    #[arg(long, default_value = "log-ratio")]
    bars: BarsArgument,
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

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum BarsArgument {
    /// The log ratio with its 95 % confidence interval: how many times as frequent a term is, 1 being
    /// twice, 2 four times
    LogRatio,
    /// The measure by which terms are ranked
    Measure,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum MeasureArgument {
    /// Signed log-likelihood ratio G² (Dunning 1993)
    LogLikelihood,
    /// Signed chi-squared
    ChiSquared,
    /// Binary logarithm of the ratio of rates (Hardie 2014)
    LogRatio,
    /// z-score of the log-odds ratio with an informative Dirichlet prior (Monroe et al. 2008)
    LogOdds,
}

impl MeasureArgument {
    fn measure(self) -> KeynessMeasure {
        match self {
            MeasureArgument::LogLikelihood => KeynessMeasure::LogLikelihood,
            MeasureArgument::ChiSquared => KeynessMeasure::ChiSquared,
            MeasureArgument::LogRatio => KeynessMeasure::LogRatio,
            MeasureArgument::LogOdds => KeynessMeasure::LogOdds,
        }
    }

    /// Name of the column of its values, as in `keywords`.
    fn column(self) -> &'static str {
        match self {
            MeasureArgument::LogLikelihood => "log_likelihood",
            MeasureArgument::ChiSquared => "chi_squared",
            MeasureArgument::LogRatio => "log_ratio",
            MeasureArgument::LogOdds => "log_odds_z",
        }
    }

    fn axis(self, language: Language) -> String {
        match self {
            MeasureArgument::LogLikelihood => language.pick([
                "نسبة الأرجحية G²",
                "log-likelihood G²",
                "نسبت درست‌نمایی G²",
                "لاگ لائکلی ہڈ G²",
            ]),
            MeasureArgument::ChiSquared => {
                language.pick(["مربع كاي χ²", "chi-squared χ²", "کای‌دو χ²", "کائی مربع χ²"])
            }
            MeasureArgument::LogRatio => language.pick([
                "اللوغاريتم الثنائي لنسبة المعدلين",
                "log ratio",
                "لگاریتم نسبت",
                "لاگ تناسب",
            ]),
            MeasureArgument::LogOdds => language.pick([
                "z للوغاريتم نسبة الأرجحية",
                "z of log-odds",
                "z لگاریتم بخت",
                "لاگ آڈز کا z",
            ]),
        }
    }

    /// The signed value of a term.
    fn of(self, term: &KeyTerm) -> f64 {
        let found = &term.keyness;
        match self {
            MeasureArgument::LogLikelihood => found.log_likelihood,
            MeasureArgument::ChiSquared => found.chi_squared,
            MeasureArgument::LogRatio => found.log_ratio.map_or(0.0, |ratio| ratio.value),
            MeasureArgument::LogOdds => found.log_odds.map_or(0.0, |odds| odds.z),
        }
    }
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
    let sides = Sides::new(arguments, &terms, compared.target)?;
    let frame = look.frame(sides.captions())?;
    look.save(global, keyness(&sides.bars(), &frame), &sides.table())
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

/// What sets target and reference apart.
struct Sides {
    measure: MeasureArgument,
    bars: BarsArgument,
    language: Language,
    /// Target, then reference.
    names: [String; 2],
    words: [u64; 2],
    /// Terms of the target, the most key first, then those of the reference.
    terms: Vec<KeyTerm>,
}

impl Sides {
    fn new(arguments: &Arguments, terms: &Terms<'_>, target: usize) -> Result<Self, Failure> {
        let settings = KeynessSettings {
            measure: arguments.measure.measure(),
            sign: Sign::Both,
            top: Some(arguments.top.get()),
            ..KeynessSettings::default()
        };
        let found = key_terms(terms, &[target], &settings)?;
        let mut found: Vec<KeyTerm> = found.into_iter().flatten().collect();
        found.retain(|term| arguments.measure.of(term) != 0.0);
        if found.is_empty() {
            return Err(nothing_key(terms, arguments.min_count));
        }
        let forms = found.iter().map(|term| term.text.form.as_str());
        let language = arguments.look.language();
        let language = language.unwrap_or_else(|| Language::of(forms));
        let comparison = &arguments.comparison;
        let reference = comparison.reference_name();
        let all: u64 = terms.sizes().iter().map(|size| size.tokens).sum();
        let words = terms.sizes()[target].tokens;
        Ok(Sides {
            measure: arguments.measure,
            bars: arguments.bars,
            language,
            names: [
                comparison.target_name(&arguments.counting.input),
                reference.unwrap_or_else(|| language.other_documents()),
            ],
            words: [words, all - words],
            terms: found,
        })
    }

    fn bars(&self) -> Keyness {
        let (target, reference) = self
            .terms
            .iter()
            .partition(|term| self.measure.of(term) > 0.0);
        let bars = |terms: Vec<&KeyTerm>| terms.into_iter().map(|term| self.bar(term)).collect();
        Keyness {
            target: bars(target),
            reference: bars(reference),
            sides: self.names.clone(),
            axis: self.axis(),
            occurrences: self.language.occurrences(),
        }
    }

    fn bar(&self, term: &KeyTerm) -> KeynessBar {
        let ratio = term.keyness.log_ratio;
        let (value, interval) = match (self.bars, ratio) {
            (BarsArgument::LogRatio, Some(ratio)) => (ratio.value, Some((ratio.low, ratio.high))),
            (BarsArgument::Measure, Some(ratio)) if self.measure == MeasureArgument::LogRatio => {
                (ratio.value, Some((ratio.low, ratio.high)))
            }
            _ => (self.measure.of(term), None),
        };
        KeynessBar {
            term: term.text.form.clone(),
            value,
            interval,
            counts: [term.target.0, term.reference.0],
        }
    }

    fn axis(&self) -> String {
        let ranked = self.measure.axis(self.language);
        let ratio = self
            .language
            .with_interval(&MeasureArgument::LogRatio.axis(self.language));
        match (self.bars, self.measure) {
            (_, MeasureArgument::LogRatio) => ratio,
            (BarsArgument::LogRatio, _) => self.language.ranked_by(&ratio, &ranked),
            (BarsArgument::Measure, _) => ranked,
        }
    }

    fn captions(&self) -> Captions {
        let [target, reference] = &self.names;
        let [words, others] = self.words;
        Captions {
            language: self.language,
            title: self.language.keyness_title(),
            subtitle: self.language.sides((target, words), (reference, others)),
        }
    }

    /// The measure of terms that stands beside the log ratio.
    fn tested(&self) -> MeasureArgument {
        match self.measure {
            MeasureArgument::LogRatio => MeasureArgument::LogLikelihood,
            other => other,
        }
    }

    fn table(&self) -> DataTable {
        let [words, others] = self.words;
        let rows = self.terms.iter().map(|term| {
            let (count, reference) = (term.target.0, term.reference.0);
            let ratio = term.keyness.log_ratio;
            let cells: [Cell; 9] = [
                term.text.form.as_str().into(),
                count.into(),
                per_million(count, words).into(),
                reference.into(),
                per_million(reference, others).into(),
                self.tested().of(term).into(),
                ratio.map(|ratio| ratio.value).into(),
                ratio.map(|ratio| ratio.low).into(),
                ratio.map(|ratio| ratio.high).into(),
            ];
            cells
        });
        let columns = [
            "term",
            "target_count",
            "target_per_million",
            "reference_count",
            "reference_per_million",
            self.tested().column(),
            "log_ratio",
            "log_ratio_low",
            "log_ratio_high",
        ];
        DataTable::new(columns, rows)
    }
}

/// The failure when no term sets target and reference apart.
fn nothing_key(terms: &Terms<'_>, min_count: u64) -> Failure {
    if terms.is_empty() && min_count > 1 {
        return Failure::Message(format!(
            "no term is left to draw: none occurs {min_count} times; lower --min-count"
        ));
    }
    if terms.is_empty() {
        return no_term(terms.token_count()).into();
    }
    Failure::Message(
        "no term is more frequent on one side than on the other, so there is nothing to draw"
            .into(),
    )
}
