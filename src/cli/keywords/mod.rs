//! `tasnif keywords`: which terms are frequent, and which set one part of a corpus apart.

mod article;

use std::path::PathBuf;

use clap::ValueEnum;

use super::Global;
use super::comparison::ComparisonArguments;
use super::corpus_reader::environment;
use super::failure::Failure;
use super::input::InputArguments;
use super::output::{OutputArguments, say};
use super::top::Top;
use super::words::WordArguments;
use crate::corpus::Column;
use crate::jobs::{DispersionParts, KeywordSettings, PhraseOrder, keywords};
use crate::report::{ReportFormat, ReportWriter};
use crate::stats::{Adjustment, KeynessMeasure, KeynessSettings, KeynessTest, Sign};
use crate::tables::keywords::{notes, rows};
use crate::text::NgramRange;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif keywords corpus.jsonl                              the most frequent terms
  tasnif keywords corpus.jsonl --by label --top 10          what sets each label apart
  tasnif keywords data/ --target data/sport --ngrams 1..2   one folder against the rest
  tasnif keywords new/ --reference archive.jsonl --format csv -o keywords.csv
  tasnif keywords corpus.jsonl --by label --measure tfidf   what each label speaks of, by TF-IDF
  tasnif keywords corpus.jsonl --by label --test documents  which differences are no chance
  tasnif keywords article.txt --per-document --top 10       keywords of each article, with spans
  tasnif keywords corpus.jsonl --per-document --idf-from input   the same, held against each other

Counts are of all documents read; target_* and reference_* are of the two sides of a comparison.
Rates are per million tokens, stop words and numbers included. Statistics are signed: below 0, a
term is less frequent in the target. Terms that tie stand in the order of the term.

p and p_adjusted take tokens for independent of each other. Words repeat inside documents, so many terms
are below 0.05 by chance: --test documents tests documents instead, and its level holds. p below 1e-300
is shown as smaller than that in tables; in CSV and JSON it may be 0. Formulas and sources of all
columns: docs/methods.md.")]
pub(super) struct Arguments {
    /// Compare each label, file or month, or each value of a field such as predicted, with all others
    #[arg(long, value_name = "WHAT", conflicts_with_all = ["target", "reference"], help_heading = "Comparison")]
    by: Option<Column>,
    /// Show TF-IDF: the count times ln((1 + documents) / (1 + documents with the term)) + 1
    #[arg(long)]
    tfidf: bool,
    /// Show how evenly terms spread over parts of the corpus, or of the target: range, Juilland's
    /// D, Gries's DP
    #[arg(long)]
    dispersion: bool,
    /// What a part is, with --dispersion
    #[arg(long, value_name = "UNIT", default_value = "document")]
    parts: DispersionParts,
    /// How many terms to show, of each label and sign: a number, or all
    #[arg(long, value_name = "N", default_value = "100")]
    top: Top,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    comparison: ComparisonArguments,
    #[command(flatten)]
    keyness: KeynessArguments,
    #[command(flatten)]
    article: ArticleArguments,
    #[command(flatten)]
    terms: TermArguments,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    words: WordArguments,
}

/// How terms are compared.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Comparison")]
struct KeynessArguments {
    /// What terms of a comparison are ranked by; tfidf ranks all terms of a corpus, too
    #[arg(long, default_value = "log-likelihood")]
    measure: KeynessMeasure,
    /// What p-values are of. tokens: words repeat inside documents, so differences by chance pass as
    /// significant; documents: the level holds
    #[arg(long, value_name = "UNIT", default_value = "tokens")]
    test: KeynessTest,
    /// Adjustment of p-values for all terms tested in a comparison, with --test documents in all
    /// comparisons of --by
    #[arg(long, default_value = "holm")]
    adjust: Adjustment,
    /// What is added to both rates per million in simple maths, above 0
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = above_0, allow_negative_numbers = true)]
    smoothing: f64,
    /// Terms that are more frequent in the target, those that are less frequent, or both
    #[arg(long, default_value = "positive")]
    sign: Sign,
}

