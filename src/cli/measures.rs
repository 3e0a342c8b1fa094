//! `tasnif measures`: how large and how varied a corpus is.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use serde::{Serialize, Serializer};

use super::Global;
use super::counted_corpus::{counted_corpus, in_order_of_words};
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::origin::{ByArgument, Kept, Origin};
use super::output::OutputArguments;
use super::words::WordArguments;
use crate::corpus::TokenizedCorpus;
use crate::features::{TermSettings, Terms};
use crate::report::{Record, ReportWriter, decimals, shortened};
use crate::stats::{Diversity, frequent_terms};
use crate::text::Tokenizer;

/// What is measured.
#[derive(clap::Args, Debug)]
pub(super) struct MeasureArguments {
    /// Words of a window of MATTR
    #[arg(long, value_name = "N", default_value = "100")]
    window: NonZeroUsize,
    #[command(flatten)]
    pub input: InputArguments,
    #[command(flatten)]
    words: WordArguments,
}

/// How many of the most frequent words are told.
const FREQUENT: usize = 100;

/// What was measured.
pub(super) struct Measures {
    pub parts: Vec<Part>,
    /// The most frequent words, as they are written.
    pub frequent_words: Vec<String>,
    /// All words, also those that are not measured.
    pub words: u64,
}

/// Measures of the documents with one name.
pub(super) struct Part {
    pub name: String,
    pub documents: u64,
    pub diversity: Diversity,
}

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif measures corpus.jsonl
  tasnif measures corpus.jsonl --by label --format table
  tasnif measures archive.jsonl --by month --format csv -o months.csv

Documents follow one another in the order of the input. JSON also holds Heaps' curve, as pairs of
tokens read and types among them.

ttr is types / tokens, mattr its mean over windows. mtld is the mean length of stretches whose TTR stays
above 0.72, read forwards and backwards. zipf_exponent is minus the slope of a line through the logarithms
of rank and frequency, least squares over ten bins of ranks a power of ten. Formulas and sources:
docs/methods.md.")]
pub(super) struct Arguments {
    /// One row for each label, file or month, or for each value of a field such as predicted
    #[arg(long, value_name = "WHAT")]
    by: Option<ByArgument>,
    #[command(flatten)]
    measures: MeasureArguments,
    #[command(flatten)]
    output: OutputArguments,
}

/// Measures of one part of the corpus.
struct Measured<'n> {
    /// Column and name of the part.
    name: Option<(&'static str, &'n str)>,
    numbers: Numbers<'n>,
}

#[derive(Serialize)]
struct Numbers<'n> {
    documents: u64,
    tokens: u64,
    types: u64,
    ttr: Option<f64>,
    mattr: Option<f64>,
    mtld: Option<f64>,
    hapaxes: u64,
    zipf_exponent: Option<f64>,
    heaps: &'n [(u64, u64)],
}

impl Serialize for Measured<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// The name stands before the numbers.
        #[derive(Serialize)]
        struct Named<'m> {
            #[serde(flatten)]
            name: Option<BTreeMap<&'static str, &'m str>>,
            #[serde(flatten)]
            numbers: &'m Numbers<'m>,
        }
        let named = Named {
            name: self.name.map(|name| BTreeMap::from([name])),
            numbers: &self.numbers,
        };
        named.serialize(serializer)
    }
}

impl<'n> Measured<'n> {
    fn new(by: Option<ByArgument>, part: &'n Part) -> Self {
        let found = &part.diversity;
        Measured {
            name: by.map(|by| (by.column(), part.name.as_str())),
            numbers: Numbers {
                documents: part.documents,
                tokens: found.tokens,
                types: found.types,
                ttr: found.ttr,
                mattr: found.mattr,
                mtld: found.mtld,
                hapaxes: found.hapaxes,
                zipf_exponent: found.zipf_exponent,
                heaps: &found.heaps,
            },
        }
    }

