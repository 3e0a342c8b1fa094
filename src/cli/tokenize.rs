//! `tasnif tokenize`: shows the tokens and terms that the other commands see.

use std::path::PathBuf;

use super::Global;
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::OutputArguments;
use super::settings::TextArguments;
use crate::corpus::reading::read;
use crate::jobs::CharNgrams;
use crate::jobs::TextReading;
use crate::model::{Model, read_model};
use crate::report::ReportWriter;
use crate::tables::tokens::{TokenizedDocument, write_tokens};
use crate::text::NgramRange;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  echo 'قالَ الرَّئيسُ' | tasnif tokenize
  tasnif tokenize article.txt --format jsonl
  tasnif tokenize article.txt --terms --ngrams 1..2 --char-ngrams 3..5
  tasnif tokenize article.txt --explain --format table
  tasnif tokenize article.txt --explain -m news.tasnif       as the model reads it, word forms grouped")]
pub(super) struct Arguments {
    /// Show n-grams too
    #[arg(long)]
    terms: bool,
    /// Show the steps that made each token of a word, and the words passed over: addresses and
    /// stop words
    #[arg(long, conflicts_with = "terms")]
    explain: bool,
    /// Show the tokens and terms that this model sees
    #[arg(
        short,
        long,
        value_name = "MODEL",
        conflicts_with_all = ["profile", "hamza_seats", "stop_words", "stem"]
    )]
    model: Option<PathBuf>,
    /// Lengths of word n-grams, with --terms [default: 1..2, or those of the model]
    #[arg(long, value_name = "RANGE")]
    ngrams: Option<NgramRange>,
    /// Lengths of character n-grams, with --terms [default: none, or those of the model]
    #[arg(long, value_name = "RANGE")]
    char_ngrams: Option<CharNgrams>,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    text: TextArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let model = arguments.model.as_deref().map(read_model).transpose()?;
    let auto = model.as_ref().map_or(AutoClean::ByKind, AutoClean::As);
    let reading = arguments.input.reading("tokenize", false, auto)?;
    let text = arguments.text_reading(model)?;
    let format = arguments.output.format()?;
    let mut writer = ReportWriter::new(arguments.output.open()?, format);
    read(
        global,
        reading,
        || (),
        |(), _, documents| {
            let show = |document| match arguments.explain {
                true => TokenizedDocument::steps(&text, document),
                false => TokenizedDocument::tokens(&text, document, arguments.terms),
            };
            documents.into_iter().map(show).collect::<Vec<_>>()
        },
        |documents| {
            for document in &documents {
                write_tokens(document, format, &mut writer)?;
            }
            Ok::<_, Failure>(writer.flush()?)
        },
    )?;
    writer.finish()?.commit()?;
    Ok(0)
}

impl Arguments {
    /// As the model reads texts, or else as the flags say.
    fn text_reading(&self, model: Option<Model>) -> Result<TextReading, Failure> {
        let mut text = match model {
            Some(model) => TextReading::of_model(model),
            None => TextReading::new(self.text.words()?.feature_settings()),
        };
        text.settings.ngrams = self.ngrams.unwrap_or(text.settings.ngrams);
        if let Some(CharNgrams(range)) = self.char_ngrams {
            text.settings.char_ngrams = range;
        }
        Ok(text)
    }
}
