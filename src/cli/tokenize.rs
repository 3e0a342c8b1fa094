//! `tasnif tokenize`: shows the tokens and terms that the other commands see.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::Global;
use super::explained::{Explained, Steps};
use super::failure::Failure;
use super::input::{AutoClean, InputArguments};
use super::output::OutputArguments;
use super::settings::{CharNgrams, TextArguments};
use crate::cli::corpus_reader::read;
use crate::corpus::Document;
use crate::model::{Model, read_model};
use crate::report::{Record, ReportFormat, ReportWriter};
use crate::text::{NgramRange, Token, for_each_char_ngram};

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

/// A token or term and its place in the original text.
#[derive(Debug, Serialize, PartialEq, Eq)]
struct Spanned {
    text: String,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Tokenized {
    id: String,
    tokens: Vec<Spanned>,
    #[serde(skip_serializing_if = "Option::is_none")]
    terms: Option<Vec<Spanned>>,
}

/// What is shown of a document.
#[derive(Serialize)]
#[serde(untagged)]
enum Shown {
    Tokens(Tokenized),
    Steps(Explained),
}

/// One token or term as a row.
#[derive(Serialize)]
struct Row<'d> {
    id: &'d str,
    text: &'d str,
    start: usize,
    end: usize,
}

impl Record for Row<'_> {
    fn columns(&self) -> Vec<String> {
        ["id", "text", "start", "end"].map(str::to_owned).to_vec()
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.into(),
            self.text.into(),
            self.start.to_string(),
            self.end.to_string(),
        ]
    }

    fn is_numeric(&self, column: usize) -> bool {
        column > 1
    }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let model = arguments.model.as_deref().map(read_model).transpose()?;
    let auto = model.as_ref().map_or(AutoClean::ByKind, AutoClean::As);
    let reading = arguments.input.reading("tokenize", false, auto)?;
    let steps = arguments.steps(model)?;
    let format = arguments.output.format()?;
    let mut writer = ReportWriter::new(arguments.output.open()?, format);
    read(
        global,
        reading,
        || (),
        |(), _, documents| {
            let show = |document| shown(arguments, &steps, document);
            documents.into_iter().map(show).collect::<Vec<_>>()
        },
        |documents| {
            for document in &documents {
                write(document, format, &mut writer)?;
            }
            Ok(writer.flush()?)
        },
    )?;
    writer.finish()?.commit()?;
    Ok(0)
}

impl Arguments {
    /// What is done to texts: as the model does, or else as the flags say.
    fn steps(&self, model: Option<Model>) -> Result<Steps, Failure> {
        let (mut settings, clitics) = match model {
            Some(model) => (model.settings.features, model.features.clitics),
            None => (self.text.words()?.feature_settings(), None),
        };
        settings.ngrams = self.ngrams.unwrap_or(settings.ngrams);
        if let Some(CharNgrams(range)) = self.char_ngrams {
            settings.char_ngrams = range;
        }
        Ok(Steps {
            tokenizer: settings.tokenizer(),
            settings,
            clitics,
        })
    }
}

fn shown(arguments: &Arguments, steps: &Steps, document: Document) -> Shown {
    if arguments.explain {
        Shown::Steps(Explained::new(steps, document))
    } else {
        Shown::Tokens(tokenized(arguments, steps, document))
    }
}

fn write<W: Write>(
    document: &Shown,
    format: ReportFormat,
    writer: &mut ReportWriter<W>,
) -> std::io::Result<()> {
    match (format, document) {
        (ReportFormat::Json | ReportFormat::JsonLines, _) => writer.write_json(document),
        (_, Shown::Tokens(tokens)) => rows(tokens).try_for_each(|row| writer.write(&row)),
        (_, Shown::Steps(words)) => words.rows().try_for_each(|row| writer.write(&row)),
    }
}

fn rows(document: &Tokenized) -> impl Iterator<Item = Row<'_>> {
    let shown = document.terms.as_ref().unwrap_or(&document.tokens);
    shown.iter().map(|token| Row {
        id: &document.id,
        text: &token.text,
        start: token.start,
        end: token.end,
    })
}

fn tokenized(arguments: &Arguments, steps: &Steps, document: Document) -> Tokenized {
    let tokens = steps.tokens(&document.text);
    let (ngrams, chars) = (steps.settings.ngrams, steps.settings.char_ngrams);
    Tokenized {
        id: document.id,
        terms: arguments.terms.then(|| terms(&tokens, ngrams, chars)),
        tokens: tokens.into_iter().map(Spanned::from).collect(),
    }
}

impl From<Token> for Spanned {
    fn from(token: Token) -> Self {
        Spanned {
            text: token.text,
            start: token.start,
            end: token.end,
        }
    }
}

/// Word n-grams, shorter ones first, then character n-grams.
fn terms(tokens: &[Token], ngrams: NgramRange, chars: Option<NgramRange>) -> Vec<Spanned> {
    let mut terms = Vec::new();
    for length in ngrams.low()..=ngrams.high() {
        for window in tokens.windows(length) {
            let words: Vec<_> = window.iter().map(|token| token.text.as_str()).collect();
            terms.push(Spanned {
                text: words.join(" "),
                start: window[0].start,
                end: window[length - 1].end,
            });
        }
    }
    for token in tokens {
        if let Some(range) = chars {
            for_each_char_ngram(&token.text, range, |ngram| {
                terms.push(Spanned {
                    text: ngram.to_owned(),
                    start: token.start,
                    end: token.end,
                });
            });
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tokenizer;

    #[test]
    fn terms_span_their_tokens() {
        let tokens = Tokenizer::default().tokens("a bc");
        let found = terms(
            &tokens,
            NgramRange::new(1, 2).unwrap(),
            Some(NgramRange::new(3, 3).unwrap()),
        );
        let found: Vec<_> = found
            .iter()
            .map(|t| (t.text.as_str(), t.start, t.end))
            .collect();
        assert_eq!(
            found,
            [
                ("a", 0, 1),
                ("bc", 2, 4),
                ("a bc", 0, 4),
                ("~_a_", 0, 1),
                ("~_bc", 2, 4),
                ("~bc_", 2, 4)
            ]
        );
    }
}
