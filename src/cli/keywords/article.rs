//! Keywords and key phrases of each document on its own.

use super::{Arguments, IdfArgument};
use crate::cli::Global;
use crate::cli::corpus_reader::environment;
use crate::cli::failure::Failure;
use crate::cli::input::AutoClean;
use crate::cli::model_argument::model_or_bundled;
use crate::corpus::reading::{Reading, read};
use crate::jobs::{DocumentFrequencies, PhraseFinder, PhraseSettings, WordSettings};
use crate::report::{ReportFormat, ReportWriter, Row};
use crate::tables::key_phrases::row;
use crate::text::Tokenizer;

/// Writes the keywords of each document.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let input = &arguments.input;
    let reading = input.reading("keywords", false, AutoClean::ByKind)?;
    let format = arguments.output.format()?;
    let (finder, reading, global) = finder(arguments, reading, global)?;
    let mut writer = ReportWriter::new(arguments.output.open()?, format);
    let is_short = format == ReportFormat::Table;
    let mut found = false;
    read(
        &global,
        reading,
        || (),
        |(), _, documents| {
            let rows = documents.iter().flat_map(|document| {
                let phrases = finder.phrases(document).into_iter();
                phrases.map(move |phrase| row(document, &phrase, is_short))
            });
            rows.collect()
        },
        |rows: Vec<Row>| {
            found |= !rows.is_empty();
            Ok::<_, Failure>(rows.iter().try_for_each(|row| writer.write(row))?)
        },
    )?;
    if !found {
        return Err(Failure::Message(
            "no document has a keyword: each holds only stop words, numbers and words of one or two \
             letters, or nothing that occurs --min-count times; --stop-words none keeps stop words"
                .into(),
        ));
    }
    writer.finish()?.commit()?;
    Ok(0)
}

/// What finds phrases, and how to read the documents for it.
fn finder(
    arguments: &Arguments,
    reading: Reading,
    global: &Global,
) -> Result<(PhraseFinder, Reading, Global), Failure> {
    let words = arguments.words.settings()?;
    let settings = settings(arguments);
    let (frequencies, reading, global) = match arguments.article.idf_from {
        IdfArgument::Model => {
            check_text(&words)?;
            let model = model_or_bundled(arguments.article.model.as_deref())?;
            (
                DocumentFrequencies::of_model(model),
                reading,
                global.clone(),
            )
        }
        IdfArgument::Input => {
            check_model(arguments)?;
            let reading = reading.kept()?;
            let first = reading.clone();
            let lengths = settings.lengths;
            let frequencies =
                DocumentFrequencies::of_input(&environment(global), first, &words, lengths)?;
            // What is to be said of the input was said at the first reading.
            (frequencies, reading, global.silent())
        }
    };
    let (stop_list, reading) = words.stop_list_for(&frequencies.tokenizer(), reading)?;
    let finder = PhraseFinder::new(settings, frequencies, stop_list);
    Ok((finder, reading, global))
}

fn settings(arguments: &Arguments) -> PhraseSettings {
    let defaults = PhraseSettings::default();
    PhraseSettings {
        lengths: arguments.terms.ngrams.unwrap_or(defaults.lengths),
        min_count: arguments.terms.min_count,
        order: arguments.article.rank,
        top: arguments.top.0,
    }
}

/// Refuses what would make other tokens than a model's.
fn check_text(words: &WordSettings) -> Result<(), Failure> {
    if words.tokenizer() == Tokenizer::default() && !words.clitics {
        return Ok(());
    }
    Err(Failure::Message(
        "--profile, --hamza-seats, --stem and --clitics do not go with --per-document, which reads text \
         as the model does; they do with --idf-from input"
            .into(),
    ))
}

/// Refuses a model that would not be used.
fn check_model(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.article.model.is_none() {
        return Ok(());
    }
    Err(Failure::Message(
        "--model does not go with --idf-from input, which counts the documents that are read; leave \
         out one of them"
            .into(),
    ))
}
