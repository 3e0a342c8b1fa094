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
use crate::features::Terms;
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
    let spread = TermSpread {
        terms: &terms,
        parts,
    };
    let mut table = KeywordTable::new(&terms, settings);
    match &groups {
        Groups::Whole => table.ranked = frequent(&terms, settings, &spread)?,
        Groups::Target(compared) => {
            table.ranked = key(&terms, &[compared.target], settings, &spread)?;
        }
        Groups::Each(numbers) => table.ranked = key(&terms, numbers, settings, &spread)?,
    }
    Ok(table)
}

/// The most frequent terms.
fn frequent(
    terms: &Terms<'_>,
    settings: &KeywordSettings,
    spread: &TermSpread<'_, '_>,
) -> Result<Ranked> {
    let order = match settings.keyness.measure {
        KeynessMeasure::Tfidf => TermOrder::Tfidf,
        _ => TermOrder::Count,
    };
    let found = ranked_terms(terms, order, settings.keyness.top);
    let numbers: Vec<u32> = found.iter().map(|term| term.number).collect();
    Ok(Ranked::Frequent(FrequentTerms {
        dispersions: spread.dispersions(None, &numbers)?,
        terms: found,
    }))
}

/// The keywords of these classes.
fn key(
    terms: &Terms<'_>,
    classes: &[usize],
    settings: &KeywordSettings,
    spread: &TermSpread<'_, '_>,
) -> Result<Ranked> {
    let found = key_terms(terms, classes, &settings.keyness)?;
    let groups = classes.iter().zip(found).map(|(&class, found)| {
        let numbers: Vec<u32> = found.iter().map(|term| term.number).collect();
        Ok(GroupKeywords {
            name: terms.class_name(class).to_owned(),
            size: terms.sizes()[class].clone(),
            dispersions: spread.dispersions(Some(class as u32), &numbers)?,
            terms: found,
        })
    });
    Ok(Ranked::Key(groups.collect::<Result<_>>()?))
}

/// The parts for the dispersion of terms, if requested.
struct TermSpread<'t, 'c> {
    terms: &'t Terms<'c>,
    /// Part of each document.
    parts: Option<Vec<u32>>,
}

impl TermSpread<'_, '_> {
    /// Dispersion of terms in one class or the whole corpus; `None` for a term that does not occur.
    fn dispersions(
        &self,
        class: Option<u32>,
        numbers: &[u32],
    ) -> Result<Option<Vec<Option<Dispersion>>>> {
        let Some(part_of) = &self.parts else {
            return Ok(None);
        };
        let found = self.terms.spreads(class, numbers, part_of)?;
        let parts = Parts::new(found.sizes);
        let spreads = found.spreads.iter();
        Ok(Some(
            spreads.map(|spread| parts.dispersion(spread)).collect(),
        ))
    }
}

fn check_terms(terms: &Terms<'_>) -> Result<()> {
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
