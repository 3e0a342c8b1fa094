//! Frequent terms, and terms that distinguish one part of a corpus.

mod groups;
mod result;

pub use result::{FrequentTerms, GroupKeywords, KeywordTable, Ranked};

use self::groups::{Groups, Read};
use serde::Deserialize;

use super::{Comparison, Environment, WordSettings, check_words};
use crate::corpus::Column;
use crate::corpus::reading::Reading;
use crate::error::{Error, Result};
use crate::features::{CountedTerms, Terms};
use crate::stats::{
    Dispersion, KeynessMeasure, KeynessSettings, Parts, TermOrder, key_terms, ranked_terms,
};
use crate::text::NgramRange;

/// What is counted and compared.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeywordSettings {
    /// Compares each value of this column with all others.
    pub by: Option<Column>,
    /// A target and its reference, without `by`.
    pub comparison: Comparison,
    /// How terms of a comparison are ranked and tested.
    pub keyness: KeynessSettings,
    /// Lengths of n-grams; default single words.
    pub ngrams: NgramRange,
    /// Minimum number of occurrences of a term in all documents; default 1.
    pub min_count: u64,
    /// Whether numbers and single letters are terms, too; default no.
    pub all_tokens: bool,
    /// Whether the dispersion of terms over parts is measured; default no.
    pub dispersion: Option<DispersionParts>,
    /// How text becomes words.
    pub words: WordSettings,
}

/// The parts of the corpus for dispersion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum DispersionParts {
    /// A document.
    Document,
    /// The documents of a file.
    File,
    /// The documents of a label.
    Label,
}

impl Default for KeywordSettings {
    fn default() -> Self {
        KeywordSettings {
            by: None,
            comparison: Comparison::default(),
            keyness: KeynessSettings::default(),
            ngrams: NgramRange::WORDS,
            min_count: 1,
            all_tokens: false,
            dispersion: None,
            words: WordSettings::default(),
        }
    }
}

impl KeywordSettings {
    /// Whether one part of the corpus is compared with others.
    pub fn compares(&self) -> bool {
        self.by.is_some() || self.comparison.is_asked()
    }

    /// Checks that the settings are consistent.
    ///
    /// # Errors
    /// When they are not.
    pub fn check(&self) -> Result<()> {
        self.words.check()
    }
}

/// Reads documents and finds their keywords; a second reading is the reference.
///
/// # Errors
/// When a record is bad, there is nothing to compare, or no term is left.
pub fn keywords(
    environment: &Environment<'_>,
    readings: Vec<Reading>,
    settings: &KeywordSettings,
) -> Result<KeywordTable> {
    settings.check()?;
    let Read {
        corpus,
        found,
        groups,
        parts,
    } = groups::read(environment, readings, settings)?;
    let terms = Terms::count(&groups.documents(&corpus), found)?;
    check_terms(&terms)?;
    if let Groups::Target(compared) = &groups {
        check_words(&terms, compared.target)?;
    }
    let spread = parts.map(|parts| TermSpread {
        terms: &terms,
        parts,
    });
    let classes = match groups {
        Groups::Whole => None,
        Groups::Target(compared) => Some(vec![compared.target]),
        Groups::Each(numbers) => Some(numbers),
    };
    ranked_table(&terms, classes.as_deref(), settings, spread.as_ref())
}

/// The keywords of counted terms: of each class against all others, or the most frequent terms of all classes.
///
/// # Errors
/// When no term is left, or there are too many tests.
pub(crate) fn keyword_table(
    terms: &dyn CountedTerms,
    classes: Option<&[usize]>,
    settings: &KeywordSettings,
) -> Result<KeywordTable> {
    check_terms(terms)?;
    ranked_table(terms, classes, settings, None)
}

fn ranked_table(
    terms: &dyn CountedTerms,
    classes: Option<&[usize]>,
    settings: &KeywordSettings,
    spread: Option<&TermSpread<'_, '_>>,
) -> Result<KeywordTable> {
    let mut table = KeywordTable::new(terms, settings);
    table.ranked = match classes {
        None => frequent(terms, settings, spread)?,
        Some(classes) => key(terms, classes, settings, spread)?,
    };
    Ok(table)
}

/// The most frequent terms.
fn frequent(
    terms: &dyn CountedTerms,
    settings: &KeywordSettings,
    spread: Option<&TermSpread<'_, '_>>,
) -> Result<Ranked> {
    let order = match settings.keyness.measure {
        KeynessMeasure::Tfidf => TermOrder::Tfidf,
        _ => TermOrder::Count,
    };
    let found = ranked_terms(terms, order, settings.keyness.top);
    let numbers: Vec<u32> = found.iter().map(|term| term.number).collect();
    Ok(Ranked::Frequent(FrequentTerms {
        dispersions: dispersions(spread, None, &numbers)?,
        terms: found,
    }))
}

/// The keywords of these classes.
fn key(
    terms: &dyn CountedTerms,
    classes: &[usize],
    settings: &KeywordSettings,
    spread: Option<&TermSpread<'_, '_>>,
) -> Result<Ranked> {
    let found = key_terms(terms, classes, &settings.keyness)?;
    let groups = classes.iter().zip(found).map(|(&class, found)| {
        let numbers: Vec<u32> = found.iter().map(|term| term.number).collect();
        Ok(GroupKeywords {
            name: terms.class_name(class).to_owned(),
            size: terms.sizes()[class].clone(),
            dispersions: dispersions(spread, Some(class as u32), &numbers)?,
            terms: found,
        })
    });
    Ok(Ranked::Key(groups.collect::<Result<_>>()?))
}

/// The parts for the dispersion of terms.
struct TermSpread<'t, 'c> {
    terms: &'t Terms<'c>,
    /// Part of each document.
    parts: Vec<u32>,
}

/// Dispersion of terms in one class or the whole corpus, if requested; `None` for a term that does not occur.
fn dispersions(
    spread: Option<&TermSpread<'_, '_>>,
    class: Option<u32>,
    numbers: &[u32],
) -> Result<Option<Vec<Option<Dispersion>>>> {
    let Some(spread) = spread else {
        return Ok(None);
    };
    let found = spread.terms.spreads(class, numbers, &spread.parts)?;
    let parts = Parts::new(found.sizes);
    let spreads = found.spreads.iter();
    Ok(Some(
        spreads.map(|spread| parts.dispersion(spread)).collect(),
    ))
}

fn check_terms(terms: &dyn CountedTerms) -> Result<()> {
    if terms.sizes().iter().all(|size| size.tokens == 0) {
        return Err(Error::Input("the documents hold no word".into()));
    }
    if terms.is_empty() {
        return Err(Error::Input(
            "no term is left: the text holds only stop words, numbers or single letters, or \
             nothing that is frequent enough; `stop_words` none and `all_tokens` keep what is \
             passed over, `min_count` 1 what is rare"
                .into(),
        ));
    }
    Ok(())
}
