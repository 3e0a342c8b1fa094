//! Charts of where some terms occur: which terms, and their occurrences document by document.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::counting::{CountArguments, Counted, count};
use crate::cli::Global;
use crate::cli::corpus_reader::read;
use crate::cli::failure::Failure;
use crate::cli::input::AutoClean;
use crate::cli::output::say;
use crate::corpus::WrittenDate;
use crate::corpus::reading::Reading;
use crate::figures::{no_term, words};
use crate::stats::{TermPositions, frequent_terms};
use crate::text::Tokenizer;

/// Flags of charts of some terms.
#[derive(clap::Args, Debug)]
pub(super) struct TermArguments {
    /// A term to show, of one or more words; may be given several times [default: the most
    /// frequent terms]
    #[arg(long = "term", value_name = "TERM")]
    terms: Vec<String>,
    #[command(flatten)]
    counting: CountArguments,
}

/// The occurrences of the terms in one document.
pub(super) struct DocumentOccurrences {
    pub words: u64,
    pub date: Option<WrittenDate>,
    pub label: Option<String>,
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

/// The most frequent terms, as they are written.
fn most_frequent(counted: &Counted, top: usize) -> Result<Vec<String>, Failure> {
    let terms = counted.terms()?;
    let ranked = frequent_terms(&terms, Some(top));
    if ranked.is_empty() {
        return Err(no_term(words(&terms)).into());
    }
    Ok(ranked.into_iter().map(|term| term.text.form).collect())
}

impl TermArguments {
    /// Reads the documents for the terms that were named, or for the `top` most frequent ones.
    pub(super) fn read(
        &self,
        top: usize,
        most: usize,
        global: &Global,
    ) -> Result<Occurrences, Failure> {
        self.check_number(top, most)?;
        let (tokenizer, mut reading) = self.counting.reading(false)?;
        let mut counted = None;
        if self.terms.is_empty() || self.counting.words.clitics {
            reading = reading.kept()?;
            counted = Some(self.counted(tokenizer, reading.clone(), global)?);
        }
        let terms = match &counted {
            Some(counted) if self.terms.is_empty() => most_frequent(counted, top)?,
            _ => self.terms.clone(),
        };
        let bases = match &counted {
            Some(counted) if self.counting.words.clitics => counted.bases(),
            _ => HashMap::new(),
        };
        let documents = self.find(tokenizer, reading, &terms, bases, global)?;
        Ok(Occurrences { terms, documents })
    }

    /// The `top` most frequent values of a field as terms, each once in every document that has it; a
    /// document counts as one word.
    pub(super) fn values(
        &self,
        field: &str,
        top: usize,
        most: usize,
        global: &Global,
    ) -> Result<Occurrences, Failure> {
        if !self.terms.is_empty() {
            return Err(Failure::Message(format!(
                "--by {field} counts documents, and --term words; leave one of them out"
            )));
        }
        self.check_number(top, most)?;
        let mut reading = self
            .counting
            .input
            .reading("chart", false, AutoClean::ByKind)?;
        reading.options.fields.group = Some(field.to_owned());
        reading.options.count_dates = true;
        let mut all = Vec::new();
        read(
            global,
            reading,
            || (),
            |(), _, documents| {
                documents
                    .into_iter()
                    .map(|d| (d.date, d.group))
                    .collect::<Vec<_>>()
            },
            |batch| {
                all.extend(batch);
                Ok(())
            },
        )?;
        let terms = frequent_values(&all, top);
        if terms.is_empty() {
            return Err(Failure::Message(format!(
                "no document has a value in a field \"{field}\"; --by takes day, week, month, year or the name of a JSON key or column"
            )));
        }
        let place = |value: String| terms.iter().position(|term| *term == value);
        let documents = all.into_iter().map(|(date, value)| DocumentOccurrences {
            words: 1,
            date,
            label: None,
            found: value
                .and_then(place)
                .map(|value| (value, 0))
                .into_iter()
                .collect(),
        });
        let documents = documents.collect();
        Ok(Occurrences { terms, documents })
    }

    fn check_number(&self, top: usize, most: usize) -> Result<(), Failure> {
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
        Ok(())
    }

    /// Counts all words; costs a reading of its own.
    fn counted(
        &self,
        tokenizer: Tokenizer,
        reading: Reading,
        global: &Global,
    ) -> Result<Counted, Failure> {
        // What is to be said is said at the second reading.
        let silent = global.silent();
        count(
            &silent,
            reading,
            &self.counting.words.term_settings(tokenizer)?,
        )
    }

    fn find(
        &self,
        tokenizer: Tokenizer,
        reading: Reading,
        terms: &[String],
        bases: HashMap<String, String>,
        global: &Global,
    ) -> Result<Vec<DocumentOccurrences>, Failure> {
        let positions = TermPositions::new(&tokenizer, bases, terms);
        if let Some(empty) = positions.without_word() {
            return Err(Failure::Message(format!(
                "--term \"{}\" holds no word; give a word such as peace",
                terms[empty]
            )));
        }
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
                        label: document.label,
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

/// The values that most documents have, those of equal counts by name.
fn frequent_values(documents: &[(Option<WrittenDate>, Option<String>)], top: usize) -> Vec<String> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for value in documents.iter().filter_map(|(_, value)| value.as_deref()) {
        *counts.entry(value).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    counts
        .into_iter()
        .take(top)
        .map(|(value, _)| value.to_owned())
        .collect()
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
