//! Counts a part of the documents for keywords.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::keys;
use super::keyword_step::{Counted, KeywordStep};
use super::part::write_forms;
use super::tally::{Tally, TallyKind};
use crate::corpus::TokenizedCorpus;
use crate::error::{Error, Result};
use crate::features::{CountedTerms, FormCounts, TermRows, Terms};
use crate::text::CorpusLanguages;

/// What was counted in a part so far.
pub(super) enum KeywordPart {
    FunctionWords {
        documents: u64,
        languages: Box<CorpusLanguages>,
    },
    Terms(Box<TermsFound>),
    Holdings(Holdings),
}

/// Terms by label, and surface forms.
#[derive(Default)]
pub(super) struct TermsFound {
    rows: TermRows,
    forms: FormCounts,
}

/// The documents that contain some terms.
#[derive(Default)]
pub(super) struct Holdings {
    /// All documents of each label.
    documents: BTreeMap<String, u64>,
    /// By label: documents with the same key.
    found: BTreeMap<String, FxHashMap<[u32; 3], u64>>,
}

impl KeywordPart {
    pub(super) fn new(step: &KeywordStep) -> Self {
        match step.counted {
            Counted::FunctionWords => KeywordPart::FunctionWords {
                documents: 0,
                languages: Box::new(CorpusLanguages::new(&step.tokenizer())),
            },
            Counted::Terms => KeywordPart::Terms(Box::default()),
            Counted::Holdings(_) => KeywordPart::Holdings(Holdings::default()),
        }
    }

    /// Counts some documents.
    pub(super) fn add(&mut self, mut corpus: TokenizedCorpus, step: &KeywordStep) -> Result<()> {
        if let KeywordPart::FunctionWords {
            documents,
            languages,
        } = self
        {
            *documents += corpus.len() as u64;
            let found = corpus.languages(&step.tokenizer())?;
            languages.add_tokens(found.tokens());
            for (list, count) in found.function_words() {
                languages.add_function_words(list, count);
            }
            return Ok(());
        }
        let found = corpus.find_terms(&step.term_settings())?;
        let terms = Terms::count(&corpus.all(), found)?;
        match (self, &step.counted) {
            (KeywordPart::Terms(found), _) => {
                found.rows.add(&terms);
                // Also of tokens that are no terms: a form of two tokens belongs to the first in byte order.
                corpus.all().count_forms(|_| true, &mut found.forms)
            }
            (KeywordPart::Holdings(holdings), Counted::Holdings(wanted)) => {
                holdings.add(&terms, wanted)
            }
            _ => Ok(()),
        }
    }

    /// Passes the rows of the part to `take`.
    pub(super) fn write(&self, mut take: impl FnMut(Tally<'_>) -> Result<()>) -> Result<()> {
        match self {
            KeywordPart::FunctionWords {
                documents,
                languages,
            } => {
                take(Tally::of_documents("", *documents))?;
                take(of_label(
                    TallyKind::LabelTokens,
                    "",
                    &[],
                    languages.tokens(),
                ))?;
                for (list, count) in languages.function_words() {
                    take(Tally::without_label(
                        TallyKind::FunctionWords,
                        list.name(),
                        count,
                    ))?;
                }
                Ok(())
            }
            KeywordPart::Terms(found) => {
                write_terms(&found.rows, &mut take)?;
                write_forms(&found.forms, take)
            }
            KeywordPart::Holdings(holdings) => holdings.write(take),
        }
    }
}

impl Holdings {
    /// Adds the documents that contain the terms `wanted`.
    fn add(&mut self, terms: &Terms<'_>, wanted: &[String]) -> Result<()> {
        for (class, size) in terms.sizes().iter().enumerate() {
            let documents = self.documents.entry(terms.class_name(class).to_owned());
            *documents.or_default() += size.documents;
        }
        let wanted: FxHashMap<&str, u32> = wanted.iter().map(String::as_str).zip(0..).collect();
        let all = terms.candidates().terms(|_| true).into_iter();
        let found = all.filter_map(|(text, term)| Some((term, *wanted.get(text.as_str())?)));
        let (found, places): (Vec<u32>, Vec<u32>) = found.unzip();
        for (place, holdings) in places.into_iter().zip(terms.holdings(&found)?) {
            for holding in holdings {
                let label = terms.class_name(holding.class as usize).to_owned();
                let key = [place, number(holding.count)?, number(holding.size)?];
                let of_label = self.found.entry(label).or_default();
                *of_label.entry(key).or_default() += holding.documents;
            }
        }
        Ok(())
    }

    fn write(&self, mut take: impl FnMut(Tally<'_>) -> Result<()>) -> Result<()> {
        for (label, &documents) in &self.documents {
            take(Tally::of_documents(label, documents))?;
        }
        for (label, found) in &self.found {
            for (key, &documents) in found {
                let key = keys::of_numbers(key);
                take(of_label(TallyKind::Holding, label, &key, documents))?;
            }
        }
        Ok(())
    }
}

fn number(count: u64) -> Result<u32> {
    u32::try_from(count).map_err(|_| {
        Error::Input(
            "a document has more than 4,294,967,295 tokens, more than can be counted".into(),
        )
    })
}

fn write_terms(rows: &TermRows, take: &mut impl FnMut(Tally<'_>) -> Result<()>) -> Result<()> {
    for (label, size) in rows.sizes() {
        take(Tally::of_documents(label, size.documents))?;
        take(of_label(TallyKind::LabelTokens, label, &[], size.tokens))?;
    }
    for (label, term, count, documents) in rows.terms() {
        let term = term.as_bytes();
        take(of_label(TallyKind::Occurrences, label, term, count))?;
        take(of_label(TallyKind::Term, label, term, documents))?;
    }
    Ok(())
}

fn of_label<'t>(kind: TallyKind, label: &'t str, key: &'t [u8], count: u64) -> Tally<'t> {
    Tally {
        kind,
        label,
        key,
        count: count as i64,
    }
}