/// How the keywords of single articles are found.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Single articles")]
struct ArticleArguments {
    /// Show the keywords and key phrases of each document on its own: TF-IDF by the documents of a
    /// model or of the input, and YAKE's score (Campos et al. 2020), which is small for important phrases
    #[arg(
        long,
        conflicts_with_all = ["target", "reference", "by", "dispersion", "tfidf", "all_tokens"]
    )]
    per_document: bool,
    /// The model [default: the bundled Arabic news model]
    #[arg(short, long, value_name = "MODEL", requires = "per_document")]
    model: Option<PathBuf>,
    /// Whose document frequencies TF-IDF has: the model's, or those of all documents read, as
    /// scikit-learn's TfidfVectorizer with norm=None
    #[arg(
        long,
        value_name = "WHAT",
        default_value = "model",
        requires = "per_document"
    )]
    idf_from: IdfArgument,
    /// What phrases are ranked by; those that the model does not know have no TF-IDF and come last
    #[arg(long, default_value = "tfidf", requires = "per_document")]
    rank: PhraseOrder,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum IdfArgument {
    Model,
    Input,
}

/// Which terms there are.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Text")]
struct TermArguments {
    /// Lengths of word n-grams; none holds a stop word [default: 1; 1..3 with --per-document, whose
    /// phrases may hold some inside]
    #[arg(long, value_name = "RANGE")]
    ngrams: Option<NgramRange>,
    /// Fewest occurrences of a term in all documents read, or in the document
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_count: u64,
    /// Numbers and single letters are terms, too
    #[arg(long)]
    all_tokens: bool,
}

impl Arguments {
    /// Refuses a measure of comparisons where nothing is compared.
    fn check_measure(&self, settings: &KeywordSettings) -> Result<(), Failure> {
        let measure = self.keyness.measure;
        let of_comparisons = !matches!(
            measure,
            KeynessMeasure::LogLikelihood | KeynessMeasure::Tfidf
        );
        if of_comparisons && !settings.compares() {
            return Err(Failure::Message(
                "--measure ranks what is compared, and nothing is: name a side with --by, --target or \
                 --reference; the terms of a whole corpus are ranked by count or --measure tfidf"
                    .into(),
            ));
        }
        Ok(())
    }

    /// Refuses a test where nothing is compared.
    fn check_test(&self, settings: &KeywordSettings) -> Result<(), Failure> {
        if self.keyness.test == KeynessTest::Tokens || settings.compares() {
            return Ok(());
        }
        Err(Failure::Message(
            "--test documents tests what is compared, and nothing is: name a side with --by, --target \
             or --reference"
                .into(),
        ))
    }

    /// Whether TF-IDF is shown.
    fn shows_tfidf(&self) -> bool {
        self.tfidf || self.keyness.measure == KeynessMeasure::Tfidf
    }

    fn settings(&self) -> Result<KeywordSettings, Failure> {
        let keyness = &self.keyness;
        Ok(KeywordSettings {
            by: self.by.clone(),
            comparison: self.comparison.settings(),
            keyness: KeynessSettings {
                measure: keyness.measure,
                test: keyness.test,
                adjustment: keyness.adjust,
                smoothing: keyness.smoothing,
                sign: keyness.sign,
                top: self.top.0,
            },
            ngrams: self.terms.ngrams.unwrap_or(NgramRange::WORDS),
            min_count: self.terms.min_count,
            all_tokens: self.terms.all_tokens,
            dispersion: self.dispersion.then_some(self.parts),
            words: self.words.settings()?,
        })
    }
}

fn above_0(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(number) if number > 0.0 && f64::is_finite(number) => Ok(number),
        _ => Err(format!("\"{text}\" is not a number above 0")),
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    if arguments.article.per_document {
        return article::run(arguments, global);
    }
    let settings = arguments.settings()?;
    arguments.check_measure(&settings)?;
    arguments.check_test(&settings)?;
    let format = arguments.output.format()?;
    let mut writer = ReportWriter::new(arguments.output.open()?, format);
    let labelled = arguments.by == Some(Column::Label);
    let readings = arguments
        .comparison
        .readings(&arguments.input, "keywords", labelled)?;
    let table = keywords(&environment(global), readings, &settings)?;
    let is_table = format == ReportFormat::Table;
    for row in rows(&table, is_table, arguments.shows_tfidf()) {
        writer.write(&row)?;
    }
    writer.finish()?.commit()?;
    for note in notes(&table, is_table) {
        say(global, note);
    }
    Ok(0)
}
