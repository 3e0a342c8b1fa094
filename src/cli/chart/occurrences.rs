//! Charts of where some terms occur: which terms, and their occurrences document by document.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::counting::CountArguments;
use crate::cli::Global;
use crate::cli::corpus_reader::read;
use crate::cli::failure::Failure;
use crate::cli::input::AutoClean;
use crate::cli::output::say;
use crate::io::Source;
use crate::stats::{TermPositions, frequent_terms};

/// Flags of charts of some terms.
#[derive(clap::Args, Debug)]
pub(super) struct TermArguments {
    #[command(flatten)]
    counting: CountArguments,
    /// A term to show, of one or more words; may be given several times [default: the most
    /// frequent terms]
    #[arg(long = "term", value_name = "TERM")]
    terms: Vec<String>,
}

/// The occurrences of the terms in one document.
pub(super) struct DocumentOccurrences {
    pub words: u64,
    pub date: Option<Timestamp>,
    /// Index of the term, and words of the document before it.
    pub found: Vec<(usize, u64)>,
}

/// Terms and their occurrences in all documents, in input order.
pub(super) struct Occurrences {
    pub terms: Vec<String>,
    pub documents: Vec<DocumentOccurrences>,
}

impl Occurrences {
    pub(super) fn words(&self) -> u64 {
        self.documents.iter().map(|document| document.words).sum()
    }
}

impl TermArguments {
    /// Reads the documents for the terms that were named, or for the `top` most frequent ones.
    pub(super) fn read(
        &self,
        top: usize,
        most: usize,
        global: &Global,
    ) -> Result<Occurrences, Failure> {
        let wanted = if self.terms.is_empty() {
            top
        } else {
            self.terms.len()
        };
        if wanted > most {
            return Err(Failure::Message(format!(
                "{wanted} terms are too many for one chart: give it at most {most}"
            )));
        }
        let terms = if self.terms.is_empty() {
            self.most_frequent(top, global)?
        } else {
            self.terms.clone()
        };
        let documents = self.find(&terms, global)?;
        Ok(Occurrences { terms, documents })
    }

    /// The most frequent terms, as they are written; costs a reading of its own.
    fn most_frequent(&self, top: usize, global: &Global) -> Result<Vec<String>, Failure> {
        let sources = self.counting.input.sources("chart")?;
        if sources.iter().any(Source::is_stdin) {
            return Err(Failure::Message(
                "standard input can be read once, which finding the most frequent terms takes: \
                 name the terms with --term, or give a file"
                    .into(),
            ));
        }
        // What is to be said is said at the second reading.
        let silent = Global {
            quiet: true,
            ..global.clone()
        };
        let counted = self.counting.count(false, &silent)?;
        let ranked = frequent_terms(&counted.terms()?, Some(top));
        if ranked.is_empty() {
            return Err(super::no_term());
        }
        Ok(ranked.into_iter().map(|term| term.text.form).collect())
    }

    fn find(&self, terms: &[String], global: &Global) -> Result<Vec<DocumentOccurrences>, Failure> {
        let tokenizer = self.counting.text.tokenizer();
        let positions = TermPositions::new(&tokenizer, terms);
        if let Some(empty) = positions.without_word() {
            return Err(Failure::Message(format!(
                "--term \"{}\" holds no word; give a word such as peace",
                terms[empty]
            )));
        }
        let input = &self.counting.input;
        let reading = input.reading("chart", false, AutoClean::TextToo)?;
        let mut all = Vec::new();
        read(
            global,
            reading,
            || (),
            |(), _, documents| {
                let occurrences = |document: crate::corpus::Document| {
                    let mut found = Vec::new();
                    let words = positions.find(&document.text, |term, at| {
                        found.push((term, at as u64));
                    });
                    DocumentOccurrences {
                        words: words as u64,
                        date: document.date,
                        found,
                    }
                };
                documents.into_iter().map(occurrences).collect::<Vec<_>>()
            },
            |batch| {
                all.extend(batch);
                Ok(())
            },
        )?;
        check_found(terms, &all, global)?;
        Ok(all)
    }
}

/// Refuses a chart without any occurrence; says which terms have none.
fn check_found(
    terms: &[String],
    documents: &[DocumentOccurrences],
    global: &Global,
) -> Result<(), Failure> {
    let mut missing: BTreeSet<usize> = (0..terms.len()).collect();
    for (term, _) in documents.iter().flat_map(|document| &document.found) {
        missing.remove(term);
    }
    let names: Vec<&str> = missing.iter().map(|&term| terms[term].as_str()).collect();
    if names.is_empty() {
        return Ok(());
    }
    let message = format!("the text does not hold \"{}\"", names.join("\" or \""));
    if names.len() < terms.len() {
        say(global, message);
        return Ok(());
    }
    Err(Failure::Message(format!(
        "{message}; tokenize shows its words as they are compared"
    )))
}
