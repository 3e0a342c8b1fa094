//! Collocations in n-grams.

use std::cmp::Ordering;

use super::collocation::AssociationMeasure;
use super::ngram_association::NgramAssociation;
use super::ranking::leading;
use crate::error::{Error, Result};
use crate::features::{NgramWindows, TermText, Terms};

/// How many n-grams are kept before all but the best are dropped.
const KEPT: usize = 1 << 16;

/// Settings of collocations of several words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NgramCollocationSettings {
    /// Number of words of the n-grams, from 2 to [`crate::features::LONGEST_COLLOCATION`].
    pub length: usize,
    /// Only n-grams with this normalised word; default all.
    pub node: Option<String>,
    /// The measure for ranking; default log-likelihood. Ties are broken by the words.
    pub measure: AssociationMeasure,
    /// Maximum number of n-grams; default all.
    pub top: Option<usize>,
}

/// Adjacent words and their association.
#[derive(Debug, Clone, PartialEq)]
pub struct NgramCollocation {
    /// The n-gram.
    pub text: TermText,
    /// Rank by the measure, from 1.
    pub rank: usize,
    /// Documents that contain it.
    pub documents: u64,
    /// Windows with subsets of its words at their positions, as in [`NgramWindows`].
    pub windows: Vec<u64>,
    /// The measures.
    pub association: NgramAssociation,
}

/// An n-gram by its number.
type Scored = (NgramWindows, NgramAssociation);

impl AssociationMeasure {
    /// The measure of an n-gram; `None` when it has no published form for more than two words.
    fn of_ngram(self, association: &NgramAssociation) -> Option<f64> {
        match self {
            AssociationMeasure::Pmi => Some(association.pmi),
            AssociationMeasure::LogLikelihood => Some(association.log_likelihood),
            AssociationMeasure::TScore => Some(association.t_score),
            AssociationMeasure::ChiSquared => Some(association.chi_squared),
            AssociationMeasure::Npmi | AssociationMeasure::LogDice => None,
        }
    }

    /// Whether n-grams of more than two words can be ranked by this measure.
    pub fn ranks_ngrams(self) -> bool {
        !matches!(self, AssociationMeasure::Npmi | AssociationMeasure::LogDice)
    }
}

/// The n-grams among `terms` with `length` words, the most strongly associated first.
///
/// # Errors
/// When the measure is defined for pairs only, n-grams of this length are not counted, or the corpus's
/// temporary file cannot be read.
pub fn ngram_collocations(
    terms: &Terms<'_>,
    settings: &NgramCollocationSettings,
) -> Result<Vec<NgramCollocation>> {
    if !settings.measure.ranks_ngrams() {
        return Err(Error::Settings(
            "NPMI and logDice are defined for two words only".into(),
        ));
    }
    let chosen = best(terms, settings)?;
    let numbers: Vec<u32> = chosen.iter().map(|(found, _)| found.ngram).collect();
    let texts = terms.texts(&numbers);
    let totals = terms.totals();
    let found = chosen
        .into_iter()
        .map(|(found, association)| NgramCollocation {
            text: texts[&found.ngram].clone(),
            rank: 0,
            documents: totals[found.ngram as usize].1,
            windows: found.windows,
            association,
        });
    let mut found: Vec<NgramCollocation> = found.collect();
    found.sort_unstable_by(|a, b| {
        by_score(settings.measure, &a.association, &b.association).then_with(|| a.text.cmp(&b.text))
    });
    found.truncate(settings.top.unwrap_or(usize::MAX));
    for (index, found) in found.iter_mut().enumerate() {
        found.rank = index + 1;
    }
    Ok(found)
}

/// The most strongly associated n-grams, including all that tie with the last of them.
fn best(terms: &Terms<'_>, settings: &NgramCollocationSettings) -> Result<Vec<Scored>> {
    let lead = |scored: Vec<Scored>| {
        leading(scored, settings.top, |a, b| {
            by_score(settings.measure, &a.1, &b.1)
        })
    };
    // Not all n-grams with their windows need to be kept at the same time.
    let mut room = KEPT;
    let mut scored: Vec<Scored> = Vec::new();
    terms.ngram_windows(settings.length, settings.node.as_deref(), |found| {
        if let Some(association) = NgramAssociation::of(&found.windows) {
            scored.push((found, association));
        }
        if settings.top.is_some() && scored.len() >= room {
            scored = lead(std::mem::take(&mut scored));
            room = KEPT.max(2 * scored.len());
        }
    })?;
    Ok(lead(scored))
}

/// Higher scores first.
fn by_score(measure: AssociationMeasure, a: &NgramAssociation, b: &NgramAssociation) -> Ordering {
    let score = |association| measure.of_ngram(association).unwrap_or_default();
    score(b).total_cmp(&score(a))
}
