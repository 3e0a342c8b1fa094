//! Collocations of two words.

use std::cmp::Ordering;

use serde::Deserialize;

use super::association::{Association, log_dice};
use super::contingency::Contingency;
use super::ranking::leading;
use crate::error::Result;
use crate::features::{PairCount, PairCounts, Pairing, TermText, Terms};

/// What pairs are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum AssociationMeasure {
    /// Pointwise mutual information (Church and Hanks 1990)
    Pmi,
    /// Normalised pointwise mutual information (Bouma 2009)
    Npmi,
    /// Signed log-likelihood ratio G² (Dunning 1993)
    #[default]
    LogLikelihood,
    /// t-score (Church et al. 1991)
    TScore,
    /// Signed chi-squared
    ChiSquared,
    /// logDice (Rychlý 2008)
    LogDice,
}

impl AssociationMeasure {
    fn of(self, association: &Association) -> f64 {
        match self {
            AssociationMeasure::Pmi => association.pmi,
            AssociationMeasure::Npmi => association.npmi,
            AssociationMeasure::LogLikelihood => association.log_likelihood,
            AssociationMeasure::TScore => association.t_score,
            AssociationMeasure::ChiSquared => association.chi_squared,
            AssociationMeasure::LogDice => association.log_dice,
        }
    }
}

/// Settings of collocations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CollocationSettings {
    /// Which tokens form a pair; default adjacent ones.
    pub pairing: Pairing,
    /// Only pairs with this term, by its number; default all.
    pub node: Option<u32>,
    /// Minimum number of occurrences of a pair; default 2.
    pub min_count: u64,
    /// The measure for ranking; default log-likelihood. Ties are broken by the words.
    pub measure: AssociationMeasure,
    /// Maximum number of pairs; default all.
    pub top: Option<usize>,
}

impl Default for CollocationSettings {
    fn default() -> Self {
        CollocationSettings {
            pairing: Pairing::Adjacent,
            node: None,
            min_count: 2,
            measure: AssociationMeasure::default(),
            top: None,
        }
    }
}

/// A pair of terms and its association.
#[derive(Debug, Clone, PartialEq)]
pub struct Collocation {
    /// The first term. In windows, the node, or the first in byte order.
    pub first: TermText,
    /// The second term.
    pub second: TermText,
    /// Rank by the measure, from 1.
    pub rank: usize,
    /// Documents with the pair.
    pub documents: u64,
    /// Contingency table of the pairs: with both terms, with only the first, with only the second, and all
    /// others.
    pub table: Contingency,
    /// Occurrences of the two terms.
    pub occurrences: (u64, u64),
    /// The measures. PMI and related measures use all pairs of the window (Evert 2008), logDice the
    /// occurrences of the terms.
    pub association: Association,
}

/// Pairs of terms that occur often enough, the most strongly associated first.
///
/// Counts are of pairs: the pairs with the first term, those with the second, and all pairs (Evert 2008,
/// "Corpora and collocations"). In windows every pair is counted from both sides.
///
/// # Errors
/// When the corpus does not store word order, or its temporary file cannot be read.
pub fn collocations(terms: &Terms<'_>, settings: &CollocationSettings) -> Result<Vec<Collocation>> {
    let counts = terms.pairs(settings.pairing, settings.node, settings.min_count)?;
    let in_windows = settings.pairing != Pairing::Adjacent;
    let totals = terms.totals();
    let occurrences_of = |pair: &PairCount| {
        (
            totals[pair.first as usize].0,
            totals[pair.second as usize].0,
        )
    };
    let scored = counts.pairs.iter().filter_map(|pair| {
        let pair = oriented(*pair, settings);
        let table = table(&counts, &pair);
        let mut association = Association::of(&table)?;
        if in_windows {
            let (first, second) = occurrences_of(&pair);
            association.log_dice = log_dice(table.both, first, second);
        }
        Some((pair, table, association))
    });
    let score = |association: &Association| settings.measure.of(association);
    let chosen = leading(scored.collect(), settings.top, |a, b| {
        score(&b.2).total_cmp(&score(&a.2))
    });
    let words = chosen
        .iter()
        .flat_map(|(pair, ..)| [pair.first, pair.second]);
    let texts = terms.texts(&words.collect::<Vec<u32>>());
    let by_words = settings.node.is_none() && in_windows;
    let found = chosen.into_iter().map(|(pair, table, association)| {
        let mut found = Collocation {
            first: texts[&pair.first].clone(),
            second: texts[&pair.second].clone(),
            rank: 0,
            documents: u64::from(pair.documents),
            table,
            occurrences: occurrences_of(&pair),
            association,
        };
        if by_words && found.second < found.first {
            found.swap();
        }
        found
    });
    let mut found: Vec<Collocation> = found.collect();
    found.sort_unstable_by(|a, b| by_score(a, b, settings.measure));
    found.truncate(settings.top.unwrap_or(usize::MAX));
    for (index, found) in found.iter_mut().enumerate() {
        found.rank = index + 1;
    }
    Ok(found)
}

impl Collocation {
    fn swap(&mut self) {
        std::mem::swap(&mut self.first, &mut self.second);
        self.occurrences = (self.occurrences.1, self.occurrences.0);
        std::mem::swap(&mut self.table.first_only, &mut self.table.second_only);
    }
}

fn by_score(a: &Collocation, b: &Collocation, measure: AssociationMeasure) -> Ordering {
    let score = |found: &Collocation| measure.of(&found.association);
    score(b)
        .total_cmp(&score(a))
        .then_with(|| (&a.first, &a.second).cmp(&(&b.first, &b.second)))
}

/// In windows, where pairs have no order, the node comes first.
fn oriented(pair: PairCount, settings: &CollocationSettings) -> PairCount {
    if settings.pairing != Pairing::Adjacent && settings.node == Some(pair.second) {
        PairCount {
            first: pair.second,
            second: pair.first,
            ..pair
        }
    } else {
        pair
    }
}

fn table(counts: &PairCounts, pair: &PairCount) -> Contingency {
    Contingency::of_pair(
        pair.count,
        counts.as_first[pair.first as usize],
        counts.as_second[pair.second as usize],
        counts.total,
    )
}