    fn row(&self, name: impl Fn(&str) -> String, number: impl Fn(f64) -> String) -> Vec<String> {
        let optional = |value: Option<f64>| value.map(&number).unwrap_or_default();
        let numbers = &self.numbers;
        let name = self.name.map(|(_, of)| name(of));
        let cells = [
            numbers.documents.to_string(),
            numbers.tokens.to_string(),
            numbers.types.to_string(),
            optional(numbers.ttr),
            optional(numbers.mattr),
            optional(numbers.mtld),
            numbers.hapaxes.to_string(),
            optional(numbers.zipf_exponent),
        ];
        name.into_iter().chain(cells).collect()
    }
}

impl Record for Measured<'_> {
    fn columns(&self) -> Vec<String> {
        let columns = [
            "documents",
            "tokens",
            "types",
            "ttr",
            "mattr",
            "mtld",
            "hapaxes",
            "zipf_exponent",
        ];
        let name = self.name.map(|(column, _)| column);
        name.into_iter().chain(columns).map(str::to_owned).collect()
    }

    fn cells(&self) -> Vec<String> {
        self.row(str::to_owned, |number| number.to_string())
    }

    fn shown(&self) -> Vec<String> {
        self.row(shortened, decimals)
    }

    fn is_numeric(&self, column: usize) -> bool {
        column > 0 || self.name.is_none()
    }
}

impl MeasureArguments {
    /// Measures the documents of each label, file or month, in the order of these; without `by` all
    /// documents as one.
    pub(super) fn measured(
        &self,
        command: &'static str,
        by: Option<ByArgument>,
        global: &Global,
    ) -> Result<Measures, Failure> {
        let (mut corpus, tokenizer) = self.read(command, by, global)?;
        let settings = TermSettings {
            all_tokens: true,
            ..self.words.all_words(tokenizer)?
        };
        let found = corpus.find_terms(&settings)?;
        let terms = Terms::count(&corpus, &vec![true; corpus.len()], found)?;
        let mut classes: Vec<u32> = (0..corpus.classes().len() as u32).collect();
        classes.sort_unstable_by_key(|&class| corpus.classes().token(class));
        let part = |class| {
            Ok(Part {
                name: corpus.classes().token(class).to_owned(),
                documents: terms.sizes()[class as usize].documents,
                diversity: Diversity::of(&terms.sequence(class)?, self.window.get()),
            })
        };
        let words = frequent_terms(&terms, Some(FREQUENT)).into_iter();
        Ok(Measures {
            parts: classes
                .into_iter()
                .map(part)
                .collect::<Result<_, Failure>>()?,
            frequent_words: words.map(|word| word.text.form).collect(),
            words: terms.sizes().iter().map(|size| size.tokens).sum(),
        })
    }

    fn read(
        &self,
        command: &'static str,
        by: Option<ByArgument>,
        global: &Global,
    ) -> Result<(TokenizedCorpus, Tokenizer), Failure> {
        self.words.all_words(self.words.text.tokenizer())?;
        let labelled = by == Some(ByArgument::Label);
        let kept = by.map_or(Kept::default(), |by| Kept::default().with(by));
        let mut reading = self.input.reading(command, labelled, AutoClean::ByKind)?;
        if let Some(by) = by {
            by.prepare(&mut reading);
        }
        let (tokenizer, readings) = self.words.tokenizer_for(vec![reading])?;
        let mut corpus = counted_corpus(
            global,
            readings,
            &tokenizer,
            in_order_of_words(),
            |_, document| kept.name(false, document),
        )?;
        corpus.rename_classes(|name| by.map_or("", |by| Origin::of_name(name).value(by)));
        if let Some(by) = by
            && let Some(missing) = by.no_value()
            && !corpus.classes().iter().any(|name| by.is_value(name))
        {
            return Err(Failure::Message(missing));
        }
        Ok((corpus, tokenizer))
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let by = arguments.by;
    let mut writer = ReportWriter::new(arguments.output.open()?, arguments.output.format()?);
    let measures = arguments.measures.measured("measures", by, global)?;
    for part in &measures.parts {
        writer.write(&Measured::new(by, part))?;
    }
    writer.finish()?.commit()?;
    Ok(0)
}
