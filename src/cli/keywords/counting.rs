//! Reading what is to be compared, and counting its terms.

use std::collections::BTreeMap;

use super::{Arguments, PartArgument};
use crate::cli::Global;
use crate::cli::comparison::{Compared, check_words};
use crate::cli::counted_corpus::counted_corpus;
use crate::cli::failure::Failure;
use crate::cli::origin::{ByArgument, Kept, NO_DATE, Origin};
use crate::cli::output::say;
use crate::corpus::TokenizedCorpus;
use crate::features::{FoundTerms, TermSettings, Terms};
use crate::report::counted;
use crate::text::NgramRange;

/// What was read.
pub(super) struct Counted {
    pub corpus: TokenizedCorpus,
    pub found: FoundTerms,
    /// The documents that count.
    pub included: Vec<bool>,
    pub comparison: Comparison,
    /// Part of each document; `None` when each is a part of its own.
    pub parts: Option<Vec<u32>>,
}

/// What is compared.
pub(super) enum Comparison {
    /// Nothing.
    Whole,
    /// These classes of the corpus, each with all others.
    Classes {
        /// Column that names the class, when there are several.
        column: Option<&'static str>,
        /// Numbers of the classes, in the order of their names.
        numbers: Vec<usize>,
    },
}

/// Reads all documents.
pub(super) fn count(arguments: &Arguments, global: &Global) -> Result<Counted, Failure> {
    let kept = kept(arguments);
    let words = &arguments.words;
    // What is wrong with the flags is said before anything is read.
    words.all_words(words.text.tokenizer())?;
    let labelled = arguments.by == Some(ByArgument::Label);
    let mut readings = arguments
        .comparison
        .readings(&arguments.input, "keywords", labelled)?;
    for (by, reading) in arguments.by.iter().zip(&mut readings) {
        by.prepare(reading);
    }
    let (tokenizer, readings) = words.tokenizer_for(readings)?;
    let settings = TermSettings {
        all_tokens: arguments.terms.all_tokens,
        ngrams: arguments.terms.ngrams.unwrap_or_else(single_words),
        min_count: arguments.terms.min_count,
        ..words.term_settings(tokenizer)?
    };
    let name = |reading: usize, document: &_| kept.name(reading > 0, document);
    let mut corpus = counted_corpus(global, readings, &settings.tokenizer, settings.ngrams, name)?;
    let parts = parts(arguments, &corpus);
    let (included, comparison) = compare(arguments, &mut corpus, global)?;
    let found = corpus.find_terms(&settings)?;
    Ok(Counted {
        corpus,
        found,
        included,
        comparison,
        parts,
    })
}

impl Comparison {
    /// Refuses a target without a word, or one that is compared with nothing.
    pub(super) fn check_words(&self, terms: &Terms<'_>) -> Result<(), Failure> {
        match self {
            Comparison::Classes {
                column: None,
                numbers,
            } => check_words(terms, numbers[0]),
            _ => Ok(()),
        }
    }
}

/// Counts the terms of the documents that count.
pub(super) fn terms<'c>(
    corpus: &'c TokenizedCorpus,
    found: FoundTerms,
    included: &[bool],
) -> Result<Terms<'c>, Failure> {
    let terms = Terms::count(corpus, included, found)?;
    if terms.sizes().iter().all(|size| size.tokens == 0) {
        return Err(Failure::Message("the documents hold no word".into()));
    }
    if terms.is_empty() {
        return Err(Failure::Message(
            "no term is left: the text holds only stop words, numbers or single letters, or \
             nothing that is frequent enough; --stop-words none and --all-tokens keep what is \
             passed over, --min-count 1 what is rare"
                .into(),
        ));
    }
    Ok(terms)
}

fn single_words() -> NgramRange {
    NgramRange::WORDS
}

