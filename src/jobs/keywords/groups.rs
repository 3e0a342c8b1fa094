//! Reads the documents for keywords, and selects those that are compared.

use super::{DispersionParts, KeywordSettings};
use crate::corpus::reading::Reading;
use crate::corpus::{Column, Selection, TokenizedCorpus};
use crate::error::{Error, Result};
use crate::features::{FoundTerms, TermSettings};
use crate::jobs::{Compared, Environment, TwoInputs, prepare, text_to_count};
use crate::report::counted;

/// The documents that were read.
pub(super) struct Read {
    pub corpus: TokenizedCorpus,
    pub found: FoundTerms,
    pub groups: Groups,
    /// Part of each document, if dispersion is measured.
    pub parts: Option<Vec<u32>>,
}

/// The classes that are compared.
pub(super) enum Groups {
    /// None.
    Whole,
    /// One class against another.
    Target(Compared),
    /// These classes, in the order of their names, each against all others.
    Each(Vec<usize>),
}

impl Groups {
    /// The documents that count.
    pub(super) fn documents<'c>(&self, corpus: &'c TokenizedCorpus) -> Selection<'c> {
        match self {
            Groups::Target(compared) => compared.documents(corpus),
            Groups::Whole | Groups::Each(_) => corpus.all(),
        }
    }
}

/// Reads all documents.
pub(super) fn read(
    environment: &Environment<'_>,
    mut readings: Vec<Reading>,
    settings: &KeywordSettings,
) -> Result<Read> {
    for (column, reading) in settings.by.iter().zip(&mut readings) {
        prepare(reading, column);
    }
    let (tokenizer, readings) = settings.words.tokenizer_for(readings)?;
    let terms = TermSettings {
        all_tokens: settings.all_tokens,
        ngrams: settings.ngrams,
        min_count: settings.min_count,
        ..settings.words.terms(tokenizer)
    };
    let columns = columns(settings);
    let mut inputs = TwoInputs::read(
        environment,
        readings,
        &text_to_count(&terms.tokenizer, terms.ngrams),
        &columns,
    )?;
    let parts = settings
        .dispersion
        .map(|parts| numbered(parts, &inputs.corpus));
    let groups = compare(environment, settings, &mut inputs)?;
    let found = inputs.corpus.find_terms(&terms)?;
    Ok(Read {
        corpus: inputs.corpus,
        found,
        groups,
        parts,
    })
}

/// The columns of documents that are needed.
fn columns(settings: &KeywordSettings) -> Vec<Column> {
    let mut columns: Vec<Column> = settings.by.iter().cloned().collect();
    columns.extend_from_slice(settings.comparison.columns());
    match settings.dispersion {
        Some(DispersionParts::File) => columns.push(Column::File),
        Some(DispersionParts::Label) => columns.push(Column::Label),
        Some(DispersionParts::Document) | None => {}
    }
    columns
}

/// The part of each document.
fn numbered(parts: DispersionParts, corpus: &TokenizedCorpus) -> Vec<u32> {
    let column = match parts {
        DispersionParts::Document => None,
        DispersionParts::File => corpus.column(&Column::File),
        DispersionParts::Label => corpus.column(&Column::Label),
    };
    match column {
        Some(values) => values.sorted_numbers(),
        None => (0..corpus.len() as u32).collect(),
    }
}

/// Assigns documents to the classes that are compared.
fn compare(
    environment: &Environment<'_>,
    settings: &KeywordSettings,
    inputs: &mut TwoInputs,
) -> Result<Groups> {
    if let Some(by) = &settings.by {
        inputs.corpus.group_by(by);
        let numbers = each_group(by, &inputs.corpus)?;
        say_undated(environment, by, &inputs.corpus);
        return Ok(Groups::Each(numbers));
    }
    if !settings.comparison.is_asked() {
        return Ok(Groups::Whole);
    }
    Ok(Groups::Target(settings.comparison.compare(inputs)?))
}

/// Reports how documents without a date are handled.
fn say_undated(environment: &Environment<'_>, by: &Column, corpus: &TokenizedCorpus) {
    let class = |document| corpus.classes().token(corpus.class_of(document));
    let undated = (0..corpus.len()).filter(|&document| class(document) == Column::NO_DATE);
    let undated = undated.count() as u64;
    if *by == Column::Month && undated > 0 {
        let what = counted(undated, "document");
        environment.progress.notice(&format!(
            "{what} without a date: not tested, but among those that each month is compared with"
        ));
    }
}

/// Every class against all others; the class of documents without a date is not tested.
fn each_group(by: &Column, corpus: &TokenizedCorpus) -> Result<Vec<usize>> {
    let classes = corpus.classes();
    let is_tested = |name: &str| *by != Column::Month || by.is_value(name);
    let tested = classes.iter().filter(|name| is_tested(name)).count();
    if classes.len() < 2 || tested < 2 {
        return Err(nothing_to_compare(by, corpus));
    }
    let numbers = (0..classes.len()).filter(|&number| is_tested(classes.token(number as u32)));
    let mut numbers: Vec<usize> = numbers.collect();
    numbers.sort_unstable_by_key(|&number| classes.token(number as u32));
    Ok(numbers)
}

/// The error when all documents have the same value.
fn nothing_to_compare(by: &Column, corpus: &TokenizedCorpus) -> Error {
    let classes = corpus.classes();
    let is_tested = |name: &&str| *by != Column::Month || by.is_value(name);
    let name = classes.iter().find(is_tested).unwrap_or_default();
    let all = by.no_value().filter(|_| name.is_empty());
    let all = all.unwrap_or_else(|| {
        let dated = if classes.len() > 1 {
            " with a date"
        } else {
            ""
        };
        format!("all documents{dated} have the same {by}, \"{name}\"")
    });
    Error::Input(format!(
        "{all}, so there is nothing to compare; leave out `by`, or name other documents with `reference`"
    ))
}
