//! A report about a corpus as a page: sections with tables and figures, in the language of the terms.

mod about;
mod collocations;
mod columns;
mod corpus;
mod digits;
mod keyness;
mod overview;
mod quality;
mod terms;
mod trend;
mod view;
mod words;

pub use self::about::{Origin, day};
use std::sync::Arc;

use self::corpus::Corpus;
pub use self::corpus::CorpusReadings;
use self::digits::with_digits;
use self::view::View;
use crate::charts::{Digits, Frame, MissingGlyphs};
use crate::error::Result;
use crate::features::Terms;
use crate::figures::Language;
use crate::jobs::{Environment, WordSettings, no_term};
use crate::model::Model;
use crate::report::{HtmlPage, HtmlSection};
use crate::stats::frequent_terms;

/// Number of the most frequent terms that determine the language.
const LANGUAGE_TERMS: usize = 100;

/// Settings of a report.
#[derive(Debug, Clone)]
pub struct ReportSettings {
    /// Title; by default one in the language of the terms.
    pub title: Option<String>,
    /// Number of terms in tables, and a quarter of it per label; default 100.
    pub top: usize,
    /// Window of MATTR in words; default 100.
    pub window: usize,
    /// The language; by default that of the most frequent terms.
    pub language: Option<Language>,
    /// The style of pictures.
    pub frame: Frame,
    /// Whether the page follows the theme of its reader; default yes.
    pub follows_reader: bool,
    /// How text becomes words.
    pub words: WordSettings,
    /// The origin of the report.
    pub origin: Origin,
}

impl Default for ReportSettings {
    fn default() -> Self {
        ReportSettings {
            title: None,
            top: 100,
            window: 100,
            language: None,
            frame: Frame::default(),
            follows_reader: true,
            words: WordSettings::default(),
            origin: Origin::default(),
        }
    }
}

/// A report.
#[derive(Debug)]
pub struct CorpusReport {
    /// The page.
    pub page: HtmlPage,
    /// Characters of its pictures that no font has.
    pub missing: MissingGlyphs,
}

/// Reads documents and writes a page about them, and about a model's predictions for them.
///
/// # Errors
/// When a record is bad, or the documents have no term.
pub fn corpus_report(
    environment: &Environment<'_>,
    readings: CorpusReadings,
    model: Option<&Arc<Model>>,
    settings: &ReportSettings,
) -> Result<CorpusReport> {
    let corpus = Corpus::read(environment, readings, &settings.words)?;
    let terms = corpus.terms()?;
    if terms.is_empty() {
        return Err(no_term(terms.token_count()));
    }
    let language = settings.language.unwrap_or_else(|| language_of(&terms));
    let frame = Frame {
        direction: language.direction_in(&settings.frame),
        ..settings.frame.clone()
    };
    let view = View::new(frame, language, settings.follows_reader);
    let mut sections = sections(settings, &corpus, &terms, &view)?;
    if let Some(model) = model {
        let labelled = quality::label(&corpus, model, environment)?;
        sections.push(quality::section(&labelled, model, &view)?);
    }
    sections.push(about::section(&corpus, &terms, &settings.origin, &view));
    let page = page(settings, &terms, &view, sections);
    Ok(CorpusReport {
        page,
        missing: view.into_missing(),
    })
}

/// The language of the most frequent terms.
fn language_of(terms: &Terms<'_>) -> Language {
    let most_frequent = frequent_terms(terms, Some(LANGUAGE_TERMS));
    Language::of(most_frequent.iter().map(|term| term.text.form.as_str()))
}

/// The sections about the corpus.
fn sections(
    settings: &ReportSettings,
    corpus: &Corpus,
    terms: &Terms<'_>,
    view: &View,
) -> Result<Vec<HtmlSection>> {
    let top = settings.top;
    let mut sections = vec![
        overview::section(corpus, settings.window, view)?,
        terms::section(terms, top, view)?,
    ];
    if corpus.labels(terms).len() > 1 {
        sections.push(keyness::section(corpus, terms, top.div_ceil(4), view)?);
    }
    sections.extend(trend::section(corpus, terms, view)?);
    sections.extend(collocations::section(terms, top, view)?);
    Ok(sections)
}

fn page(
    settings: &ReportSettings,
    terms: &Terms<'_>,
    view: &View,
    sections: Vec<HtmlSection>,
) -> HtmlPage {
    let language = view.language;
    let title = settings.title.clone();
    let page = HtmlPage {
        language: language.code(),
        right_to_left: view.is_right_to_left(),
        theme: view.theme(),
        title: title.unwrap_or_else(|| language.report_title()),
        subtitle: language.read(terms.document_count(), terms.token_count()),
        sections,
        words: language.page_words(),
        footer: format!("tasnif {}", env!("CARGO_PKG_VERSION")),
    };
    match view.digits() {
        Digits::Latin => page,
        digits => page.rewritten(&|text: &str| with_digits(text, digits)),
    }
}
