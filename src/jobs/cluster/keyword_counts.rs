//! Counts for keywords, added up from the rows of all parts: one type for each step.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::keys;
use super::keyword_step::KeywordStep;
use super::tally::{Tally, TallyKind, changed, other_step};
use crate::error::{Error, Result};
use crate::features::{CountedTerms, FormCounts, Holding, SummedTerms, TermRows};
use crate::text::{BuiltInList, CorpusLanguages};

/// Function words of each language.
pub(super) struct FunctionWords {
    pub step: KeywordStep,
    pub documents: u64,
    pub languages: CorpusLanguages,
}

/// Terms by label, and surface forms.
pub(super) struct TermCounts {
    pub step: KeywordStep,
    pub documents: BTreeMap<String, u64>,
    pub rows: TermRows,
    pub forms: FormCounts,
}

/// The documents that contain the most common terms.
pub(super) struct HoldingCounts {
    pub step: KeywordStep,
    pub documents: BTreeMap<String, u64>,
    /// As they were read in this step.
    documents_read: BTreeMap<String, u64>,
    terms: SummedTerms,
    /// The terms that most documents contain.
    common: Vec<u32>,
    /// For each of them: documents by label, count and size.
    found: Vec<FxHashMap<[u32; 3], u64>>,
}

impl FunctionWords {
    pub(super) fn new(step: KeywordStep) -> Self {
        FunctionWords {
            languages: CorpusLanguages::new(&step.tokenizer()),
            documents: 0,
            step,
        }
    }

    /// Adds a row of this step.
    pub(super) fn add(&mut self, tally: &Tally<'_>) -> Result<()> {
        let count = tally.unsigned()?;
        match tally.kind {
            TallyKind::Documents => self.documents += count,
            TallyKind::LabelTokens => self.languages.add_tokens(count),
            TallyKind::FunctionWords => {
                let list: BuiltInList = keys::text(tally.key)?.parse().map_err(Error::Input)?;
                self.languages.add_function_words(list, count);
            }
            _ => return Err(other_step()),
        }
        Ok(())
    }
}

impl TermCounts {
    pub(super) fn new(step: KeywordStep) -> Self {
        TermCounts {
            step,
            documents: BTreeMap::new(),
            rows: TermRows::default(),
            forms: FormCounts::default(),
        }
    }

    /// Adds a row of this step.
    pub(super) fn add(&mut self, tally: &Tally<'_>) -> Result<()> {
        let (label, count) = (tally.label, tally.unsigned()?);
        match tally.kind {
            TallyKind::Documents => {
                self.rows.add_size(label, count, 0);
                tally.add_documents(&mut self.documents)?;
            }
            TallyKind::LabelTokens => self.rows.add_size(label, 0, count),
            TallyKind::Occurrences => self.rows.add_term(label, keys::text(tally.key)?, count, 0),
            TallyKind::Term => self.rows.add_term(label, keys::text(tally.key)?, 0, count),
            TallyKind::Token => self.forms.add_token(keys::text(tally.key)?, count),
            TallyKind::Form => {
                let (token, form) = keys::form(tally.key)?;
                self.forms.add_form(token, form, count);
            }
            _ => return Err(other_step()),
        }
        Ok(())
    }
}

impl HoldingCounts {
    /// Counts for the terms `common`, which most documents contain.
    pub(super) fn new(
        step: KeywordStep,
        documents: BTreeMap<String, u64>,
        terms: SummedTerms,
        common: Vec<u32>,
    ) -> Self {
        let texts = common.iter().map(|&term| terms.term(term).to_owned());
        HoldingCounts {
            step: step.holdings(texts.collect()),
            documents,
            documents_read: BTreeMap::new(),
            found: vec![FxHashMap::default(); common.len()],
            terms,
            common,
        }
    }

    /// Adds a row of this step.
    pub(super) fn add(&mut self, tally: &Tally<'_>) -> Result<()> {
        match tally.kind {
            TallyKind::Documents => tally.add_documents(&mut self.documents_read),
            TallyKind::Holding => {
                let label = self.terms.label(tally.label).ok_or_else(other_step)?;
                let [place, count, size] = keys::numbers(tally.key)?[..] else {
                    return Err(other_step());
                };
                let found = self.found.get_mut(place as usize).ok_or_else(other_step)?;
                *found.entry([label, count, size]).or_default() += tally.unsigned()?;
                Ok(())
            }
            _ => Err(other_step()),
        }
    }

    /// The terms with the documents that contain the common ones.
    pub(super) fn counted(mut self) -> Result<SummedTerms> {
        let all = |documents: &BTreeMap<String, u64>| documents.values().sum();
        let read = all(&self.documents_read);
        if self.documents_read != self.documents {
            return Err(changed(all(&self.documents), read));
        }
        let totals = self.terms.totals();
        for (&term, found) in self.common.iter().zip(&self.found) {
            let (_, expected) = totals[term as usize];
            if found.values().sum::<u64>() != expected {
                return Err(changed(all(&self.documents), read));
            }
            self.terms.set_holdings(term, holdings(found));
        }
        Ok(self.terms)
    }
}

fn holdings(found: &FxHashMap<[u32; 3], u64>) -> Vec<Holding> {
    let groups = found.iter();
    let groups = groups.map(|(&[class, count, size], &documents)| Holding {
        class,
        count: count.into(),
        size: size.into(),
        documents,
    });
    groups.collect()
}
