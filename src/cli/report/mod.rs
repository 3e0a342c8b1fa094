//! `tasnif report`: one page of HTML about a corpus, and about a model's labels for it.

mod about;
mod collocations;
mod columns;
mod command_line;
mod digits;
mod keyness;
mod overview;
mod quality;
mod reading;
mod terms;
mod trend;
mod view;
mod words;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use self::digits::with_digits;
use self::reading::Corpus;
use self::view::View;
use super::Global;
use super::chart::StyleArguments;
use super::failure::Failure;
use super::input::InputArguments;
use super::output::{output_name, say};
use super::words::WordArguments;
use crate::charts::{Digits, Frame};
use crate::features::Terms;
use crate::figures::Language;
use crate::io::{check_output_folder, is_stream, write_file};
use crate::jobs::no_term;
use crate::model::{Model, read_model};
use crate::report::{HtmlPage, HtmlSection};
use crate::stats::frequent_terms;

/// How many of the most frequent terms decide on the language.
const LANGUAGE_TERMS: usize = 100;

#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  tasnif report corpus.jsonl -o corpus.html
  tasnif report data/paragraphs --per paragraph --title 'News of May' -o may.html
  tasnif report test.jsonl -m news.tasnif -o news.html      also how good the model is on test.jsonl

The page loads nothing from anywhere and can be read without a network. A click on the head of a
column sorts its table.")]
pub(super) struct Arguments {
    /// Tell also how this model labels the documents, and how good it is on those with a label
    #[arg(short, long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// The page to write, a .html file; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Title [default: in the language of the terms]
    #[arg(long)]
    title: Option<String>,
    /// How many terms tables show; of each label a quarter of it
    #[arg(long, value_name = "N", default_value = "100")]
    top: NonZeroUsize,
    /// Words of a window of MATTR
    #[arg(long, value_name = "N", default_value = "100")]
    window: NonZeroUsize,
    /// Date of the report, such as 2024-03-15, to stand at its end [default: that of SOURCE_DATE_EPOCH, else
    /// none: the same input gives the same page]
    #[arg(long)]
    date: Option<Date>,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    style: StyleArguments,
    #[command(flatten)]
    words: WordArguments,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    check_output(&arguments.output)?;
    let date = about::report_date(arguments.date)?;
    let frame = arguments.style.frame()?;
    frame.check().map_err(crate::Error::from)?;
    let model = arguments.model.as_deref().map(read_model).transpose()?;
    let corpus = Corpus::read(arguments, model.as_ref(), global)?;
    let terms = corpus.terms()?;
    if terms.is_empty() {
        return Err(no_term(terms.token_count()).into());
    }
    let language = language(arguments, &terms);
    let frame = Frame {
        direction: language.direction_in(&frame),
        ..frame
    };
    let view = View::new(frame, language, !arguments.style.has_theme());
    let mut sections = sections(arguments, &corpus, &terms, &view)?;
    if let Some(model) = &model {
        sections.push(model_section(&corpus, model, &view, global)?);
    }
    let inputs = &arguments.input.files;
    sections.push(about::section(&corpus, &terms, date, inputs, &view));
    let mut page = page(arguments, &terms, &view, sections);
    if view.digits() != Digits::Latin {
        page = page.rewritten(&|text: &str| with_digits(text, view.digits()));
    }
    write_file(&arguments.output, page.render().as_bytes())?;
    view.say_missing(global);
    say(global, format!("wrote {}", output_name(&arguments.output)));
    Ok(0)
}

fn check_output(path: &Path) -> Result<(), Failure> {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    if ending != "html" && ending != "htm" && !is_stream(path) {
        return Err(Failure::Message(format!(
            "{}: a report is a page of HTML; name a file that ends in .html",
            path.display()
        )));
    }
    Ok(check_output_folder(path)?)
}

/// The language that was asked for, or that of the most frequent terms.
fn language(arguments: &Arguments, terms: &Terms<'_>) -> Language {
    let most_frequent = || frequent_terms(terms, Some(LANGUAGE_TERMS));
    arguments
        .style
        .language()
        .unwrap_or_else(|| Language::of(most_frequent().iter().map(|term| term.text.form.as_str())))
}

/// The sections about the corpus.
fn sections(
    arguments: &Arguments,
    corpus: &Corpus,
    terms: &Terms<'_>,
    view: &View,
) -> Result<Vec<HtmlSection>, Failure> {
    let top = arguments.top.get();
    let mut sections = vec![
        overview::section(corpus, arguments.window.get(), view)?,
        terms::section(terms, top, view)?,
    ];
    if corpus.labels(terms).len() > 1 {
        sections.push(keyness::section(corpus, terms, top.div_ceil(4), view)?);
    }
    sections.extend(trend::section(corpus, terms, view)?);
    sections.extend(collocations::section(terms, top, view)?);
    Ok(sections)
}

fn model_section(
    corpus: &Corpus,
    model: &Model,
    view: &View,
    global: &Global,
) -> Result<HtmlSection, Failure> {
    let judged = quality::judge(corpus, model, global)?;
    quality::section(&judged, model, view)
}

fn page(
    arguments: &Arguments,
    terms: &Terms<'_>,
    view: &View,
    sections: Vec<HtmlSection>,
) -> HtmlPage {
    let language = view.language;
    let title = arguments.title.clone();
    let sum = |value: fn(&crate::features::ClassSize) -> u64| terms.sizes().iter().map(value).sum();
    HtmlPage {
        language: language.code(),
        right_to_left: view.is_right_to_left(),
        theme: view.theme(),
        title: title.unwrap_or_else(|| language.report_title()),
        subtitle: language.read(sum(|size| size.documents), sum(|size| size.tokens)),
        sections,
        words: language.page_words(),
        footer: format!("tasnif {}", env!("CARGO_PKG_VERSION")),
    }
}