/// What has to be known of the origin of documents.
fn kept(arguments: &Arguments) -> Kept {
    let mut kept = Kept::default();
    if let Some(by) = arguments.by {
        kept = kept.with(by);
    }
    if arguments.comparison.by_origin() {
        kept = kept.with(ByArgument::Label).with(ByArgument::File);
    }
    match arguments.parts {
        PartArgument::File if arguments.dispersion => kept.with(ByArgument::File),
        PartArgument::Label if arguments.dispersion => kept.with(ByArgument::Label),
        _ => kept,
    }
}

fn parts(arguments: &Arguments, corpus: &TokenizedCorpus) -> Option<Vec<u32>> {
    let by = match arguments.parts {
        PartArgument::Document => return None,
        PartArgument::File => ByArgument::File,
        PartArgument::Label => ByArgument::Label,
    };
    let names = corpus.classes().iter();
    let values: Vec<&str> = names.map(|name| Origin::of_name(name).value(by)).collect();
    let mut numbers = BTreeMap::new();
    let numbers: Vec<u32> = values
        .into_iter()
        .map(|value| {
            let next = numbers.len() as u32;
            *numbers.entry(value).or_insert(next)
        })
        .collect();
    let part = |document| numbers[corpus.class_of(document) as usize];
    Some((0..corpus.len()).map(part).collect())
}

/// Gives documents the classes that are compared, and tells which count.
fn compare(
    arguments: &Arguments,
    corpus: &mut TokenizedCorpus,
    global: &Global,
) -> Result<(Vec<bool>, Comparison), Failure> {
    if let Some(by) = arguments.by {
        corpus.rename_classes(|name| Origin::of_name(name).value(by));
        let comparison = each_class(by, corpus)?;
        say_undated(by, corpus, global);
        return Ok((vec![true; corpus.len()], comparison));
    }
    if !arguments.comparison.is_asked() {
        corpus.rename_classes(|_| "");
        return Ok((vec![true; corpus.len()], Comparison::Whole));
    }
    let Compared { included, target } = arguments.comparison.compare(corpus)?;
    let classes = Comparison::Classes {
        column: None,
        numbers: vec![target],
    };
    Ok((included, classes))
}

/// Says what becomes of documents without a date.
fn say_undated(by: ByArgument, corpus: &TokenizedCorpus, global: &Global) {
    let class = |document| corpus.classes().token(corpus.class_of(document));
    let undated = (0..corpus.len()).filter(|&document| class(document) == NO_DATE);
    let undated = undated.count() as u64;
    if by == ByArgument::Month && undated > 0 {
        let what = counted(undated, "document");
        say(
            global,
            format!(
                "{what} without a date: not tested, but among those that each month is compared with"
            ),
        );
    }
}

/// Every class against all others; that of documents without a date is not tested.
fn each_class(by: ByArgument, corpus: &TokenizedCorpus) -> Result<Comparison, Failure> {
    let classes = corpus.classes();
    let is_tested = |name: &&str| by != ByArgument::Month || by.is_value(name);
    let tested = classes.iter().filter(is_tested).count();
    if classes.len() < 2 || tested < 2 {
        let name = classes.iter().find(is_tested).unwrap_or_default();
        let all = by.no_value().filter(|_| name.is_empty());
        let all = all.unwrap_or_else(|| {
            let dated = if classes.len() > 1 {
                " with a date"
            } else {
                ""
            };
            format!(
                "all documents{dated} have the same {}, \"{name}\"",
                by.column()
            )
        });
        return Err(Failure::Message(format!(
            "{all}, so there is nothing to compare; leave out --by, or name other documents with --reference"
        )));
    }
    let is_tested = |number: &usize| is_tested(&classes.token(*number as u32));
    let mut numbers: Vec<usize> = (0..classes.len()).filter(is_tested).collect();
    numbers.sort_unstable_by_key(|&number| classes.token(number as u32));
    Ok(Comparison::Classes {
        column: Some(by.column()),
        numbers,
    })
}
